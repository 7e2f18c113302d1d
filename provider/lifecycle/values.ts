/** Helpers for plain values exchanged between the engine, state and the service. */
import { isObject, isUnknown, own, type Path, replaceUnknown, same } from "../pulumi-wire";

export { formatPath, isAbsent, isInternal, isObject, isUnknown, own, type Path, same } from "../pulumi-wire";

/** Whether a value is unknown or contains an unknown value at any depth. */
export function hasUnknown(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasUnknown);
  if (isObject(value)) return Object.values(value).some(hasUnknown);
  return isUnknown(value);
}

/** A value as text for messages; unknown values are described instead of showing their internal mark. */
export const readable = (text: string): string => replaceUnknown(text, "(not known yet)");

/** Builds an object from the defined entries; safe for keys such as `__proto__`. The caller vouches for `T`: entries lose their types. */
export function compact<T = Record<string, unknown>>(entries: Iterable<readonly [string, unknown]>): T {
  return Object.fromEntries([...entries].filter(([, value]) => value !== undefined)) as T;
}

/** Compares two lists as sets: order and repetition do not matter. */
export function sameSet(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return same(one ?? [], other ?? []);
  return one.every((a) => other.some((b) => same(a, b))) && other.every((b) => one.some((a) => same(a, b)));
}

/** An absent text equals an empty one. */
export const sameText: (one: unknown, other: unknown) => boolean = (one, other) => same(one || undefined, other || undefined);

/** Converts to what the engine can store: no undefined, bigint as text. Anything else would fail after the object was created. */
export function storable(value: object): Record<string, unknown>;
export function storable(value: unknown): unknown;
export function storable(value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return value.map((item) => storable(item) ?? null);
  if (isObject(value)) return compact(Object.entries(value).map(([key, item]) => [key, storable(item)] as const));
  return value;
}

/**
 * Paths of NaN and Infinity, which JSON cannot represent: the service would receive null, and every preview would show a change.
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
