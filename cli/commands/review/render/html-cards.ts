/** Cards of the HTML report, one per item or group of equal items. */
import {
  type Change,
  type Failure,
  isBlocking,
  type Report,
  type StackReport,
  type StepBox,
  type Violation,
} from "../model/report";
import { type Texts, texts } from "../texts";
import { groupsOf, type Item, sharedLines } from "./groups";
import { fieldsTable, valuesTable } from "./html-fields";
import { escapeHtml } from "./safe";
import { anchorOf, type Section } from "./sections";

/** Links from a violation to the card of its resource. */
export type Links = (stack: StackReport, urn: string | undefined) => string | undefined;

export function* cards(section: Section, report: Report, links: Links): Generator<string> {
  if (section.id === "replaceFields") return;
  const several = report.stacks.length > 1;
  const said = texts[report.language];
  yield `<section data-group="${section.id}" aria-labelledby="s-${section.id}"><h2 id="s-${section.id}">${escapeHtml(section.title)} (${section.items.length})</h2>\n`;
  const folds = section.id === "known";
  if (folds) yield `<details><summary>${said.html.fromBefore(section.items.length)}</summary>\n`;
  // The report contains every field, so only resources with equal fields share a card.
  for (const group of section.id === "replace" ? groupsOf("replaceFields", section.items) : section.groups) {
    const [item] = group;
    if (item === undefined) continue;
    const stack = several ? `<span class="stack">${escapeHtml(item.stack.label)}</span>` : "";
    const data = `data-op="${operationOf(item)}" data-count="${group.length}" data-kind="${escapeHtml(nounOf(item))}" data-stack="${escapeHtml(item.stack.label)}"`;
    if (item.change) yield `${changeCard(item.change, group, data, stack, said)}\n`;
    else if (item.violation) yield `${violationCard(item.violation, group, data, stack, links, said)}\n`;
    else if (item.failure) yield `${failureCard(item.failure, group, data, stack, operationOf(item), said)}\n`;
  }
  yield folds ? "</details></section>\n" : "</section>\n";
}

function changeCard(change: Change, group: readonly Item[], data: string, label: string, said: Texts): string {
  const lists = change.operation === "delete" || change.operation === "create" || change.operation === "import";
  const single = group.length === 1;
  const name = single
    ? `<span class="noun">${escapeHtml(change.noun)}</span> <span class="name">${escapeHtml(change.name)}</span>`
    : `<span class="name">${escapeHtml(said.counted(group.length, change.noun))}</span>`;
  const why =
    change.reasons.length === 0
      ? ""
      : `<p class="why">${change.operation === "replace" ? said.becauseOf : ""}${change.reasons.map((reason) => (change.operation === "replace" ? `<code>${escapeHtml(reason)}</code>` : escapeHtml(reason))).join(", ")}</p>`;
  const words = change.consequences.length > 0 ? `<p>${escapeHtml(sentence(change.consequences.join(said.space)))}</p>` : "";
  const hint = change.hint ? `<p><b>${said.renamed}</b> ${escapeHtml(change.hint)}</p>` : "";
  const summary = change.summary ? `<p>${escapeHtml(change.summary)}</p>` : "";
  // Each deleted resource has its own inputs, which are shown below its name.
  const table = lists ? (single || change.operation !== "delete" ? inputs(change, said) : "") : fieldsTable(change, said);
  const operation = change.operation;
  // In a group each name has its own anchor; that of the first leads to the card.
  const id = single && group[0] ? ` id="${anchorOf(group[0].stack, change)}"` : "";
  const title = [`<span class="badge">${said.totals[operation]}</span>${name}`, single ? idsOf(change, said) : "", label];
  const steps = single && change.steps ? stepRow(change.steps, said) : "";
  return card(operation, `${id} ${data}`, title, [why, words, hint, summary, steps, single ? "" : nameList(group, said), table]);
}

/** Joined, not concatenated: thousands of cards of hundreds of pieces each need much memory. */
function card(tone: string, attributes: string, title: readonly string[], body: readonly string[]): string {
  const [start, head] = [`<article class="card ${tone}"${attributes}>`, `<h3>${title.join("")}</h3>`];
  if (body.every((part) => part === "")) return [start, head, "</article>"].join("");
  return [start, `<details class="fold" open><summary>${head}</summary>`, ...body, "</details></article>"].join("");
}

function idsOf(change: Change, said: Texts): string {
  const id = change.id ? `<span class="id">id <span class="mono">${escapeHtml(change.id)}</span></span>` : "";
  const logical = change.logicalName
    ? `<span class="id">${said.html.inProgram} <span class="mono">${escapeHtml(change.logicalName)}</span></span>`
    : "";
  return id + logical;
}

function inputs(change: Change, said: Texts): string {
  const count = change.fields.length;
  return count === 0 ? "" : `<details><summary>${said.inputs(count)}</summary>${valuesTable(change, said)}</details>`;
}

/** The resources of a group's card, each with its own anchor. */
function nameList(group: readonly Item[], said: Texts): string {
  const items = group.map(({ change, stack }) => {
    if (!change) return "";
    const own = change.operation === "delete" ? inputs(change, said) : "";
    return `<li id="${anchorOf(stack, change)}"><span class="name">${escapeHtml(change.name)}</span> ${idsOf(change, said)}${own}</li>`;
  });
  return `<details${group.length <= 20 ? " open" : ""}><summary>${said.names(group.length)}</summary><ul class="names">${items.join("")}</ul></details>`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function stepRow(steps: readonly StepBox[], said: Texts): string {
  const boxes = steps.map((step) => {
    const says = [said.html.step[step.state], step.moved ? said.html.moved : "", step.disabled ? said.html.off : ""]
      .filter(Boolean)
      .join(", ");
    return `<li class="${step.state}${step.moved ? " moved" : ""}${step.disabled ? " off" : ""}" title="${escapeHtml(step.module)}"><b>${escapeHtml(step.name)}</b>${says ? `<small>${says}</small>` : ""}</li>`;
  });
  return `<ol class="steps" aria-label="${said.html.steps}">${boxes.join("")}</ol>`;
}

function violationCard(
  violation: Violation,
  group: readonly Item[],
  data: string,
  label: string,
  links: Links,
  said: Texts,
): string {
  const { shared, own } = sharedLines(group);
  const place = (item: Item): string => {
    const { resource, path } = item.violation ?? violation;
    const name = resource
      ? `<span class="noun">${escapeHtml(resource.noun)}</span> <span class="name">${escapeHtml(resource.name)}</span>`
      : said.theStack;
    const anchor = links(item.stack, resource?.urn);
    return `${anchor ? `<a href="#${anchor}">${name}</a>` : name}${path ? ` <code>${escapeHtml(path)}</code>` : ""}`;
  };
  const lines = (texts: readonly string[]): string => texts.map(escapeHtml).join("<br>");
  const places =
    group.length === 1
      ? ""
      : `<details${group.length <= 20 ? " open" : ""}><summary>${said.places(group.length)}</summary><ul class="names">${group.map((item) => `<li>${[place(item), lines(own(item))].filter(Boolean).join(": ")}</li>`).join("")}</ul></details>`;
  const fix = violation.remediation ? `<p><b>${said.toDo}</b>${escapeHtml(violation.remediation)}</p>` : "";
  const level = said.levels[violation.level];
  const about = [violation.severity ?? "", violation.pack, violation.version].filter(Boolean).join(" ");
  const where = group.length === 1 && group[0] ? place(group[0]) : "";
  const title = [
    `<span class="badge">${level}</span><span class="mono">${escapeHtml(violation.policy)}</span>`,
    where,
    `<span class="id">${escapeHtml(about)}</span>${label}`,
  ];
  const finding = shared.length > 0 ? `<p>${lines(shared)}</p>` : "";
  return card(isBlocking(violation) ? "mandatory" : "advisory", ` ${data}`, title, [finding, fix, places]);
}

function failureCard(
  failure: Failure,
  group: readonly Item[],
  data: string,
  label: string,
  operation: string,
  said: Texts,
): string {
  const names = group.map((item) => item.failure?.resource ?? { noun: said.program, name: "" });
  const where = names
    .map(({ noun, name }) => `<span class="noun">${escapeHtml(noun)}</span> <span class="name">${escapeHtml(name)}</span>`)
    .join(", ");
  const title = [`<span class="badge">${operation === "failure" ? said.failed : said.warning}</span>${where}${label}`];
  return card(operation, ` ${data}`, title, [`<pre>${escapeHtml(failure.message)}</pre>`]);
}

export function operationOf(item: Item): string {
  if (item.failure) return item.stack.failures.includes(item.failure) ? "failure" : "warning";
  if (item.violation?.known) return "known";
  if (item.violation) return item.violation.level === "mandatory" ? "mandatory" : "advisory";
  return item.change?.operation ?? "same";
}

export function nounOf(item: Item): string {
  return item.change?.noun ?? item.violation?.resource?.noun ?? item.failure?.resource?.noun ?? "";
}
