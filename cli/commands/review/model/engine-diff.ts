/** The engine's detailed diff: its paths use indexes, and it covers secrets and outputs, which inputs do not show. */
import { isInternal, isObject, looksSame } from "../../../../provider/pulumi-wire";
import type { Step } from "../events/event";
import { formOf } from "./forms";
import { childPath, itemPath, parsePath, type Segment, valueAt } from "./path";
import { isStepList } from "./steps";
import { show, unknown } from "./values";
import { leaf, type Sides, type Walk } from "./walk";

export interface EngineDiff {
  tops: Set<string>;
  paths: [readonly Segment[], string][];
  replacing: Set<string>;
}

export function engineDiff(step: Step): EngineDiff {
  const found: EngineDiff = { tops: new Set(), paths: [], replacing: new Set(step.keys) };
  for (const path in step.detailedDiff) {
    const kind = step.detailedDiff[path] ?? "";
    const segments = parsePath(path);
    const top = String(segments[0]);
    if (isInternal(top)) continue;
    found.tops.add(top);
    found.paths.push([segments, kind]);
    if (kind.endsWith("-replace")) found.replacing.add(top);
  }
  for (const key of step.diffs) if (!isInternal(key)) found.tops.add(key);
  for (const key of step.keys) if (!isInternal(key)) found.tops.add(key);
  return found;
}

/** Changes that the engine reports and the inputs do not show: a changed secret (both sides read "[secret]") or a changed output. */
export function addFromEngine(
  walk: Walk,
  sides: Sides,
  segments: readonly Segment[],
  kind: string,
  shown: ReadonlySet<string>,
): void {
  const hides = (value: unknown): boolean => formOf(value) === "secret" || formOf(value) === "unknown";
  const before = valueAt(sides.old, segments, hides);
  const after = valueAt(sides.new, segments, hides);
  const hidden = [before, after].find((side) => hides(side.value));
  if (hidden !== undefined) {
    const path = readable(segments.slice(0, Math.max(1, hidden.depth)), sides);
    if (walk.fields.some((field) => field.path === path)) return;
    leaf(walk, path, show(before.value), show(after.value));
    return;
  }
  if (shown.has(String(segments[0])) || !looksSame(before.value, after.value)) return;
  const path = readable(segments, sides);
  if (walk.fields.some((field) => field.path === path)) return;
  const outputs = sides.outputs();
  const old = show(valueAt(outputs.old, segments, hides).value ?? before.value);
  const next = show(after.value ?? valueAt(outputs.new, segments, hides).value);
  leaf(walk, path, old, next.kind === "none" && !kind.startsWith("delete") ? unknown : next);
}

/** Engine segments as a reader's path: an index into a list of steps becomes the step's name. */
function readable(segments: readonly Segment[], sides: Sides): string {
  let path = "";
  let value: unknown = sides.new;
  let old: unknown = sides.old;
  for (const segment of segments) {
    const list = Array.isArray(value) ? value : old;
    if (typeof segment === "number" && isStepList(list)) {
      const name = list[segment]?.name;
      path = itemPath(path, typeof name === "string" && name !== "" ? name : segment);
    } else path = typeof segment === "number" ? itemPath(path, segment) : childPath(path, segment);
    value = isObject(value) || Array.isArray(value) ? (value as Record<Segment, unknown>)[segment] : undefined;
    old = isObject(old) || Array.isArray(old) ? (old as Record<Segment, unknown>)[segment] : undefined;
  }
  return path;
}
