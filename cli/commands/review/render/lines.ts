/** Lines of a diff without horizontal scrolling: in a long line only unchanged text may be omitted, never a difference. */
import type { DiffLine, FieldChange, Shown } from "../model/report";
import { printed } from "../model/values";
import type { Texts } from "../texts";
import { wordDiff } from "./word-diff";

/** Longer lines are shortened around their difference and wrapped. */
const longest = 150;
/** Unchanged characters shown around a difference. */
const around = 50;

/** `- old`, `+ new`, `@ 12 unchanged lines`. */
export function diffTexts(lines: readonly DiffLine[], said: Texts, wrapAt = longest): string[] {
  const out: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const removed = run(lines, at, "-");
    const added = run(lines, at + removed.length, "+");
    if (removed.length + added.length === 0) {
      const { sign, text } = lines[at] ?? { sign: " ", text: "" };
      out.push(...wrapped(sign, cutEndOf(text, said), wrapAt));
      at += 1;
      continue;
    }
    const pairs = removed.map((text, index) => cutBoth(text, added[index], said));
    for (const [old] of pairs) out.push(...wrapped("-", old, wrapAt));
    for (const [index, text] of added.entries()) out.push(...wrapped("+", pairs[index]?.[1] ?? text, wrapAt));
    at += removed.length + added.length;
  }
  return out;
}

/** Removed or added lines from here on. */
export function run(lines: readonly DiffLine[], from: number, sign: string): string[] {
  let to = from;
  while (lines[to]?.sign === sign) to += 1;
  return lines.slice(from, to).map((line) => line.text);
}

/** Any field as lines. */
export function linesOf(field: FieldChange, said: Texts): DiffLine[] {
  if (field.lines) return field.lines;
  if (field.items)
    return [
      ...field.items.removed.map((text): DiffLine => ({ sign: "-", text })),
      ...field.items.added.map((text): DiffLine => ({ sign: "+", text })),
    ];
  const secret = field.old.kind === "secret" && field.new.kind === "secret";
  return [...sideOf("-", field.old, "", said), ...sideOf("+", field.new, secret ? ` (${said.changed})` : "", said)];
}

function sideOf(sign: "-" | "+", shown: Shown, note: string, said: Texts): DiffLine[] {
  if (shown.kind === "none") return [];
  const text = shown.kind === "unknown" ? `(${said.later})` : shown.text;
  return text.split("\n").map((line) => ({ sign, text: line + note }));
}

function cutBoth(old: string, next: string | undefined, said: Texts): [string, string | undefined] {
  if (next !== undefined && old !== next && printed(old) === printed(next)) return [withSpaces(old), withSpaces(next)];
  if (next === undefined || (old.length <= longest && next.length <= longest)) return [old, next];
  const parts = wordDiff(old, next);
  const sides: [string, string] = ["", ""];
  for (const [index, { value, added, removed }] of parts.entries()) {
    const text = added || removed ? value : shortened(value, index === 0, index === parts.length - 1, said);
    if (!added) sides[0] += text;
    if (!removed) sides[1] += text;
  }
  return sides;
}

/** Of unchanged text only the part next to a difference. */
function shortened(text: string, isFirst: boolean, isLast: boolean, said: Texts): string {
  const [head, tail] = [isFirst ? 0 : around, isLast ? 0 : around];
  return text.length <= 2 * around ? text : cutInside(text, head, tail, said);
}

/** Makes whitespace visible if only whitespace differs. */
function withSpaces(text: string): string {
  return text.replaceAll(" ", "·").replaceAll("\t", "→");
}

/** Keeps this number of characters at the start and at the end. */
function cutInside(text: string, head: number, tail: number, said: Texts): string {
  const [start, end] = [wholeCharacters(text, head), wholeCharacters(text, text.length - tail)];
  const words = [head > 0 ? " …" : "…", `(${said.sameCharacters(end - start)})`, ...(tail > 0 ? ["… "] : [])];
  return `${text.slice(0, start)}${words.join(" ")}${text.slice(end)}`;
}

function cutEndOf(text: string, said: Texts): string {
  return text.length <= longest ? text : cutInside(text, longest - around, 0, said);
}

/** Never splits a surrogate pair. */
function wholeCharacters(text: string, at: number): number {
  return /[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at + 1 : at;
}

function wrapped(sign: string, text: string, most: number): string[] {
  if (text.length <= most) return [`${sign} ${text}`];
  const lines: string[] = [];
  for (let at = 0; at < text.length; ) {
    const space = text.slice(at, at + most).lastIndexOf(" ");
    const full = at + most < text.length && space > most / 2 ? at + space + 1 : at + most;
    const end = /[\uDC00-\uDFFF]/.test(text.charAt(full)) ? full + 1 : full;
    lines.push(`${sign} ${at === 0 ? "" : "↪ "}${text.slice(at, end)}`);
    at = end;
  }
  return lines;
}
