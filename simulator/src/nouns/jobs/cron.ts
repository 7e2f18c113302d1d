/** Schedules in the syntax of Jenkins; croner computes the times. */
import { createHash } from "node:crypto";
import { Cron } from "croner";

const bounds = [
  { from: 0, to: 59 },
  { from: 0, to: 23 },
  { from: 1, to: 31, hashTo: 28 },
  { from: 1, to: 12 },
  { from: 0, to: 7, hashTo: 6 },
];
const words = new Map([
  ["@yearly", "H H H H *"],
  ["@annually", "H H H H *"],
  ["@monthly", "H H H * *"],
  ["@weekly", "H H * * H"],
  ["@daily", "H H * * *"],
  ["@midnight", "H H(0-2) * * *"],
  ["@hourly", "H * * * *"],
]);
const monthLengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Parses a schedule; `seed` (the job's name) determines the values of `H`. Throws a RangeError if it is invalid. */
export function parseCron(text: string, timezone: string, seed: string): Cron {
  if (text.length > 1_000) throw new RangeError("a schedule has five fields");
  const trimmed = text.replace(/^[ \t]+|[ \t]+$/g, "");
  const fields = (words.get(trimmed) ?? trimmed).split(/[ \t]+/);
  if (fields.length !== bounds.length) throw new RangeError("a schedule has five fields");
  const hash = hashOf(seed);
  const parsed = fields.map((field, index) => parseField(field, index, hash));
  const possible = (index: number) => [...(parsed[index]?.possible ?? [])];
  if (!possible(2).some((day) => possible(3).some((month) => day <= (monthLengths[month - 1] ?? 0))))
    throw new RangeError("no such day ever comes");
  const pattern = parsed.map(({ chosen }) => [...chosen].join(",")).join(" ");
  return new Cron(pattern, { timezone, paused: true, domAndDow: true });
}

interface Values {
  /** The field with a value for every H. */
  chosen: Set<number>;
  /** The field with other possible values for H. */
  possible: Set<number>;
}

type Hash = (below: number) => number;

function parseField(field: string, index: number, hash: Hash): Values {
  const { from: low = 0, to: high = 0, hashTo = high } = bounds[index] ?? {};
  const values: Values = { chosen: new Set(), possible: new Set() };
  const take = (value: number, isChosen: boolean) => {
    const real = index === 4 && value === 7 ? 0 : value;
    values.possible.add(real);
    if (isChosen) values.chosen.add(real);
  };
  for (const term of field.split(",")) {
    const { kind, start, end, step } = parseTerm(term, low, kindEnd(term, high, hashTo));
    if (start < low || end > high || start > end || step < 1) throw new RangeError(`${term} is out of range`);
    if (kind === "all") for (let value = start; value <= end; value += step) take(value, true);
    if (kind === "all") continue;
    if (step > end - start + 1) throw new RangeError(`the step of ${term} is too large`);
    const first = start + hash(step > 1 ? step : end - start + 1);
    const every = step > 1 ? step : high + 1;
    for (let value = start; value <= end; value++) take(value, value >= first && (value - first) % every === 0);
  }
  return values;
}

const kindEnd = (term: string, high: number, hashTo: number): number => (term.startsWith("H") ? hashTo : high);

function parseTerm(term: string, low: number, high: number): { kind: "all" | "hash"; start: number; end: number; step: number } {
  const step = Number(/\/(\d{1,4})$/.exec(term)?.[1] ?? 1);
  const range = term.replace(/\/\d{1,4}$/, "");
  if (range === "*" || range === "H") return { kind: range === "H" ? "hash" : "all", start: low, end: high, step };
  const hashed = /^H\((\d{1,4})-(\d{1,4})\)$/.exec(range);
  if (hashed) return { kind: "hash", start: Number(hashed[1]), end: Number(hashed[2]), step };
  const span = /^(\d{1,4})-(\d{1,4})$/.exec(range);
  if (span) return { kind: "all", start: Number(span[1]), end: Number(span[2]), step };
  if (!/^\d{1,4}$/.test(term)) throw new RangeError(`${term} is not of the form of a schedule`);
  return { kind: "all", start: Number(term), end: Number(term), step: 1 };
}

/** Pseudo-random values that depend only on the seed. */
function hashOf(seed: string): Hash {
  let count = 0;
  return (below) => createHash("md5").update(`${count++} ${seed}`).digest().readUInt32BE(0) % below;
}
