import { z } from "zod";
import type { Problem } from "../lifecycle/kind";
import { compact, isObject, isUnknown, same } from "../lifecycle/values";
import { wireNames } from "../lifecycle/wording";
import { cronProblem } from "./cron";
import { line } from "./text";
import { zoneProblem } from "./time-zone";
import { pair, toBoolean, toText, type Wire } from "./wire";

/** A time at which the job is built. */
export interface Schedule {
  /**
   * Five fields, minute hour day month weekday, such as `0 2 * * *`, as the service's scheduler (that of Jenkins) reads them:
   * numbers, ranges (`1-5`), steps (`8-18/2`), lists (`1,15`), and `H` for a value that the service chooses
   * (`H`, `H(0-7)`, `H/15`); day and weekday both have to fit. Or `@hourly`, `@daily`, `@midnight`, `@weekly`, `@monthly`,
   * `@yearly`. No names of days or months.
   */
  cron: string;
  /** IANA time zone, such as `Asia/Shanghai`. Default: the service's. */
  timeZone?: string;
  /** Whether the zone's daylight saving time is followed. Default: false. */
  daylightSaving?: boolean;
}

/** A trigger of another kind than a timer, as the service spells it. */
export interface Trigger {
  /** Name of the trigger's type. */
  name: string;
  /** Its settings. */
  parameters?: { [name: string]: string };
}

export type WireTrigger = Wire<"Trigger">;
type WireSetting = Wire<"TriggerParameter">;

const timer = "hudson.triggers.TimerTrigger";
/** The service's second name of a zone, as far as it is documented. */
const zoneNames = new Map([["Asia/Shanghai", "China_Standard_Time"]]);

export const scheduleSchema = z.strictObject({
  cron: z.string(),
  timeZone: line().optional(),
  daylightSaving: z.boolean().optional(),
});
export const schedulesSchema = z.array(scheduleSchema);
export const triggerSchema = z.strictObject({
  name: line(),
  parameters: z.record(line(128), z.string().max(8192)).optional(),
});
export const triggersSchema = z.array(triggerSchema);

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

/** What a timer is made of, under its names here and on the wire. */
const timerSettings = { cron: "spec", timeZone: "timeZoneId", daylightSaving: "isDST" } as const;
wireNames.add(scheduleSchema, Object.fromEntries(Object.entries(timerSettings).map(([input, wire]) => [wire, input])));

const settingsOf = (wire: WireTrigger): WireSetting[] => (wire.parameters ?? []) as WireSetting[];
const setting = (wire: WireTrigger, name: string): string | undefined =>
  toText(settingsOf(wire).find((entry) => entry.name === name)?.value);
const isTimer = (wire: WireTrigger): boolean => wire.name === timer;

interface Declared {
  readonly schedules?: readonly Schedule[];
  readonly triggers?: readonly Trigger[];
}

/** Timers and other triggers share one list on the wire; each kind is the program's as a whole where it declares it. */
export function triggersToWire(declared: Declared, applied: Declared = {}, live: readonly WireTrigger[] = []): WireTrigger[] {
  const ours = (now: readonly unknown[] | undefined, before: readonly unknown[] | undefined) =>
    now !== undefined || before !== undefined;
  const liveTimers = live.filter(isTimer);
  const liveOthers = live.filter((wire) => !isTimer(wire));
  const timers = ours(declared.schedules, applied.schedules)
    ? schedulesToWire(declared.schedules ?? [], applied.schedules ?? [], liveTimers)
    : liveTimers;
  const others = ours(declared.triggers, applied.triggers)
    ? (declared.triggers ?? []).map((t) => triggerToWire(t, liveOthers))
    : liveOthers;
  return [...timers, ...others];
}

/**
 * Timers with what is declared over their live twins and without what was declared before, so that whatever others set on them
 * stays. They are told apart by cron expression and zone; one whose expression changes is found by its place in the list.
 */
function schedulesToWire(
  declared: readonly Schedule[],
  applied: readonly Schedule[],
  live: readonly WireTrigger[],
): WireTrigger[] {
  const byCron = (schedule: Schedule) => schedule.cron;
  const byZone = ({ cron, timeZone }: Schedule) => `${cron}\n${timeZone ?? ""}`;
  const cronOf = (wire: WireTrigger) => setting(wire, timerSettings.cron);
  const before = pair(declared, applied, [
    { written: byZone, live: byZone },
    { written: byCron, live: byCron },
    { written: (schedule) => String(declared.indexOf(schedule)), live: (schedule) => String(applied.indexOf(schedule)) },
  ]);
  const twins = pair(declared, live, [
    { written: byZone, live: (wire) => `${cronOf(wire)}\n${setting(wire, timerSettings.timeZone) ?? ""}` },
    { written: byCron, live: cronOf },
    { written: (schedule) => before.get(schedule)?.cron, live: cronOf },
  ]);
  return declared.map((schedule) => scheduleToWire(schedule, before.get(schedule), twins.get(schedule)));
}

function scheduleToWire(schedule: Schedule, before: Schedule | undefined, twin: WireTrigger | undefined): WireTrigger {
  const { cron, timeZone, daylightSaving } = schedule;
  const settings = new Map(settingsOf(twin ?? {}).map((entry) => [entry.name ?? "", entry]));
  const set = (name: string, value: string | undefined) => {
    if (value === undefined) settings.delete(name);
    else settings.set(name, { ...settings.get(name), name, value });
  };
  set(timerSettings.cron, cron);
  const liveZone = settings.get(timerSettings.timeZone)?.value ?? undefined;
  const zone = timeZone ?? (before?.timeZone === undefined ? liveZone : undefined);
  if (zone === undefined || zone !== liveZone) {
    set(timerSettings.timeZone, zone);
    set("timeZone", zone === undefined ? undefined : zoneNames.get(zone));
  }
  if (daylightSaving !== undefined || before?.daylightSaving !== undefined || !settings.has(timerSettings.daylightSaving))
    set(timerSettings.daylightSaving, String(daylightSaving ?? false));
  return { ...twin, name: timer, parameters: [...settings.values()] as NonNullable<WireTrigger["parameters"]> };
}

function triggerToWire(trigger: Trigger, live: readonly WireTrigger[]): WireTrigger {
  const twin = live.find((wire) => same(triggerFromWire(wire, trigger), trigger));
  return (
    twin ?? { name: trigger.name, parameters: Object.entries(trigger.parameters ?? {}).map(([name, value]) => ({ name, value })) }
  );
}

function scheduleFromWire(wire: WireTrigger, applied?: Schedule): Schedule {
  const zone = setting(wire, timerSettings.timeZone);
  const daylight = toBoolean(setting(wire, timerSettings.daylightSaving)) ?? false;
  return compact<Schedule>([
    ["cron", setting(wire, timerSettings.cron) ?? ""],
    ["timeZone", applied && applied.timeZone === undefined ? undefined : zone],
    ["daylightSaving", applied ? (applied.daylightSaving === undefined ? undefined : daylight) : daylight || undefined],
  ]);
}

function triggerFromWire(wire: WireTrigger, applied?: Trigger): Trigger {
  const settings = Object.fromEntries(settingsOf(wire).map((entry) => [entry.name ?? "", toText(entry.value) ?? ""]));
  const none = Object.keys(settings).length === 0 && applied?.parameters === undefined;
  return compact<Trigger>([
    ["name", wire.name ?? ""],
    ["parameters", none ? undefined : settings],
  ]);
}

export interface LiveTriggers {
  readonly schedules: Schedule[];
  readonly triggers: Trigger[];
}

/** Each live entry in the form of the written one that says the same, or else of the written one at its place, or in full. */
export function triggersFromWire(live: readonly WireTrigger[], applied: Declared): LiveTriggers {
  const timers = live.filter(isTimer);
  const others = live.filter((wire) => !isTimer(wire));
  return {
    schedules: inForms(timers, applied.schedules ?? [], scheduleFromWire),
    triggers: inForms(others, applied.triggers ?? [], triggerFromWire),
  };
}

function inForms<W, T>(live: readonly W[], written: readonly T[], read: (wire: W, form?: T) => T): T[] {
  const left = new Set(written);
  const forms = live.map((wire) => {
    const form = [...left].find((entry) => same(read(wire, entry), entry));
    if (form !== undefined) left.delete(form);
    return form;
  });
  return live.map((wire, index) => {
    const place = written[index];
    return read(wire, forms[index] ?? (place !== undefined && left.has(place) ? place : undefined));
  });
}

/** No parameters and empty ones say the same. */
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
