/** Marks what is secret by its name or its meaning, so that everything after this has one rule: what is marked is never shown. */
import { credentialIn } from "../../../sdk/policies/secrets/credentials";
import { tellingOf } from "../../../sdk/policies/secrets/telling-names";
import { isObject, type Properties } from "../events/event";
import type { Kind } from "./kinds";
import { formOf } from "./secrets";

/** The same properties, with text that a name or the kind calls secret in the engine's secret form; unchanged parts are shared. */
export function markSecrets(properties: Properties, kind: Kind): Properties {
  return markObject(properties, [], kind, false);
}

function mark(value: unknown, path: readonly string[], kind: Kind, hidden: boolean): unknown {
  if (value === null || value === undefined || typeof value === "boolean") return value;
  if (typeof value === "string" && !hidden && !couldBeKey(value)) return value;
  const form = formOf(value);
  if (form !== "plain") return value;
  if (typeof value !== "object") {
    if (hidden && value !== "" && (typeof value === "string" || kind.hidden.length > 0)) return secretOf(value);
    const name = path.at(-1) ?? "";
    return typeof value === "string" && couldBeKey(value) && credentialIn(name, value) !== undefined ? secretOf(value) : value;
  }
  if (Array.isArray(value)) {
    const items = value.map((item) => mark(item, path, kind, hidden));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  return isObject(value) ? markObject(value, path, kind, hidden) : value;
}

function markObject(value: Properties, path: readonly string[], kind: Kind, hidden: boolean): Properties {
  let copy: Properties | undefined;
  for (const key in value) {
    const item = value[key];
    if (item === null || item === undefined || typeof item === "boolean") continue;
    const below = [...path, key];
    const secret =
      hiddenByKind(below, kind) || (hidden ? isValueKey(key) : namesSecret(key)) || (key === "default" && value.private === true);
    const marked = mark(item, below, kind, secret);
    if (marked !== item) {
      copy ??= { ...value };
      copy[key] = marked;
    }
  }
  return copy ?? value;
}

/** Names repeat in every resource of a kind. */
const remembered = new Map<string, boolean>();

function namesSecret(key: string): boolean {
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const found = tellingOf(key) !== undefined;
  if (remembered.size < 10_000) remembered.set(key, found);
  return found;
}

/** One word that could be a key; asking about every value would take as long as everything else together. */
function couldBeKey(text: string): boolean {
  return text.length >= 16 && text.length <= 512 && /^[\w+/=.-]+$/.test(text) && /\d/.test(text) && /[A-Z_-]/.test(text);
}

/** In `token: { default: "x", description: "…" }` the name speaks of the value, not of what is said about it. */
function isValueKey(key: string): boolean {
  return key === "default" || key === "value" || key === "options" || namesSecret(key);
}

function hiddenByKind(path: readonly string[], kind: Kind): boolean {
  return kind.hidden.some(
    (pattern) => pattern.length === path.length && pattern.every((part, index) => part === "*" || part === path[index]),
  );
}

function secretOf(value: unknown): Properties {
  return {
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    plaintext: JSON.stringify(value),
    named: true,
  };
}
