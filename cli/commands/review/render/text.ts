/** The report for a terminal or a job's log: everything, in plain text. */
import type { Report } from "../model/report";
import { texts } from "../texts";
import { bannerOf } from "./banner";
import { plainForms, terminal } from "./plain";
import { oneLine } from "./safe";
import { footerOf, gapsOf, type SectionId, sectionsOf, totalsOf, verdict } from "./sections";

export interface Paint {
  bold(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
  green(text: string): string;
  dim(text: string): string;
}

export const colourless: Paint = { bold: plain, red: plain, yellow: plain, green: plain, dim: plain };

function plain(text: string): string {
  return text;
}

const colours: Record<SectionId, keyof Paint> = {
  failures: "red",
  mandatory: "red",
  delete: "red",
  replace: "yellow",
  replaceFields: "yellow",
  update: "yellow",
  advisory: "dim",
  drift: "yellow",
  create: "green",
  import: "green",
  outputs: "yellow",
  warnings: "dim",
  known: "dim",
};

const tones = { bad: "red", warn: "yellow", good: "green" } as const;

/** In pieces of complete lines, one per change: a report of thousands of changes is tens of megabytes, too much to keep in memory. */
export function* textPieces(report: Report, paint: Paint = colourless): Generator<string> {
  const said = texts[report.language];
  const [first, ...more] = headline(report).map((line) => paint.bold(line));
  const banner = bannerOf(report);
  const gaps = gapsOf(report).map((gap) => paint.red(oneLine(gap)));
  yield lines([first ?? "", paint.bold(paint[tones[banner.tone]](banner.text)), ...more, ...gaps]);
  for (const section of sectionsOf(report)) {
    yield lines(["", paint.bold(paint[colours[section.id]](section.title.toUpperCase()))]);
    const style = { ...terminal, said, stacks: report.stacks.length > 1, bare: section.id === "replaceFields" };
    const form = section.id === "known" ? -1 : 0;
    for (const group of section.groups) yield lines([plainForms(group, style).at(form)?.() ?? ""]);
  }
  for (const stack of report.stacks)
    for (const note of stack.notes) yield lines(["", said.note(oneLine(note), oneLine(stack.label))]);
  const footer = footerOf(report);
  if (footer.length > 0) yield lines(["", paint.dim(oneLine(said.list(footer)))]);
}

const lines = (texts: readonly string[]): string => texts.map((text) => `${text}\n`).join("");

function headline(report: Report): string[] {
  const said = texts[report.language];
  const line = (label: string, stacks: Report["stacks"]): string => {
    const totals = totalsOf(stacks, said);
    return [label, said.list(totals.words), verdict(totals, said)].filter(Boolean).join("   ");
  };
  if (report.stacks.length === 0) return [said.heading(said.noStack)];
  if (report.stacks.length === 1) return [line(said.heading(oneLine(report.stacks[0]?.label ?? "")), report.stacks)];
  return [
    line(said.heading(said.stacks(report.stacks.length)), report.stacks),
    ...report.stacks.map((stack) => `  ${line(oneLine(stack.label), [stack])}`),
  ];
}
