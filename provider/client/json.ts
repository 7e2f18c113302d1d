/**
 * JSON without loss of precision. JavaScript numbers hold integers up to 2^53, but step properties may be larger. Larger
 * integers are read as bigint and written as plain digits, so that values can be sent back unchanged.
 */
import { randomUUID } from "node:crypto";

/**
 * Quotes, escapes and numbers one by one: an expression for a complete string would overflow the stack on megabytes of escapes.
 */
const token = /"|\\.|-?\d[\d.eE+-]*/g;
const manyDigits = /\d{16}/;

/** Random, so that no text of the service or a user can imitate our marker. */
let mark: string | undefined;
function marker(): string {
  mark ??= `bigint-${randomUUID()}:`;
  return mark;
}

export function parseJson(text: string): unknown {
  if (!manyDigits.test(text)) return JSON.parse(text);
  JSON.parse(text); // Detects invalid JSON before rewriting it.
  const prefix = marker();
  let inString = false;
  const marked = text.replace(token, (found) => {
    if (found === '"') inString = !inString;
    return !inString && isLargeInteger(found) ? `"${prefix}${found}"` : found;
  });
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
  return text.length >= 16 && !/[.eE]/.test(text) && !Number.isSafeInteger(Number(text));
}
