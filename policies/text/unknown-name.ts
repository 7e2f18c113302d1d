import { hint } from "../../provider/shared/nearest";

/** `unknown rule "timeout-requird"; did you mean "timeout-required"?`, or the list of known names. */
export function unknownName(what: string, word: string, candidates: readonly string[]): string {
  const meant = hint(word, candidates) || `; there are: ${candidates.join(", ")}`;
  return `unknown ${what} ${JSON.stringify(word.slice(0, 100))}${meant}`;
}
