/** Fields of a change side by side; long text below its name, over the full width. */
import type { Change, FieldChange, Shown } from "../model/report";
import type { Texts } from "../texts";
import { linesTable } from "./html-lines";
import { marked } from "./html-marked";
import { escapeHtml } from "./safe";

export function fieldsTable(change: Change, said: Texts): string {
  if (change.fields.length === 0) return "";
  const [before, after] = change.operation === "drift" ? [said.html.asDeployed, said.html.asNow] : [said.now, said.after];
  let rows = "";
  for (const field of change.fields) rows += row(field, before, after, said);
  return `<table class="fields"><colgroup><col class="f"><col><col></colgroup><thead><tr><th scope="col">${said.field}</th><th scope="col">${before}</th><th scope="col">${after}</th></tr></thead><tbody>${rows}</tbody></table>`;
}

/** One side only, for created or deleted resources. */
export function valuesTable(change: Change, said: Texts): string {
  const side = change.operation === "delete" ? "old" : "new";
  const rows = change.fields.map((field) => {
    const name = `<code>${escapeHtml(field.path)}</code>`;
    const html = value(field[side], said);
    if (field[side].text.includes("\n")) return wide(name, `<div class="block ${side}">${html}</div>`, 2);
    return `<tr><th scope="row">${name}</th><td class="${side}" data-side="">${html}</td></tr>`;
  });
  return `<table class="fields"><colgroup><col class="f"><col></colgroup><tbody>${rows.join("")}</tbody></table>`;
}

/** Multi-line text, below its name. */
function wide(name: string, html: string, columns: number): string {
  return `<tr><th scope="row" colspan="${columns}">${name}</th></tr><tr><td class="wide" colspan="${columns}">${html}</td></tr>`;
}

function row(field: FieldChange, before: string | undefined, after: string | undefined, said: Texts): string {
  const why = field.replaces ? ` <span class="pill">${said.forces}</span>` : "";
  const name = `<code>${escapeHtml(field.path)}</code>${why}`;
  if (field.lines) return wide(name, linesTable(field.lines, said), 3);
  const head = `<th scope="row">${name}</th>`;
  const cell = (side: string, has: boolean, label: string | undefined, html: string): string =>
    `<td${has ? ` class="${side}"` : ""} data-side="${label}">${html}</td>`;
  const both = (hasOld: boolean, old: string, hasNew: boolean, next: string): string =>
    `<tr>${head}${cell("old", hasOld, before, old)}${cell("new", hasNew, after, next)}</tr>`;
  if (field.items) {
    const { removed, added } = field.items;
    return both(removed.length > 0, items(removed, "−", said), added.length > 0, items(added, "+", said));
  }
  if (field.old.kind === "secret" && field.new.kind === "secret")
    return both(true, value(field.old, said), true, `${value(field.new, said)} ${said.changed}`);
  const texts = field.old.kind === "text" && field.new.kind === "text";
  if (texts) {
    const [old, next] = marked(field.old.text, field.new.text);
    return both(true, mono(old), true, mono(next));
  }
  return both(field.old.kind !== "none", value(field.old, said), field.new.kind !== "none", value(field.new, said));
}

function items(texts: readonly string[], sign: string, said: Texts): string {
  return (
    texts.map((text) => `<div class="mono">${sign} ${escapeHtml(text)}</div>`).join("") ||
    `<span class="nothing">${said.nothingThere}</span>`
  );
}

const mono = (html: string): string => `<span class="mono">${html}</span>`;

function value(shown: Shown, said: Texts): string {
  if (shown.kind === "none") return `<span class="nothing">${said.notSet}</span>`;
  if (shown.kind === "unknown") return `<span class="later">${said.later}</span>`;
  if (shown.kind === "secret") return '<span class="mono hidden-value">[secret]</span>';
  return mono(shown.text === "" ? '""' : escapeHtml(shown.text));
}
