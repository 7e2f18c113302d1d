/** Fits as much of a report as possible into a number of characters, in complete pieces only. */
import type { Texts } from "../texts";
import type { SectionId } from "./sections";

export type Form = () => string;

/** A form that is rendered only once, even if it is measured repeatedly. */
export function once(write: Form): Form {
  let text: string | undefined;
  return () => {
    text ??= write();
    return text;
  };
}

export interface Piece {
  /** Forms from full to one line, which is shorter than the first; each is complete and rendered on demand. */
  forms: readonly Form[];
  /** Number of its resources. */
  count: number;
  /** The last form with this number of names, if there are several. */
  named?: (most: number) => string;
}

export interface Part {
  id: SectionId;
  /** Precedes the first piece. */
  title: string;
  /** Noun for the pieces in the note about omitted ones. */
  word: string;
  pieces: readonly Piece[];
  /** Its names are included before the details of any part. */
  first: boolean;
}

export interface Left {
  word: string;
  /** Number of omitted resources. */
  out: number;
  /** Number of resources in a shorter form. */
  short: number;
}

/** Share of the remaining space that a part's details leave to the one-line forms of the following parts. */
const share = 0.25;
/** Number of pieces that do not fit before the search ends. */
const patience = 20;

interface Room {
  left: number;
  separator: number;
}

/** The chosen form of each piece; undefined if none fits. */
type Chosen = (Form | undefined)[];

export function fitInto(parts: readonly Part[], budget: number, separator: string): { text: string; left: Left[] } {
  const room: Room = { left: budget, separator: separator.length };
  const chosen = parts.map((part): Chosen => part.pieces.map(() => undefined));
  const named = parts.map((part, index) => part.first && takeBriefs(part, chosen[index] ?? [], room));
  const hasMoreNames = parts.some(({ first }, index) => first && !named[index]);
  for (const [index, part] of parts.entries()) {
    const row = chosen[index] ?? [];
    if (part.first && !named[index]) takeNames(part, row, room);
    if (part.first ? !named[index] : !takeBriefs(part, row, room)) break;
    const later = parts.slice(index + 1).filter(({ first }) => !first);
    const most = room.left * share;
    const reserve = Math.min(briefsOf(later, most, room), most);
    takeDetails(part, row, room, hasMoreNames ? room.left / 2 : reserve);
  }
  return { text: assemble(parts, chosen, separator), left: leftOf(parts, chosen) };
}

/** The shortest form of every piece, in order, while space remains. */
function takeBriefs(part: Part, row: Chosen, room: Room): boolean {
  for (const [at, piece] of part.pieces.entries()) {
    const form = piece.forms.at(-1) ?? (() => "");
    const price = form().length + aroundOf(part, at, room);
    if (price > room.left) return false;
    room.left -= price;
    row[at] = form;
  }
  return true;
}

/** As many names as fit of the first piece that does not fit with all of them. */
function takeNames(part: Part, row: Chosen, room: Room): void {
  const at = row.indexOf(undefined);
  const piece = part.pieces[at];
  const form = piece && firstNames(piece, room.left - aroundOf(part, at, room));
  if (form === undefined) return;
  room.left -= form().length + aroundOf(part, at, room);
  row[at] = form;
}

/** Text around a piece: the title before the first piece of its part. */
function aroundOf({ title }: Part, at: number, { separator }: Room): number {
  return separator + (at === 0 ? title.length + separator : 0);
}

/** With as many names as fit; undefined if none does. */
function firstNames({ named, count }: Piece, most: number): Form | undefined {
  if (named === undefined) return undefined;
  let [fits, over] = [0, count];
  while (over - fits > 1) {
    const middle = Math.floor((fits + over) / 2);
    if (named(middle).length <= most) fits = middle;
    else over = middle;
  }
  return fits === 0 ? undefined : once(() => named(fits));
}

/** Longer forms, in order, within the space beyond the reserve. */
function takeDetails(part: Part, row: Chosen, room: Room, reserve: number): void {
  let refused = 0;
  for (const [at, { forms }] of part.pieces.entries()) {
    const now = row[at];
    const paid = now?.().length ?? 0;
    const fuller = forms.slice(0, now === undefined ? 0 : forms.indexOf(now));
    const better = fuller.find((form) => form().length - paid <= room.left - reserve);
    if (better !== undefined) {
      room.left -= better().length - paid;
      row[at] = better;
    } else if (fuller.length > 0) refused += 1;
    if (refused > patience) return;
  }
}

/** Size of the shortest forms of these parts; counted up to `most`. */
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

function assemble(parts: readonly Part[], chosen: readonly Chosen[], separator: string): string {
  const texts: string[] = [];
  for (const [index, part] of parts.entries()) {
    const shown = (chosen[index] ?? []).flatMap((form) => (form === undefined ? [] : [form()]));
    if (shown.length > 0) texts.push(part.title, ...shown);
  }
  return texts.join(separator);
}

function sum(pieces: readonly Piece[]): number {
  return pieces.reduce((all, { count }) => all + count, 0);
}

function leftOf(parts: readonly Part[], chosen: readonly Chosen[]): Left[] {
  return parts
    .map((part, index) => {
      const row = chosen[index] ?? [];
      return {
        word: part.word,
        out: sum(part.pieces.filter((_, at) => row[at] === undefined)),
        short: sum(part.pieces.filter((piece, at) => isShorter(piece, row[at]))),
      };
    })
    .filter((left) => left.out + left.short > 0);
}

/** Forms between the first and the last may be complete, too: a change of three fields is complete in every form that shows five. */
function isShorter({ forms }: Piece, form: Form | undefined): boolean {
  if (form === undefined || form === forms[0]) return false;
  return form === forms.at(-1) || form() !== forms[0]?.();
}

/** `Not shown: 12 updates, 300 creates. Shortened: 5 updates.` */
export function leftInWords(left: readonly Left[], said: Texts): string {
  const list = (pick: (one: Left) => number): string =>
    said.list(left.filter((one) => pick(one) > 0).map((one) => `${pick(one)} ${one.word}`));
  const out = list((one) => one.out);
  const short = list((one) => one.short);
  return [out && said.notShown(out), short && said.shortened(short)].filter(Boolean).join(" ");
}
