/** Two texts side by side, with the words that differ marked. */
import { escapeHtml } from "./safe";
import { wordDiff } from "./word-diff";

export function marked(old: string, next: string): [string, string] {
  const plain = (text: string): string => (text === "" ? '""' : escapeHtml(text));
  if (old === "" || next === "") return [plain(old), plain(next)];
  const parts = wordDiff(old, next);
  // If the texts have nothing in common, marks are meaningless.
  if (!parts.some(({ value, added, removed }) => !added && !removed && value.trim().length > 1)) return [plain(old), plain(next)];
  const sides: [string, string] = ["", ""];
  for (const { value, added, removed } of parts) {
    const html = escapeHtml(value);
    const text = (added || removed) && value !== "" ? `<mark>${html}</mark>` : html;
    if (!added) sides[0] += text;
    if (!removed) sides[1] += text;
  }
  return sides;
}
