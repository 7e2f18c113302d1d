/** Long text as a line diff, with three unchanged lines of context. */
import { diffArrays } from "diff";
import type { Texts } from "../texts";
import type { DiffLine } from "./report";
import { clip, clipBoth, commonEnd, commonStart, longestValue } from "./values";

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
  const [a, b] = [withEnds(old), withEnds(next)];
  const head = startOfLine(a, commonStart(a, b));
  const tail = commonLines(a, b, head);
  const middle = compareLines(linesIn(a, head, a.length - tail), linesIn(b, head, b.length - tail));
  if (middle.length === 0) return [{ sign: "@", text: said.onlyLineEnds }];
  const lines: DiffLine[] = [];
  addBefore(lines, a, head, said);
  for (const [index, part] of middle.entries()) {
    if (part.added || part.removed) addLines(lines, part.added ? "+" : "-", inSight(part, middle[index + (part.added ? -1 : 1)]));
    else addBetween(lines, part.value, said);
  }
  addAfter(lines, a, a.length - tail, said);
  return lines;
}

/** Long lines are shortened where they equal the line that they replace or that replaces them. */
function inSight(part: Part, other: Part | undefined): string[] {
  if (part.value.every((line) => line.length <= longestValue)) return part.value;
  const twin = other !== undefined && (part.added ? other.removed : other.added) ? other.value : [];
  return part.value.map((line, index) => clipBoth(line, twin[index] ?? "")[0]);
}

/** Terminates every line, also the last one; an empty text has no lines. */
function withEnds(text: string): string {
  const plain = text.includes("\r\n") ? text.replaceAll("\r\n", "\n") : text;
  return plain === "" || plain.endsWith("\n") ? plain : `${plain}\n`;
}

/** Length of the complete lines at the common end, without the common start: most changes are a line or two, and the rest is never split. */
function commonLines(a: string, b: string, head: number): number {
  const same = commonEnd(a, b, head);
  const [from, other] = [a.length - same, b.length - same];
  if (startOfLine(a, from) === from && startOfLine(b, other) === other) return same;
  return a.length - endOfLine(a, from);
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
function addBefore(into: DiffLine[], text: string, end: number, said: Said): void {
  let from = end;
  for (let count = 0; count < context && from > 0; count += 1) from = startOfLine(text, from - 1);
  const left = countLines(text, 0, from);
  if (left > 1) addLeftOut(into, left, said);
  addLines(into, " ", linesIn(text, left > 1 ? from : 0, end));
}

/** Context after the last change. */
function addAfter(into: DiffLine[], text: string, start: number, said: Said): void {
  let to = start;
  for (let count = 0; count < context && to < text.length; count += 1) to = endOfLine(text, to);
  const left = countLines(text, to, text.length);
  addLines(into, " ", linesIn(text, start, left > 1 ? to : text.length));
  if (left > 1) addLeftOut(into, left, said);
}

/** Start of the line at this position; the position itself if it directly follows a line break. */
function startOfLine(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1;
}

/** End of the line at this position. */
function endOfLine(text: string, at: number): number {
  return text.indexOf("\n", at) + 1 || text.length;
}

function countLines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at = endOfLine(text, at)) count += 1;
  return count;
}

function linesIn(text: string, from: number, to: number): string[] {
  return from === to ? [] : text.slice(from, to - 1).split("\n");
}
