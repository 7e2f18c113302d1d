/** Long text as a line diff, with three unchanged lines around what changed. */
import { diffArrays } from "diff";
import type { Texts } from "../texts";
import type { DiffLine } from "./report";
import { clip, clipBoth, longestValue } from "./values";

const context = 3;
/** Of longer texts, what lies between their common start and end is one change. */
const mostCompared = 5_000;

/** Whether two values are better read as lines than as old → new. */
export function readsAsLines(old: string, next: string): boolean {
  return old.includes("\n") || next.includes("\n") || old.length > 100 || next.length > 100;
}

interface Part {
  value: string[];
  added: boolean;
  removed: boolean;
}

/** A text whose every line has its end: where the last one lacks it, it is counted, not written. An empty text has no line. */
interface Lines {
  text: string;
  length: number;
}

export function lineDiff(old: string, next: string, said: Texts["model"]): DiffLine[] {
  const [a, b] = [linesOf(old), linesOf(next)];
  const head = commonStart(a, b);
  const tail = commonEnd(a, b, head);
  const middle = compareLines(split(a, head, a.length - tail), split(b, head, b.length - tail));
  if (middle.length === 0) return [{ sign: "@", text: said.onlyLineEnds }];
  const lines: DiffLine[] = [];
  addBefore(lines, a, head);
  for (const [index, part] of middle.entries()) {
    if (part.added || part.removed) addLines(lines, part.added ? "+" : "-", inSight(part, middle[index + (part.added ? -1 : 1)]));
    else addBetween(lines, part.value);
  }
  addAfter(lines, a, a.length - tail);
  return lines.map((line) => (line.count === undefined ? line : { ...line, text: said.unchangedLines(line.count) }));
}

/** Lines that are too long to be kept are cut where they do not differ from the line that they replace or that replaces them. */
function inSight(part: Part, other: Part | undefined): string[] {
  if (part.value.every((line) => line.length <= longestValue)) return part.value;
  const twin = other !== undefined && (part.added ? other.removed : other.added) ? other.value : [];
  return part.value.map((line, index) => clipBoth(line, twin[index] ?? "")[0]);
}

function linesOf(text: string): Lines {
  const plain = text.includes("\r\n") ? text.replaceAll("\r\n", "\n") : text;
  if (plain === "") return { text: "", length: 0 };
  const body = plain.endsWith("\n") ? plain.slice(0, -1) : plain;
  return { text: body, length: body.length + 1 };
}

/** Characters of the whole lines that both begin with: most changes are a line or two, and the rest is never taken apart. */
function commonStart(a: Lines, b: Lines): number {
  let at = 0;
  while (at < a.length && at < b.length) {
    const end = lineEnd(a, at);
    if (end !== lineEnd(b, at) || !b.text.startsWith(a.text.slice(at, end - 1), at)) break;
    at = end;
  }
  return at;
}

/** Characters of the whole lines that both end with, apart from what they begin with. */
function commonEnd(a: Lines, b: Lines, head: number): number {
  let length = 0;
  while (a.length - length > head && b.length - length > head) {
    const [endOfA, endOfB] = [a.length - length, b.length - length];
    const [from, other] = [lineStart(a, endOfA), lineStart(b, endOfB)];
    if (endOfA - from !== endOfB - other || !b.text.startsWith(a.text.slice(from, endOfA - 1), other)) break;
    length += endOfA - from;
  }
  return length;
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

function addLeftOut(into: DiffLine[], count: number): void {
  into.push({ sign: "@", text: "", count });
}

function addBetween(into: DiffLine[], texts: readonly string[]): void {
  const left = texts.length - 2 * context;
  if (left <= 1) addLines(into, " ", texts);
  else {
    addLines(into, " ", texts.slice(0, context));
    addLeftOut(into, left);
    addLines(into, " ", texts.slice(-context));
  }
}

/** What stands before the first change. */
function addBefore(into: DiffLine[], lines: Lines, end: number): void {
  let from = end;
  for (let count = 0; count < context && from > 0; count += 1) from = lineStart(lines, from);
  const left = countLines(lines, 0, from);
  if (left > 1) addLeftOut(into, left);
  addLines(into, " ", split(lines, left > 1 ? from : 0, end));
}

/** What stands after the last change. */
function addAfter(into: DiffLine[], lines: Lines, start: number): void {
  let to = start;
  for (let count = 0; count < context && to < lines.length; count += 1) to = lineEnd(lines, to);
  const left = countLines(lines, to, lines.length);
  addLines(into, " ", split(lines, start, left > 1 ? to : lines.length));
  if (left > 1) addLeftOut(into, left);
}

/** Where the line begins that ends right before `end`. */
function lineStart({ text }: Lines, end: number): number {
  return end < 2 ? 0 : text.lastIndexOf("\n", end - 2) + 1;
}

/** Right behind the line that begins at `at`. */
function lineEnd({ text, length }: Lines, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? length : end + 1;
}

function countLines(lines: Lines, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at = lineEnd(lines, at)) count += 1;
  return count;
}

function split({ text }: Lines, from: number, to: number): string[] {
  return from === to ? [] : text.slice(from, to - 1).split("\n");
}
