/** The candidate that a misspelt word most likely meant, or undefined when none is close. */
function nearest(word: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** `unknown rule "timeout-requird"; did you mean "timeout-required"?`, or the list of what there is. */
export function unknownName(what: string, word: string, candidates: readonly string[]): string {
  const guess = nearest(word, candidates);
  const hint = guess === undefined ? `there are: ${candidates.join(", ")}` : `did you mean "${guess}"?`;
  return `unknown ${what} ${JSON.stringify(word.slice(0, 100))}; ${hint}`;
}

function editDistance(a: string, b: string): number {
  const left = a.slice(0, 100);
  const right = b.slice(0, 100);
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const substitute = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, substitute));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
