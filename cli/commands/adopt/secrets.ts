/** Moves secret values of adopted objects from the program into the stack's configuration, and marks them in the import file. */
import { isObject, isSecret, secretMark } from "../../../provider/pulumi-wire";
import { type Code, Name, quote } from "./code";
import type { Adoptable, Json, JsonObject, Secret } from "./model";
import { capitalise, type Taken, toIdentifier } from "./names";

type Path = string[];

export interface FoundSecret {
  adoptable: Adoptable;
  resourceName: string;
  identifier: string;
  path: Path;
  /** Undefined if the service returns a mask or nothing. */
  value?: string;
  placeholder: string;
  isNumber?: boolean;
}

export function findSecrets(adoptable: Adoptable, resourceName: string, identifier: string): FoundSecret[] {
  const found: FoundSecret[] = [];
  const add = (path: Path, plain: string | number) => {
    const text = String(plain);
    const hidden = text === "" || /^\*+$/.test(text) || (adoptable.kind === "keystore" && path[0] === "content");
    const shown = hidden ? {} : { value: text };
    const placeholder = text === "" ? "not-known" : text;
    found.push({ adoptable, resourceName, identifier, path, ...shown, placeholder, isNumber: typeof plain === "number" });
  };
  walk(adoptable.inputs, [], (path, value) => {
    if (!isSecret(value)) return false;
    // In an object that is secret as a whole, each string becomes its own secret.
    walk(unmarked(value) ?? "", path, (inner, one) => {
      if (typeof one === "string" || typeof one === "number") add(inner, one);
      return false;
    });
    return true;
  });
  return found;
}

/** One configuration key per hidden value, and one for all uses of the same known value. */
export function nameSecrets(found: FoundSecret[], taken: Taken): { secrets: Secret[]; keyOf: Map<FoundSecret, string> } {
  const byValue = new Map<string, FoundSecret[]>();
  found.forEach((secret, index) => {
    const same = secret.value === undefined ? `hidden ${index}` : `value ${secret.value}`;
    byValue.set(same, [...(byValue.get(same) ?? []), secret]);
  });
  const keyOf = new Map<FoundSecret, string>();
  const secrets: Secret[] = [];
  for (const uses of byValue.values()) {
    const [first] = uses;
    if (first === undefined) continue;
    const key = taken.take(wantedKey(uses));
    for (const use of uses) keyOf.set(use, key);
    secrets.push({
      key,
      ...(first.value === undefined ? {} : { value: first.value }),
      placeholder: first.placeholder,
      uses: uses.map((use) => ({ resource: use.resourceName, property: printPath(use.path) })),
    });
  }
  secrets.sort((a, b) => (a.key < b.key ? -1 : 1));
  return { secrets, keyOf };
}

/** `apiSigningKey` for a secret of one job; `wecomWebhook`, or `webhook`, for one that several resources share. */
function wantedKey(uses: FoundSecret[]): string {
  const [first] = uses;
  const own = toIdentifier(first?.path.filter((key) => key !== "default").at(-1) ?? "", "secret");
  if (uses.length === 1) return (first?.identifier ?? "") + capitalise(own);
  const channels = new Set(uses.map(({ adoptable }) => (adoptable.kind === "notice" ? adoptable.name : "")));
  const [channel = ""] = channels;
  return channels.size > 1 || channel === "" ? own : channelWord(channel) + capitalise(own);
}

/** `DING_TALK` → `dingTalk`. */
function channelWord(channel: string): string {
  return toIdentifier(channel.toLowerCase(), "notice");
}

/** How the program reads a secret. */
export const referenceTo = (key: string, { isNumber }: FoundSecret): Name =>
  new Name(`config.requireSecret${isNumber ? "Number" : ""}(${quote(key)})`);

/** The inputs as an expression, secrets as references to the configuration. */
export function toCode(value: Json, references: Map<string, Name>, path: Path = []): Code {
  const reference = references.get(path.join("\n"));
  if (reference !== undefined) return reference;
  const plain = unmarked(value);
  if (Array.isArray(plain)) return plain.map((item, index) => toCode(item, references, [...path, String(index)]));
  if (typeof plain !== "object" || plain === null) return plain;
  return Object.fromEntries(Object.entries(plain).map(([name, item]) => [name, toCode(item, references, [...path, name])]));
}

/** Inputs or outputs for the import file: secrets in the form of a state file. */
export function sealed(values: JsonObject): JsonObject {
  const seal = (value: Json): Json => {
    if (isSecret(value)) return { ...secretMark, plaintext: JSON.stringify(unmarked(value)) };
    if (Array.isArray(value)) return value.map(seal);
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, seal(item)]));
  };
  return seal(values) as JsonObject;
}

/** As ignoreChanges and SECRETS.md write it: `parameters["signingKey"].default`. */
export function printPath(path: Path): string {
  return path
    .map((key, index) => {
      if (index === 0) return key;
      if (key === "default") return ".default";
      return /^\d+$/.test(key) ? `[${key}]` : `[${JSON.stringify(key)}]`;
    })
    .join("");
}

function walk(value: Json, path: Path, visit: (path: Path, value: Json) => boolean): void {
  if (visit(path, value)) return;
  if (Array.isArray(value)) value.forEach((item, index) => void walk(item, [...path, String(index)], visit));
  else if (isObject(value)) for (const [key, item] of Object.entries(value)) walk(item, [...path, key], visit);
}

/** The value inside the mark, as a provider returns it (`value`) or a state file stores it (`plaintext`). */
function unmarked(value: Json): Json {
  if (!isObject(value) || !isSecret(value)) return value;
  return typeof value.plaintext === "string" ? (JSON.parse(value.plaintext) as Json) : (value.value ?? null);
}

/** The same values with the one at `path` marked as secret. */
export function mark(values: JsonObject, path: Path): JsonObject {
  return markIn(values, path) as JsonObject;
}

function markIn(value: Json, [key, ...rest]: Path): Json {
  if (isSecret(value)) return value;
  if (key === undefined) return { ...secretMark, value };
  if (Array.isArray(value)) return value.map((item, index) => (String(index) === key ? markIn(item, rest) : item));
  if (!isObject(value)) return value;
  const inner = value[key];
  return inner === undefined ? value : { ...value, [key]: markIn(inner, rest) };
}

/** The same value with another text, its mark kept. */
export function withValue(value: Json, text: string): Json {
  return isSecret(value) ? { ...secretMark, value: text } : text;
}
