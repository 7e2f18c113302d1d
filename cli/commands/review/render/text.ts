/** The report for a terminal or a job's log: everything, in plain text. */
import type { Report } from "../model/report";
import { texts } from "../texts";
import { bannerOf } from "./banner";
import { type PlainStyle, plainForms, terminal } from "./plain";
import { oneLine } from "./safe";
import { footerOf, gapsOf, type Section, type SectionId, sectionsOf, totalsOf, verdict } from "./sections";

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

export function renderText(report: Report, paint: Paint = colourless): string {
  const said = texts[report.language];
  const out = headline(report).map((line) => paint.bold(line));
  out.push(...gapsOf(report).map((gap) => paint.red(oneLine(gap))));
  const banner = bannerOf(report);
  out.splice(1, 0, paint.bold(paint[tones[banner.tone]](banner.text)));
  const styleOf = ({ id }: Section): PlainStyle => ({
    ...terminal,
    said,
    stacks: report.stacks.length > 1,
    bare: id === "replaceFields",
  });
  for (const section of sectionsOf(report)) {
    const title = paint.bold(paint[colours[section.id]](section.title.toUpperCase()));
    out.push(
      "",
      title,
      ...section.groups.map((group) => plainForms(group, styleOf(section)).at(section.id === "known" ? -1 : 0)?.() ?? ""),
    );
  }
  for (const stack of report.stacks) {
    for (const note of stack.notes) out.push("", said.note(oneLine(note), oneLine(stack.label)));
  }
  const footer = footerOf(report);
  if (footer.length > 0) out.push("", paint.dim(oneLine(said.list(footer))));
  return `${out.join("\n")}\n`;
}

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
