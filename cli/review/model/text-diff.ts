/** Long text as a line diff, with three unchanged lines around what changed. */
import { diffArrays } from "diff";
import type { DiffLine } from "./report";
import { clip } from "./values";

const context = 3;
/** Beyond this a diff is no longer read, only its size matters. */
const mostLines = 300;
const longestLine = 1_000;
/** Lines of one text that are compared at all; beyond, the rest counts as one change. */
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

export function lineDiff(old: string, next: string): DiffLine[] {
  const parts = compareLines(split(old), split(next));
  const lines: DiffLine[] = [];
  for (const [index, part] of parts.entries()) {
    if (part.added || part.removed) {
      for (const text of part.value) lines.push({ sign: part.added ? "+" : "-", text: shorten(text) });
    } else lines.push(...unchanged(part.value, index > 0, index < parts.length - 1));
  }
  if (!parts.some((part) => part.added || part.removed))
    return [{ sign: "@", text: "only line ends or the last line break change" }];
  const over = lines.length - mostLines;
  return over <= 0 ? lines : [...lines.slice(0, mostLines), { sign: "@", text: `${over} more lines of this diff` }];
}

/** What both have at the start and at the end needs no search; most changes are a line or two in between. */
function compareLines(a: string[], b: string[]): Part[] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const removed = { value: a.slice(head, a.length - tail), added: false, removed: true };
  const added = { value: b.slice(head, b.length - tail), added: true, removed: false };
  const simple = removed.value.length <= 1 || added.value.length <= 1;
  const found = simple ? undefined : diffArrays(removed.value, added.value, { timeout: 200, maxEditLength: 4_000 });
  const same = (value: string[]): Part => ({ value, added: false, removed: false });
  return [same(a.slice(0, head)), ...(found ?? [removed, added]), same(a.slice(a.length - tail))].filter(
    (part) => part.value.length > 0,
  );
}

function unchanged(texts: string[], before: boolean, after: boolean): DiffLine[] {
  const head = before ? context : 0;
  const tail = after ? context : 0;
  const show = (text: string): DiffLine => ({ sign: " ", text: shorten(text) });
  if (texts.length <= head + tail + 1) return texts.map(show);
  const middle = texts.length - head - tail;
  return [
    ...texts.slice(0, head).map(show),
    { sign: "@", text: `${middle} unchanged lines` },
    ...(tail === 0 ? [] : texts.slice(-tail).map(show)),
  ];
}

function split(text: string): string[] {
  if (text === "") return [];
  const lines = text.replace(/\r?\n$/, "").split(/\r?\n/);
  return lines.length <= mostCompared ? lines : [...lines.slice(0, mostCompared), lines.slice(mostCompared).join("\n")];
}

function shorten(text: string): string {
  return clip(text.replaceAll("\n", "⏎"), longestLine);
}
