/** Values that are wrapped over lines, as tools print long texts: by a line break and the margin of the next line. */
import { secretText } from "./forms";

/** A place in a text, without the characters that wrap it. */
interface Piece {
  /** Position in the joined lines. */
  at: number;
  /** Position in the text. */
  from: number;
}

/** From the first of its spaces only: a text of megabytes of them takes linear time. */
const wrap = /(?<![ \t])[ \t]*\\?\r?\n[ \t]*(?:[|│>][ \t]*)?/g;

/** Masks values that continue in the next line; `find` returns where they are in a text, in order. */
export function strikeWrapped(text: string, find: (text: string) => Iterable<readonly [from: number, to: number]>): string {
  const pieces: Piece[] = [{ at: 0, from: 0 }];
  let joined = "";
  let end = 0;
  for (const { 0: matched, index } of text.matchAll(wrap)) {
    joined += text.slice(end, index);
    end = index + matched.length;
    pieces.push({ at: joined.length, from: end });
  }
  joined += text.slice(end);
  let out = "";
  let done = 0;
  let piece = 0;
  const positionOf = (at: number): number => {
    while ((pieces[piece + 1]?.at ?? Number.POSITIVE_INFINITY) <= at) piece += 1;
    return (pieces[piece]?.from ?? 0) + at - (pieces[piece]?.at ?? 0);
  };
  for (const [from, to] of find(joined)) {
    out += text.slice(done, positionOf(from)) + secretText;
    done = positionOf(to - 1) + 1;
  }
  return out + text.slice(done);
}
