/** Matches the items of two lists, and finds items that one of them lacks. */
import { isObject, looksSame } from "../../../../provider/pulumi-wire";
import type { Properties } from "../events/event";
import { formOf } from "./forms";

/** A property that identifies every item of both lists uniquely. */
export function identityKey(a: unknown[], b: unknown[]): string | undefined {
  return ["name", "id", "key", "repositoryId", "url", "cron"].find((key) =>
    [a, b].every((list) => {
      const names = list.map((item) => (isPlainObject(item) ? item[key] : undefined));
      return names.every((name) => typeof name === "string" && formOf(name) === "plain") && new Set(names).size === names.length;
    }),
  );
}

export function byKey(list: unknown[], key: string): Map<string, unknown> {
  return new Map(list.map((item) => [isPlainObject(item) ? String(item[key]) : "", item]));
}

/** Matches items of which only the key changed: by all other properties, or if there is only one on each side. */
export function leftovers(left: Map<string, unknown>, right: Map<string, unknown>, key: string): Map<string, string> {
  const gone = [...left.keys()].filter((name) => !right.has(name));
  let come = [...right.keys()].filter((name) => !left.has(name));
  const pairs = new Map<string, string>();
  const rest = (item: unknown): unknown => (isPlainObject(item) ? { ...item, [key]: undefined } : item);
  for (const name of gone) {
    const twin = come.find((other) => looksSame(rest(left.get(name)), rest(right.get(other))));
    if (twin === undefined) continue;
    pairs.set(name, twin);
    come = come.filter((other) => other !== twin);
  }
  const [only, ...more] = gone.filter((name) => !pairs.has(name));
  if (only !== undefined && more.length === 0 && come.length === 1) pairs.set(only, come[0] ?? "");
  return pairs;
}

/** Items of one list that the other lacks, including duplicates. */
export function without(list: unknown[], other: unknown[]): unknown[] {
  const left = new Map<unknown, number>();
  for (const item of other) left.set(item, (left.get(item) ?? 0) + 1);
  return list.filter((item) => {
    const count = left.get(item) ?? 0;
    if (count > 0) left.set(item, count - 1);
    return count === 0;
  });
}

export function isPlainObject(value: unknown): value is Properties {
  return isObject(value) && formOf(value) === "plain";
}
