import { knownKeyIn } from "./known-keys";
import { isRandomLooking, isReference, tellingOf } from "./telling-names";

/**
 * Names with values inside a longer text: `NAME=value`, `--password value`, `"token": "value"`, `-Dsonar.login=value`. The value is
 * looked at and not taken: it may be the next name, as in `--header "Private-Token: value"`.
 */
const assignments =
  /(?<![\w.-])-{0,2}([A-Za-z_][\w.-]{1,60})["']?(?:\s{0,3}(?:=>|[=:])\s{0,3}|(?<=--[\w.-]{1,60})[ ]{1,3})["']?(?=([^\s"'`;,&|<>()]{8,400}))/g;
/** Texts are read this far for names with values: each match is bounded, so the time stays linear. */
const longest = 2_000_000;

const remembered = new Map<string, string | undefined>();

/**
 * What the value looks like ("aws-access-token", "a value beside the name apiToken"), or undefined when it does not look like a
 * credential. Known key formats count anywhere; anything else only beside a name that tells of a secret. Never answers with the value.
 */
export function credentialIn(name: string, value: string): string | undefined {
  if (value.length < 8) return undefined;
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
  for (const [, name = "", value = ""] of text.slice(0, longest).matchAll(assignments)) {
    const telling = tellingOf(name);
    if (telling && !value.startsWith("$") && isRandomLooking(value, telling)) return `a value beside the name ${name}`;
  }
  return undefined;
}
