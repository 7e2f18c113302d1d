/** Fields of a change side by side, long text line by line with the changed words marked. */
import { diffWordsWithSpace } from "diff";
import type { Change, DiffLine, FieldChange, Shown } from "../model/report";
import { escapeHtml } from "./safe";

/** Lines longer than this are compared as a whole: marking words in them takes long and helps nobody. */
const longestMarked = 400;

export function fieldsTable(change: Change): string {
  if (change.fields.length === 0) return "";
  const [before, after] = change.operation === "drift" ? ["as deployed", "as it is now"] : ["now", "after"];
  const rows = change.fields.map((field) => row(field, before, after)).join("");
  const more = change.moreFields > 0 ? `<p>${change.moreFields} more ${change.moreFields === 1 ? "field" : "fields"}.</p>` : "";
  return `<table class="fields"><colgroup><col class="f"><col><col></colgroup><thead><tr><th scope="col">field</th><th scope="col">${before}</th><th scope="col">${after}</th></tr></thead><tbody>${rows}</tbody></table>${more}`;
}

/** One side alone, for what is made or deleted. */
export function valuesTable(change: Change): string {
  const side = change.operation === "delete" ? "old" : "new";
  const rows = change.fields.map(
    (field) =>
      `<tr><th scope="row"><code>${escapeHtml(field.path)}</code></th><td class="${side}" data-side="">${value(field[side])}</td></tr>`,
  );
  const more = change.moreFields > 0 ? `<p>${change.moreFields} more fields.</p>` : "";
  return `<table class="fields"><colgroup><col class="f"><col></colgroup><tbody>${rows.join("")}</tbody></table>${more}`;
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

/** Both sides of a change with the words that differ marked. */
function marked(old: string, next: string): [string, string] {
  const plain = (text: string): string => `<span class="mono">${text === "" ? '""' : escapeHtml(text)}</span>`;
  if (old.length > longestMarked || next.length > longestMarked || old === "" || next === "") return [plain(old), plain(next)];
  const parts = wordDiff(old, next);
  if (!parts.some((part) => !part.added && !part.removed && part.value.trim().length > 1)) return [plain(old), plain(next)];
  const side = (leaveOut: "added" | "removed"): string =>
    parts
      .filter((part) => !part[leaveOut])
      .map((part) => (part.added || part.removed ? `<mark>${escapeHtml(part.value)}</mark>` : escapeHtml(part.value)))
      .join("");
  return [`<span class="mono">${side("added")}</span>`, `<span class="mono">${side("removed")}</span>`];
}

interface WordPart {
  value: string;
  added: boolean;
  removed: boolean;
}

/** Words that both have at the start and at the end are no matter for a search. */
function wordDiff(old: string, next: string): WordPart[] {
  const a = old.match(/\s+|[^\s\w]|\w+/gu) ?? [];
  const b = next.match(/\s+|[^\s\w]|\w+/gu) ?? [];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const left = a.slice(head, a.length - tail).join("");
  const right = b.slice(head, b.length - tail).join("");
  const part = (value: string, added: boolean, removed: boolean): WordPart => ({ value, added, removed });
  const simple = a.length - head - tail <= 1 || b.length - head - tail <= 1;
  const middle = simple
    ? [part(left, false, true), part(right, true, false)]
    : diffWordsWithSpace(left, right).map((one) => part(one.value, one.added, one.removed));
  const start = a.slice(0, head).join("");
  const end = a.slice(a.length - tail).join("");
  return [part(start, false, false), ...middle, part(end, false, false)].filter((one) => one.value !== "");
}

function lines(all: readonly DiffLine[]): string {
  const rows: string[] = [];
  for (let at = 0; at < all.length; ) {
    const sign = all[at]?.sign;
    if (sign === "@") {
      rows.push(`<tr class="gap"><td colspan="2">${escapeHtml(all[at]?.text ?? "")}</td></tr>`);
      at += 1;
    } else if (sign === " ") {
      const text = escapeHtml(all[at]?.text ?? "");
      rows.push(`<tr><td class="mono">${text}</td><td class="mono twin">${text}</td></tr>`);
      at += 1;
    } else {
      const removed = run(all, at, "-");
      const added = run(all, at + removed.length, "+");
      rows.push(...pairs(removed, added));
      at += removed.length + added.length;
    }
  }
  return `<div class="scroll"><table class="lines"><tbody>${rows.join("")}</tbody></table></div>`;
}

function run(all: readonly DiffLine[], from: number, sign: string): string[] {
  let to = from;
  while (all[to]?.sign === sign) to += 1;
  return all.slice(from, to).map((line) => line.text);
}

function pairs(removed: readonly string[], added: readonly string[]): string[] {
  return Array.from({ length: Math.max(removed.length, added.length) }, (_, index) => {
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
    return `<tr>${cell(old, left, "old")}${cell(next, right, "new")}</tr>`;
  });
}
