/** Plain values as they travel between the engine, state and the service. */
import { isObject, isUnknown, own, type Path, replaceUnknown, same } from "../pulumi-wire";

export { formatPath, isAbsent, isInternal, isObject, isUnknown, own, type Path, same } from "../pulumi-wire";

/** Whether a value is not known, or holds one that is not, at any depth. */
export function hasUnknown(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasUnknown);
  if (isObject(value)) return Object.values(value).some(hasUnknown);
  return isUnknown(value);
}

/** A text for people: a value that is not known yet is said to be that, and not shown as the mark that stands for it. */
export const readable = (text: string): string => replaceUnknown(text, "(not known yet)");

/** Builds an object from what is there, such as the live form of an input; also safe for a key such as `__proto__`. */
export function compact<T = Record<string, unknown>>(entries: Iterable<readonly [string, unknown]>): T {
  return Object.fromEntries([...entries].filter(([, value]) => value !== undefined)) as T;
}

/** Two lists as sets: order and repetition say nothing. */
export function sameSet(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return same(one ?? [], other ?? []);
  return one.every((a) => other.some((b) => same(a, b))) && other.every((b) => one.some((a) => same(a, b)));
}

/** No text and an empty one say the same. */
export const sameText: (one: unknown, other: unknown) => boolean = (one, other) => same(one || undefined, other || undefined);

/** Only what the engine can store: no undefined, bigint as text. Anything else would fail after the object was made. */
export function storable(value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return value.map((item) => storable(item) ?? null);
  if (isObject(value)) return compact(Object.entries(value).map(([key, item]) => [key, storable(item)] as const));
  return value;
}

/**
 * The paths of numbers that are none: JSON has no NaN and no Infinity. The service would get null, and every preview would show a
 * change.
 */
export function notFinite(value: unknown, path: Path = []): Path[] {
  if (typeof value === "number") return Number.isFinite(value) ? [] : [path];
  if (Array.isArray(value)) return value.flatMap((item, index) => notFinite(item, [...path, index]));
  return isObject(value) ? Object.entries(value).flatMap(([key, item]) => notFinite(item, [...path, key])) : [];
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
