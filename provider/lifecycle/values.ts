/** Plain values as they travel between the engine, state and the service. */

/** What the engine sends in previews for a value that is not known yet (@pulumi/pulumi, runtime/rpc). */
const sentinels: ReadonlySet<unknown> = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

export type Path = readonly (string | number)[];

export const isUnknown = (value: unknown): boolean => sentinels.has(value);

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const isAbsent = (value: unknown): value is null | undefined => value === null || value === undefined;

/** Whether a value is not known, or holds one that is not, at any depth. */
export function hasUnknown(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasUnknown);
  if (isObject(value)) return Object.values(value).some(hasUnknown);
  return isUnknown(value);
}

/** Keys that belong to the engine or to us, not to the program. */
export const isInternal = (key: string): boolean => key.startsWith("__");

/** Builds an object from what is there, such as the live form of an input; also safe for a key such as `__proto__`. */
export function compact<T = Record<string, unknown>>(entries: Iterable<readonly [string, unknown]>): T {
  return Object.fromEntries([...entries].filter(([, value]) => value !== undefined)) as T;
}

/**
 * Deep equality in which null, an absent key and undefined are the same and the order of keys says nothing. Whole numbers
 * that no JavaScript number holds arrive as bigint; they equal the string and the number that people can write for them.
 * A value that is not known yet equals nothing.
 */
export function same(one: unknown, other: unknown): boolean {
  if (isUnknown(one) || isUnknown(other)) return false;
  if (isAbsent(one) || isAbsent(other)) return isAbsent(one) && isAbsent(other);
  if (typeof one === "bigint" || typeof other === "bigint") return sameBig(one, other);
  if (Array.isArray(one) || Array.isArray(other)) {
    if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
    return one.every((value, index) => same(value, other[index]));
  }
  if (isObject(one) && isObject(other)) {
    return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((key) => same(own(one, key), own(other, key)));
  }
  return one === other;
}

function sameBig(one: unknown, other: unknown): boolean {
  if (typeof one === "number" || typeof other === "number") return Number(one) === Number(other);
  return String(one) === String(other);
}

/** A key's own value; `constructor` and the like are not inherited from Object. */
export const own = (object: Record<string, unknown>, key: string): unknown =>
  Object.hasOwn(object, key) ? object[key] : undefined;

/** Two lists as sets: order and repetition say nothing. */
export function sameSet(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return same(one ?? [], other ?? []);
  return one.every((a) => other.some((b) => same(a, b))) && other.every((b) => one.some((a) => same(a, b)));
}

/** Only what the engine can store: no undefined, bigint as text. Anything else would fail after the object was made. */
export function storable(value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return value.map((item) => storable(item) ?? null);
  if (isObject(value)) return compact(Object.entries(value).map(([key, item]) => [key, storable(item)] as const));
  return value;
}

/** Leaves out null at every level except inside the named keys, whose contents are the program's own JSON. */
export function withoutNulls(value: unknown, opaque: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutNulls(item, opaque));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => !isAbsent(item))
      .map(([key, item]) => [key, opaque.has(key) ? item : withoutNulls(item, opaque)]),
  );
}

/** Maps whose keys are names that people chose; they are always quoted. */
const named: ReadonlySet<unknown> = new Set(["parameters", "stepSecrets", "permissions"]);

/** `steps[2].name`, `parameters["a b"].default`: the way Pulumi writes property paths. */
export function formatPath(path: Path): string {
  return path
    .map((part, index) => {
      if (typeof part === "number") return `[${part}]`;
      if (named.has(path[index - 1]) || !/^[A-Za-z_$][\w$]*$/.test(part)) return `[${JSON.stringify(part)}]`;
      return index === 0 ? part : `.${part}`;
    })
    .join("");
}

/** The value at a path, or undefined. */
export function at(value: unknown, path: Path): unknown {
  let current = value;
  for (const part of path) {
    if (isUnknown(current)) return current;
    if (Array.isArray(current)) current = current[Number(part)];
    else if (isObject(current)) current = own(current, String(part));
    else return undefined;
  }
  return current;
}
