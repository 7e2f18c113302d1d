/** The report as one HTML file: no network, a content security policy that allows this file's own style and script and nothing else. */
import { createHash } from "node:crypto";
import type { Change, Failure, Report, StackReport, StepBox, Violation } from "../model/report";
import { fieldsTable, valuesTable } from "./html-fields";
import { script } from "./html-script";
import { style } from "./html-style";
import { escapeHtml } from "./safe";
import { anchorOf, footerOf, gapsOf, type Item, type Section, sectionsOf, totalsOf, verdict } from "./sections";

/** Beyond this many cards the browser lays out only what is in view. */
const many = 200;

/** The file in pieces, a card each: a report of thousands of changes is tens of megabytes, which nobody needs to hold at once. */
export function* htmlPieces(report: Report): Generator<string> {
  const sections = sectionsOf(report);
  const cards = sections.reduce((sum, section) => sum + section.items.length, 0);
  const title = report.stacks.length === 1 ? (report.stacks[0]?.label ?? "") : `${report.stacks.length} stacks`;
  const links = linksOf(report);
  const policy = `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(script)}; img-src data:; base-uri 'none'; form-action 'none'`;
  const head = [
    "<!doctype html>",
    '<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">',
    `<link rel="icon" href="data:,"><title>Pulumi review: ${escapeHtml(title)}</title><style>${style}</style></head>`,
    `<body${cards > many ? ' class="many"' : ""}><a class="skip" href="#report">Skip to the report</a>`,
    header(report, title),
    tools(report, sections),
    '<main id="report" tabindex="-1">',
  ];
  yield head.map((line) => `${line}\n`).join("");
  for (const section of sections) yield* group(section, report, links);
  yield `${unchanged(report)}\n</main>\n<footer>${footerOf(report).map(escapeHtml).join(" · ")}</footer>\n`;
  yield `<script>${script}</script></body></html>\n`;
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

function header(report: Report, title: string): string {
  const totals = totalsOf(report.stacks);
  const stands = verdict(totals);
  const kind = totals.failed + totals.blocked > 0 ? "bad" : gapsOf(report).length > 0 ? "warn" : "good";
  const gaps = gapsOf(report).map((gap) => `<p class="banner warn">${escapeHtml(gap)}</p>`);
  const notes = report.stacks.flatMap((stack) =>
    stack.notes.map((note) => `<p class="meta">Note: ${escapeHtml(stack.label)}: ${escapeHtml(note)}</p>`),
  );
  return [
    `<header class="top"><h1>Pulumi review: ${escapeHtml(title)}</h1>`,
    `<p class="meta">${escapeHtml(totals.words.join(", "))}</p>`,
    `<p class="banner ${kind}" role="status">${stands === "" ? "Nothing stands in the way." : escapeHtml(stands)}</p>`,
    ...gaps,
    ...notes,
    report.stacks.length > 1 ? stackTable(report) : "",
    "</header>",
  ].join("\n");
}

function stackTable(report: Report): string {
  const used = (["delete", "replace", "update", "drift", "create", "import", "same"] as const).filter((operation) =>
    report.stacks.some((stack) => stack.counts[operation] > 0),
  );
  const rows = report.stacks.map(
    (stack) =>
      `<tr><th scope="row">${escapeHtml(stack.label)}</th>${used.map((operation) => `<td>${stack.counts[operation] || ""}</td>`).join("")}<td>${escapeHtml(verdict(totalsOf([stack])))}</td></tr>`,
  );
  const heads = used.map((operation) => `<th scope="col">${operation === "same" ? "unchanged" : operation}</th>`).join("");
  return `<div class="scroll"><table class="counts"><thead><tr><th scope="col">stack</th>${heads}<th scope="col"><span class="quiet">verdict</span></th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

const chipNames: Record<string, string> = {
  failure: "failed",
  mandatory: "mandatory policy",
  delete: "delete",
  replace: "replace",
  update: "update",
  advisory: "advisory policy",
  drift: "drift",
  create: "create",
  import: "import",
  warning: "warnings",
};

function tools(report: Report, sections: readonly Section[]): string {
  const items = sections.flatMap((section) => section.items);
  const counts = new Map<string, number>();
  for (const item of items) counts.set(operationOf(item), (counts.get(operationOf(item)) ?? 0) + 1);
  const chips = [...counts].map(
    ([operation, count]) =>
      `<button type="button" class="chip ${operation}" data-filter="${operation}" aria-pressed="false"><b>${count}</b> ${chipNames[operation] ?? operation}</button>`,
  );
  const same = report.stacks.reduce((sum, stack) => sum + stack.counts.same, 0);
  const kinds = [...new Set(items.map(nounOf).filter((noun) => noun !== ""))].sort();
  const option = (text: string): string => `<option>${escapeHtml(text)}</option>`;
  const stacks =
    report.stacks.length > 1
      ? `<label><span class="quiet">Stack</span><select id="stack"><option value="">all stacks</option>${report.stacks.map((stack) => option(stack.label)).join("")}</select></label>`
      : "";
  return [
    '<div class="tools" id="tools" hidden><div class="row" role="group" aria-label="Filter by operation">',
    ...chips,
    same > 0 ? `<span class="chip same still"><b>${same}</b> unchanged</span>` : "",
    '</div><div class="row" role="search">',
    '<label class="quiet" for="text">Filter by text</label><input id="text" type="search" placeholder="Filter by text  ( / )" autocomplete="off" spellcheck="false">',
    `<label><span class="quiet">Kind</span><select id="kind"><option value="">all kinds</option>${kinds.map(option).join("")}</select></label>`,
    stacks,
    '<span class="shown" id="shown" role="status" aria-live="polite"></span></div></div>',
  ].join("\n");
}

function operationOf(item: Item): string {
  if (item.failure) return item.stack.failures.includes(item.failure) ? "failure" : "warning";
  if (item.violation) return item.violation.level === "mandatory" ? "mandatory" : "advisory";
  return item.change?.operation ?? "same";
}

function nounOf(item: Item): string {
  return item.change?.noun ?? item.violation?.resource?.noun ?? item.failure?.resource?.noun ?? "";
}

/** From a violation to the card of its resource. */
type Links = (stack: StackReport, urn: string | undefined) => string | undefined;

function linksOf(report: Report): Links {
  let anchors: Map<string, string> | undefined;
  return (stack, urn) => {
    anchors ??= new Map(
      report.stacks.flatMap((one) => one.changes.map((change) => [`${one.label} ${change.urn}`, anchorOf(one, change)])),
    );
    return anchors.get(`${stack.label} ${urn}`);
  };
}

function* group(section: Section, report: Report, links: Links): Generator<string> {
  const several = report.stacks.length > 1;
  yield `<section data-group="${section.id}" aria-labelledby="s-${section.id}"><h2 id="s-${section.id}">${escapeHtml(section.title)} (${section.items.length})</h2>\n`;
  for (const item of section.items) {
    const stack = several ? `<span class="stack">${escapeHtml(item.stack.label)}</span>` : "";
    const data = `data-op="${operationOf(item)}" data-kind="${escapeHtml(nounOf(item))}" data-stack="${escapeHtml(item.stack.label)}"`;
    if (item.change) yield `${changeCard(item.change, item.stack, data, stack)}\n`;
    else if (item.violation)
      yield `${violationCard(item.violation, data, stack, links(item.stack, item.violation.resource?.urn))}\n`;
    else if (item.failure) yield `${failureCard(item.failure, data, stack, operationOf(item))}\n`;
  }
  yield "</section>\n";
}

function changeCard(change: Change, stack: StackReport, data: string, label: string): string {
  const lists = change.operation === "delete" || change.operation === "create" || change.operation === "import";
  const count = change.fields.length;
  const id = change.id ? `<span class="id">id <span class="mono">${escapeHtml(change.id)}</span></span>` : "";
  const logical = change.logicalName
    ? `<span class="id">in the program: <span class="mono">${escapeHtml(change.logicalName)}</span></span>`
    : "";
  const why =
    change.reasons.length === 0
      ? ""
      : `<p class="why">${change.operation === "replace" ? "Because of " : ""}${change.reasons.map((reason) => (change.operation === "replace" ? `<code>${escapeHtml(reason)}</code>` : escapeHtml(reason))).join(", ")}</p>`;
  const words = change.consequences.length > 0 ? `<p>${escapeHtml(sentence(change.consequences.join(" ")))}</p>` : "";
  const summary = change.summary ? `<p>${escapeHtml(change.summary)}</p>` : "";
  const table = lists
    ? count > 0
      ? `<details><summary>${count} ${count === 1 ? "input" : "inputs"}</summary>${valuesTable(change)}</details>`
      : ""
    : fieldsTable(change);
  const operation = change.operation;
  const head = `<article class="card ${operation}" id="${anchorOf(stack, change)}" ${data}><h3><span class="badge">${operation}</span><span class="noun">${escapeHtml(change.noun)}</span> <span class="name">${escapeHtml(change.name)}</span>`;
  // Joined, not added up: thousands of cards in hundreds of pieces each are a burden on memory.
  return [
    head,
    id,
    logical,
    label,
    "</h3>",
    why,
    words,
    summary,
    change.steps ? stepRow(change.steps) : "",
    table,
    "</article>",
  ].join("");
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function stepRow(steps: readonly StepBox[]): string {
  const boxes = steps.map((step) => {
    const says = [step.state === "same" ? "" : step.state, step.moved ? "moved" : "", step.disabled ? "switched off" : ""]
      .filter(Boolean)
      .join(", ");
    return `<li class="${step.state}${step.moved ? " moved" : ""}${step.disabled ? " off" : ""}" title="${escapeHtml(step.module)}"><b>${escapeHtml(step.name)}</b>${says ? `<small>${says}</small>` : ""}</li>`;
  });
  return `<ol class="steps" aria-label="Steps">${boxes.join("")}</ol>`;
}

function violationCard(violation: Violation, data: string, label: string, anchor: string | undefined): string {
  const name = violation.resource
    ? `<span class="noun">${escapeHtml(violation.resource.noun)}</span> <span class="name">${escapeHtml(violation.resource.name)}</span>`
    : "";
  const where = anchor && name !== "" ? `<a href="#${anchor}">${name}</a>` : name;
  const path = violation.path ? `<p><code>${escapeHtml(violation.path)}</code></p>` : "";
  const fix = violation.remediation ? `<p><b>To do:</b> ${escapeHtml(violation.remediation)}</p>` : "";
  const level = violation.level === "remediated" ? "put right" : violation.level;
  const pack = `<span class="id">${escapeHtml([violation.pack, violation.version, violation.severity ?? ""].filter(Boolean).join(" "))}</span>`;
  return `<article class="card ${violation.level === "mandatory" ? "mandatory" : "advisory"}" ${data}><h3><span class="badge">${level}</span><span class="mono">${escapeHtml(violation.policy)}</span>${where}${pack}${label}</h3>${path}<p>${escapeHtml(violation.message).replaceAll("\n", "<br>")}</p>${fix}</article>`;
}

function failureCard(failure: Failure, data: string, label: string, operation: string): string {
  const where = failure.resource
    ? `<span class="noun">${escapeHtml(failure.resource.noun)}</span> <span class="name">${escapeHtml(failure.resource.name)}</span>`
    : '<span class="noun">program</span>';
  return `<article class="card ${operation}" ${data}><h3><span class="badge">${operation === "failure" ? "failed" : "warning"}</span>${where}${label}</h3><pre>${escapeHtml(failure.message)}</pre></article>`;
}

function unchanged(report: Report): string {
  const blocks = report.stacks
    .filter((stack) => stack.counts.same > 0)
    .map((stack) => {
      const more = stack.counts.same - stack.unchanged.length;
      const list =
        stack.unchanged.map((text) => `<li>${escapeHtml(text)}</li>`).join("") + (more > 0 ? `<li>and ${more} more</li>` : "");
      return `<details><summary>${stack.counts.same} unchanged${report.stacks.length > 1 ? ` in ${escapeHtml(stack.label)}` : ""}</summary><ul class="plain">${list}</ul></details>`;
    });
  return blocks.join("\n");
}
