import { knownKeyIn, knownKeysIn } from "./known-keys";
import { isRandomLooking, isReference, shortest, tellingOf } from "./telling-names";

/**
 * Names with values inside a longer text: `NAME=value`, `--password value`, `"token": "value"`, `-Dsonar.login=value`, `密码：value`.
 * The value is looked at and not taken: it may be the next name, as in `--header "Private-Token: value"`.
 */
const assignments =
  /(?<![\w.-])-{0,2}([A-Za-z_\u4e00-\u9fff][\w.\u4e00-\u9fff-]{1,60})["']?(?:\s{0,3}(?:=>|[=:：＝])\s{0,3}|(?<=--[\w.-]{1,60})[ ]{1,3})["']?(?=([^\s"'`;,&|<>()，；：＝]{6,120}))/g;
/** `name: "DB_PASSWORD", value: "…"`, as lists of variables have it. */
const namedValues =
  /["']?\b(?:name|key)["']?\s{0,3}[:=]\s{0,3}["']?([A-Za-z_][\w.-]{1,60})["']?[\s,;]{1,20}(?:- )?["']?value["']?\s{0,3}[:=]\s{0,3}["']?([^\s"'`,;]{6,120})/gi;
/** Texts are read this far for names with values: each match is bounded, so the time stays linear. */
const longest = 128 * 1024;

const remembered = new Map<string, string | undefined>();

/**
 * What the value looks like ("aws-access-token", "a value beside the name apiToken"), or undefined when it does not look like a
 * credential. Known key formats count anywhere; anything else only beside a name that tells of a secret. Never answers with the value.
 */
export function credentialIn(name: string, value: string): string | undefined {
  if (value.length < shortest) return undefined;
  const key = `${name}\n${value}`;
  if (remembered.has(key)) return remembered.get(key);
  const found = look(name, value);
  if (remembered.size >= 2_000) remembered.clear();
  if (value.length < 10_000) remembered.set(key, found);
  return found;
}

function look(name: string, value: string): string | undefined {
  const telling = tellingOf(name);
  if (telling && isRandomLooking(value, telling)) return `a ${telling} beside a name that tells so`;
  if (isReference(value) && !/\s/.test(value)) return undefined;
  return knownKeyIn(value, name) ?? assignedCredential(value);
}

function assignedCredential(text: string): string | undefined {
  for (const { name } of assignedIn(text)) return `a value beside the name ${name}`;
  return undefined;
}

function* assignedIn(text: string): Iterable<{ name: string; value: string }> {
  if (!/[=:：＝]|--/.test(text)) return;
  const part = text.slice(0, longest);
  for (const pattern of [assignments, namedValues])
    for (const [, name = "", value = ""] of part.matchAll(pattern)) {
      const telling = tellingOf(name);
      if (telling && !value.startsWith("$") && isRandomLooking(value, telling)) yield { name, value };
    }
}

/** Every value in a text that looks like a credential, for whoever strikes them out: longer ones first. */
export function credentialsInText(text: string): string[] {
  const found = new Set([...knownKeysIn(text), ...[...assignedIn(text)].map(({ value }) => value)]);
  return [...found].filter((value) => value.length >= shortest).sort((a, b) => b.length - a.length);
}
