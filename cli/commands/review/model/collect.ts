/** Folds the events of one preview into what a report says about it; keeps a bounded amount for each resource that changes, and a count for the rest. */

import type { Judgement, PlainResource } from "../../../../policies";
import { isUrn, splitUrn } from "../../../../provider/pulumi-wire";
import type { Event, PolicyFinding, Step, StepState } from "../events/event";
import { operationOfStep, toChange, toDrift } from "./changes";
import { finish, resourceOf, type State } from "./finish";
import { isOwn, kindOf, nameOf } from "./kinds";
import { markSecrets } from "./mark";
import type { Failure, StackReport } from "./report";
import type { Secrets } from "./secrets";
import { clip } from "./values";
import { readableError, remediated, toViolation } from "./words";

const mostFindings = 2_000;
const longestMessage = 6_000;

export interface Collected {
  /** `marked` is false when the event surely holds no marked value in clear. */
  event(event: Event, marked: boolean): void;
  /** Whether the outputs of this step would say what is known already; then they need not be read. */
  repeats(op: string, urn: string): boolean;
  /** What rules say that were asked outside of the engine; what the engine's own run said already is left out. */
  judged(judgements: readonly Judgement[]): void;
  /** The report, not scrubbed yet; `notes` are what the reader of the log found odd. */
  finish(label: string, notes: string[], cut: boolean): StackReport;
}

/** `keep` gets every resource of our kinds that will be there, as it was declared, for rules that are asked at the end. */
export function createCollector(secrets: Secrets, keep?: (resource: PlainResource) => void): Collected {
  const state: State = {
    secrets,
    stack: "",
    project: "",
    operations: new Map(),
    changes: new Map(),
    drift: new Map(),
    refreshing: new Set(),
    seenSteps: new Map(),
    names: new Map(),
    failures: new Map(),
    warnings: new Map(),
    violations: new Map(),
    unknown: new Map(),
    failedSteps: new Map(),
    dropped: 0,
    ended: false,
  };
  return {
    event: (event, marked) => {
      if (keep && event.kind === "step" && event.phase === "pre") keepDeclared(event.step, keep);
      take(state, event, marked);
    },
    repeats: (op, urn) => repeats(state, op, urn),
    judged: (judgements) => {
      for (const judgement of judgements) takeJudgement(state, judgement);
    },
    finish: (label, notes, cut) => finish(state, label, notes, cut),
  };
}

function take(state: State, event: Event, marked: boolean): void {
  switch (event.kind) {
    case "step":
      if (marked) state.secrets.learn(sidesOf(event.step).map(({ inputs, outputs }) => [inputs, outputs]));
      if (event.phase === "outputs" && repeats(state, event.step.op, event.step.urn)) return;
      nameSecrets(state, event.step);
      takeStep(state, event.phase, event.step);
      return;
    case "policy":
      takeViolation(state, event.finding, false);
      return;
    case "remediation":
      state.secrets.learn(event.before);
      state.secrets.learn(event.after);
      takeViolation(state, { ...event.finding, message: remediated(event.before, event.after) }, true);
      return;
    case "diagnostic":
      // Debug messages hold secrets in clear: what they show is remembered, so that it can be struck out elsewhere, and then dropped.
      if (event.severity === "debug") {
        state.secrets.learnFromDebug(event.message);
        return;
      }
      if (event.severity === "error") {
        addMessage(state, state.failures, event.urn, event.message);
        return;
      }
      if (event.severity === "warning" && !event.ephemeral) {
        addMessage(state, state.warnings, event.urn, event.message);
        return;
      }
      return;
    case "summary":
      state.summary = event;
      return;
    case "error":
      addMessage(state, state.failures, "", event.message);
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

/** Whether the outputs of a step add nothing to what its announcement said; asked once for each step. */
function repeats({ refreshing, seenSteps }: State, op: string, urn: string): boolean {
  return !refreshing.has(urn) && op !== "refresh" && seenSteps.get(op)?.delete(urn) === true;
}

function sidesOf(step: Step): StepState[] {
  return [step.old, step.new].filter((side) => side !== undefined);
}

/** Marks and remembers what only a name or the kind calls secret: nothing after this sees it unmarked. */
function nameSecrets({ secrets }: State, step: Step): void {
  const kind = kindOf(step.type);
  const sides = sidesOf(step);
  for (const side of step.op === "same" ? sides.slice(-1) : sides) {
    // A hint of our own classes for the policies, no setting of anything.
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
  if (step.type === "pulumi:pulumi:Stack" || (step.type.startsWith("pulumi:providers:") && urn.name.startsWith("default")))
    return;
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
    const drift = toDrift(step);
    if (drift) state.drift.set(step.urn, drift);
    if (!state.operations.has(step.urn)) state.operations.set(step.urn, "same");
    return;
  }
  if (phase === "pre") {
    const seen = state.seenSteps.get(step.op);
    if (seen) seen.add(step.urn);
    else state.seenSteps.set(step.op, new Set([step.urn]));
  }
  plan(state, step);
}

function plan(state: State, step: Step): void {
  const operation = operationOfStep(step.op);
  if (operation === undefined) return;
  const before = state.operations.get(step.urn);
  // Of a replacement the old copy goes before or after the new one comes; any other one is the rest of a replacement that was not finished.
  if (step.op === "delete-replaced") {
    const replaced = state.changes.get(step.urn)?.id;
    if (before === "replace" && (replaced === undefined || replaced === clip(step.old?.id ?? "", 200))) return;
    const change = toChange(step, "delete");
    change.consequences = ["the old copy that an earlier, unfinished replacement left behind is deleted."];
    state.operations.set(copyOf(step), "delete");
    state.changes.set(copyOf(step), change);
    return;
  }
  if (operation === "replace" && state.operations.delete(copyOf(step))) state.changes.delete(copyOf(step));
  if (before === "replace" && operation !== "replace") return;
  if (operation === "replace" && before === "replace" && step.op !== "replace") return;
  state.operations.set(step.urn, operation);
  if (operation === "same" || operation === "read") return;
  state.changes.set(step.urn, toChange(step, operation));
}

/** Names the old copy of a resource beside the resource itself. */
function copyOf(step: Step): string {
  return `${step.urn}\n${step.old?.id ?? ""}`;
}

function takeViolation(state: State, finding: PolicyFinding, putRight: boolean, mend?: string): void {
  const violation = toViolation({ ...finding, message: clip(finding.message, longestMessage) }, putRight);
  if (mend && violation.remediation === undefined) violation.remediation = mend;
  const key = [violation.level, violation.policy, finding.urn, violation.message].join("\n");
  if (finding.urn !== "") violation.resource = resourceOf(state, finding.urn);
  if (state.violations.size >= mostFindings && !state.violations.has(key)) state.dropped += 1;
  else state.violations.set(key, violation);
}

function keepDeclared({ op, type, urn, new: declared }: Step, keep: (resource: PlainResource) => void): void {
  if (!declared || op === "refresh" || (!isOwn(type) && type !== "pulumi:pulumi:Stack")) return;
  keep({ type, urn, name: splitUrn(urn).name, inputs: { ...declared.inputs }, protect: declared.protect });
}

function takeJudgement(state: State, { rule, level, severity, urn, path, message, description, mend }: Judgement): void {
  const said = [...state.violations.values()].some(
    (one) => one.policy === rule && one.resource?.urn === urn && (one.path ?? "") === path,
  );
  if (said || level === "disabled") return;
  const text = `${description}\n${message}`;
  takeViolation(state, { urn, message: text, policy: rule, pack: "codearts", version: "", level, severity }, false, mend);
}

function addMessage(state: State, into: Map<string, Failure>, urn: string, message: string): void {
  const text = readableError(clip(message, longestMessage));
  // Where the engine found its own plugins is no news to a reviewer.
  if (text === "" || /^using pulumi-[\w-]+ from \$PATH/.test(text)) return;
  const isStack = urn === "" || urn.includes("::pulumi:pulumi:Stack::");
  if (into.size < mostFindings)
    into.set(`${urn}\n${text}`, { message: text, ...(!isStack && { resource: resourceOf(state, urn) }) });
}
