/** The report as one comment: complete if it fits, otherwise never cut inside a piece. */
import { operations, type Report } from "../model/report";
import { type Texts, texts } from "../texts";
import { bannerOf } from "./banner";
import { fitInto, leftInWords, once, type Part, type Piece } from "./fit";
import { codeartsStyle, plainForms, plainNamed } from "./plain";
import { markerOf, type Profile } from "./profiles";
import { richForms, richNamed } from "./rich";
import { codeCell, codeSpan, safeUrl } from "./safe";
import { footerOf, gapsOf, type Section, type SectionId, sectionsOf, totalsOf, verdict } from "./sections";

export interface MarkdownOptions {
  profile: Profile;
  /** Identifies the comment for later runs. */
  key: string;
  /** Whether the URL of the full report is an HTML report with link targets. Default: yes. */
  anchors?: boolean;
  /** Less than the profile's limit if a host refused that. */
  limit?: number;
}

const signs: Record<SectionId, string> = {
  failures: "❌",
  mandatory: "⛔",
  delete: "🔴",
  replace: "🟠",
  replaceFields: "🟠",
  update: "🟡",
  advisory: "💡",
  drift: "🌊",
  create: "🟢",
  import: "📥",
  outputs: "📤",
  warnings: "⚠️",
  known: "📌",
};

function most({ pieces }: Part): number {
  return pieces.reduce((sum, { count }) => sum + count, 0);
}

export function renderMarkdown(report: Report, options: MarkdownOptions): string {
  const { profile } = options;
  const said = texts[report.language];
  const limit = Math.min(options.limit ?? profile.limit, profile.limit);
  const marker = markerOf(profile, options.key);
  const url = safeUrl(report.origin.artifactUrl);
  const head = profile.rich ? richHead(report) : plainHead(report);
  const parts = sectionsOf(report).map(
    (section): Part => toPart(section, report, profile, options.anchors === false ? undefined : url),
  );
  const whole = url ? said.wholeAt(url) : said.wholeInLog;
  const notes = notesOf(report, profile);
  const footer = footerLine(report, profile);
  const separator = profile.rich ? "\n\n" : "\n";
  const assemble = (body: string, left: string): string => {
    const end = left === "" ? (url ? whole : profile.rich ? "" : said.nothingLeft) : `${left} ${whole}`;
    const tail = [notes, [end, footer].filter(Boolean).join(profile.rich ? "\n\n" : " ")].filter(Boolean).join("\n\n");
    const text = [head, body, tail].filter(Boolean).join("\n\n");
    return profile.marker === "html" ? `${marker}\n${text}\n` : `${text}\n${marker}\n`;
  };
  const worst = leftInWords(
    parts.map((part) => ({ word: part.word, out: most(part), short: most(part) })),
    said,
  );
  const budget = limit - assemble("", worst).length - 2 * separator.length - 2;
  const { text, left } = fitInto(parts, budget, separator);
  return assemble(profile.rich ? text : text.trim(), leftInWords(left, said));
}

function toPart(section: Section, report: Report, profile: Profile, url: string | undefined): Part {
  const stacks = report.stacks.length > 1;
  const said = texts[report.language];
  const bare = section.id === "replaceFields";
  const style = { profile, said, stacks, bare, ...(url && { artifactUrl: url }) };
  const title = profile.rich
    ? `### ${signs[section.id]} ${section.title} (${section.items.length})`
    : `\n${section.title.toUpperCase()}`;
  const plain = { ...codeartsStyle, said, stacks, bare };
  const all = section.groups.map((group): Piece => {
    const forms = profile.rich ? richForms(group, style) : plainForms(group, plain);
    const named = profile.rich ? richNamed(group, style) : plainNamed(group, plain);
    return { forms, count: group.length, ...(named && { named }) };
  });
  const pieces = section.id === "known" ? [knownPiece(all, section, profile, said)] : all;
  return { id: section.id, title, word: said.left[section.id], pieces, first: named.has(section.id) };
}

/** Existing findings are not part of the change: folded if the host supports it, otherwise one line per rule. */
function knownPiece(pieces: readonly Piece[], { items }: Section, { folds }: Profile, said: Texts): Piece {
  const sentence = said.known(items.length);
  const brief = (): string => pieces.map(({ forms }) => forms.at(-1)?.() ?? "").join("\n");
  const fold = (body: string): string => `<details><summary>${sentence}</summary>\n\n${body}\n\n</details>`;
  const full = once(() => fold(pieces.map(({ forms }) => forms[0]?.() ?? "").join("\n\n")));
  return { forms: [...(folds ? [full, once(() => fold(brief()))] : [brief]), () => sentence], count: items.length };
}

/** The most important items are named before any details. */
const named: ReadonlySet<SectionId> = new Set(["failures", "mandatory", "delete", "replace"] as const);

const tones = { bad: "⛔", warn: "⚠️", good: "✅" } as const;

function richHead(report: Report): string {
  const said = texts[report.language];
  const only = report.stacks.length === 1 ? report.stacks[0] : undefined;
  const totals = totalsOf(report.stacks, said);
  const stands = verdict(totals, said);
  const title = `## ${said.heading(only ? codeSpan(only.label) : said.stacks(report.stacks.length))}`;
  const line = `**${said.list(totals.words)}**${stands ? ` — ⛔ **${stands}**` : ""}`;
  const gaps = gapsOf(report)
    .slice(0, mostGaps)
    .map((gap) => `> ❔ ${codeSpan(gap)}`);
  const { tone, text } = bannerOf(report);
  return [title, `> ${tones[tone]} **${text}**`, line, ...gaps, ...(only ? [] : [stackTable(report)])].join("\n\n");
}

const mostGaps = 10;
/** Maximum number of stacks in the table; the others are in the totals. */
const mostRows = 100;

function stackTable(report: Report): string {
  const said = texts[report.language];
  const used = operations.filter((operation) => report.stacks.some((stack) => stack.counts[operation] > 0));
  const header = [said.stack, ...used.map((operation) => said.totals[operation]), ""];
  const rows = report.stacks.slice(0, mostRows).map((stack) => {
    const counts = used.map((operation) => (stack.counts[operation] > 0 ? String(stack.counts[operation]) : ""));
    return `| ${[codeCell(stack.label), ...counts, verdict(totalsOf([stack], said), said)].join(" | ")} |`;
  });
  if (report.stacks.length > mostRows)
    rows.push(`| ${said.andMore(report.stacks.length - mostRows)} |${" |".repeat(header.length - 1)}`);
  return [`| ${header.join(" | ")} |`, `| --- |${" ---: |".repeat(header.length - 2)} --- |`, ...rows].join("\n");
}

function plainHead(report: Report): string {
  const said = texts[report.language];
  const line = (label: string, stacks: Report["stacks"]): string => {
    const totals = totalsOf(stacks, said);
    return [label, said.list(totals.words), verdict(totals, said)].filter(Boolean).join("   ");
  };
  const only = report.stacks.length === 1 ? report.stacks[0] : undefined;
  const first = line(said.heading(only ? codeartsStyle.value(only.label) : said.stacks(report.stacks.length)), report.stacks);
  const gaps = gapsOf(report)
    .slice(0, mostGaps)
    .map((gap) => codeartsStyle.value(gap));
  const banner = bannerOf(report).text;
  if (only) return [first, banner, ...gaps].join("\n");
  const rest = report.stacks.slice(0, 20).map((stack) => `- ${line(codeartsStyle.value(stack.label), [stack])}`);
  if (report.stacks.length > 20) rest.push(`- ${said.moreStacks(report.stacks.length - 20)}`);
  return [first, banner, ...gaps, ...rest].join("\n");
}

function notesOf(report: Report, profile: Profile): string {
  const several = report.stacks.length > 1;
  const said = texts[report.language];
  const write = profile.rich ? codeSpan : codeartsStyle.value;
  const all = report.stacks.flatMap((stack) =>
    stack.notes.map((note) => said.note(write(note), several ? write(stack.label) : "")),
  );
  const shown = all.slice(0, 5).map((note) => (note.length <= 400 ? note : said.oddLog));
  return [...shown, ...(all.length > 5 ? [said.moreNotes(all.length - 5)] : [])].join("\n");
}

function footerLine(report: Report, profile: Profile): string {
  const parts = footerOf(report).map((part) => (part.length > 120 ? part.slice(0, 120) : part));
  if (parts.length === 0) return "";
  const text = texts[report.language].list(parts.slice(0, 10));
  return profile.rich
    ? `<sub>${text.replace(/[^\p{L}\p{N}_ ,、.:+-]/gu, "")}</sub>`
    : codeartsStyle.value(`${text.charAt(0).toUpperCase()}${text.slice(1)}`);
}
