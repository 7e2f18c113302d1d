/** Credentials that nobody marked and that only their form gives away. */
import { credentialsInText, mayHoldCredentials } from "../../../../policies/secrets/credentials";
import { secretText } from "./forms";

/** A name that tells of its value, and what stands between the two. */
const named = String.raw`(?<![A-Za-z0-9])[\w.-]{0,60}?(?:password|passwd|secret|token|api[_-]?key|access[_-]?key|secret[_-]?key)["']?\s*[=:]\s*`;

/**
 * Credentials that announce themselves by their looks, wherever they stand. Each keeps what a reader needs to find the place, and what
 * a shell would take for a command of its own.
 */
const looks: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, secretText],
  [/([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@:]{0,200}:[^\s/@]{1,400}@/gi, `$1${secretText}@`],
  // The addresses of database drivers in Go.
  [/\b([\w.-]{1,60}:)[^\s:@/]{1,200}(?=@(?:tcp|unix)\()/g, `$1${secretText}`],
  [/([?&](?:access_token|token|key|sign|signature|secret|password)=)[^&\s"'`<>]+/gi, `$1${secretText}`],
  [new RegExp(`(${named}(["']))(?!\\[secret\\]|\\$)(?:(?!\\2).){6,}`, "gi"), `$1${secretText}`],
  [new RegExp(`(${named})(?!\\[secret\\]|\\$)[^\\s"',;&|<>\`()]{6,}`, "gi"), `$1${secretText}`],
];

/**
 * The lines of private keys that stand anywhere in JSON: a text is taken apart into lines before it is shown, and then none of them
 * looks like anything.
 */
export function privateKeyLines(json: string): string[] {
  if (!json.includes("PRIVATE KEY-----")) return [];
  const blocks = json.matchAll(/-----BEGIN [A-Z ]*PRIVATE KEY-----([\s\S]*?)-----END [A-Z ]*PRIVATE KEY-----/g);
  return [...blocks].flatMap(([, lines = ""]) => lines.split(betweenLines).filter((line) => /^[A-Za-z0-9+/]+=*$/.test(line)));
}

/** A line break, also one that is written as JSON or in JSON inside of JSON, or what stands between the items of a list. */
const betweenLines = /(?:\s|\\+[nrt]|\\*"|,)+/;

const looksQuickly = /-----BEGIN|:\/\/|@(?:tcp|unix)\(|passw|secret|token|key|sign/i;

/** Whether a search is worth its time: nearly no text has anything to find. What holds of a text holds of its parts. */
export const mayLookLikeOne = (text: string): boolean => mayHoldCredentials(text) || looksQuickly.test(text);

/** What only its form gives away: by the formats that the policies know, and more readily beside a name that tells. */
export function scrubByLooks(text: string): string {
  let out = text;
  if (mayHoldCredentials(text)) for (const value of credentialsOf(text)) out = out.replaceAll(value, secretText);
  return looksQuickly.test(out) ? looks.reduce((rest, [pattern, to]) => rest.replace(pattern, to), out) : out;
}

/** What several lines give away together, such as an option of a command that goes on in the next one. */
export function credentialsInLines(lines: readonly string[]): string[] {
  return credentialsInText(lines.join("\n").replace(/\\\n\s*/g, " "));
}

/** Texts repeat in the resources of a stack. */
const remembered = new Map<string, readonly string[]>();
const longestRemembered = 80;

function credentialsOf(text: string): readonly string[] {
  if (text.length > longestRemembered) return credentialsInText(text);
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const found = credentialsInText(text);
  if (remembered.size >= 5_000) remembered.clear();
  remembered.set(text, found);
  return found;
}
