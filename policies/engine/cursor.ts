/** A value and everything a rule needs to know of it: where it stands, whether Pulumi keeps it secret, whether it is known yet. */
export interface Cursor {
  /** Property path as people write it: `steps[2].properties.command`, `parameters["token"].default`. */
  readonly path: string;
  readonly keys: readonly (string | number)[];
  /** True when the value, or something above it, is a Pulumi secret. */
  readonly secret: boolean;
  /** The property of that name. Reading below an unknown value is allowed and gives nothing. */
  at(key: string): Cursor;
  /** The elements of a list; empty for anything else. */
  items(): Cursor[];
  /** The entries of a map; empty for anything else. */
  entries(): [string, Cursor][];
  text(): string | undefined;
  number(): number | undefined;
  flag(): boolean | undefined;
  isMap(): boolean;
  isList(): boolean;
  /** True when nothing stands here. An unknown value is not absent: it is noted, and the rule says that it could not look. */
  absent(): boolean;
}

const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** What the engine sends in place of a value that is known only after the deployment, one for each type. */
const unknownValues = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** Maps whose keys people choose: their entries are written with brackets, as in every other message of the package. */
const namedByPeople = new Set(["parameters", "stepSecrets", "permissions"]);

/** Nothing is known of a secret of which a state file holds the ciphertext alone. */
const hidden = Symbol("hidden");

/**
 * Starts at the inputs of one resource. `tree` may hold secrets in any form in which Pulumi writes them (RPC, state, event log, the
 * `Secret` of @pulumi/policy) and unknown values. Paths of unknown values that were asked for are added to `unknown`.
 */
export function cursorOf(tree: Record<string, unknown>, unknown: Map<string, readonly (string | number)[]>): Cursor {
  const clear: unknown[] = Array.isArray(tree.clearText) ? tree.clearText : [];
  return at(tree, [], false, { unknown, clear: new Set(clear) });
}

interface Look {
  readonly unknown: Map<string, readonly (string | number)[]>;
  /** Paths that the provider made secret because the program had forgotten to: to a rule they are in clear. */
  readonly clear: ReadonlySet<unknown>;
}

function at(raw: unknown, keys: readonly (string | number)[], above: boolean, look: Look): Cursor {
  const { value, secret: own } = unwrap(raw);
  const secret = (above || own) && !(look.clear.size > 0 && look.clear.has(pathOf(keys)));
  const known = <T>(read: () => T, otherwise: T): T => {
    if (typeof value === "string" && unknownValues.has(value)) {
      look.unknown.set(pathOf(keys), keys);
      return otherwise;
    }
    return read();
  };
  const below = (key: string | number, child: unknown) => at(child, [...keys, key], secret, look);
  return {
    get path() {
      return pathOf(keys);
    },
    keys,
    secret,
    at: (key) =>
      below(
        key,
        known(() => (isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined), undefined),
      ),
    items: () => known(() => (Array.isArray(value) ? value.map((item, index) => below(index, item)) : []), []),
    entries: () =>
      known(() => (isRecord(value) ? Object.keys(value).map((key): [string, Cursor] => [key, below(key, value[key])]) : []), []),
    text: () => known(() => (typeof value === "string" ? value : undefined), undefined),
    number: () => known(() => (typeof value === "number" ? value : undefined), undefined),
    flag: () => known(() => (typeof value === "boolean" ? value : undefined), undefined),
    isMap: () => known(() => isRecord(value), false),
    isList: () => known(() => Array.isArray(value), false),
    absent: () => known(() => value === undefined || value === null, false),
  };
}

/** `parameters["token"].default`, `steps[0].properties.command`. */
export function pathOf(keys: readonly (string | number)[]): string {
  let path = "";
  for (const [index, key] of keys.entries()) {
    const parent = keys[index - 1];
    const named = typeof parent === "string" && namedByPeople.has(parent);
    if (typeof key === "number") path += `[${key}]`;
    else if (named || !/^[A-Za-z_$][\w$]*$/.test(key)) path += `[${JSON.stringify(key)}]`;
    else path += path === "" ? key : `.${key}`;
  }
  return path;
}

function unwrap(raw: unknown): { value: unknown; secret: boolean } {
  if (!isRecord(raw)) return { value: raw, secret: false };
  if (raw[signature] === secretSignature) return { value: unwrap(valueOfSecret(raw)).value, secret: true };
  if (raw.constructor?.name === "Secret" && "value" in raw) return { value: unwrap(raw.value).value, secret: true };
  return { value: raw, secret: false };
}

function valueOfSecret(raw: Record<string, unknown>): unknown {
  if ("value" in raw) return raw.value;
  if (typeof raw.plaintext !== "string") return hidden;
  try {
    return JSON.parse(raw.plaintext);
  } catch {
    return raw.plaintext;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
