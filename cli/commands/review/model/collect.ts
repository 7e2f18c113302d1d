/** Collects the events of one preview for its report, with bounded data per changed resource and only a count of the others. */

import type { Judgement, PlainResource } from "../../../../policies";
import { isUrn, splitUrn } from "../../../../provider/pulumi-wire";
import type { Event, Step, StepState } from "../events/event";
import { type Language, texts } from "../texts";
import { isKnownOperation, operationOfStep, toChange, toDrift } from "./changes";
import { addMessage, createFindings, takeJudgement, takeViolation } from "./findings";
import { finish, type Gaps, type State } from "./finish";
import { isOwn, kindOf, nameOf } from "./kinds";
import { markSecrets } from "./mark";
import type { StackReport } from "./report";
import type { Secrets } from "./secrets";
import { clip } from "./values";
import { remediated, stripTerminal } from "./words";

export type { Gaps } from "./finish";

export interface Collected {
  /** `marked` is false if the event certainly contains no marked value in plain text. */
  event(event: Event, marked: boolean): void;
  /** Whether the outputs of this step add nothing, so that they need not be read. */
  repeats(op: string, urn: string): boolean;
  /** Findings of rules evaluated outside of the engine, without those that the engine has already reported. */
  judged(judgements: readonly Judgement[]): void;
  /** The report, not scrubbed yet; `gaps` are invalid or missing parts of the log. */
  finish(label: string, gaps: Gaps): StackReport;
}

/** `keep` receives every planned resource of CodeArts kinds, as declared, for rules that are evaluated at the end. */
export function createCollector(secrets: Secrets, language: Language, keep?: (resource: PlainResource) => void): Collected {
  const state: State = {
    secrets,
    language,
    stack: "",
    project: "",
    operations: new Map(),
    changes: new Map(),
    drift: new Map(),
    refreshing: new Set(),
    seenSteps: new Map(),
    planned: new Map(),
    names: new Map(),
    findings: createFindings(language),
    unknown: new Map(),
    unknownSteps: new Map(),
    failedSteps: new Map(),
    output: [],
    ended: false,
  };
  return {
    event: (event, marked) => {
      if (keep && event.kind === "step" && event.phase === "pre") keepDeclared(event.step, keep);
      take(state, event, marked);
    },
    repeats: (op, urn) => repeats(state, op, urn),
    judged: (judgements) => {
      for (const judgement of judgements) takeJudgement(state.findings, judgement);
    },
    finish: (label, gaps) => finish(state, label, gaps),
  };
}

function take(state: State, event: Event, marked: boolean): void {
  const { findings, secrets } = state;
  switch (event.kind) {
    case "step":
      if (marked) secrets.learn(sidesOf(event.step).map(({ inputs, outputs }) => [inputs, outputs]));
      if (event.phase === "outputs" && repeats(state, event.step.op, event.step.urn)) return;
      nameSecrets(state, event.step);
      takeStep(state, event.phase, event.step);
      return;
    case "policy":
      takeViolation(findings, event.finding, false);
      return;
    case "remediation":
      secrets.learn(event.before);
      secrets.learn(event.after);
      takeViolation(findings, { ...event.finding, message: remediated(event.before, event.after, state.language) }, true);
      return;
    case "diagnostic":
      takeDiagnostic(state, event);
      return;
    case "summary":
      state.summary = event;
      return;
    case "error":
      addMessage(findings, "failures", "", event.message);
      return;
    case "end":
      state.ended = true;
      return;
    case "unknown":
      state.unknown.set(event.name, (state.unknown.get(event.name) ?? 0) + 1);
      return;
    default:
      return;
  }
}

/** Number of kept output lines of the program, which may contain the reason for a failure. */
const keptOutput = 20;

function takeDiagnostic(state: State, { severity, urn, message, ephemeral }: Extract<Event, { kind: "diagnostic" }>): void {
  // Debug messages contain secrets in plain text: these are remembered for masking elsewhere, and the messages are dropped.
  if (severity === "debug") state.secrets.learnFromDebug(message);
  else if (severity === "error") addMessage(state.findings, "failures", urn, message);
  else if (severity === "warning" && !ephemeral) addMessage(state.findings, "warnings", urn, message);
  else if (severity.startsWith("info") && (urn === "" || urn.includes("::pulumi:pulumi:Stack::"))) {
    const lines = stripTerminal(clip(message, 6_000)).split("\n");
    state.output.push(...lines.map((line) => line.trimEnd()).filter(Boolean));
    if (state.output.length > keptOutput) state.output.splice(0, state.output.length - keptOutput);
  }
}

/** Whether the outputs of a step add nothing to its pre-event; evaluated once per step. */
function repeats({ refreshing, seenSteps }: State, op: string, urn: string): boolean {
  return !refreshing.has(urn) && op !== "refresh" && seenSteps.get(op)?.delete(urn) === true;
}

function sidesOf(step: Step): StepState[] {
  return [step.old, step.new].filter((side) => side !== undefined);
}

/** Marks and remembers values that are secret by name or kind, so that later code only receives marked values. */
function nameSecrets({ secrets, language }: State, step: Step): void {
  const kind = kindOf(step.type, language);
  const sides = sidesOf(step);
  for (const side of step.op === "same" ? sides.slice(-1) : sides) {
    // A hint of the SDK's classes for the policies, not a setting.
    if (isOwn(step.type)) delete side.inputs.clearText;
    const named = markSecrets(side.inputs, kind);
    if (named === side.inputs) continue;
    secrets.learn(named);
    side.inputs = named;
  }
}

function takeStep(state: State, phase: "pre" | "outputs" | "failed", step: Step): void {
  const urn = splitUrn(step.urn);
  if (state.stack === "" && isUrn(step.urn)) Object.assign(state, { stack: urn.stack, project: urn.project });
  const isDefaultProvider = step.type.startsWith("pulumi:providers:") && urn.name.startsWith("default");
  if (phase === "pre") announce(state, step, isDefaultProvider);
  if (step.type === "pulumi:pulumi:Stack") {
    if (phase === "outputs" && step.op !== "refresh") state.stackStep = step;
    return;
  }
  // The engine manages them, but a change of their settings is reported.
  if (isDefaultProvider && step.op !== "update" && step.op !== "replace") return;
  if (step.old || step.new) state.names.set(step.urn, nameOf(step.new ?? step.old, urn.name));
  if (phase === "failed") {
    state.failedSteps.set(step.urn, step.op);
    return;
  }
  if (phase === "pre" && step.op === "refresh") {
    state.refreshing.add(step.urn);
    return;
  }
  if (phase === "outputs" && (state.refreshing.delete(step.urn) || step.op === "refresh")) {
    const drift = toDrift(step, state.language);
    if (drift) state.drift.set(step.urn, drift);
    if (!state.operations.has(step.urn)) state.operations.set(step.urn, "same");
    return;
  }
  plan(state, step);
}

/** Counts steps like the engine's summary: a replacement once, default providers not at all. */
function announce({ seenSteps, planned }: State, step: Step, isDefaultProvider: boolean): void {
  if (step.op === "refresh") return;
  const seen = seenSteps.get(step.op);
  if (seen) seen.add(step.urn);
  else seenSteps.set(step.op, new Set([step.urn]));
  const counts = !/^(?:discard|delete-replaced|remove-pending-replace|\w+-replacement|discard-replaced)$/.test(step.op);
  if (counts && !isDefaultProvider) planned.set(step.op, (planned.get(step.op) ?? 0) + 1);
}

function plan(state: State, step: Step): void {
  const operation = operationOfStep(step.op);
  if (operation === undefined) {
    if (!isKnownOperation(step.op)) state.unknownSteps.set(step.urn, step.op);
    return;
  }
  const before = state.operations.get(step.urn);
  // A replacement deletes the old resource before or after the create; any other deletion belongs to an earlier, unfinished replacement.
  if (step.op === "delete-replaced") {
    const replaced = state.changes.get(step.urn)?.id;
    if (before === "replace" && (replaced === undefined || replaced === clip(step.old?.id ?? "", 200))) return;
    const change = toChange(step, "delete", state.language);
    if (!change.retained) change.consequences = [texts[state.language].model.oldCopy];
    state.operations.set(copyOf(step), "delete");
    state.changes.set(copyOf(step), change);
    return;
  }
  if (operation === "replace" && state.operations.delete(copyOf(step))) state.changes.delete(copyOf(step));
  if (before === "replace" && operation !== "replace") return;
  if (operation === "replace" && before === "replace" && step.op !== "replace") return;
  const change = operation === "read" ? undefined : toChange(step, operation, state.language);
  // With the same inputs, resource options may differ, which only updates the state.
  const changes = change !== undefined && (operation !== "same" || change.fields.length > 0);
  state.operations.set(step.urn, changes && operation === "same" ? "update" : operation);
  if (changes) state.changes.set(step.urn, change);
}

/** Key of the old copy of a resource. */
function copyOf(step: Step): string {
  return `${step.urn}\n${step.old?.id ?? ""}`;
}

function keepDeclared({ op, type, urn, new: declared }: Step, keep: (resource: PlainResource) => void): void {
  if (!declared || op === "refresh" || (!isOwn(type) && type !== "pulumi:pulumi:Stack")) return;
  keep({ type, urn, name: splitUrn(urn).name, inputs: { ...declared.inputs }, protect: declared.protect });
}
