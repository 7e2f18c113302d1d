/** How often a schedule of five cron fields fires. */
interface Schedule {
  /** Minutes after midnight, ascending. */
  times: number[];
  days: (date: Date) => boolean;
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const minutesOfDay = 1440;

/** The shortest time between two runs, in minutes; undefined when the text is no schedule of five fields or never fires. */
export function shortestInterval(cron: string): number | undefined {
  const schedule = parse(cron);
  const first = schedule?.times[0];
  const last = schedule?.times.at(-1);
  if (schedule === undefined || first === undefined || last === undefined) return undefined;
  const days = closestDays(schedule.days);
  if (days === undefined) return undefined;
  const withinDay = schedule.times.slice(1).map((time, index) => time - (schedule.times[index] ?? 0));
  return Math.min(...withinDay, days * minutesOfDay - last + first);
}

/** The smallest number of days between two days that match, over a cycle of leap years; undefined when none does. */
function closestDays(matches: (date: Date) => boolean): number | undefined {
  const start = Date.UTC(2024, 0, 1);
  let previous: number | undefined;
  let closest: number | undefined;
  for (let day = 0; day < 8 * 366; day++) {
    if (!matches(new Date(start + day * 86_400_000))) continue;
    if (previous !== undefined) closest = Math.min(closest ?? Number.POSITIVE_INFINITY, day - previous);
    if (closest === 1) return 1;
    previous = day;
  }
  return closest ?? (previous === undefined ? undefined : 8 * 366);
}

function parse(cron: string): Schedule | undefined {
  const fields = cron.trim().slice(0, 300).split(/\s+/);
  if (fields.length !== 5) return undefined;
  const [minuteText = "", hourText = "", dayText = "", monthText = "", weekdayText = ""] = fields;
  const minutes = values(minuteText, 0, 59);
  const hours = values(hourText, 0, 23);
  const days = values(dayText, 1, 31);
  const inMonths = values(monthText, 1, 12, months, 1);
  const inWeek = values(weekdayText, 0, 7, weekdays, 0);
  if (!minutes || !hours || !days || !inMonths || !inWeek) return undefined;
  const onWeekday = (date: Date) => inWeek.has(date.getUTCDay()) || (date.getUTCDay() === 0 && inWeek.has(7));
  const onDay = (date: Date) => days.has(date.getUTCDate());
  // As cron has it: when both day fields are limited, either of them will do.
  const either = isLimited(dayText) && isLimited(weekdayText);
  return {
    times: [...hours].flatMap((hour) => [...minutes].map((minute) => hour * 60 + minute)).sort((a, b) => a - b),
    days: (date) =>
      inMonths.has(date.getUTCMonth() + 1) && (either ? onDay(date) || onWeekday(date) : onDay(date) && onWeekday(date)),
  };
}

function isLimited(field: string): boolean {
  return !field.startsWith("*") && field !== "?";
}

/** One field: any, a number, a range, a step over either, names of months and days, lists of these; `H` (Jenkins) is some value. */
function values(field: string, low: number, high: number, names: readonly string[] = [], first = 0): Set<number> | undefined {
  const found = new Set<number>();
  for (const part of field.toLowerCase().split(",")) {
    const match = /^(?:(\*|\?|h(?:\(\d+-\d+\))?)|([a-z]{3}|\d{1,2})(?:-([a-z]{3}|\d{1,2}))?)(?:\/(\d{1,3}))?$/.exec(part);
    if (match === null) return undefined;
    const [, any, fromText, toText, stepText] = match;
    const step = stepText === undefined ? undefined : Number(stepText);
    const number = (text: string) =>
      /^\d/.test(text) ? Number(text) : names.indexOf(text) + (names.includes(text) ? first : -1000);
    const from = fromText === undefined ? low : number(fromText);
    const open = step === undefined ? from : high;
    const to = toText === undefined ? (any?.startsWith("h") && step === undefined ? low : any ? high : open) : number(toText);
    if (from < low || to > high || from > to || step === 0) return undefined;
    for (let value = from; value <= to; value += step ?? 1) found.add(value);
  }
  return found;
}
