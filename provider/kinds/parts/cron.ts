/**
 * Cron expressions as the service's scheduler takes them, which is that of Jenkins (hudson.scheduler): five fields of numbers,
 * ranges, steps, lists and `H`, or a word such as `@daily`. Names of days and months are none of it.
 */

interface CronField {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Highest value that `H` alone picks, where that is not `max`. */
  readonly spread?: number;
  /** Names that other schedulers take, to say which number stands for one. */
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
const words = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];
const expected = 'five are expected: minute hour day month weekday, such as "0 2 * * *"';
const longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** What is wrong with a cron expression, or undefined. */
export function cronProblem(cron: string): string | undefined {
  const text = cron.replace(/^[ \t]+|[ \t]+$/g, "");
  const shown = JSON.stringify(cron.length > 60 ? `${cron.slice(0, 60)}…` : cron);
  if (text.startsWith("@")) return words.includes(text) ? undefined : `${shown} is no such word; there are ${words.join(", ")}`;
  if (/[\r\n]/.test(text)) return `${shown} has several lines; write one schedule for each`;
  const parts = text === "" ? [] : text.split(/[ \t]+/);
  if (parts.length !== fields.length) {
    const has = parts.length === 0 ? "is empty" : `has ${parts.length} field${parts.length === 1 ? "" : "s"}`;
    return `${shown} ${has}; ${expected}`;
  }
  const values: (readonly number[])[] = [];
  for (const [index, field] of fields.entries()) {
    const found = fieldValues(parts[index] ?? "", field);
    if (typeof found === "string") return `${shown}: ${found}`;
    values.push(found);
  }
  const [, , days = [], inMonths = []] = values;
  if (days.some((day) => inMonths.some((month) => day <= (longestMonths[month - 1] ?? 0)))) return undefined;
  return `${shown} never comes: no month of it has that day`;
}

/** Every value that a field may stand for, or what is wrong with it. */
function fieldValues(part: string, field: CronField): readonly number[] | string {
  const values: number[] = [];
  for (const item of part.split(",")) {
    const found = itemValues(item, field);
    if (typeof found === "string") return found;
    values.push(...found);
  }
  return values;
}

const form = /^(?:(\*)|(H)(?:\((\d{1,4})-(\d{1,4})\))?|(\d{1,4})(?:-(\d{1,4}))?)(?:\/(\d{1,4}))?$/;

function itemValues(item: string, field: CronField): readonly number[] | string {
  const { name, min, max } = field;
  const [matched, any, hash, hashFrom, hashTo, from, to, stepText] = form.exec(item) ?? [];
  if (matched === undefined) return wordForm(item, field);
  const isSingle = from !== undefined && to === undefined;
  if (isSingle && stepText !== undefined)
    return `${JSON.stringify(item)}: a step needs a range; write ${from}-${max}/${stepText}`;
  const first = Number(hashFrom ?? from ?? min);
  const last = Number(any ? max : hash ? (hashTo ?? field.spread ?? max) : (to ?? from));
  const step = Number(stepText ?? 1);
  if (first < min || last > max || first > max) return `${JSON.stringify(item)} is no ${name}; ${min} to ${max}`;
  if (last < first) return `${JSON.stringify(item)} runs backwards; write ${name}s from low to high`;
  if (step === 0) return `${JSON.stringify(item)} is no step of the ${name}; write it like */15`;
  const length = last - first + 1;
  if (hash && step > length) return `${JSON.stringify(item)}: the step of H is at most ${length} here`;
  // H picks one value, or one to begin at: any of them may come.
  return Array.from({ length }, (_, index) => first + index).filter((value) => hash || (value - first) % step === 0);
}

/** What another scheduler would take: names, `?`, a small `h`. */
function wordForm(item: string, { name, min, max, words = [] }: CronField): string {
  const shown = JSON.stringify(item.length > 40 ? `${item.slice(0, 40)}…` : item);
  const numbers = item.toUpperCase().replace(/[A-Z]{3,}/g, (word) => {
    const index = words.indexOf(word.slice(0, 3));
    return index < 0 ? word : String(index + min);
  });
  const meant = item === "?" ? "*" : numbers;
  return `${shown} is no ${name}; ${meant !== item && form.test(meant) ? `write ${meant}` : `${min} to ${max}`}`;
}
