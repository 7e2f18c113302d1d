import { knownKeysIn, mayHoldKeys, searchForKeys } from "./known-keys";
import { isRandomLooking, isReference, shortest, tellingOf } from "./telling-names";

/**
 * Name-value pairs inside a longer text: `NAME=value`, `--password value`, `"token": "value"`, `-Dsonar.login=value`, `密码：value`.
 * The value is matched by a look-ahead only: it may be the next name, as in `--header "Private-Token: value"`.
 */
const assignments =
  /(?<![\w.-])-{0,2}([A-Za-z_\u4e00-\u9fff][\w.\u4e00-\u9fff-]{1,60})["']?(?:\s{0,3}(?:=>|[=:：＝])\s{0,3}|(?<=--[\w.-]{1,60})[ ]{1,3})["']?(?=([^\s"'`;,&|<>()，；：＝]{6,120}))/g;
/** `name: "DB_PASSWORD", value: "…"`, as lists of variables have it. */
const namedValues =
  /["']?\b(?:name|key)["']?\s{0,3}[:=]\s{0,3}["']?([A-Za-z_][\w.-]{1,60})["']?[\s,;]{1,20}(?:- )?["']?value["']?\s{0,3}[:=]\s{0,3}["']?([^\s"'`,;]{6,120})/gi;
/** Maximum searched length, to bound the time: Linux accepts no longer arguments either. */
const longest = 128 * 1024;

/** The result of a search for a credential. */
interface Search {
  /** What kind of credential it looks like: "aws-access-token", "a value beside the name apiToken". Never the value. */
  looks?: string;
  /** Nothing was found, but not all of the text was searched. */
  isCut: boolean;
}

const remembered = new Map<string, Search>();

/**
 * Searches a value for a credential. Known key formats count anywhere; anything else only with a name that suggests a secret.
 */
export function searchForCredential(name: string, value: string): Search {
  if (value.length < shortest) return { isCut: false };
  const key = `${name}\n${value}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const found = look(name, value);
  if (remembered.size >= 2_000) remembered.clear();
  if (value.length < 10_000) remembered.set(key, found);
  return found;
}

/** The kind of a credential in the value, or undefined if none was found. */
export function credentialIn(name: string, value: string): string | undefined {
  return searchForCredential(name, value).looks;
}

function look(name: string, value: string): Search {
  const telling = tellingOf(name);
  if (telling && isRandomLooking(value, telling)) return { looks: `a ${telling} beside a name that tells so`, isCut: false };
  const text = value.slice(0, longest);
  if (isReference(text) && !/\s/.test(text)) return { isCut: false };
  const { id, isCut } = searchForKeys(text, name);
  const looks = id ?? assignedCredential(text);
  return { looks, isCut: looks === undefined && (isCut || value.length > longest) };
}

function assignedCredential(text: string): string | undefined {
  for (const { name } of assignedIn(text)) return `a value beside the name ${name}`;
  return undefined;
}

function* assignedIn(text: string): Iterable<{ name: string; value: string }> {
  if (!mayAssign(text)) return;
  const part = text.slice(0, longest);
  for (const pattern of [assignments, namedValues])
    for (const [matched, name = "", value = ""] of part.matchAll(pattern)) {
      // `tests.test_password:ResetCase` is a test.
      if (matched.endsWith(":") && name.includes(".")) continue;
      const telling = tellingOf(name);
      if (telling && !value.startsWith("$") && isRandomLooking(value, telling)) yield { name, value };
    }
}

const mayAssign = (text: string): boolean => /[=:：＝]|--/.test(text);

/** Whether a search is worth its time: nearly no text has anything to find. */
export const mayHoldCredentials = (text: string): boolean => mayAssign(text) || mayHoldKeys(text);

/** Every value in a text that looks like a credential, longest first, for masking. */
export function credentialsInText(text: string): string[] {
  const found = new Set([...knownKeysIn(text), ...[...assignedIn(text)].map(({ value }) => value)]);
  return [...found].filter((value) => value.length >= shortest).sort((a, b) => b.length - a.length);
}
