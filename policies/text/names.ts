import { hint } from "../../provider/shared/nearest";

/** `unknown rule "timeout-requird"; did you mean "timeout-required"?`, or the list of known names. */
export function unknownName(what: string, word: string, candidates: readonly string[]): string {
  const meant = hint(word, candidates) || `; there are: ${candidates.join(", ")}`;
  return `unknown ${what} ${JSON.stringify(word.slice(0, 100))}${meant}`;
}

/** The first five names, and how many more there are. */
export function listedNames(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => JSON.stringify(name));
  return names.length > 5 ? `${shown.join(", ")} and ${names.length - 5} more` : shown.join(", ");
}
