/** A line difference over the full width: old and new side by side, each line with its number. */
import type { DiffLine } from "../model/report";
import type { Texts } from "../texts";
import { marked } from "./html-marked";
import { run } from "./lines";
import { escapeHtml } from "./safe";

interface At {
  old: number;
  new: number;
}

/** Concatenated, not joined: the card joins its text once. */
export function linesTable(all: readonly DiffLine[], said: Texts): string {
  const next: At = { old: 1, new: 1 };
  let rows = "";
  for (let at = 0; at < all.length; ) {
    const { sign, text, count = 0 } = all[at] ?? { sign: " ", text: "" };
    if (sign === "@") {
      rows += `<tr class="gap"><td colspan="4">${escapeHtml(text)}</td></tr>`;
      next.old += count;
      next.new += count;
      at += 1;
    } else if (sign === " ") {
      const html = escapeHtml(text);
      rows += `<tr class="both">${number(next.old++)}<td>${html}</td>${number(next.new++)}<td>${html}</td></tr>`;
      at += 1;
    } else {
      const removed = run(all, at, "-");
      const added = run(all, at + removed.length, "+");
      rows += pairs(removed, added, next, said);
      at += removed.length + added.length;
    }
  }
  return `<table class="lines"><colgroup><col class="n"><col><col class="n"><col></colgroup><tbody>${rows}</tbody></table>`;
}

/** Line numbers are CSS content, so that copying and searching only cover the text. */
function number(line: number): string {
  return `<td class="n" data-n="${line}"></td>`;
}

function pairs(removed: readonly string[], added: readonly string[], next: At, said: Texts): string {
  let rows = "";
  for (let index = 0; index < Math.max(removed.length, added.length); index += 1) {
    const [old, after] = [removed[index], added[index]];
    const [left, right] =
      old !== undefined && after !== undefined ? marked(old, after) : [escapeHtml(old ?? ""), escapeHtml(after ?? "")];
    const one = old === undefined ? none : number(next.old++) + cell("old", said.html.removedLine, left);
    const other = after === undefined ? none : number(next.new++) + cell("new", said.html.addedLine, right);
    rows += `<tr>${one}${other}</tr>`;
  }
  return rows;
}

const none = '<td class="none"></td><td class="none"></td>';

function cell(side: "old" | "new", means: string, html: string): string {
  return `<td class="${side}"><span class="quiet">${means}</span>${html}</td>`;
}
