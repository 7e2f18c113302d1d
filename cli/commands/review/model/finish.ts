/** Creates the report from the collected data: failed or incomplete state, order, and the effect of this deployment on drift. */
import { splitUrn } from "../../../../provider/pulumi-wire";
import type { Event, Step } from "../events/event";
import { type Language, texts } from "../texts";
import { toOutputs } from "./changes";
import { compareMessages, compareViolations, cutAdvisories, type Findings, leftOutInWords } from "./findings";
import { kindOf } from "./kinds";
import { compareText } from "./order";
import {
  type Change,
  emptyCounts,
  type Failure,
  type FieldChange,
  type Operation,
  operations,
  type StackReport,
  type Violation,
} from "./report";
import type { Secrets } from "./secrets";
import { clip } from "./values";

const mostUnchanged = 2_000;

/** Gaps of a log: `missing` makes the report incomplete. */
export interface Gaps {
  notes: string[];
  missing: string[];
  withoutPolicies: boolean;
}

export interface State {
  secrets: Secrets;
  language: Language;
  stack: string;
  project: string;
  operations: Map<string, Operation>;
  changes: Map<string, Change>;
  drift: Map<string, Change>;
  refreshing: Set<string>;
  /** By operation: resources with a pre-event whose outputs are still missing. */
  seenSteps: Map<string, Set<string>>;
  /** Steps by operation, counted like the engine's summary. */
  planned: Map<string, number>;
  names: Map<string, string>;
  findings: Findings;
  unknown: Map<string, number>;
  /** Resources with an unknown operation. */
  unknownSteps: Map<string, string>;
  failedSteps: Map<string, string>;
  /** The last output lines of the program. */
  output: string[];
  /** The stack resource with its outputs. */
  stackStep?: Step;
  summary?: Extract<Event, { kind: "summary" }>;
  ended: boolean;
}

function resourceOf(state: State, urn: string): { urn: string; noun: string; name: string } {
  const { type, name } = splitUrn(urn);
  const kind = kindOf(type, state.language);
  if (type === "pulumi:pulumi:Stack") return { urn, noun: kind.texts.stackNoun, name: state.stack };
  return { urn, noun: kind.noun, name: clip(state.names.get(urn) ?? name, 200) };
}

export function finish(state: State, label: string, { notes, missing, withoutPolicies }: Gaps): StackReport {
  const { findings } = state;
  const said = texts[state.language].model;
  cutAdvisories(findings);
  nameResources(state);
  const violations = violationsOf(state);
  const blocked = violations.some((violation) => violation.level === "mandatory");
  const failures = failuresOf(state);
  const failed = failures.length > 0 || (state.summary?.result === "failed" && !blocked);
  if (failed) addOutput(failures, state);
  if (!state.ended && state.summary === undefined && missing.length === 0) missing.push(said.endsEarly);
  else missing.push(...missingSteps(state, failed || blocked));
  const outputs = state.stackStep && toOutputs(state.stackStep, state.stack, state.language);
  const all = [...state.changes.values(), ...state.drift.values(), ...(outputs ? [outputs] : [])];
  const counts = emptyCounts();
  for (const operation of state.operations.values()) counts[operation] += 1;
  counts.drift = state.drift.size;
  counts.outputs = outputs?.fields.length ?? 0;
  for (const [name, count] of state.unknown) notes.push(said.unknownEvents(count, name));
  return {
    project: state.project,
    stack: state.stack,
    label: state.stack === "" ? label : `${state.project}/${state.stack}`,
    state: failed ? "failed" : missing.length > 0 ? "incomplete" : "complete",
    gaps: [...gapsOf(state, missing, failed), ...(withoutPolicies ? [said.noPolicies] : [])],
    counts,
    failures,
    violations,
    warnings: [...findings.warnings.values()].sort(compareMessages),
    changes: sortChanges(all, state),
    unchanged: unchangedOf(state),
    notes: [...notes, ...leftOutInWords(findings)],
    policyPacks: packsOf(state),
    ...(state.summary?.seconds !== undefined && { durationSeconds: state.summary.seconds }),
  };
}

/** What is unknown after this preview, in sentences. */
function gapsOf(state: State, missing: readonly string[], failed: boolean): string[] {
  const said = texts[state.language].model;
  const gaps = missing.map(said.notKnown);
  if (failed) gaps.unshift(said.stoppedEarly);
  for (const [urn, op] of [...state.unknownSteps].sort(([a], [b]) => compareText(a, b)).slice(0, 20)) {
    const { noun, name } = resourceOf(state, urn);
    gaps.push(said.unknownOperation(`${noun} "${name}"`, clip(op, 40)));
  }
  if (state.unknownSteps.size > 20) gaps.push(said.moreUnknown(state.unknownSteps.size - 20));
  return gaps;
}

/** If the engine counts other steps than the log contains, events were lost. */
function missingSteps({ summary, planned, stack, language }: State, stoppedEarly: boolean): string[] {
  // A refresh has no steps, and a log without steps has no stack.
  if (summary === undefined || (planned.size === 0 && stack !== "")) return [];
  const found: string[] = [];
  for (const op of new Set([...Object.keys(summary.changes), ...planned.keys()])) {
    const [expected, have] = [summary.changes[op] ?? 0, planned.get(op) ?? 0];
    if (op === "refresh" || (have > expected && (stoppedEarly || op === "read"))) continue;
    if (have !== expected) found.push(texts[language].model.miscounted(expected, op, have));
  }
  return found.sort(compareText);
}

function nameResources(state: State): void {
  const { violations, failures, warnings } = state.findings;
  for (const one of [...violations.values(), ...failures.values(), ...warnings.values()])
    if (one.resource) one.resource = resourceOf(state, one.resource.urn);
}

/** Omits findings on resources that this deployment deletes, unless the engine stops it because of them. */
function violationsOf(state: State): Violation[] {
  const stops = state.summary?.result === "failed";
  return [...state.findings.violations.values()]
    .filter(({ level, resource }) => state.operations.get(resource?.urn ?? "") !== "delete" || (stops && level === "mandatory"))
    .sort(compareViolations);
}

function unchangedOf(state: State): string[] {
  const same = [...state.operations].filter(([, operation]) => operation === "same");
  const texts = same.map(([urn]) => resourceOf(state, urn)).map(({ noun, name }) => `${noun} "${name}"`);
  return texts.sort(compareText).slice(0, mostUnchanged);
}

/** A local pack is named "name|local|folder" there. */
function packsOf(state: State): Record<string, string> {
  const packs = Object.entries(state.summary?.packs ?? {}).map(([name, version]): [string, string] => [
    name.split("|")[0] ?? name,
    version,
  ]);
  return Object.fromEntries(packs.sort(([a], [b]) => compareText(a, b)));
}

function failuresOf(state: State): Failure[] {
  const all = [...state.findings.failures.values()];
  // The engine's final message adds nothing to the result, and also follows a mandatory violation.
  const failures = all.filter((failure) => !/^(?:preview|update) failed$/i.test(failure.message));
  for (const [urn, op] of state.failedSteps) {
    if (failures.some((failure) => failure.resource?.urn === urn)) continue;
    failures.push({ message: texts[state.language].model.operationFailed(op), resource: resourceOf(state, urn) });
  }
  return failures.sort(compareMessages);
}

/** A program that exits has already reported why; an error of a resource is self-explanatory. */
function addOutput(failures: Failure[], { output, language }: State): void {
  const said = texts[language].model;
  if (failures.length === 0) failures.push({ message: said.previewFailed });
  const program = failures.find(({ resource }) => resource === undefined);
  const news = output.filter((line) => !program?.message.includes(line.trim()));
  if (program !== undefined && news.length > 0) program.message += `\n${said.lastPrinted}\n${news.join("\n")}`;
}

/** A deleted resource with an equal created one may only have been renamed, which needs an alias. */
function hintAtRenames(changes: readonly Change[], language: Language): void {
  const made = new Map<string, Change[]>();
  const key = ({ type, fields }: Change): string =>
    JSON.stringify([
      type,
      fields.filter(({ path }) => path !== "name").map(({ path, old, new: next }) => [path, old.text || next.text]),
    ]);
  for (const change of changes)
    if (change.operation === "create") made.set(key(change), [...(made.get(key(change)) ?? []), change]);
  if (made.size === 0) return;
  for (const change of changes) {
    if (change.operation !== "delete" || change.fields.length === 0) continue;
    const twin = made.get(key(change))?.shift();
    if (twin === undefined) continue;
    const [before, after] = [splitUrn(change.urn).name, splitUrn(twin.urn).name];
    change.hint = texts[language].model.hint(clip(after, 200), clip(before, 200));
  }
}

function sortChanges(changes: Change[], state: State): Change[] {
  const said = texts[state.language].model;
  const moved = changes.filter(({ operation }) => operation === "create" || operation === "delete");
  hintAtRenames(
    moved.sort((a, b) => compareText(a.urn, b.urn)),
    state.language,
  );
  for (const change of changes) {
    const planned = state.operations.get(change.urn);
    const drift = change.operation === "update" ? state.drift.get(change.urn) : undefined;
    if (drift && onlyPutsBack(change, drift)) change.consequences.push(said.onlyPutsBack);
    if (change.operation !== "drift") continue;
    if (planned === "update" || planned === "replace" || planned === "create") change.consequences.push(said.putBack);
    else if (planned === "delete") change.consequences.push(said.deletesIt);
    else if (state.changes.size > 0 || [...state.seenSteps.values()].some((seen) => seen.size > 0))
      change.consequences.push(said.leavesIt);
  }
  return changes.sort(
    (a, b) =>
      operations.indexOf(a.operation) - operations.indexOf(b.operation) ||
      compareText(a.noun, b.noun) ||
      compareText(a.name, b.name) ||
      compareText(a.urn, b.urn),
  );
}

/** Every field returns from the refreshed value to the previous one. */
function onlyPutsBack(update: Change, drift: Change): boolean {
  if (update.fields.length !== drift.fields.length || update.fields.length === 0) return false;
  return update.fields.every((field) => {
    const found = drift.fields.find(({ path }) => path === field.path);
    if (found === undefined || field.old.kind === "secret") return false;
    const [back, away] = [linesOf(field), linesOf(found)];
    return back.removed === away.added && back.added === away.removed;
  });
}

function linesOf({ lines, items, old, new: next }: FieldChange): { removed: string; added: string } {
  const of = (sign: string): string => JSON.stringify(lines?.filter((line) => line.sign === sign).map(({ text }) => text));
  if (lines) return { removed: of("-"), added: of("+") };
  if (items) return { removed: JSON.stringify(items.removed), added: JSON.stringify(items.added) };
  return { removed: JSON.stringify(old), added: JSON.stringify(next) };
}
