/**
 * What changes in a resource, field by field. The engine's detailed diff compares lists by index and is missing for many providers,
 * so old and new inputs are compared here; the engine's diff determines which inputs count and which change forces a replacement.
 */
import { isAbsent, looksSame, own } from "../../../../provider/pulumi-wire";
import type { Properties, Step } from "../events/event";
import type { Language } from "../texts";
import { addFromEngine, engineDiff } from "./engine-diff";
import { formOf } from "./forms";
import { type Kind, kindOf } from "./kinds";
import { byKey, identityKey, isPlainObject, leftovers, without } from "./lists";
import { markSecrets } from "./mark";
import { childPath, itemPath } from "./path";
import type { FieldChange, Shown } from "./report";
import { isStepList, matchSteps, movedSteps, nameOf } from "./steps";
import { lineDiff, readsAsLines } from "./text-diff";
import { clip, none, show, showBoth } from "./values";
import { changedKeys, inWords, keysOf, leaf, replaces, type Sides, topOf, type Walk, wordsFor } from "./walk";

export function diffFields(step: Step, sides: Sides, kind: Kind): Pick<Walk, "fields" | "steps"> {
  const engine = engineDiff(step);
  const walk: Walk = { kind, fields: [], replacing: engine.replacing };
  const keys = changedKeys(sides.old, sides.new);
  const counted = engine.tops.size === 0 ? keys : keys.filter((key) => engine.tops.has(key));
  differAt(walk, "", sides.old, sides.new, counted);
  if (walk.fields.length === 0 && counted.length < keys.length) differAt(walk, "", sides.old, sides.new, keys);
  const shown = new Set(walk.fields.map((field) => topOf(field.path)));
  for (const [segments, kindOfDiff] of engine.paths) addFromEngine(walk, sides, segments, kindOfDiff, shown);
  if (engine.paths.length === 0) {
    for (const key of engine.tops) if (!shown.has(key)) addFromEngine(walk, sides, [key], "update", shown);
  }
  return walk;
}

/** Compares two sets of properties without the engine's diff. */
export function compareInputs(before: Properties, after: Properties, language: Language): FieldChange[] {
  const kind = kindOf("", language);
  const walk: Walk = { kind, fields: [], replacing: new Set() };
  const [old, next] = [markSecrets(before, kind), markSecrets(after, kind)];
  differAt(walk, "", old, next, changedKeys(old, next));
  return walk.fields;
}

/** All inputs of a created or deleted resource, as one-sided fields. */
export function listFields(inputs: Properties, kind: Kind, side: "added" | "removed"): FieldChange[] {
  const walk: Walk = { kind, fields: [], replacing: new Set() };
  for (const key of keysOf(inputs)) oneSided(walk, key, inputs[key], side);
  return walk.fields;
}

/** A one-sided value: in one line if it is short, otherwise split into its parts, so that every script is shown separately. */
function oneSided(walk: Walk, path: string, value: unknown, side: "added" | "removed"): void {
  const shown = inWords(walk, path, value);
  if (shown.kind === "none") return;
  if (shown.kind === "text" && !readsInLine(shown.text)) {
    if (isStepList(value)) {
      for (const pair of matchSteps([], value)) oneSided(walk, itemPath(path, pair.label), withoutName(pair.new), side);
      return;
    }
    if (Array.isArray(value) && !value.every(isPrimitive)) {
      const key = identityKey(value, []);
      for (const [index, item] of value.entries())
        oneSided(walk, itemPath(path, key === undefined ? index : String((item as Properties)[key])), item, side);
      return;
    }
    if (isPlainObject(value) && keysOf(value).length > 0) {
      for (const key of keysOf(value)) oneSided(walk, childPath(path, key), value[key], side);
      return;
    }
  }
  if (side === "added") leaf(walk, path, none, shown);
  else leaf(walk, path, shown, none);
}

/** Short, without multi-line text. */
function readsInLine(text: string): boolean {
  return text.length <= 160 && !/\n|\\n/.test(text);
}

function compare(walk: Walk, path: string, a: unknown, b: unknown): void {
  if (!looksSame(a, b)) differ(walk, path, a, b);
}

function differAt(walk: Walk, path: string, a: Properties, b: Properties, keys: readonly string[] = changedKeys(a, b)): void {
  for (const key of keys) differ(walk, childPath(path, key), own(a, key), own(b, key));
}

/** For two different values. */
function differ(walk: Walk, path: string, a: unknown, b: unknown): void {
  const [left, right] = [formOf(a), formOf(b)];
  if (left === "secret" || left === "unknown" || right === "secret" || right === "unknown") {
    leaf(walk, path, ...showBoth(a, b));
  } else if (typeof a === "string" && typeof b === "string") {
    compareText(walk, path, a, b);
  } else if (isAbsent(a) || isAbsent(b)) {
    oneSided(walk, path, isAbsent(a) ? b : a, isAbsent(a) ? "added" : "removed");
  } else if (wordsFor(walk.kind, path) !== undefined) {
    leaf(walk, path, inWords(walk, path, a), inWords(walk, path, b));
  } else if (Array.isArray(a) || Array.isArray(b)) {
    compareLists(walk, path, Array.isArray(a) ? a : toList(a), Array.isArray(b) ? b : toList(b));
  } else if (isPlainObject(a) && isPlainObject(b)) {
    differAt(walk, path, a, b);
  } else if (path.startsWith("parameters[") && !path.slice(11).includes("].") && (isPlainObject(a) || isPlainObject(b))) {
    // A parameter may be written in its short form, as its default value only.
    compare(walk, path, isPlainObject(a) ? a : { default: a }, isPlainObject(b) ? b : { default: b });
  } else {
    leaf(walk, path, ...showBoth(a, b));
  }
}

function compareText(walk: Walk, path: string, a: string, b: string): void {
  if (!readsAsLines(a, b) && !path.endsWith(".command")) {
    leaf(walk, path, ...showBoth(a, b));
    return;
  }
  const lines = lineDiff(a, b, walk.kind.texts);
  walk.fields.push({ path, kind: "changed", old: none, new: none, lines, replaces: replaces(walk, path) });
}

function compareLists(walk: Walk, path: string, a: unknown[], b: unknown[]): void {
  if (isStepList(a) && isStepList(b) && a.length + b.length > 0) {
    compareSteps(walk, path, a, b);
    return;
  }
  if ([...a, ...b].every(isPrimitive)) {
    comparePlainLists(walk, path, a, b);
    return;
  }
  const key = identityKey(a, b);
  if (key === undefined) {
    for (let index = 0; index < Math.max(a.length, b.length); index += 1)
      compare(walk, itemPath(path, index), a[index], b[index]);
    return;
  }
  const left = byKey(a, key);
  const right = byKey(b, key);
  const partners = leftovers(left, right, key);
  for (const name of new Set([...right.keys(), ...left.keys()])) {
    const [before, after] = [left.get(name), right.get(name)];
    if (before === undefined && [...partners.values()].includes(name)) continue;
    compare(walk, itemPath(path, name), before, after ?? right.get(partners.get(name) ?? ""));
  }
  compareOrder(walk, path, [...left.keys()], [...right.keys()]);
}

/** Whether the common items of both lists are in a different order. */
function compareOrder(walk: Walk, path: string, a: readonly unknown[], b: readonly unknown[]): void {
  const [before, after] = [a.filter((item) => b.includes(item)), b.filter((item) => a.includes(item))];
  if (before.length === after.length && before.every((item, index) => item === after[index])) return;
  const text = (items: readonly unknown[]): Shown => ({
    kind: "text",
    text: items.map((item) => show(item).text || String(item)).join(", "),
  });
  leaf(walk, walk.kind.texts.order(path), text(before), text(after));
}

function compareSteps(walk: Walk, path: string, a: readonly Properties[], b: readonly Properties[]): void {
  const pairs = matchSteps(a, b);
  if (path === "steps") walk.steps = pairs;
  for (const pair of pairs) {
    if (pair.same) continue;
    const at = itemPath(path, pair.label);
    if (pair.old && pair.new) differ(walk, at, pair.old, pair.new);
    else oneSided(walk, at, withoutName(pair.new ?? pair.old), pair.new ? "added" : "removed");
  }
  if (movedSteps(pairs).size > 0) {
    const order = (list: readonly Properties[]): Shown => ({
      kind: "text",
      text: clip(list.map(nameOf).join(", ")),
    });
    leaf(walk, walk.kind.texts.order(path), order(a), order(b));
  }
}

/** The path contains the name. */
function withoutName(step: Properties | undefined): Properties {
  const { name: _name, ...rest } = step ?? {};
  return rest;
}

function comparePlainLists(walk: Walk, path: string, a: unknown[], b: unknown[]): void {
  const added = without(b, a);
  const removed = without(a, b);
  const text = (items: unknown[]): string[] => items.map((item) => clip(show(item).text || String(item)));
  compareOrder(walk, path, a, b);
  if (added.length + removed.length === 0) return;
  walk.fields.push({
    path,
    kind: "changed",
    old: none,
    new: none,
    items: { added: text(added), removed: text(removed) },
    replaces: replaces(walk, path),
  });
}

function toList(value: unknown): unknown[] {
  return value === undefined || value === null ? [] : [value];
}

function isPrimitive(value: unknown): boolean {
  return (typeof value !== "object" || value === null) && formOf(value) === "plain";
}
