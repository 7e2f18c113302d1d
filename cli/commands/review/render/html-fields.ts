/** Fields of a change side by side, long text line by line with the changed words marked. */
import { diffWordsWithSpace } from "diff";
import type { Change, DiffLine, FieldChange, Shown } from "../model/report";
import { run } from "./lines";
import { escapeHtml } from "./safe";

/** Longer differences are marked as a whole: comparing their words takes long and helps nobody. */
const longestMarked = 400;

export function fieldsTable(change: Change): string {
  if (change.fields.length === 0) return "";
  const [before, after] = change.operation === "drift" ? ["as deployed", "as it is now"] : ["now", "after"];
  let rows = "";
  for (const field of change.fields) rows += row(field, before, after);
  return `<table class="fields"><colgroup><col class="f"><col><col></colgroup><thead><tr><th scope="col">field</th><th scope="col">${before}</th><th scope="col">${after}</th></tr></thead><tbody>${rows}</tbody></table>`;
}

/** One side alone, for what is made or deleted. */
export function valuesTable(change: Change): string {
  const side = change.operation === "delete" ? "old" : "new";
  const rows = change.fields.map(
    (field) =>
      `<tr><th scope="row"><code>${escapeHtml(field.path)}</code></th><td class="${side}" data-side="">${value(field[side])}</td></tr>`,
  );
  return `<table class="fields"><colgroup><col class="f"><col></colgroup><tbody>${rows.join("")}</tbody></table>`;
}

function row(field: FieldChange, before: string | undefined, after: string | undefined): string {
  const why = field.replaces ? ' <span class="pill">forces the replacement</span>' : "";
  const head = `<th scope="row"><code>${escapeHtml(field.path)}</code>${why}</th>`;
  if (field.lines) return `<tr>${head}<td class="wide" colspan="2">${lines(field.lines)}</td></tr>`;
  const cell = (side: string, has: boolean, label: string | undefined, html: string): string =>
    `<td${has ? ` class="${side}"` : ""} data-side="${label}">${html}</td>`;
  const both = (hasOld: boolean, old: string, hasNew: boolean, next: string): string =>
    `<tr>${head}${cell("old", hasOld, before, old)}${cell("new", hasNew, after, next)}</tr>`;
  if (field.items) {
    const { removed, added } = field.items;
    return both(removed.length > 0, items(removed, "−"), added.length > 0, items(added, "+"));
  }
  if (field.old.kind === "secret" && field.new.kind === "secret")
    return both(true, value(field.old), true, `${value(field.new)} changed`);
  const texts = field.old.kind === "text" && field.new.kind === "text";
  const [old, next] = texts ? marked(field.old.text, field.new.text) : [value(field.old), value(field.new)];
  return both(field.old.kind !== "none", old, field.new.kind !== "none", next);
}

function items(texts: readonly string[], sign: string): string {
  return (
    texts.map((text) => `<div class="mono">${sign} ${escapeHtml(text)}</div>`).join("") || '<span class="nothing">nothing</span>'
  );
}

function value(shown: Shown): string {
  if (shown.kind === "none") return '<span class="nothing">not set</span>';
  if (shown.kind === "unknown") return '<span class="later">known after apply</span>';
  if (shown.kind === "secret") return '<span class="mono hidden-value">[secret]</span>';
  return `<span class="mono">${shown.text === "" ? '""' : escapeHtml(shown.text)}</span>`;
}

/** Both sides of a change with the words that differ marked. Words that both have at the start and at the end are no matter for a search. */
function marked(old: string, next: string): [string, string] {
  const plain = (text: string): string => `<span class="mono">${text === "" ? '""' : escapeHtml(text)}</span>`;
  if (old === "" || next === "") return [plain(old), plain(next)];
  const head = commonStart(old, next);
  const tail = commonEnd(old, next, head);
  const [start, end] = [old.slice(0, head), old.slice(old.length - tail)];
  const [left, right] = [old.slice(head, old.length - tail), next.slice(head, next.length - tail)];
  const parts =
    isOneWord(left) || isOneWord(right) || left.length > longestMarked || right.length > longestMarked
      ? [
          { value: left, added: false, removed: true },
          { value: right, added: true, removed: false },
        ]
      : diffWordsWithSpace(left, right);
  const common = [start, end, ...parts.filter((part) => !part.added && !part.removed).map((part) => part.value)];
  if (!common.some((text) => text.trim().length > 1)) return [plain(old), plain(next)];
  const [before, after] = [`<span class="mono">${escapeHtml(start)}`, `${escapeHtml(end)}</span>`];
  const sides: [string, string] = [before, before];
  for (const { value, added, removed } of parts) {
    const html = escapeHtml(value);
    const text = (added || removed) && value !== "" ? `<mark>${html}</mark>` : html;
    if (!added) sides[0] += text;
    if (!removed) sides[1] += text;
  }
  return [sides[0] + after, sides[1] + after];
}

/** Characters of the whole words, runs of spaces and signs that both begin with. */
function commonStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  while (!isBoundary(a, at) || !isBoundary(b, at)) at -= 1;
  return at;
}

/** The same at the end, apart from what they begin with. */
function commonEnd(a: string, b: string, head: number): number {
  const most = Math.min(a.length, b.length) - head;
  let length = 0;
  while (length < most && a.charCodeAt(a.length - 1 - length) === b.charCodeAt(b.length - 1 - length)) length += 1;
  while (!isBoundary(a, a.length - length) || !isBoundary(b, b.length - length)) length -= 1;
  return length;
}

/** Nothing, or one word, one run of spaces or one sign. */
function isOneWord(text: string): boolean {
  return /^(?:\s*|\w+|[^\s\w])$/u.test(text);
}

/** Whether a word, a run of spaces or a sign ends at this place. */
function isBoundary(text: string, at: number): boolean {
  if (at === 0 || at === text.length) return true;
  const [before, after] = [text.charAt(at - 1), text.charAt(at)];
  if (/\w/.test(before)) return !/\w/.test(after);
  if (/\s/.test(before)) return !/\s/.test(after);
  return !(/[\uD800-\uDBFF]/.test(before) && /[\uDC00-\uDFFF]/.test(after));
}

/** Added up, not joined: the card puts its text together once. */
function lines(all: readonly DiffLine[]): string {
  let rows = "";
  for (let at = 0; at < all.length; ) {
    const sign = all[at]?.sign;
    if (sign === "@") {
      rows += `<tr class="gap"><td colspan="2">${escapeHtml(all[at]?.text ?? "")}</td></tr>`;
      at += 1;
    } else if (sign === " ") {
      const text = escapeHtml(all[at]?.text ?? "");
      rows += `<tr><td class="mono">${text}</td><td class="mono twin">${text}</td></tr>`;
      at += 1;
    } else {
      const removed = run(all, at, "-");
      const added = run(all, at + removed.length, "+");
      rows += pairs(removed, added);
      at += removed.length + added.length;
    }
  }
  return `<div class="scroll"><table class="lines"><tbody>${rows}</tbody></table></div>`;
}

function pairs(removed: readonly string[], added: readonly string[]): string {
  let rows = "";
  for (let index = 0; index < Math.max(removed.length, added.length); index += 1) {
    const old = removed[index];
    const next = added[index];
    const [left, right] =
      old !== undefined && next !== undefined
        ? marked(old, next)
        : [old === undefined ? "" : escapeHtml(old), next === undefined ? "" : escapeHtml(next)];
    const cell = (text: string | undefined, html: string, side: string): string =>
      text === undefined
        ? "<td></td>"
        : `<td class="mono ${side}"><span class="quiet">${side === "old" ? "removed: " : "added: "}</span>${html}</td>`;
    rows += `<tr>${cell(old, left, "old")}${cell(next, right, "new")}</tr>`;
  }
  return rows;
}
