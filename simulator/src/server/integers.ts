/** Integers beyond 2^53 keep their digits: inside they are texts with a mark, on the wire bare digits. */

const mark = "\u0000integer:";
const written = /"\\u0000integer:(-?\d+)"/g;
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** JSON text in which long integers are marked texts. Text that holds the mark itself is left to the parser's refusal. */
export function markIntegers(text: string): string {
  if (!/\d{16}/.test(text)) return text;
  return text.replace(token, (found) =>
    found.startsWith('"') || /[.eE]/.test(found) || Number.isSafeInteger(Number(found)) ? found : JSON.stringify(mark + found),
  );
}

/** JSON text with the digits back in place. */
export function bareIntegers(json: string): string {
  return json.includes("\\u0000integer:") ? json.replace(written, "$1") : json;
}

/** The digits of a marked integer, as a text; any other value as it is. */
export function shownInteger(value: unknown): unknown {
  return typeof value === "string" && value.startsWith(mark) ? value.slice(mark.length) : value;
}
