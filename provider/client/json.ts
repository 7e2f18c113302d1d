/**
 * JSON without lost digits. JavaScript's numbers hold integers up to 2^53; step properties may hold larger ones. Such an integer is read
 * as a bigint and a bigint is written as bare digits, so that what was read can be sent back unchanged. Other numbers are numbers.
 */
import { randomUUID } from "node:crypto";

/** Strings are matched whole so that digits inside them are left alone. */
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g;
const manyDigits = /\d{16}/;

/** Nobody can guess it, so no text of the service or of a user can pass for one of our marks. */
let mark: string | undefined;
function marker(): string {
  mark ??= `bigint-${randomUUID()}:`;
  return mark;
}

export function parseJson(text: string): unknown {
  if (!manyDigits.test(text)) return JSON.parse(text);
  JSON.parse(text); // Wrong JSON is found before it is touched.
  const prefix = marker();
  const marked = text.replace(token, (found) => (isLargeInteger(found) ? `"${prefix}${found}"` : found));
  if (marked === text) return JSON.parse(text);
  return JSON.parse(marked, (_, value: unknown) =>
    typeof value === "string" && value.startsWith(prefix) ? BigInt(value.slice(prefix.length)) : value,
  );
}

export function writeJson(value: unknown): string {
  const prefix = marker();
  let found = false;
  const text = JSON.stringify(value, (_, entry: unknown) => {
    if (typeof entry !== "bigint") return entry;
    found = true;
    return prefix + entry;
  });
  return found ? text.replace(new RegExp(`"${prefix}(-?\\d+)"`, "g"), "$1") : text;
}

function isLargeInteger(text: string): boolean {
  return /^-?\d{16,}$/.test(text) && !Number.isSafeInteger(Number(text));
}
