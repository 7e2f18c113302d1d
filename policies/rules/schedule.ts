import { shortestInterval } from "../../provider/shared/cron";
import type { Cursor } from "../engine/cursor";
import { integer } from "../engine/options";
import { resourceRule } from "../engine/policy";
import { productPages } from "./frameworks";

export const scheduleSane = resourceRule({
  name: "schedule-sane",
  kinds: ["BuildJob"],
  description: "Schedules leave time between two builds and declare their time zone.",
  why: "A schedule every few minutes blocks executors all day; without a time zone it is unclear when it runs, especially with daylight saving time.",
  level: "advisory",
  severity: "low",
  ...productPages,
  references: [],
  mend: "Run the schedule less often, and set timeZone, for example Asia/Shanghai.",
  options: { minMinutes: integer("Minimum time between two runs of one schedule, in minutes.", 15, 1, 44640) },
  example: {
    fails: `schedules: [{ cron: "*/5 * * * *" }]`,
    passes: `schedules: [{ cron: "0 2 * * *", timeZone: "Asia/Shanghai" }]`,
  },
  *check({ inputs }, { minMinutes }) {
    for (const schedule of inputs.at("schedules").items())
      yield* judgeSchedule(schedule, schedule.at("cron"), schedule.at("timeZone"), minMinutes);
    for (const trigger of inputs.at("triggers").items()) {
      if (trigger.at("name").text() !== "hudson.triggers.TimerTrigger") continue;
      const parameters = trigger.at("parameters");
      const zone = parameters.at("timeZoneId").absent() ? parameters.at("timeZone") : parameters.at("timeZoneId");
      yield* judgeSchedule(trigger, parameters.at("spec"), zone, minMinutes);
    }
  },
});

function* judgeSchedule(whole: Cursor, cron: Cursor, zone: Cursor, minMinutes: number) {
  const spec = cron.text();
  const interval = spec === undefined ? undefined : shortestInterval(spec);
  if (interval !== undefined && interval < minMinutes)
    yield {
      at: cron,
      says: `${JSON.stringify(spec)} runs again after ${interval} ${interval === 1 ? "minute" : "minutes"}; at least ${minMinutes} are required`,
    };
  if (zone.absent() || zone.text() === "") yield { at: whole, says: `no time zone; set timeZone, for example "Asia/Shanghai"` };
}
