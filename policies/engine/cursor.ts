import { formatPath, isObject, isSecret, isUnknown } from "../../provider/pulumi-wire";

/** A value with its path, and whether it is secret or unknown. */
export interface Cursor {
  /** Property path: `steps[2].properties.command`, `parameters["token"].default`. */
  readonly path: string;
  readonly keys: readonly (string | number)[];
  /** True if the value or one of its parents is a Pulumi secret. */
  readonly secret: boolean;
  /** The property with that name. Reading below an unknown value is allowed and returns nothing. */
  at(key: string): Cursor;
  /** Whether a map has that key; unknown values below it are not recorded. */
  has(key: string): boolean;
  /** The elements of a list; empty for anything else. */
  items(): Cursor[];
  /** The entries of a map; empty for anything else. */
  entries(): [string, Cursor][];
  text(): string | undefined;
  number(): number | undefined;
  flag(): boolean | undefined;
  isMap(): boolean;
  isList(): boolean;
  /** True if there is no value. An unknown value is not absent: it is recorded, and the rule reports that it could not check it. */
  absent(): boolean;
}

/** A secret of which a state file has only the ciphertext is unknown. */
const hidden = Symbol("hidden");

/**
 * Starts at the inputs of one resource. `tree` may contain secrets in every form used by Pulumi (RPC, state, event log, the
 * `Secret` of @pulumi/policy) and unknown values. Paths of unknown values that a rule read are added to `unknown`.
 */
export function cursorOf(tree: Record<string, unknown>, unknown: Map<string, readonly (string | number)[]>): Cursor {
  const clear: unknown[] = Array.isArray(tree.clearText) ? tree.clearText : [];
  return at(tree, [], false, { unknown, clear: new Set(clear) });
}

interface Look {
  readonly unknown: Map<string, readonly (string | number)[]>;
  /** Paths that the provider marked as secret although the program did not: for rules they are plain text. */
  readonly clear: ReadonlySet<unknown>;
}

function at(raw: unknown, keys: readonly (string | number)[], above: boolean, look: Look): Cursor {
  const { value, secret: own } = unwrap(raw);
  const secret = (above || own) && !(look.clear.size > 0 && look.clear.has(formatPath(keys)));
  const known = <T>(read: () => T, otherwise: T): T => {
    if (isUnknown(value)) {
      look.unknown.set(formatPath(keys), keys);
      return otherwise;
    }
    return read();
  };
  const below = (key: string | number, child: unknown) => at(child, [...keys, key], secret, look);
  return {
    get path() {
      return formatPath(keys);
    },
    keys,
    secret,
    at: (key) =>
      below(
        key,
        known(() => (isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined), undefined),
      ),
    has: (key) => isObject(value) && Object.hasOwn(value, key),
    items: () => known(() => (Array.isArray(value) ? value.map((item, index) => below(index, item)) : []), []),
    entries: () =>
      known(() => (isObject(value) ? Object.keys(value).map((key): [string, Cursor] => [key, below(key, value[key])]) : []), []),
    text: () => known(() => (typeof value === "string" ? value : undefined), undefined),
    number: () => known(() => (typeof value === "number" ? value : undefined), undefined),
    flag: () => known(() => (typeof value === "boolean" ? value : undefined), undefined),
    isMap: () => known(() => isObject(value), false),
    isList: () => known(() => Array.isArray(value), false),
    absent: () => known(() => value === undefined || value === null, false),
  };
}

function unwrap(raw: unknown): { value: unknown; secret: boolean } {
  if (!isObject(raw)) return { value: raw, secret: false };
  if (isSecret(raw)) return { value: unwrap(valueOfSecret(raw)).value, secret: true };
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
