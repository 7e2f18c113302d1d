/** Folds the events of one preview into what a report says about it; keeps a bounded amount for each resource that changes, and a count for the rest. */
import type { Judgement, PlainResource } from "../../../sdk/policies";
import type { Event, PolicyFinding, Step } from "../events/event";
import { operationOfStep, parseUrn, toChange, toDrift } from "./changes";
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
    seenSteps: new Set(),
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
    judged: (judgements) => {
      for (const judgement of judgements) takeJudgement(state, judgement);
    },
    finish: (label, notes, cut) => finish(state, label, notes, cut),
  };
}

function take(state: State, event: Event, marked: boolean): void {
  switch (event.kind) {
    case "step":
      learnFrom(state, event.phase, event.step, marked);
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

/** Remembers what is marked, and marks and remembers what only a name or the kind calls secret: nothing after this sees it unmarked. */
function learnFrom({ secrets, seenSteps }: State, phase: string, step: Step, marked: boolean): void {
  const sides = [step.old, step.new].filter((side) => side !== undefined);
  if (marked) for (const side of sides) secrets.learn([side.inputs, side.outputs]);
  // The outputs of a planned step repeat its inputs, and are looked at only where the announcement is missing.
  if (phase === "outputs" && seenSteps.has(`${step.op} ${step.urn}`)) return;
  const kind = kindOf(step.type);
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
  const urn = parseUrn(step.urn);
  if (state.stack === "" && step.urn.startsWith("urn:pulumi:")) Object.assign(state, { stack: urn.stack, project: urn.project });
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
  // The outputs of a planned step add nothing to what its announcement said.
  const key = `${step.op} ${step.urn}`;
  if (phase === "pre") state.seenSteps.add(key);
  else if (state.seenSteps.delete(key)) return;
  plan(state, step);
}

function plan(state: State, step: Step): void {
  const operation = operationOfStep(step.op);
  if (operation === undefined) return;
  const before = state.operations.get(step.urn);
  if (step.op === "delete-replaced" && before === undefined) {
    // Either the first step of a replacement, or the rest of one that an earlier deployment did not finish.
    state.operations.set(step.urn, "delete");
    const change = toChange(step, "delete");
    change.consequences = ["the old copy that an earlier, unfinished replacement left behind is deleted."];
    state.changes.set(step.urn, change);
    return;
  }
  if (before === "replace" && operation !== "replace") return;
  if (step.op === "delete-replaced") return;
  if (operation === "replace" && before === "replace" && step.op !== "replace") return;
  state.operations.set(step.urn, operation);
  if (operation === "same" || operation === "read") return;
  state.changes.set(step.urn, toChange(step, operation));
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
  keep({ type, urn, name: parseUrn(urn).name, inputs: { ...declared.inputs }, protect: declared.protect });
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
