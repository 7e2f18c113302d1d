/** The order of a report in every format, most important first; a size limit omits the last parts first. */
import { splitUrn } from "../../../../provider/pulumi-wire";
import {
  type Change,
  isBlocking,
  type Operation,
  operations,
  type Report,
  type StackReport,
  type Violation,
} from "../model/report";
import { type Texts, texts } from "../texts";
import { groupsOf, type Item, isAlike, type SectionId } from "./groups";

export type { Item, SectionId } from "./groups";

export interface Section {
  id: SectionId;
  title: string;
  items: Item[];
  /** The items in groups of equal ones. */
  groups: Item[][];
}

/** Non-empty sections in order; items by stack, then in the order of the report. */
export function sectionsOf(report: Report): Section[] {
  const said = texts[report.language];
  const collect = (id: SectionId, of: (stack: StackReport) => Item[]): Section => {
    const items = report.stacks.flatMap(of);
    return { id, title: said.titles[id], items, groups: groupsOf(id, items) };
  };
  const changes = (operation: Operation) => (stack: StackReport) =>
    stack.changes.filter((change) => change.operation === operation).map((change) => ({ stack, change }));
  const violations = (is: (violation: Violation) => boolean | undefined) => (stack: StackReport) =>
    stack.violations.filter(is).map((violation) => ({ stack, violation }));
  const replace = collect("replace", changes("replace"));
  return [
    collect("failures", (stack) => stack.failures.map((failure) => ({ stack, failure }))),
    collect("mandatory", violations(isBlocking)),
    collect("delete", changes("delete")),
    replace,
    fieldsOf(replace, said),
    collect("update", changes("update")),
    collect(
      "advisory",
      violations(({ level, known }) => level !== "mandatory" && !known),
    ),
    collect("drift", changes("drift")),
    collect("create", changes("create")),
    collect("import", changes("import")),
    collect("outputs", changes("outputs")),
    collect("warnings", (stack) => stack.warnings.map((failure) => ({ stack, failure }))),
    collect(
      "known",
      violations(({ known }) => known),
    ),
  ].filter((section) => section.items.length > 0);
}

/** Replacements with equal consequences and different fields: named together, and shown separately if space permits. */
function fieldsOf({ groups }: Section, said: Texts): Section {
  const items = groups.filter((group) => group.length > 1 && !isAlike(group)).flat();
  return { id: "replaceFields", title: said.titles.replaceFields, items, groups: groupsOf("replaceFields", items) };
}

export interface Totals {
  words: string[];
  blocked: number;
  failed: number;
  incomplete: number;
}

/** `1 delete, 1 replace, 46 unchanged`, and what blocks the deployment, for one stack or all. */
export function totalsOf(stacks: readonly StackReport[], said: Texts): Totals {
  const words: string[] = [];
  for (const operation of operations) {
    const count = stacks.reduce((sum, stack) => sum + stack.counts[operation], 0);
    if (count > 0) words.push(said.total(count, said.totals[operation]));
  }
  const early = stacks.some(({ gaps, state }) => gaps.length > 0 || state !== "complete");
  const mandatory = stacks.flatMap((stack) => stack.violations.filter(isBlocking));
  return {
    words: words.length === 0 ? [said.nothing(early)] : early ? [said.soFar(words[0] ?? ""), ...words.slice(1)] : words,
    blocked: new Set(mandatory.map((violation) => violation.policy)).size,
    failed: stacks.filter((stack) => stack.state === "failed").length,
    incomplete: stacks.filter((stack) => stack.state === "incomplete").length,
  };
}

/** What blocks the deployment, as text; empty if nothing does. */
export function verdict({ failed, blocked, incomplete }: Totals, said: Texts): string {
  return said.stopped(failed, blocked, incomplete);
}

/** What is unknown, with its stack if there are several. */
export function gapsOf(report: Report): string[] {
  return report.stacks.flatMap(({ gaps, label }) => gaps.map((gap) => (report.stacks.length > 1 ? `${label}: ${gap}` : gap)));
}

export function footerOf(report: Report): string[] {
  const { origin } = report;
  const said = texts[report.language];
  const packs = new Map(report.stacks.flatMap((stack) => Object.entries(stack.policyPacks)));
  return [
    origin.commit ? said.commit(origin.commit.slice(0, 12)) : "",
    origin.time ? `${origin.time.slice(0, 16).replace("T", " ")} UTC` : "",
    origin.cliVersion ? `Pulumi ${origin.cliVersion.replace(/^v/, "")}` : "",
    ...[...packs].map(([name, version]) => said.policies(`${name} ${version.replace(/^v/, "")}`.trim())),
  ].filter(Boolean);
}

/** A stable name for a change, for anchors and links. */
export function anchorOf(stack: StackReport, change: Change): string {
  const { types, name } = splitUrn(change.urn);
  const words = name.replace(/[^A-Za-z0-9]+/g, "-").toLowerCase();
  return `r-${change.operation}-${words.slice(-40)}-${hash(`${stack.label}-${types}-${name}`)}`;
}

function hash(text: string): string {
  let value = 5381;
  for (let index = 0; index < text.length; index += 1) value = ((value * 33) ^ text.charCodeAt(index)) >>> 0;
  return value.toString(36);
}
