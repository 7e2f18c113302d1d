/** Long text as a line diff, with three unchanged lines of context. */
import { diffArrays } from "diff";
import type { Texts } from "../texts";
import type { DiffLine } from "./report";
import { clip, clipBoth, longestValue } from "./values";

type Said = Texts["model"];

const context = 3;
/** In longer texts, everything between their common start and end is one change. */
const mostCompared = 5_000;

/** Whether two values are more readable as lines than as old → new. */
export function readsAsLines(old: string, next: string): boolean {
  return old.includes("\n") || next.includes("\n") || old.length > 100 || next.length > 100;
}

interface Part {
  value: string[];
  added: boolean;
  removed: boolean;
}

export function lineDiff(old: string, next: string, said: Said): DiffLine[] {
  const a = linesOf(old);
  const b = linesOf(next);
  const head = commonStart(a, b);
  const tail = commonEnd(a, b, head);
  const middle = compareLines(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  if (middle.length === 0) return [{ sign: "@", text: said.onlyLineEnds }];
  const lines: DiffLine[] = [];
  addBefore(lines, a.slice(0, head), said);
  for (const [index, part] of middle.entries()) {
    if (part.added || part.removed) addLines(lines, part.added ? "+" : "-", inSight(part, middle[index + (part.added ? -1 : 1)]));
    else addBetween(lines, part.value, said);
  }
  addAfter(lines, a.slice(a.length - tail), said);
  return lines;
}

/** Long lines are shortened where they equal the line that they replace or that replaces them. */
function inSight(part: Part, other: Part | undefined): string[] {
  if (part.value.every((line) => line.length <= longestValue)) return part.value;
  const twin = other !== undefined && (part.added ? other.removed : other.added) ? other.value : [];
  return part.value.map((line, index) => clipBoth(line, twin[index] ?? "")[0]);
}

/** An empty text has no lines. */
function linesOf(text: string): string[] {
  const plain = text.includes("\r\n") ? text.replaceAll("\r\n", "\n") : text;
  if (plain === "") return [];
  return (plain.endsWith("\n") ? plain.slice(0, -1) : plain).split("\n");
}

/** Number of equal lines at the start: most changes are a line or two. */
function commonStart(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[count] === b[count]) count += 1;
  return count;
}

/** The same for the end, without the first `head` lines. */
function commonEnd(a: readonly string[], b: readonly string[], head: number): number {
  const most = Math.min(a.length, b.length) - head;
  let count = 0;
  while (count < most && a[a.length - 1 - count] === b[b.length - 1 - count]) count += 1;
  return count;
}

function compareLines(a: string[], b: string[]): Part[] {
  const removed = { value: a, added: false, removed: true };
  const added = { value: b, added: true, removed: false };
  const simple = a.length <= 1 || b.length <= 1 || a.length > mostCompared || b.length > mostCompared;
  const found = simple ? undefined : diffArrays(a, b, { timeout: 200, maxEditLength: 4_000 });
  return (found ?? [removed, added]).filter((part) => part.value.length > 0);
}

function addLines(into: DiffLine[], sign: DiffLine["sign"], texts: readonly string[]): void {
  for (const text of texts) into.push({ sign, text: clip(text) });
}

function addLeftOut(into: DiffLine[], count: number, said: Said): void {
  into.push({ sign: "@", text: said.unchangedLines(count), count });
}

function addBetween(into: DiffLine[], texts: readonly string[], said: Said): void {
  const left = texts.length - 2 * context;
  if (left <= 1) addLines(into, " ", texts);
  else {
    addLines(into, " ", texts.slice(0, context));
    addLeftOut(into, left, said);
    addLines(into, " ", texts.slice(-context));
  }
}

/** Context before the first change. */
function addBefore(into: DiffLine[], texts: readonly string[], said: Said): void {
  const left = texts.length - context;
  if (left > 1) addLeftOut(into, left, said);
  addLines(into, " ", left > 1 ? texts.slice(-context) : texts);
}

/** Context after the last change. */
function addAfter(into: DiffLine[], texts: readonly string[], said: Said): void {
  const left = texts.length - context;
  addLines(into, " ", left > 1 ? texts.slice(0, context) : texts);
  if (left > 1) addLeftOut(into, left, said);
}
