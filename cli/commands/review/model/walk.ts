/** State of a comparison of properties, and how it records differences. */
import { isInternal, looksSame, own } from "../../../../provider/pulumi-wire";
import type { Properties } from "../events/event";
import type { Kind } from "./kinds";
import type { FieldChange, Shown } from "./report";
import type { StepPair } from "./steps";
import { clip, clipBoth, longestValue, show } from "./values";

export interface Sides {
  old: Properties;
  new: Properties;
  outputs(): { old: Properties; new: Properties };
}

export interface Walk {
  kind: Kind;
  fields: FieldChange[];
  replacing: ReadonlySet<string>;
  /** Matched steps of the resource itself, kept for the row of steps. */
  steps?: readonly StepPair[];
}

export function leaf(walk: Walk, path: string, old: Shown, next: Shown): void {
  const kind = old.kind === "none" ? "added" : next.kind === "none" ? "removed" : "changed";
  walk.fields.push({ path, kind, ...bounded(old, next), replaces: replaces(walk, path) });
}

function bounded(old: Shown, next: Shown): { old: Shown; new: Shown } {
  if (old.text.length <= longestValue && next.text.length <= longestValue) return { old, new: next };
  const [left, right] =
    old.kind === "text" && next.kind === "text" ? clipBoth(old.text, next.text) : [clip(old.text), clip(next.text)];
  return { old: { ...old, text: left }, new: { ...next, text: right } };
}

export function replaces(walk: Walk, path: string): boolean {
  return walk.replacing.size > 0 && walk.replacing.has(topOf(path));
}

export function topOf(path: string): string {
  return /^[^.[ ]+/.exec(path)?.[0] ?? path;
}

export function inWords(walk: Walk, path: string, value: unknown): Shown {
  const words = wordsFor(walk.kind, path)?.(value);
  return words === undefined ? show(value) : { kind: "text", text: words };
}

export function wordsFor({ words }: Kind, path: string): Kind["words"][string] | undefined {
  return Object.hasOwn(words, path) ? words[path] : undefined;
}

export function keysOf(properties: Properties): string[] {
  return Object.keys(properties)
    .filter((key) => !isInternal(key))
    .sort();
}

/** Keys whose values differ, in order. */
export function changedKeys(a: Properties, b: Properties): string[] {
  const keys: string[] = [];
  for (const key in b) if (!isInternal(key) && !looksSame(own(a, key), b[key])) keys.push(key);
  for (const key in a) if (!isInternal(key) && own(b, key) === undefined && !looksSame(a[key], undefined)) keys.push(key);
  return keys.length > 1 ? keys.sort() : keys;
}
