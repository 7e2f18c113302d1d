/** Puts as much of a report as fits into a number of characters, whole pieces only. */
import type { SectionId } from "./sections";

export interface Piece {
  /** The same thing from in full to in one line; each form is complete in itself. */
  forms: readonly string[];
}

export interface Part {
  id: SectionId;
  /** Stands before the first piece. */
  title: string;
  /** Word for the pieces in the note of what was left out. */
  word: string;
  pieces: readonly Piece[];
}

export interface Left {
  word: string;
  /** Not there at all. */
  out: number;
  /** There, in a shorter form. */
  short: number;
}

/** What may take room for its details before the others have even their one line. */
const first: ReadonlySet<SectionId> = new Set(["failures", "mandatory", "delete", "replace"]);

export function fitInto(parts: readonly Part[], budget: number, separator: string): { text: string; left: Left[] } {
  let room = budget;
  const chosen = parts.map((part) => part.pieces.map(() => -1));
  const cost = (text: string): number => text.length + separator.length;
  const titleCost = (part: number): number => (chosen[part]?.some((form) => form >= 0) ? 0 : cost(parts[part]?.title ?? ""));
  const choose = (part: number, piece: number, forms: readonly string[], from: number): boolean => {
    const row = chosen[part];
    if (!row) return false;
    const now = row[piece] ?? -1;
    const paid = now >= 0 ? cost(forms[now] ?? "") : -titleCost(part);
    for (let form = from; form < (now >= 0 ? now : forms.length); form += 1) {
      const price = cost(forms[form] ?? "") - paid;
      if (price > room) continue;
      room -= price;
      row[piece] = form;
      return true;
    }
    return false;
  };
  let full = false;
  for (const [index, part] of parts.entries()) {
    for (const [at, piece] of part.pieces.entries()) {
      const from = first.has(part.id) ? 0 : piece.forms.length - 1;
      if (!full && !choose(index, at, piece.forms, from)) full = true;
    }
  }
  if (!full) {
    for (const [index, part] of parts.entries())
      for (const [at, piece] of part.pieces.entries()) choose(index, at, piece.forms, 0);
  }
  return { text: assemble(parts, chosen, separator), left: leftOf(parts, chosen) };
}

function assemble(parts: readonly Part[], chosen: readonly number[][], separator: string): string {
  const texts: string[] = [];
  for (const [index, part] of parts.entries()) {
    const row = chosen[index] ?? [];
    const shown = part.pieces.flatMap((piece, at) => ((row[at] ?? -1) >= 0 ? [piece.forms[row[at] ?? 0] ?? ""] : []));
    if (shown.length > 0) texts.push(part.title, ...shown);
  }
  return texts.join(separator);
}

function leftOf(parts: readonly Part[], chosen: readonly number[][]): Left[] {
  return parts
    .map((part, index) => {
      const row = chosen[index] ?? [];
      return { word: part.word, out: row.filter((form) => form < 0).length, short: row.filter((form) => form > 0).length };
    })
    .filter((left) => left.out + left.short > 0);
}

/** `Not shown: 12 updates, 300 creates; without details: 5 updates.` */
export function leftInWords(left: readonly Left[]): string {
  const list = (pick: (one: Left) => number): string =>
    left
      .filter((one) => pick(one) > 0)
      .map((one) => `${pick(one)} ${one.word}`)
      .join(", ");
  const out = list((one) => one.out);
  const short = list((one) => one.short);
  return [out && `Not shown: ${out}.`, short && `Shortened: ${short}.`].filter(Boolean).join(" ");
}
