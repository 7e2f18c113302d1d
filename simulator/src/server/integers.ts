/** Preserves integers beyond 2^53: internally they are marked strings, on the wire plain digits. */

const mark = "\u0000integer:";
const written = /"\\u0000integer:(-?\d+)"/g;
/** Quotes, escapes and numbers one by one: an expression for a complete string would overflow the stack on megabytes of escapes. */
const token = /"|\\.|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** JSON text with long integers as marked strings. A text that contains the mark itself is refused by the parser. */
export function markIntegers(text: string): string {
  if (!/\d{16}/.test(text)) return text;
  let inString = false;
  return text.replace(token, (found) => {
    if (found === '"') inString = !inString;
    const isLarge = !inString && found.length >= 16 && !/[.eE]/.test(found) && !Number.isSafeInteger(Number(found));
    return isLarge ? JSON.stringify(mark + found) : found;
  });
}

/** JSON text with the digits restored. */
export function bareIntegers(json: string): string {
  return json.includes("\\u0000integer:") ? json.replace(written, "$1") : json;
}

/** The digits of a marked integer as a string; any other value unchanged. */
export function shownInteger(value: unknown): unknown {
  return typeof value === "string" && value.startsWith(mark) ? value.slice(mark.length) : value;
}
