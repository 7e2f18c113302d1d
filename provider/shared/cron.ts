/**
 * Cron expressions of the service's scheduler, which is that of Jenkins (hudson.scheduler): five fields of numbers, ranges,
 * steps, lists and `H`, or a word such as `@daily`. Names of days and months are not supported.
 */

interface CronField {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Highest value that a plain `H` picks, if lower than `max`. */
  readonly spread?: number;
  /** Names that other schedulers accept, to suggest the number instead. */
  readonly words?: readonly string[];
}

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const fields: readonly CronField[] = [
  { name: "minute", min: 0, max: 59 },
  { name: "hour", min: 0, max: 23 },
  { name: "day", min: 1, max: 31, spread: 28 },
  { name: "month", min: 1, max: 12, words: months },
  { name: "weekday", min: 0, max: 7, spread: 6, words: weekdays },
];
/** Words for schedules, with an equally frequent expression. */
const words: ReadonlyMap<string, string> = new Map([
  ["@yearly", "H H H H *"],
  ["@annually", "H H H H *"],
  ["@monthly", "H H H * *"],
  ["@weekly", "H H * * H"],
  ["@daily", "H H * * *"],
  ["@midnight", "H H(0-2) * * *"],
  ["@hourly", "H * * * *"],
]);
const expected = 'five are expected: minute hour day month weekday, such as "0 2 * * *"';
const longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Longer ones are no schedules, and megabytes would overflow the stack of the expressions below. */
const longest = 1_000;

/** What is wrong with a cron expression, or undefined. */
export function cronProblem(cron: string): string | undefined {
  const shown = JSON.stringify(cron.length > 60 ? `${cron.slice(0, 60)}…` : cron);
  if (cron.length > longest) return `${shown} has ${cron.length} characters; ${expected}`;
  const text = trimmed(cron);
  if (text.startsWith("@"))
    return words.has(text) ? undefined : `${shown} is unknown; the known words are ${[...words.keys()].join(", ")}`;
  if (/[\r\n]/.test(text)) return `${shown} has several lines; write one schedule per line`;
  const parts = partsOf(text);
  if (parts.length !== fields.length) {
    const has = parts.length === 0 ? "is empty" : `has ${parts.length} field${parts.length === 1 ? "" : "s"}`;
    return `${shown} ${has}; ${expected}`;
  }
  const found = rangesOf(parts);
  if (typeof found === "string") return `${shown}: ${found}`;
  const [, , days = [], inMonths = []] = found.map((ranges) => ranges.flatMap(possible));
  if (days.some((day) => inMonths.some((month) => day <= (longestMonths[month - 1] ?? 0)))) return undefined;
  return `${shown} never matches: none of its months has that day`;
}

/** The shortest time between two runs, in minutes; undefined if the text is not a schedule or never matches. */
export function shortestInterval(cron: string): number | undefined {
  if (cron.length > longest) return undefined;
  const text = trimmed(cron);
  const parts = partsOf(words.get(text) ?? text);
  const found = parts.length === fields.length ? rangesOf(parts) : "";
  if (typeof found === "string") return undefined;
  const [minutes = [], hours = [], days = [], inMonths = [], weekdays = []] = found.map((ranges) => ranges.flatMap(picked));
  const isLimited = (index: number) => !parts[index]?.startsWith("*");
  const onDay = (date: Date) => days.includes(date.getUTCDate());
  const onWeekday = (date: Date) => weekdays.some((day) => day % 7 === date.getUTCDay());
  // As in cron: if both day fields are limited, either of them matches.
  const either = isLimited(2) && isLimited(4);
  const next = closestDays(
    (date) =>
      inMonths.includes(date.getUTCMonth() + 1) && (either ? onDay(date) || onWeekday(date) : onDay(date) && onWeekday(date)),
  );
  const times = [...new Set(hours.flatMap((hour) => minutes.map((minute) => hour * 60 + minute)))].sort((a, b) => a - b);
  const [first = 0] = times;
  if (next === undefined) return undefined;
  const withinDay = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  return Math.min(...withinDay, next * 1440 - (times.at(-1) ?? 0) + first);
}

/** The smallest number of days between two matching days, over a cycle of leap years; undefined if there are none. */
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

const trimmed = (cron: string): string => cron.replace(/^[ \t]+|[ \t]+$/g, "");
const partsOf = (text: string): string[] => (text === "" ? [] : text.split(/[ \t]+/));

interface Range {
  readonly first: number;
  readonly last: number;
  readonly step: number;
  /** `H`: an unknown value of the range, or of its first step. */
  readonly hash: boolean;
  readonly isStepped: boolean;
}

/** Every possible value: `H` picks one of them, or one to start at. */
const possible = (range: Range): number[] => stepped(range, range.hash ? 1 : range.step);
/** The values of one of the schedules that `H` may mean. */
const picked = (range: Range): number[] => (range.hash && !range.isStepped ? [range.first] : stepped(range, range.step));

const stepped = ({ first, last }: Range, step: number): number[] =>
  Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, index) => first + index * step);

/** The ranges of each field, or what is wrong with one of them. */
function rangesOf(parts: readonly string[]): (readonly Range[])[] | string {
  const found: Range[][] = [];
  for (const [index, field] of fields.entries()) {
    const ranges: Range[] = [];
    for (const item of (parts[index] ?? "").split(",")) {
      const range = rangeOf(item, field);
      if (typeof range === "string") return range;
      ranges.push(range);
    }
    found.push(ranges);
  }
  return found;
}

const form = /^(?:(\*)|(H)(?:\((\d{1,4})-(\d{1,4})\))?|(\d{1,4})(?:-(\d{1,4}))?)(?:\/(\d{1,4}))?$/;

function rangeOf(item: string, field: CronField): Range | string {
  const { name, min, max } = field;
  const [matched, any, hash, hashFrom, hashTo, from, to, stepText] = form.exec(item) ?? [];
  if (matched === undefined) return wordForm(item, field);
  const isSingle = from !== undefined && to === undefined;
  if (isSingle && stepText !== undefined)
    return `${JSON.stringify(item)}: a step needs a range; write ${from}-${max}/${stepText}`;
  const first = Number(hashFrom ?? from ?? min);
  const last = Number(any ? max : hash ? (hashTo ?? field.spread ?? max) : (to ?? from));
  const step = Number(stepText ?? 1);
  if (first < min || last > max || first > max) return `${JSON.stringify(item)} is not a valid ${name}; ${min} to ${max}`;
  if (last < first) return `${JSON.stringify(item)} is reversed; write ${name}s from low to high`;
  if (step === 0) return `${JSON.stringify(item)} is not a valid step of the ${name}; write it like */15`;
  const length = last - first + 1;
  if (hash && step > length) return `${JSON.stringify(item)}: the step of H is at most ${length} here`;
  return { first, last, step, hash: hash !== undefined, isStepped: stepText !== undefined };
}

/** Syntax of other schedulers: names, `?`, a lower-case `h`. */
function wordForm(item: string, { name, min, max, words = [] }: CronField): string {
  const shown = JSON.stringify(item.length > 40 ? `${item.slice(0, 40)}…` : item);
  const numbers = item.toUpperCase().replace(/[A-Z]{3,}/g, (word) => {
    const index = words.indexOf(word.slice(0, 3));
    return index < 0 ? word : String(index + min);
  });
  const meant = item === "?" ? "*" : numbers;
  return `${shown} is not a valid ${name}; ${meant !== item && form.test(meant) ? `write ${meant}` : `${min} to ${max}`}`;
}
