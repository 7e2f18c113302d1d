/** Masks known values in texts. */
import { secretText } from "./forms";
import { cutEnd, cutMark } from "./values";
import { strikeWrapped } from "./wrapped";

/** A shorter value is too common to be masked in all text ("main", "true"); where it is marked, it is always masked. */
export const shortest = 6;

/** One pass over a text for any number of values: a table of their first characters skips almost every place. */
export function finder(known: ReadonlySet<string>): (text: string) => string {
  const starts = new Uint8Array(65_536);
  const byStart = new Map<string, string[]>();
  for (const value of known) {
    starts[hash(value, 0)] = 1;
    const start = value.slice(0, shortest);
    byStart.set(
      start,
      [...(byStart.get(start) ?? []), value].sort((a, b) => b.length - a.length),
    );
  }
  const longest = Math.max(...[...known].map((value) => value.length));
  const candidates = (text: string, at: number): string[] =>
    starts[hash(text, at)] === 1 ? (byStart.get(text.slice(at, at + shortest)) ?? []) : [];
  const places = function* (text: string): Generator<readonly [from: number, to: number]> {
    for (let at = 0; at + shortest <= text.length; at += 1) {
      const match = candidates(text, at).find((value) => text.startsWith(value, at));
      if (match === undefined) continue;
      yield [at, at + match.length];
      at += match.length - 1;
    }
  };
  const whole = (text: string): string => {
    let out = "";
    let done = 0;
    for (const [from, to] of places(text)) {
      out += text.slice(done, from) + secretText;
      done = to;
    }
    return done === 0 ? text : out + text.slice(done);
  };
  /** At the cut of a shortened text, the first part of a value may remain. */
  const beforeCut = (text: string, cut: number): number => {
    for (let at = Math.max(0, cut - longest); at + shortest <= cut; at += 1) {
      const rest = text.slice(at, cut);
      if (candidates(text, at).some((value) => value.startsWith(rest))) return at;
    }
    return cut;
  };
  const afterCut = (text: string, cut: number): number => {
    let most = cut;
    for (const value of known)
      for (let length = Math.min(value.length - 1, text.length - cut); length >= shortest && cut + length > most; length -= 1)
        if (text.startsWith(value.slice(-length), cut)) most = cut + length;
    return most;
  };
  return (text) => {
    let out = whole(text);
    if (out.includes("\n")) out = strikeWrapped(out, places);
    for (let cut = out.indexOf(cutEnd); cut >= 0; cut = out.indexOf(cutEnd, cut + cutEnd.length)) {
      const from = cut + cutEnd.length;
      const to = afterCut(out, from);
      if (to > from) out = out.slice(0, from) + secretText + out.slice(to);
    }
    for (let cut = out.indexOf(cutMark); cut >= 0; cut = out.indexOf(cutMark, cut + cutMark.length)) {
      const from = beforeCut(out, cut);
      if (from === cut) continue;
      out = out.slice(0, from) + secretText + out.slice(cut);
      cut = from + secretText.length;
    }
    return out;
  };
}

function hash(text: string, at: number): number {
  return (
    (text.charCodeAt(at) * 31 + text.charCodeAt(at + 1) * 17 + text.charCodeAt(at + 2) * 7 + text.charCodeAt(at + 3)) & 0xffff
  );
}
