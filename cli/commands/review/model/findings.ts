/** Findings of policies and messages of programs and providers: deduplicated and sorted; everything that stops a deployment is kept. */
import type { Judgement } from "../../../../policies";
import { splitUrn } from "../../../../provider/pulumi-wire";
import type { PolicyFinding } from "../events/event";
import { type Language, texts } from "../texts";
import { kindOf } from "./kinds";
import { compareText } from "./order";
import type { Failure, Violation } from "./report";
import { clip } from "./values";
import { readableError, toViolation } from "./words";

/** Limit per stack for advisories, failures and warnings each; mandatory findings are never omitted. */
const most = 2_000;
const longestMessage = 6_000;

export interface Findings {
  language: Language;
  violations: Map<string, Violation>;
  /** Rule, resource and path of findings of packs run by the engine, for rules evaluated outside of it. */
  places: Set<string>;
  mandatory: number;
  /** Number of omitted advisories, by rule. */
  leftOut: Map<string, number>;
  failures: Map<string, Failure>;
  warnings: Map<string, Failure>;
  messagesLeftOut: number;
}

export function createFindings(language: Language): Findings {
  return {
    language,
    violations: new Map(),
    places: new Set(),
    mandatory: 0,
    leftOut: new Map(),
    failures: new Map(),
    warnings: new Map(),
    messagesLeftOut: 0,
  };
}

/** Display names of resources are set at the end (named). */
export function takeViolation(into: Findings, finding: PolicyFinding, putRight: boolean): void {
  const { policy, path = "" } = addViolation(into, finding, putRight);
  into.places.add(placeOf(policy, finding.urn, path));
}

function addViolation(into: Findings, finding: PolicyFinding, putRight: boolean, mend?: string): Violation {
  const violation = toViolation({ ...finding, message: clip(finding.message, longestMessage) }, putRight);
  if (mend && violation.remediation === undefined) violation.remediation = mend;
  if (finding.urn !== "") violation.resource = bareResource(finding.urn, into.language);
  const { level, pack, policy, path = "", message } = violation;
  const key = [level, pack, policy, finding.urn, path, message].join("\n");
  const known = into.violations.get(key);
  if (known !== undefined) {
    if (compareViolations(violation, known) < 0) into.violations.set(key, violation);
    return violation;
  }
  into.violations.set(key, violation);
  if (level === "mandatory") into.mandatory += 1;
  else if (into.violations.size - into.mandatory > 2 * most) cutAdvisories(into);
  return violation;
}

export function takeJudgement(into: Findings, judgement: Judgement): void {
  const { rule, level, severity, urn, path, message, description, mend } = judgement;
  if (level === "disabled" || into.places.has(placeOf(rule, urn, path))) return;
  const text = `${description}\n${message}`;
  addViolation(into, { urn, message: text, policy: rule, pack: "codearts", version: "", level, severity }, false, mend);
}

function placeOf(rule: string, urn: string, path: string): string {
  return `${rule}\n${urn}\n${path}`;
}

/** Sorted, so that the omitted ones do not depend on the order of events. */
export function cutAdvisories(into: Findings): void {
  const advisories = [...into.violations].filter(([, { level }]) => level !== "mandatory");
  advisories.sort(([, a], [, b]) => compareViolations(a, b));
  for (const [key, { policy }] of advisories.slice(most)) {
    into.violations.delete(key);
    into.leftOut.set(policy, (into.leftOut.get(policy) ?? 0) + 1);
  }
}

export function addMessage(into: Findings, kind: "failures" | "warnings", urn: string, message: string): void {
  const text = readableError(clip(message, longestMessage), into.language);
  // The location of the engine's plugins is irrelevant to a reviewer.
  if (text === "" || /^using pulumi-[\w-]+ from \$PATH/.test(text)) return;
  const isStack = urn === "" || urn.includes("::pulumi:pulumi:Stack::");
  const key = `${isStack ? "" : urn}\n${text}`;
  if (into[kind].size >= most && !into[kind].has(key)) into.messagesLeftOut += 1;
  else into[kind].set(key, { message: text, ...(!isStack && { resource: bareResource(urn, into.language) }) });
}

function bareResource(urn: string, language: Language): { urn: string; noun: string; name: string } {
  const { type, name, stack } = splitUrn(urn);
  const kind = kindOf(type, language);
  if (type === "pulumi:pulumi:Stack") return { urn, noun: kind.texts.stackNoun, name: stack };
  return { urn, noun: kind.noun, name: clip(name, 200) };
}

const severities = ["critical", "high", "medium", "low"];
const levels = ["mandatory", "advisory", "remediated"];

/** By severity, then resource, then path. */
export function compareViolations(a: Violation, b: Violation): number {
  const rank = (list: readonly string[], text = ""): number => (list.includes(text) ? list.indexOf(text) : list.length);
  return (
    rank(levels, a.level) - rank(levels, b.level) ||
    rank(severities, a.severity) - rank(severities, b.severity) ||
    compareResources(a.resource, b.resource) ||
    compareText(a.path ?? "", b.path ?? "") ||
    compareText(a.policy, b.policy) ||
    compareText(a.message, b.message)
  );
}

/** Messages of the program come first. */
export function compareMessages(a: Failure, b: Failure): number {
  return compareResources(a.resource, b.resource) || compareText(a.message, b.message);
}

function compareResources(a: Failure["resource"], b: Failure["resource"]): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return compareText(a.noun, b.noun) || compareText(a.name, b.name) || compareText(a.urn, b.urn);
}

export function leftOutInWords({ leftOut, messagesLeftOut, language }: Findings): string[] {
  const said = texts[language].model;
  const notes = [...leftOut].sort(([a], [b]) => compareText(a, b)).map(([rule, count]) => said.moreFindings(count, rule));
  if (messagesLeftOut > 0) notes.push(said.moreMessages(messagesLeftOut));
  return notes;
}
