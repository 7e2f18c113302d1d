import { z } from "zod";
import type { Problem } from "../../lifecycle/kind";
import { isObject, isUnknown, same } from "../../lifecycle/values";
import { cronProblem } from "../../shared/cron";
import { input, part } from "../table";
import { line } from "./text";
import { zoneProblem } from "./time-zone";

/** Type name of a timer; every other trigger is passed in the service's own form. */
export const timer = "hudson.triggers.TimerTrigger";

/** Inputs of a timer and their wire names. */
export const timerSettings = { cron: "spec", timeZone: "timeZoneId", daylightSaving: "isDST" } as const;

const scheduleSchema = part("Schedule", "A schedule on which the job is built.", {
  cron: input(z.string(), {
    doc: "Five fields, minute hour day month weekday, such as `0 2 * * *`, as the service's scheduler (that of Jenkins) reads them: numbers, ranges (`1-5`), steps (`8-18/2`), lists (`1,15`), and `H` for a value that the service chooses (`H`, `H(0-7)`, `H/15`); day and weekday must both match. Or `@hourly`, `@daily`, `@midnight`, `@weekly`, `@monthly`, `@yearly`. Names of days or months are not supported.",
    wire: { name: timerSettings.cron },
  }),
  timeZone: input(line().optional(), {
    doc: "IANA time zone, such as `Asia/Shanghai`.",
    otherwise: "the service's",
    wire: { name: timerSettings.timeZone },
  }),
  daylightSaving: input(z.boolean().optional(), {
    doc: "Whether to follow the zone's daylight saving time.",
    default: false,
    wire: { name: timerSettings.daylightSaving },
  }),
});
export const schedulesSchema = z.array(scheduleSchema);
export type Schedule = z.output<typeof scheduleSchema>;

const triggerSchema = part("Trigger", "A trigger other than a timer, in the service's own form.", {
  name: input(line(), { doc: "Name of the trigger's type." }),
  parameters: input(z.record(line(128), z.string().max(8192)).optional(), {
    doc: "Its settings.",
    limits: "names up to 128 characters, values up to 8,192",
  }),
});
export const triggersSchema = z.array(triggerSchema);
export type Trigger = z.output<typeof triggerSchema>;

export function triggerRules(written: Readonly<Record<string, unknown>>): Problem[] {
  const schedules: unknown[] = Array.isArray(written.schedules) ? written.schedules : [];
  const triggers: unknown[] = Array.isArray(written.triggers) ? written.triggers : [];
  const problems: Problem[] = [];
  schedules.forEach((schedule, index) => {
    if (!isObject(schedule)) return;
    const cron = typeof schedule.cron === "string" && !isUnknown(schedule.cron) ? cronProblem(schedule.cron) : undefined;
    if (cron) problems.push({ path: ["schedules", index, "cron"], message: cron });
    const zone =
      typeof schedule.timeZone === "string" && !isUnknown(schedule.timeZone) ? zoneProblem(schedule.timeZone) : undefined;
    if (zone) problems.push({ path: ["schedules", index, "timeZone"], message: zone });
  });
  triggers.forEach((trigger, index) => {
    if (isObject(trigger) && trigger.name === timer) {
      problems.push({ path: ["triggers", index, "name"], message: "a timer; write it under `schedules`: { cron, timeZone }" });
    }
  });
  return problems;
}

export interface DeclaredTriggers {
  readonly schedules?: readonly Schedule[];
  readonly triggers?: readonly Trigger[];
}

/** No parameters equal empty ones. */
export function sameTriggers(one: unknown, other: unknown): boolean {
  const plain = (triggers: unknown): unknown =>
    Array.isArray(triggers)
      ? triggers.map((trigger) =>
          isObject(trigger) && isObject(trigger.parameters) && Object.keys(trigger.parameters).length === 0
            ? { ...trigger, parameters: undefined }
            : trigger,
        )
      : triggers;
  return same(plain(one), plain(other));
}
