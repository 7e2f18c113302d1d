/** The report as one HTML file: no network, a content security policy that allows this file's own style and script and nothing else. */
import { createHash } from "node:crypto";
import { operations, type Report } from "../model/report";
import { type Texts, texts } from "../texts";
import { bannerOf } from "./banner";
import { cards, type Links, nounOf, operationOf } from "./html-cards";
import { script } from "./html-script";
import { style } from "./html-style";
import { escapeHtml } from "./safe";
import { anchorOf, footerOf, gapsOf, type Section, sectionsOf, totalsOf, verdict } from "./sections";

/** With more cards than this the browser only lays out the visible ones. */
const many = 200;

/** The file in pieces, one per card: a report of thousands of changes is tens of megabytes, too much to keep in memory. */
export function* htmlPieces(report: Report): Generator<string> {
  const said = texts[report.language];
  const sections = sectionsOf(report);
  const count = sections.reduce((sum, section) => sum + section.groups.length, 0);
  const title = report.stacks.length === 1 ? (report.stacks[0]?.label ?? "") : said.stacks(report.stacks.length);
  const links = linksOf(report);
  const policy = `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(script)}; img-src data:; base-uri 'none'; form-action 'none'`;
  const head = [
    "<!doctype html>",
    `<html lang="${said.lang}"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">',
    `<link rel="icon" href="data:,"><title>${escapeHtml(said.heading(title))}</title><style>${style}</style></head>`,
    `<body${count > many ? ' class="many"' : ""}><a class="skip" href="#report">${said.html.skip}</a>`,
    header(report, title, said),
    contents(report, sections, said),
    tools(report, sections, said),
    '<main id="report" tabindex="-1">',
  ];
  yield head.map((line) => `${line}\n`).join("");
  for (const section of sections) yield* cards(section, report, links);
  yield `${unchanged(report, said)}\n</main>\n<footer>${footerOf(report).map(escapeHtml).join(" · ")}</footer>\n`;
  yield `<script>${script}</script></body></html>\n`;
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

function header(report: Report, title: string, said: Texts): string {
  const totals = totalsOf(report.stacks, said);
  const stands = verdict(totals, said);
  const banner = bannerOf(report);
  const gaps = gapsOf(report).map((gap) => `<p class="banner warn">${escapeHtml(gap)}</p>`);
  const notes = report.stacks.flatMap((stack) =>
    stack.notes.map((note) => `<p class="meta">${escapeHtml(said.note(note, stack.label))}</p>`),
  );
  return [
    `<header class="top"><h1>${escapeHtml(said.heading(title))}</h1>`,
    `<p class="banner ${banner.tone}" role="status">${escapeHtml(banner.text)}${stands === "" ? "" : ` <small>${escapeHtml(stands)}</small>`}</p>`,
    `<p class="meta">${escapeHtml(said.list(totals.words))}</p>`,
    ...gaps,
    ...notes,
    report.stacks.length > 1 ? stackTable(report, said) : "",
    "</header>",
  ].join("\n");
}

function stackTable(report: Report, said: Texts): string {
  const used = (["delete", "replace", "update", "drift", "create", "import", "same"] as const).filter((operation) =>
    report.stacks.some((stack) => stack.counts[operation] > 0),
  );
  const rows = report.stacks.map(
    (stack) =>
      `<tr><th scope="row">${escapeHtml(stack.label)}</th>${used.map((operation) => `<td>${stack.counts[operation] || ""}</td>`).join("")}<td>${escapeHtml(verdict(totalsOf([stack], said), said))}</td></tr>`,
  );
  const heads = used.map((operation) => `<th scope="col">${said.totals[operation]}</th>`).join("");
  return `<div class="scroll"><table class="counts"><thead><tr><th scope="col">${said.stack}</th>${heads}<th scope="col"><span class="quiet">${said.html.verdict}</span></th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

/** Maximum number of cards of a section in the table of contents. */
const mostNamed = 12;

function contents(report: Report, sections: readonly Section[], said: Texts): string {
  const shown = sections.filter(({ id }) => id !== "replaceFields");
  const same = report.stacks.reduce((sum, stack) => sum + stack.counts.same, 0);
  if (shown.length === 0) return "";
  const items = shown.map(({ id, title, items: all, groups }) => {
    const named = groups.slice(0, mostNamed).flatMap(([item, ...more]) => {
      if (!item?.change) return [];
      const { name, noun } = item.change;
      const text = more.length === 0 ? `${noun} ${name}` : said.counted(more.length + 1, noun);
      return [`<a href="#${anchorOf(item.stack, item.change)}">${escapeHtml(text)}</a>`];
    });
    const left = named.length === 0 ? 0 : groups.length - named.length;
    const names = left > 0 ? [...named, `<a href="#s-${id}">${said.andMore(left)}</a>`] : named;
    const list = names.length === 0 ? "" : `: ${said.list(names)}`;
    return `<li><a href="#s-${id}"><b>${escapeHtml(title)}</b> (${all.length})</a>${list}</li>`;
  });
  const rest = same > 0 ? [`<li><a href="#s-same"><b>${said.html.unchanged}</b> (${same})</a></li>`] : [];
  return `<nav class="contents" aria-label="${said.html.contents}"><ul>${[...items, ...rest].join("")}</ul></nav>`;
}

function tools(report: Report, sections: readonly Section[], said: Texts): string {
  const items = sections.filter(({ id }) => id !== "replaceFields").flatMap((section) => section.items);
  const counts = new Map<string, number>();
  for (const item of items) counts.set(operationOf(item), (counts.get(operationOf(item)) ?? 0) + 1);
  const chips = [...counts].map(
    ([operation, count]) =>
      `<button type="button" class="chip ${operation}" data-filter="${operation}" aria-pressed="false"><b>${count}</b> ${chipOf(operation, said)}</button>`,
  );
  const same = report.stacks.reduce((sum, stack) => sum + stack.counts.same, 0);
  const kinds = [...new Set(items.map(nounOf).filter((noun) => noun !== ""))].sort();
  const option = (text: string): string => `<option>${escapeHtml(text)}</option>`;
  const stacks =
    report.stacks.length > 1
      ? `<label><span class="quiet">${said.stack}</span><select id="stack"><option value="">${said.html.allStacks}</option>${report.stacks.map((stack) => option(stack.label)).join("")}</select></label>`
      : "";
  return [
    `<div class="tools" id="tools" hidden><div class="row" role="group" aria-label="${said.html.byOperation}">`,
    ...chips,
    same > 0 ? `<span class="chip same still"><b>${same}</b> ${said.totals.same}</span>` : "",
    '</div><div class="row" role="search">',
    `<label class="quiet" for="text">${said.html.byText}</label><input id="text" type="search" placeholder="${said.html.byText}  ( / )" autocomplete="off" spellcheck="false">`,
    `<label><span class="quiet">${said.html.kind}</span><select id="kind"><option value="">${said.html.allKinds}</option>${kinds.map(option).join("")}</select></label>`,
    stacks,
    `<button type="button" class="act" id="collapse">${said.html.collapse}</button><button type="button" class="act" id="expand">${said.html.expand}</button>`,
    `<span class="shown" id="shown" role="status" aria-live="polite" data-all="${said.html.shown}" data-some="${said.html.someShown}"></span></div></div>`,
  ].join("\n");
}

function chipOf(operation: string, said: Texts): string {
  const own = operations.find((one) => one === operation);
  if (own !== undefined) return said.totals[own];
  return Object.entries(said.html.chips).find(([name]) => name === operation)?.[1] ?? operation;
}

function linksOf(report: Report): Links {
  let anchors: Map<string, string> | undefined;
  return (stack, urn) => {
    anchors ??= new Map(
      report.stacks.flatMap((one) => one.changes.map((change) => [`${one.label} ${change.urn}`, anchorOf(one, change)])),
    );
    return anchors.get(`${stack.label} ${urn}`);
  };
}

function unchanged(report: Report, said: Texts): string {
  const blocks = report.stacks
    .filter((stack) => stack.counts.same > 0)
    .map((stack) => {
      const more = stack.counts.same - stack.unchanged.length;
      const list =
        stack.unchanged.map((text) => `<li>${escapeHtml(text)}</li>`).join("") +
        (more > 0 ? `<li>${said.andMore(more)}</li>` : "");
      return `<details><summary>${escapeHtml(said.html.unchangedIn(stack.counts.same, report.stacks.length > 1 ? stack.label : ""))}</summary><ul class="plain">${list}</ul></details>`;
    });
  return blocks.length === 0 ? "" : `<div id="s-same">${blocks.join("\n")}</div>`;
}
