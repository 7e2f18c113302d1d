/**
 * What changes in a resource, field by field. The engine's detailed diff compares lists by index and is missing for many providers,
 * so old and new inputs are compared here; the engine's word decides which inputs count, and which change forces a replacement.
 */
import { isObject, looksSame, own } from "../../../../provider/pulumi-wire";
import type { Properties, Step } from "../events/event";
import { addFromEngine, engineDiff } from "./engine-diff";
import { type Kind, kindOf } from "./kinds";
import { markSecrets } from "./mark";
import { childPath, itemPath } from "./path";
import type { FieldChange, Shown } from "./report";
import { formOf } from "./secrets";
import { isStepList, matchSteps, movedSteps, nameOf } from "./steps";
import { lineDiff, readsAsLines } from "./text-diff";
import { clip, none, show } from "./values";
import { changedKeys, inWords, keysOf, leaf, push, replaces, type Sides, topOf, type Walk, wordsFor } from "./walk";

const mostItems = 50;

export function diffFields(step: Step, sides: Sides, kind: Kind): Pick<Walk, "fields" | "more" | "steps"> {
  const engine = engineDiff(step);
  const walk: Walk = { kind, fields: [], more: 0, replacing: engine.replacing };
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

/** Two sets of properties without the engine's word on them. */
export function compareInputs(before: Properties, after: Properties): FieldChange[] {
  const kind = kindOf("");
  const walk: Walk = { kind, fields: [], more: 0, replacing: new Set() };
  const [old, next] = [markSecrets(before, kind), markSecrets(after, kind)];
  differAt(walk, "", old, next, changedKeys(old, next));
  return walk.fields;
}

/** All inputs of a resource that is made, or that goes, as one-sided fields. */
export function listFields(inputs: Properties, kind: Kind, side: "added" | "removed"): { fields: FieldChange[]; more: number } {
  const walk: Walk = { kind, fields: [], more: 0, replacing: new Set() };
  for (const key of keysOf(inputs)) {
    const shown = inWords(walk, key, inputs[key]);
    if (shown.kind === "none") continue;
    push(walk, {
      path: key,
      kind: side,
      old: side === "removed" ? shown : none,
      new: side === "added" ? shown : none,
      replaces: false,
    });
  }
  return { fields: walk.fields, more: walk.more };
}

function compare(walk: Walk, path: string, a: unknown, b: unknown): void {
  if (!looksSame(a, b)) differ(walk, path, a, b);
}

function differAt(walk: Walk, path: string, a: Properties, b: Properties, keys: readonly string[] = changedKeys(a, b)): void {
  for (const key of keys) differ(walk, childPath(path, key), own(a, key), own(b, key));
}

/** For two values that are not the same. */
function differ(walk: Walk, path: string, a: unknown, b: unknown): void {
  const [left, right] = [formOf(a), formOf(b)];
  if (left === "secret" || left === "unknown" || right === "secret" || right === "unknown") {
    leaf(walk, path, show(a), show(b));
  } else if (typeof a === "string" && typeof b === "string") {
    compareText(walk, path, a, b);
  } else if (wordsFor(walk.kind, path) !== undefined) {
    leaf(walk, path, inWords(walk, path, a), inWords(walk, path, b));
  } else if (Array.isArray(a) || Array.isArray(b)) {
    compareLists(walk, path, Array.isArray(a) ? a : toList(a), Array.isArray(b) ? b : toList(b));
  } else if (isPlainObject(a) && isPlainObject(b)) {
    differAt(walk, path, a, b);
  } else if (
    path.startsWith("parameters[") &&
    !path.slice(11).includes("].") &&
    (isPlainObject(a) || isPlainObject(b)) &&
    a &&
    b
  ) {
    // A parameter may be written in short, as its default alone.
    compare(walk, path, isPlainObject(a) ? a : { default: a }, isPlainObject(b) ? b : { default: b });
  } else if ((isPlainObject(a) && !b && reads(a)) || (isPlainObject(b) && !a && reads(b))) {
    differAt(walk, path, isPlainObject(a) ? a : {}, isPlainObject(b) ? b : {});
  } else {
    leaf(walk, path, show(a), show(b));
  }
}

/** An object that comes or goes as a whole is read better by its parts when it is long. */
function reads(value: Properties): boolean {
  return show(value).text.length > 160;
}

function compareText(walk: Walk, path: string, a: string, b: string): void {
  if (!readsAsLines(a, b) && !path.endsWith(".command")) {
    leaf(walk, path, show(a), show(b));
    return;
  }
  push(walk, {
    path,
    kind: "changed",
    old: { kind: "text", text: clip(a, 200) },
    new: { kind: "text", text: clip(b, 200) },
    lines: lineDiff(a, b),
    replaces: replaces(walk, path),
  });
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
  const before = walk.fields.length;
  for (const name of new Set([...right.keys(), ...left.keys()]))
    compare(walk, itemPath(path, name), left.get(name), right.get(name));
  if (walk.fields.length === before && walk.more === 0) {
    leaf(walk, path, { kind: "text", text: [...left.keys()].join(", ") }, { kind: "text", text: [...right.keys()].join(", ") });
  }
}

function compareSteps(walk: Walk, path: string, a: readonly Properties[], b: readonly Properties[]): void {
  const pairs = matchSteps(a, b);
  if (path === "steps") walk.steps = pairs;
  for (const pair of pairs) {
    if (pair.same) continue;
    const at = itemPath(path, pair.label);
    if (pair.old && pair.new) differ(walk, at, pair.old, pair.new);
    else leaf(walk, at, pair.old ? stepText(pair.old) : none, pair.new ? stepText(pair.new) : none);
  }
  if (movedSteps(pairs).size > 0) {
    const order = (list: readonly Properties[]): Shown => ({
      kind: "text",
      text: clip(list.map(nameOf).join(", ")),
    });
    leaf(walk, `${path} (order)`, order(a), order(b));
  }
}

function stepText(step: Properties): Shown {
  const { name: _name, ...rest } = step;
  return show(rest);
}

function comparePlainLists(walk: Walk, path: string, a: unknown[], b: unknown[]): void {
  const added = without(b, a);
  const removed = without(a, b);
  const text = (items: unknown[]): string[] => [
    ...items.slice(0, mostItems).map((item) => clip(show(item).text || String(item), 400)),
    ...(items.length > mostItems ? [`… ${items.length - mostItems} more`] : []),
  ];
  if (added.length + removed.length === 0) {
    leaf(walk, `${path} (order)`, show(a), show(b));
    return;
  }
  push(walk, {
    path,
    kind: "changed",
    old: show(a),
    new: show(b),
    items: { added: text(added), removed: text(removed) },
    replaces: replaces(walk, path),
  });
}

/** Items of one list that the other lacks, counting repeats. */
function without(list: unknown[], other: unknown[]): unknown[] {
  const left = new Map<unknown, number>();
  for (const item of other) left.set(item, (left.get(item) ?? 0) + 1);
  return list.filter((item) => {
    const count = left.get(item) ?? 0;
    if (count > 0) left.set(item, count - 1);
    return count === 0;
  });
}

/** A property that names every item of both lists once. */
function identityKey(a: unknown[], b: unknown[]): string | undefined {
  return ["name", "id", "key", "repositoryId", "url", "cron"].find((key) =>
    [a, b].every((list) => {
      const names = list.map((item) => (isPlainObject(item) ? item[key] : undefined));
      return names.every((name) => typeof name === "string" && formOf(name) === "plain") && new Set(names).size === names.length;
    }),
  );
}

function byKey(list: unknown[], key: string): Map<string, unknown> {
  return new Map(list.map((item) => [isPlainObject(item) ? String(item[key]) : "", item]));
}

function toList(value: unknown): unknown[] {
  return value === undefined || value === null ? [] : [value];
}

function isPlainObject(value: unknown): value is Properties {
  return isObject(value) && formOf(value) === "plain";
}

function isPrimitive(value: unknown): boolean {
  return (typeof value !== "object" || value === null) && formOf(value) === "plain";
}
