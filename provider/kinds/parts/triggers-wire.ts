import { type Undeclared, unmodelled } from "../../lifecycle/undeclared";
import { compact, isAbsent, same } from "../../lifecycle/values";
import { type DeclaredTriggers, type Schedule, type Trigger, timer, timerSettings } from "./triggers";
import { isBlank, pair, toBoolean, toText, type Wire } from "./wire";

export type WireTrigger = Wire<"Trigger">;
type WireSetting = Wire<"TriggerParameter">;

/** The default zone of a schedule. */
const defaultZone = "Asia/Shanghai";
/** The service's second name of a zone, where documented. */
const zoneNames = new Map([["Asia/Shanghai", "China_Standard_Time"]]);

const settingsOf = (wire: WireTrigger): WireSetting[] => wire.parameters ?? [];
const setting = (wire: WireTrigger, name: string): string | undefined =>
  toText(settingsOf(wire).find((entry) => entry.name === name)?.value);
const isTimer = (wire: WireTrigger): boolean => wire.name === timer;

/** Timers and other triggers share one list on the wire; each of the two is authoritative if declared. */
export function triggersToWire(
  declared: DeclaredTriggers,
  applied: DeclaredTriggers = {},
  live: readonly WireTrigger[] = [],
): WireTrigger[] {
  const ours = (now: readonly unknown[] | undefined, before: readonly unknown[] | undefined) =>
    now !== undefined || before !== undefined;
  const complete = live.map(withValues);
  const liveTimers = complete.filter(isTimer);
  const liveOthers = complete.filter((wire) => !isTimer(wire));
  const timers = ours(declared.schedules, applied.schedules)
    ? schedulesToWire(declared.schedules ?? [], applied.schedules ?? [], liveTimers)
    : liveTimers;
  const others = ours(declared.triggers, applied.triggers)
    ? paired(declared.triggers ?? [], liveOthers).map(({ entry, twin, isAlike }) =>
        twin && isAlike ? twin : triggerToWire(entry, twin),
      )
    : liveOthers;
  return [...timers, ...others];
}

/**
 * Declared timers merged into their live twins, which keep undeclared settings; settings removed from the program are removed.
 * Timers are matched by cron expression and zone, or, if the expression changes, by position in the list.
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
  return { ...twin, name: timer, parameters: [...settings.values()] };
}

/** A setting read as null is dropped, because the service accepts only strings. */
const withValues = (wire: WireTrigger): WireTrigger => ({
  ...wire,
  parameters: settingsOf(wire).filter(({ value }) => !isAbsent(value)),
});

/**
 * Pairs each declared entry with its live twin: the equal one, or else the one with the same name and position, whose other
 * settings a change must keep.
 */
function paired(
  written: readonly Trigger[],
  live: readonly WireTrigger[],
): { entry: Trigger; twin: WireTrigger | undefined; isAlike: boolean }[] {
  const left = new Set(live);
  const take = (wire: WireTrigger | undefined) => (wire !== undefined && left.delete(wire) ? wire : undefined);
  const alike = written.map((entry) => take(live.find((wire) => left.has(wire) && same(triggerFromWire(wire, entry), entry))));
  return written.map((entry, index) => {
    const equal = alike[index];
    if (equal) return { entry, twin: equal, isAlike: true };
    const place = live[index];
    return { entry, twin: entry.name === place?.name ? take(place) : undefined, isAlike: false };
  });
}

/** The declared map is authoritative for a trigger's parameters; other fields of an entry are kept. */
function triggerToWire(trigger: Trigger, twin: WireTrigger | undefined): WireTrigger {
  const live = new Map((twin ? settingsOf(twin) : []).map((entry) => [entry.name, entry]));
  const parameters = Object.entries(trigger.parameters ?? {}).map(([name, value]) => ({ ...live.get(name), name, value }));
  return { ...twin, name: trigger.name, parameters };
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
  /** Undeclared settings of live entries. */
  readonly undeclared: Undeclared[];
}

/** Each live entry in the form of the equal declared one, else of the one at its position, else in full. */
export function triggersFromWire(live: readonly WireTrigger[], applied: DeclaredTriggers): LiveTriggers {
  const timers = live.filter(isTimer);
  const others = live.filter((wire) => !isTimer(wire));
  const schedules = inForms(timers, applied.schedules ?? [], scheduleFromWire);
  return {
    schedules,
    triggers: inForms(others, applied.triggers ?? [], triggerFromWire),
    undeclared: [
      ...timers.flatMap((wire, index) => undeclaredInSchedule(wire, schedules[index] ?? { cron: "" }, index)),
      ...others.flatMap((wire, index) =>
        unmodelled(wire, isTriggerField, { path: ["triggers", index], key: `trigger ${wire.name}`, expected: true }),
      ),
    ],
  };
}

const isTriggerField = (field: string): boolean => field === "name" || field === "parameters";
/** The service's second name of the zone changes with the first. */
const timerNames: ReadonlySet<string> = new Set([...Object.values(timerSettings), "timeZone"]);

function undeclaredInSchedule(wire: WireTrigger, shown: Schedule, index: number): Undeclared[] {
  const found: Undeclared[] = unmodelled(wire, isTriggerField, { path: ["schedules", index], key: "schedule", expected: true });
  const add = (name: string, value: unknown, expected: boolean) =>
    found.push({ path: ["schedules", index, name], key: `schedule ${name}`, value, expected });
  const zone = setting(wire, timerSettings.timeZone);
  if (shown.timeZone === undefined && !isBlank(zone)) add("timeZone", zone, zone === defaultZone);
  const daylight = toBoolean(setting(wire, timerSettings.daylightSaving));
  if (shown.daylightSaving === undefined && daylight) add("daylightSaving", daylight, false);
  for (const { name, value } of settingsOf(wire)) if (name && !timerNames.has(name) && !isBlank(value)) add(name, value, true);
  return found;
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
