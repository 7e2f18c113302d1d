/** Matches the steps of a job by module and name, then by order among equal ones; a step of which only the name changed also matches. */
import { isObject, looksSame } from "../../../../provider/pulumi-wire";
import type { Properties } from "../events/event";
import { formOf } from "./forms";
import type { StepBox } from "./report";

export interface StepPair {
  old?: Properties;
  new?: Properties;
  oldIndex: number;
  newIndex: number;
  /** Unique among the shown steps. */
  label: string;
  /** Present on both sides and equal. */
  same: boolean;
}

export function matchSteps(olds: readonly Properties[], news: readonly Properties[]): StepPair[] {
  if (isInOrder(olds, news)) return news.map((step, index) => toPair(step, index, olds[index], index));
  const free = new Map<string, number[]>();
  for (const [index, step] of olds.entries()) free.set(identity(step), [...(free.get(identity(step)) ?? []), index]);
  const partner = news.map((step) => free.get(identity(step))?.shift() ?? -1);
  const left = new Set([...free.values()].flat());
  for (const [index, step] of news.entries()) {
    if (partner[index] !== -1) continue;
    const renamed = [...left].find((at) => looksSame({ ...olds[at], name: "" }, { ...step, name: "" }));
    if (renamed === undefined) continue;
    partner[index] = renamed;
    left.delete(renamed);
  }
  const pairs = news.map((step, index) => {
    const oldIndex = partner[index] ?? -1;
    return toPair(step, index, olds[oldIndex], oldIndex);
  });
  for (const index of [...left].sort((a, b) => a - b)) {
    const old = olds[index];
    if (old) pairs.splice(placeOf(pairs, index), 0, { old, oldIndex: index, newIndex: -1, label: nameOf(old), same: false });
  }
  return number(pairs);
}

function toPair(step: Properties, newIndex: number, old: Properties | undefined, oldIndex: number): StepPair {
  if (old === undefined) return { new: step, oldIndex, newIndex, label: nameOf(step), same: false };
  return { old, new: step, oldIndex, newIndex, label: nameOf(old), same: looksSame(old, step) };
}

/** Fast path: most changes keep the order of steps, and most jobs have no duplicate names. */
function isInOrder(olds: readonly Properties[], news: readonly Properties[]): boolean {
  if (olds.length !== news.length || new Set(olds.map(nameOf)).size !== olds.length) return false;
  return news.every((step, index) => step.module === olds[index]?.module && step.name === olds[index]?.name);
}

/** Matched steps that moved, relative to the longest sequence that kept its order. */
export function movedSteps(pairs: readonly StepPair[]): Set<StepPair> {
  const both = pairs.filter((pair) => pair.old && pair.new);
  if (both.every((pair, index) => index === 0 || (both[index - 1]?.oldIndex ?? -1) < pair.oldIndex)) return new Set();
  // The service allows 50 steps; the best order is not searched in much longer lists.
  if (both.length > 200) return new Set(both.filter((pair, index) => (both[index - 1]?.oldIndex ?? -1) > pair.oldIndex));
  const best: StepPair[][] = [];
  for (const pair of both) {
    const before =
      best.filter((run) => (run.at(-1)?.oldIndex ?? -1) < pair.oldIndex).sort((a, b) => b.length - a.length)[0] ?? [];
    best.push([...before, pair]);
  }
  const kept = new Set(best.sort((a, b) => b.length - a.length)[0] ?? []);
  return new Set(both.filter((pair) => !kept.has(pair)));
}

export function stepBoxes(pairs: readonly StepPair[], moved: ReadonlySet<StepPair>): StepBox[] {
  return pairs.map((pair) => {
    const step = pair.new ?? pair.old ?? {};
    const state = !pair.old ? "added" : !pair.new ? "removed" : pair.same ? "same" : "changed";
    return {
      name: nameOf(step),
      module: typeof step.module === "string" ? step.module : "",
      state,
      moved: moved.has(pair),
      disabled: step.enabled === false,
    };
  });
}

export function isStepList(value: unknown): value is Properties[] {
  return Array.isArray(value) && value.every((item) => isObject(item) && typeof item.module === "string");
}

function identity(step: Properties): string {
  return `${String(step.module)}\n${String(step.name)}`;
}

export function nameOf(step: Properties): string {
  if (typeof step.name === "string" && step.name !== "" && formOf(step.name) !== "unknown") return step.name;
  return typeof step.module === "string" && formOf(step.module) !== "unknown" ? step.module : "step";
}

/** A removed step is placed before the first step that followed it. */
function placeOf(pairs: readonly StepPair[], oldIndex: number): number {
  const at = pairs.findIndex((pair) => pair.oldIndex > oldIndex);
  return at < 0 ? pairs.length : at;
}

function number(pairs: StepPair[]): StepPair[] {
  const seen = new Map<string, number>();
  return pairs.map((pair) => {
    const count = (seen.get(pair.label) ?? 0) + 1;
    seen.set(pair.label, count);
    return count === 1 ? pair : { ...pair, label: `${pair.label} #${count}` };
  });
}
