/** Puts as much of a report as fits into a number of characters, whole pieces only. */
import type { Texts } from "../texts";
import type { SectionId } from "./sections";

export type Form = () => string;

/** A form that is written once, however often it is weighed. */
export function once(write: Form): Form {
  let text: string | undefined;
  return () => {
    text ??= write();
    return text;
  };
}

export interface Piece {
  /** The same thing from in full to in one line, which is less than the first; each form is complete in itself, and made when asked for. */
  forms: readonly Form[];
  /** Resources that it is about. */
  count: number;
}

export interface Part {
  id: SectionId;
  /** Stands before the first piece. */
  title: string;
  /** Word for the pieces in the note of what was left out. */
  word: string;
  pieces: readonly Piece[];
  /** What it names is named before anything is told in detail. */
  first: boolean;
}

export interface Left {
  word: string;
  /** Not there at all. */
  out: number;
  /** There, in a shorter form. */
  short: number;
}

/** Of what a part's details may take, this share stays for the one-line forms of the parts after it. */
const share = 0.25;
/** Pieces that find no room for more before nobody asks any further. */
const patience = 20;

interface Room {
  left: number;
  separator: number;
}

export function fitInto(parts: readonly Part[], budget: number, separator: string): { text: string; left: Left[] } {
  const room: Room = { left: budget, separator: separator.length };
  const chosen = parts.map((part) => part.pieces.map(() => -1));
  const named = parts.map((part, index) => part.first && takeBriefs(part, chosen[index] ?? [], room));
  for (const [index, part] of parts.entries()) {
    const row = chosen[index] ?? [];
    if (part.first ? !named[index] : !takeBriefs(part, row, room)) break;
    const later = parts.slice(index + 1).filter(({ first }) => !first);
    const reserve = Math.min(briefsOf(later, budget * share, room), budget * share);
    takeDetails(part, row, room, reserve);
  }
  return { text: assemble(parts, chosen, separator), left: leftOf(parts, chosen) };
}

/** The shortest form of every piece, in order, as long as there is room. */
function takeBriefs(part: Part, row: number[], room: Room): boolean {
  for (const [at, piece] of part.pieces.entries()) {
    const brief = piece.forms.length - 1;
    const title = at === 0 ? part.title.length + room.separator : 0;
    const price = (piece.forms[brief]?.().length ?? 0) + room.separator + title;
    if (price > room.left) return false;
    room.left -= price;
    row[at] = brief;
  }
  return true;
}

/** Fuller forms, in order, of what is left beyond the reserve. */
function takeDetails(part: Part, row: number[], room: Room, reserve: number): void {
  let refused = 0;
  for (const [at, piece] of part.pieces.entries()) {
    const now = row[at] ?? -1;
    const paid = piece.forms[now]?.().length ?? 0;
    const better = piece.forms.slice(0, Math.max(0, now)).findIndex((form) => form().length - paid <= room.left - reserve);
    if (better >= 0) {
      room.left -= (piece.forms[better]?.().length ?? 0) - paid;
      row[at] = better;
    } else if (now > 0) refused += 1;
    if (refused > patience) return;
  }
}

/** What the shortest forms of these parts take; not counted beyond `most`. */
function briefsOf(parts: readonly Part[], most: number, room: Room): number {
  let sum = 0;
  for (const part of parts) {
    sum += part.title.length + room.separator;
    for (const piece of part.pieces) {
      sum += (piece.forms.at(-1)?.().length ?? 0) + room.separator;
      if (sum > most) return sum;
    }
  }
  return sum;
}

function assemble(parts: readonly Part[], chosen: readonly number[][], separator: string): string {
  const texts: string[] = [];
  for (const [index, part] of parts.entries()) {
    const row = chosen[index] ?? [];
    const shown = part.pieces.flatMap((piece, at) => ((row[at] ?? -1) >= 0 ? [piece.forms[row[at] ?? 0]?.() ?? ""] : []));
    if (shown.length > 0) texts.push(part.title, ...shown);
  }
  return texts.join(separator);
}

function sum(pieces: readonly Piece[]): number {
  return pieces.reduce((all, { count }) => all + count, 0);
}

function leftOf(parts: readonly Part[], chosen: readonly number[][]): Left[] {
  return parts
    .map((part, index) => {
      const row = chosen[index] ?? [];
      return {
        word: part.word,
        out: sum(part.pieces.filter((_, at) => (row[at] ?? -1) < 0)),
        short: sum(part.pieces.filter((piece, at) => isShorter(piece, row[at] ?? -1))),
      };
    })
    .filter((left) => left.out + left.short > 0);
}

/** Forms between the first and the last may be as good as the first: a change of three fields is whole in every one that shows five. */
function isShorter(piece: Piece, form: number): boolean {
  return form > 0 && (form === piece.forms.length - 1 || piece.forms[form]?.() !== piece.forms[0]?.());
}

/** `Not shown: 12 updates, 300 creates. Shortened: 5 updates.` */
export function leftInWords(left: readonly Left[], said: Texts): string {
  const list = (pick: (one: Left) => number): string =>
    said.list(left.filter((one) => pick(one) > 0).map((one) => `${pick(one)} ${one.word}`));
  const out = list((one) => one.out);
  const short = list((one) => one.short);
  return [out && said.notShown(out), short && said.shortened(short)].filter(Boolean).join(" ");
}
