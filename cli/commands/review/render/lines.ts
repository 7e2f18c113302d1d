/** Lines of a diff where nobody scrolls sideways: of a long line only what stays the same may be left out, never what differs. */
import type { DiffLine, FieldChange, Shown } from "../model/report";
import { commonEnd, commonStart, printed } from "../model/values";
import type { Texts } from "../texts";

/** Longer lines are cut around their difference, and go on in the next line. */
const longest = 150;
/** Characters that stay are shown this far around a difference. */
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

/** A field as lines, whatever it is. */
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
  const head = commonStart(old, next);
  const tail = commonEnd(old, next, head);
  const cut = (text: string): string => cutInside(text, head - around, tail - around, said);
  return [cut(old), cut(next)];
}

/** Where nothing but space differs, it is made visible. */
function withSpaces(text: string): string {
  return text.replaceAll(" ", "·").replaceAll("\t", "→");
}

function cutInside(text: string, head: number, tail: number, said: Texts): string {
  const from = head > around ? head : 0;
  const to = text.length - (tail > around ? tail : 0);
  const front = from > 0 ? `… (${said.sameCharacters(from)}) … ` : "";
  const back = to < text.length ? ` … (${said.sameCharacters(text.length - to)})` : "";
  return `${front}${safeSlice(text, from, to)}${back}`;
}

function cutEndOf(text: string, said: Texts): string {
  return text.length <= longest ? text : cutInside(text, 0, text.length - longest + around, said);
}

/** Never through a surrogate pair. */
function safeSlice(text: string, from: number, to: number): string {
  const isLow = (at: number): boolean => /[\uDC00-\uDFFF]/.test(text.charAt(at));
  return text.slice(isLow(from) ? from - 1 : from, to < text.length && isLow(to) ? to + 1 : to);
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
