/** Differences between two lines or short texts, in complete words, sequences of spaces and other characters. */
import { diffWordsWithSpace } from "diff";

export interface WordPart {
  value: string;
  added: boolean;
  removed: boolean;
}

/** Longer texts, or texts with more differences, are only compared at start and end, because more takes long and is unreadable. */
const longestCompared = 100_000;
const mostEdits = 100;

/** The first and the last part are common to both and may be empty. */
export function wordDiff(old: string, next: string): WordPart[] {
  const head = commonStart(old, next);
  const tail = commonEnd(old, next, head);
  const [left, right] = [old.slice(head, old.length - tail), next.slice(head, next.length - tail)];
  return [same(old.slice(0, head)), ...between(left, right), same(old.slice(old.length - tail))];
}

const same = (value: string): WordPart => ({ value, added: false, removed: false });

function between(left: string, right: string): WordPart[] {
  const whole = [
    { value: left, added: false, removed: true },
    { value: right, added: true, removed: false },
  ];
  if (isOneWord(left) || isOneWord(right) || left.length + right.length > longestCompared) return whole;
  return diffWordsWithSpace(left, right, { maxEditLength: mostEdits }) ?? whole;
}

/** Length of the common start in complete words, sequences of spaces and other characters. */
function commonStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  while (!isBoundary(a, at) || !isBoundary(b, at)) at -= 1;
  return at;
}

/** The same for the end, without the common start. */
function commonEnd(a: string, b: string, head: number): number {
  const most = Math.min(a.length, b.length) - head;
  let length = 0;
  while (length < most && a.charCodeAt(a.length - 1 - length) === b.charCodeAt(b.length - 1 - length)) length += 1;
  while (!isBoundary(a, a.length - length) || !isBoundary(b, b.length - length)) length -= 1;
  return length;
}

/** Nothing, or one word, one sequence of spaces or one other character. */
function isOneWord(text: string): boolean {
  return /^(?:\s*|\w+|[^\s\w])$/u.test(text);
}

/** Whether a word, a sequence of spaces or another character ends at this position. */
function isBoundary(text: string, at: number): boolean {
  if (at === 0 || at === text.length) return true;
  const [before, after] = [text.charAt(at - 1), text.charAt(at)];
  if (/\w/.test(before)) return !/\w/.test(after);
  if (/\s/.test(before)) return !/\s/.test(after);
  return !(/[\uD800-\uDBFF]/.test(before) && /[\uDC00-\uDFFF]/.test(after));
}
