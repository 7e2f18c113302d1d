/** Finds unmarked credentials by their format. */
import { credentialsInText, mayHoldCredentials } from "../../../../policies/secrets/credentials";
import { secretText } from "./forms";

/** A name that indicates a credential, and the separator before its value. */
const named = String.raw`(?<![A-Za-z0-9])[\w.-]{0,60}?(?:password|passwd|secret|token|api[_-]?key|access[_-]?key|secret[_-]?key)["']?\s*[=:]\s*`;

/** A character of a value without quotes. */
const bare = "[^\\s\"',;&|<>`()]";

/**
 * Credentials that are recognizable by format anywhere in a text. Each pattern keeps what helps to find the place, and what
 * a shell would take for a command of its own.
 */
const looks: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, secretText],
  [/([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@:]{0,200}:[^\s/@]{1,400}@/gi, `$1${secretText}@`],
  // Data source names of Go database drivers.
  [/\b([\w.-]{1,60}:)[^\s:@/]{1,200}(?=@(?:tcp|unix)\()/g, `$1${secretText}`],
  [/([?&](?:access_token|token|key|sign|signature|secret|password)=)[^&\s"'`<>]+/gi, `$1${secretText}`],
  // Written without a back reference and without {6,}, which overflow the stack on a text of several megabytes.
  [new RegExp(`(${named}")(?!\\[secret\\]|\\$)[^"\\r\\n]{6}[^"\\r\\n]*`, "gi"), `$1${secretText}`],
  [new RegExp(`(${named}')(?!\\[secret\\]|\\$)[^'\\r\\n]{6}[^'\\r\\n]*`, "gi"), `$1${secretText}`],
  [new RegExp(`(${named})(?!\\[secret\\]|\\$)${bare}{6}${bare}*`, "gi"), `$1${secretText}`],
];

/**
 * Lines of private keys anywhere in JSON: a text is split into lines before it is shown, and a single line
 * is no longer recognizable.
 */
export function privateKeyLines(json: string): string[] {
  if (!json.includes("PRIVATE KEY-----")) return [];
  const blocks = json.matchAll(/-----BEGIN [A-Z ]*PRIVATE KEY-----([\s\S]*?)-----END [A-Z ]*PRIVATE KEY-----/g);
  return [...blocks].flatMap(([, lines = ""]) => lines.split(betweenLines).filter((line) => /^[A-Za-z0-9+/]+=*$/.test(line)));
}

/** A line break, also escaped in JSON or in nested JSON, or a separator between list items. */
const betweenLines = /(?:\s|\\+[nrt]|\\*"|,)+/;

const looksQuickly = /-----BEGIN|:\/\/|@(?:tcp|unix)\(|passw|secret|token|key|sign/i;

/** Fast test whether a search can find anything, which is rare. A negative result also holds for all parts of the text. */
export const mayLookLikeOne = (text: string): boolean => mayHoldCredentials(text) || looksQuickly.test(text);

/** Masks credentials by format: with the formats of the policies, and less strictly next to a name that indicates a credential. */
export function scrubByLooks(text: string): string {
  if (text.length > longestRemembered) return scrubbed(text);
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const found = scrubbed(text);
  if (remembered.size >= 5_000) remembered.clear();
  remembered.set(text, found);
  return found;
}

/** Cached, because texts repeat in the resources of a stack. */
const remembered = new Map<string, string>();
const longestRemembered = 80;

function scrubbed(text: string): string {
  let out = text;
  if (mayHoldCredentials(text)) for (const value of credentialsInText(text)) out = out.replaceAll(value, secretText);
  return looksQuickly.test(out) ? looks.reduce((rest, [pattern, to]) => rest.replace(pattern, to), out) : out;
}

/** Credentials that are only recognizable across lines, such as an option of a command that continues in the next line. */
export function credentialsInLines(lines: readonly string[]): string[] {
  return credentialsInText(lines.join("\n").replace(/\\\n\s*/g, " "));
}
