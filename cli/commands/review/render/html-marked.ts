/** Two texts side by side, with the words that differ marked. */
import { diffWordsWithSpace } from "diff";
import { escapeHtml } from "./safe";

/** Longer differences are marked as a whole: comparing their words takes long and helps nobody. */
const longestMarked = 400;

/** Both sides of a change with the words that differ marked. Words that both have at the start and at the end are no matter for a search. */
export function marked(old: string, next: string): [string, string] {
  const plain = (text: string): string => `<span class="mono">${text === "" ? '""' : escapeHtml(text)}</span>`;
  if (old === "" || next === "") return [plain(old), plain(next)];
  const head = commonStart(old, next);
  const tail = commonEnd(old, next, head);
  const [start, end] = [old.slice(0, head), old.slice(old.length - tail)];
  const [left, right] = [old.slice(head, old.length - tail), next.slice(head, next.length - tail)];
  const parts =
    isOneWord(left) || isOneWord(right) || left.length > longestMarked || right.length > longestMarked
      ? [
          { value: left, added: false, removed: true },
          { value: right, added: true, removed: false },
        ]
      : diffWordsWithSpace(left, right);
  const common = [start, end, ...parts.filter((part) => !part.added && !part.removed).map((part) => part.value)];
  if (!common.some((text) => text.trim().length > 1)) return [plain(old), plain(next)];
  const [before, after] = [`<span class="mono">${escapeHtml(start)}`, `${escapeHtml(end)}</span>`];
  const sides: [string, string] = [before, before];
  for (const { value, added, removed } of parts) {
    const html = escapeHtml(value);
    const text = (added || removed) && value !== "" ? `<mark>${html}</mark>` : html;
    if (!added) sides[0] += text;
    if (!removed) sides[1] += text;
  }
  return [sides[0] + after, sides[1] + after];
}

/** Characters of the whole words, runs of spaces and signs that both begin with. */
function commonStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  while (!isBoundary(a, at) || !isBoundary(b, at)) at -= 1;
  return at;
}

/** The same at the end, apart from what they begin with. */
function commonEnd(a: string, b: string, head: number): number {
  const most = Math.min(a.length, b.length) - head;
  let length = 0;
  while (length < most && a.charCodeAt(a.length - 1 - length) === b.charCodeAt(b.length - 1 - length)) length += 1;
  while (!isBoundary(a, a.length - length) || !isBoundary(b, b.length - length)) length -= 1;
  return length;
}

/** Nothing, or one word, one run of spaces or one sign. */
function isOneWord(text: string): boolean {
  return /^(?:\s*|\w+|[^\s\w])$/u.test(text);
}

/** Whether a word, a run of spaces or a sign ends at this place. */
function isBoundary(text: string, at: number): boolean {
  if (at === 0 || at === text.length) return true;
  const [before, after] = [text.charAt(at - 1), text.charAt(at)];
  if (/\w/.test(before)) return !/\w/.test(after);
  if (/\s/.test(before)) return !/\s/.test(after);
  return !(/[\uD800-\uDBFF]/.test(before) && /[\uDC00-\uDFFF]/.test(after));
}
