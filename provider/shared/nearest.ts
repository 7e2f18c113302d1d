/** Suggests the known word that a misspelt one most likely meant. */

/** The most similar known word, if it is similar enough. */
export function nearest(written: unknown, known: readonly string[]): string | undefined {
  if (typeof written !== "string" || written.length > 60) return undefined;
  const ranked = known
    .map((word) => ({ word, away: distance(written.toLowerCase(), word.toLowerCase()) }))
    .sort((a, b) => a.away - b.away);
  const best = ranked[0];
  if (!best || best.away > Math.max(2, Math.floor(best.word.length / 3))) return undefined;
  // Of a short word two edits are half: only one that begins alike is meant.
  const isHalf = best.away * 2 >= best.word.length;
  return isHalf && written[0]?.toLowerCase() !== best.word[0]?.toLowerCase() ? undefined : best.word;
}

/** Edits between two words (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + cost));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** `; did you mean "x"?` where one of the known words is close, otherwise nothing. */
export function hint(written: unknown, known: readonly string[]): string {
  const found = nearest(written, known);
  return found === undefined ? "" : `; did you mean ${JSON.stringify(found)}?`;
}
