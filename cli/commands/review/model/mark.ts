/** Marks values that are secret by name or kind, so that later code has one rule: marked values are never shown. */

import { credentialIn } from "../../../../policies/secrets/credentials";
import { tellingOf } from "../../../../policies/secrets/telling-names";
import { isObject, secretMark } from "../../../../provider/pulumi-wire";
import type { Properties } from "../events/event";
import { formOf } from "./forms";
import { type Hidden, nothingHidden } from "./hidden";
import type { Kind } from "./kinds";

/** The properties with values that are secret by name or kind in the engine's secret form; unchanged parts are shared. */
export function markSecrets(properties: Properties, kind: Kind): Properties {
  return markObject(properties, kind.hidden, false);
}

function mark(value: unknown, name: string, below: Hidden, hidden: boolean, numbers: boolean): unknown {
  if (value === null || value === undefined || typeof value === "boolean") return value;
  if (typeof value === "string" && !hidden && !couldBeKey(value)) return value;
  if (formOf(value) !== "plain") return value;
  if (typeof value !== "object") {
    if (hidden && value !== "" && (typeof value === "string" || numbers)) return secretOf(value);
    return typeof value === "string" && couldBeKey(value) && credentialIn(name, value) !== undefined ? secretOf(value) : value;
  }
  if (Array.isArray(value)) return markList(value, name, below, hidden, numbers);
  return isObject(value) ? markObject(value, below, hidden) : value;
}

function markList(list: unknown[], name: string, below: Hidden, hidden: boolean, numbers: boolean): unknown[] {
  let copy: unknown[] | undefined;
  for (let index = 0; index < list.length; index += 1) {
    const marked = mark(list[index], name, below, hidden, numbers);
    if (marked === list[index]) continue;
    copy ??= [...list];
    copy[index] = marked;
  }
  return copy ?? list;
}

function markObject(value: Properties, at: Hidden, hidden: boolean): Properties {
  let copy: Properties | undefined;
  for (const key in value) {
    const item = value[key];
    if (item === null || item === undefined || typeof item === "boolean") continue;
    const below = at.named.get(key) ?? at.others ?? nothingHidden;
    const secret = below.secret || (hidden && isValueKey(key)) || isNamed(value, key);
    const marked = mark(item, key, below, secret, below.secret);
    if (marked === item) continue;
    copy ??= { ...value };
    copy[key] = marked;
  }
  return copy ?? value;
}

/** In a secret object, value keys are secret too (isValueKey), including all that name a secret. */
function isNamed(value: Properties, key: string): boolean {
  if (/^(?:parameter)?value$/i.test(key)) return nameKeys.some((name) => isNamedBy(value[name]));
  return namesSecret(key) || (key === "default" && value.private === true);
}

/** `{ name: "DB_PASSWORD", value: "…" }`, as lists of variables have it, and of headers. */
const nameKeys = ["name", "key", "Name", "Key", "ParameterKey", "parameterKey"];

function isNamedBy(name: unknown): boolean {
  return typeof name === "string" && name.length <= 200 && namesSecret(name);
}

/** HTTP headers whose value is a credential. */
const headers = /^(?:(?:proxy-)?authorization|(?:set-)?cookie)$/i;

/** Cached, because names repeat in every resource of a kind. */
const remembered = new Map<string, boolean>();

function namesSecret(key: string): boolean {
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const found = tellingOf(key) !== undefined || headers.test(key);
  if (remembered.size < 10_000) remembered.set(key, found);
  return found;
}

/** One word that could be a key; testing every value would take as long as everything else combined. */
function couldBeKey(text: string): boolean {
  return text.length >= 16 && text.length <= 512 && /^[\w+/=.-]+$/.test(text) && /\d/.test(text) && /[A-Z_-]/.test(text);
}

/** In `token: { default: "x", description: "…" }` the name describes the value, not the description. */
function isValueKey(key: string): boolean {
  return key === "default" || key === "value" || key === "options" || namesSecret(key);
}

function secretOf(value: unknown): Properties {
  return {
    ...secretMark,
    plaintext: JSON.stringify(value),
    named: true,
  };
}
