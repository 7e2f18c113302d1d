/** The machine-readable report: the model with totals. `version` changes with the meaning of a field. */
import type { Report, StackReport } from "../model/report";
import { texts } from "../texts";
import { totalsOf } from "./sections";

/** In pieces, one line per change: a report of thousands of changes is tens of megabytes, too much to keep in memory. */
export function* jsonPieces(report: Report): Generator<string> {
  const said = texts[report.language];
  const totals = totalsOf(report.stacks, said);
  const summary = {
    failed: totals.failed > 0,
    incomplete: totals.incomplete > 0,
    blockedBy: totals.blocked,
    headline: said.list(totals.words),
  };
  const { version, language, origin } = report;
  yield* around(text({ version, language, summary, origin, stacks: [] }, 0), "stacks", 1, report.stacks, stackPieces);
  yield "\n";
}

function* stackPieces(stack: StackReport): Generator<string> {
  yield* around(text({ ...stack, changes: [] }, 2), "changes", 3, stack.changes, (change) => [JSON.stringify(change)]);
}

/** Inserts items into an empty list in the text of an object; JSON strings have no line breaks, so the line's start identifies the list. */
function* around<Item>(
  whole: string,
  key: string,
  depth: number,
  items: readonly Item[],
  pieces: (item: Item) => Iterable<string>,
): Generator<string> {
  const start = `\n${"  ".repeat(depth)}"${key}": [`;
  const at = whole.indexOf(start) + start.length;
  yield whole.slice(0, at);
  for (const [index, item] of items.entries()) {
    yield `${index === 0 ? "" : ","}\n${"  ".repeat(depth + 1)}`;
    yield* pieces(item);
  }
  if (items.length > 0) yield `\n${"  ".repeat(depth)}`;
  yield whole.slice(at);
}

/** Indented for that depth of a document. */
function text(value: unknown, depth: number): string {
  return JSON.stringify(value, null, 2).replaceAll("\n", `\n${"  ".repeat(depth)}`);
}
