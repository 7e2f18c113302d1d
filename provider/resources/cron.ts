/** Cron expressions of five fields, as the service's timer takes them. */

interface CronField {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly words?: readonly string[];
}

const fields: readonly CronField[] = [
  { name: "minute", min: 0, max: 59 },
  { name: "hour", min: 0, max: 23 },
  { name: "day", min: 1, max: 31 },
  { name: "month", min: 1, max: 12, words: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"] },
  { name: "weekday", min: 0, max: 7, words: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"] },
];
const expected = 'five are expected: minute hour day month weekday, such as "0 2 * * *"';

/** What is wrong with a cron expression, or undefined. */
export function cronProblem(cron: string): string | undefined {
  const parts = cron.trim() === "" ? [] : cron.trim().split(/\s+/);
  if (parts.length !== fields.length) {
    const has = parts.length === 0 ? "is empty" : `has ${parts.length} field${parts.length === 1 ? "" : "s"}`;
    return `${JSON.stringify(cron)} ${has}; ${expected}`;
  }
  for (const [index, field] of fields.entries()) {
    const problem = fieldProblem(parts[index] ?? "", field);
    if (problem) return `${JSON.stringify(cron)}: ${problem}`;
  }
  return undefined;
}

function fieldProblem(part: string, field: CronField): string | undefined {
  for (const item of part.split(",")) {
    const [range = "", step, ...more] = item.split("/");
    if (more.length > 0 || (step !== undefined && !/^[1-9]\d{0,3}$/.test(step)))
      return `"${item}" is no step of the ${field.name}; write it like */15`;
    const problem = rangeProblem(range, field);
    if (problem) return problem;
  }
  return undefined;
}

function rangeProblem(range: string, field: CronField): string | undefined {
  // H spreads the load: the service picks a value, in a range if one is given.
  if (range === "*" || range === "H") return undefined;
  const spread = /^H\((\d+)-(\d+)\)$/.exec(range);
  const ends = spread ? [spread[1] ?? "", spread[2] ?? ""] : range.split("-");
  if (ends.length > 2) return `"${range}" is no ${field.name}`;
  const values = ends.map((end) => toNumber(end, field));
  if (values.some((value) => value === undefined || value < field.min || value > field.max)) {
    return `"${range}" is no ${field.name}; ${field.min} to ${field.max}${field.words ? ` or ${field.words[0]} to ${field.words.at(-1)}` : ""}`;
  }
  const [first = 0, last] = values;
  return last !== undefined && last < first ? `"${range}" runs backwards; write ${field.name}s from low to high` : undefined;
}

function toNumber(text: string, field: CronField): number | undefined {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  const index = field.words?.indexOf(text.toUpperCase()) ?? -1;
  return index < 0 ? undefined : index + field.min;
}
