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

export function lineDiff(old: string, next: string): DiffLine[] {
  const a = split(old);
  const b = split(next);
  const parts = diffArrays(a, b, { timeout: 200, maxEditLength: 4_000 }) ?? [
    { value: a, added: false, removed: true },
    { value: b, added: true, removed: false },
  ];
  const lines: DiffLine[] = [];
  for (const [index, part] of parts.entries()) {
    if (part.added || part.removed) {
      for (const text of part.value) lines.push({ sign: part.added ? "+" : "-", text: shorten(text) });
    } else lines.push(...unchanged(part.value, index > 0, index < parts.length - 1));
  }
  if (lines.length === 0) return [{ sign: "@", text: "only line ends or the last line break change" }];
  const over = lines.length - mostLines;
  return over <= 0 ? lines : [...lines.slice(0, mostLines), { sign: "@", text: `${over} more lines of this diff` }];
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
