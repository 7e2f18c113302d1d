/** Folds the events of one preview into what a report says about it; keeps a bounded amount for each resource that changes, and a count for the rest. */
import type { Event, PolicyFinding, Step } from "../events/event";
import { operationOfStep, parseUrn, toChange, toDrift } from "./changes";
import { isOwn, kindOf, nameOf } from "./kinds";
import { markSecrets } from "./mark";
import { type Change, emptyCounts, type Failure, type Operation, operations, type StackReport, type Violation } from "./report";
import type { Secrets } from "./secrets";
import { clip } from "./values";
import { readableError, remediated, toViolation } from "./words";

const mostFindings = 2_000;
const mostUnchanged = 2_000;
const longestMessage = 6_000;

export interface Collected {
  /** `marked` is false when the event surely holds no marked value in clear. */
  event(event: Event, marked: boolean): void;
  /** The report, not scrubbed yet; `notes` are what the reader of the log found odd. */
  finish(label: string, notes: string[], cut: boolean): StackReport;
}

interface State {
  secrets: Secrets;
  stack: string;
  project: string;
  operations: Map<string, Operation>;
  changes: Map<string, Change>;
  drift: Map<string, Change>;
  refreshing: Set<string>;
  seenSteps: Set<string>;
  names: Map<string, string>;
  failures: Map<string, Failure>;
  warnings: Map<string, Failure>;
  violations: Map<string, Violation>;
  unknown: Map<string, number>;
  failedSteps: Map<string, string>;
  summary?: Extract<Event, { kind: "summary" }>;
  ended: boolean;
}

export function createCollector(secrets: Secrets): Collected {
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
    ended: false,
  };
  return {
    event: (event, marked) => take(state, event, marked),
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
function learnFrom({ secrets }: State, phase: string, step: Step, marked: boolean): void {
  const sides = [step.old, step.new].filter((side) => side !== undefined);
  if (marked) for (const side of sides) secrets.learn([side.inputs, side.outputs]);
  const kind = kindOf(step.type);
  for (const side of step.op === "same" ? sides.slice(-1) : sides) {
    // The outputs of a planned step repeat its inputs, and are looked at only where the announcement is missing.
    if (phase === "outputs" && step.op === "same") continue;
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

function takeViolation(state: State, finding: PolicyFinding, putRight: boolean): void {
  const violation = toViolation({ ...finding, message: clip(finding.message, longestMessage) }, putRight);
  const key = [violation.level, violation.policy, finding.urn, violation.message].join("\n");
  if (finding.urn !== "") violation.resource = resourceOf(state, finding.urn);
  if (state.violations.size < mostFindings) state.violations.set(key, violation);
}

function addMessage(state: State, into: Map<string, Failure>, urn: string, message: string): void {
  const text = readableError(clip(message, longestMessage));
  // Where the engine found its own plugins is no news to a reviewer.
  if (text === "" || /^using pulumi-[\w-]+ from \$PATH/.test(text)) return;
  const isStack = urn === "" || urn.includes("::pulumi:pulumi:Stack::");
  if (into.size < mostFindings)
    into.set(`${urn}\n${text}`, { message: text, ...(!isStack && { resource: resourceOf(state, urn) }) });
}

function resourceOf(state: State, urn: string): { urn: string; noun: string; name: string } {
  const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
  if (type === "pulumi:pulumi:Stack") return { urn, noun: "stack", name: state.stack };
  return { urn, noun: kindOf(type).noun, name: clip(state.names.get(urn) ?? parseUrn(urn).name, 200) };
}

function finish(state: State, label: string, notes: string[], cut: boolean): StackReport {
  const failures = failuresOf(state);
  const incomplete = cut || (!state.ended && state.summary === undefined);
  const counts = emptyCounts();
  for (const operation of state.operations.values()) counts[operation] += 1;
  counts.drift = state.drift.size;
  for (const [name, count] of state.unknown)
    notes.push(`${count} ${count === 1 ? "event" : "events"} of a kind that this version does not know: ${name}`);
  const blocked = [...state.violations.values()].some((violation) => violation.level === "mandatory");
  const failed = failures.length > 0 || (state.summary?.result === "failed" && !blocked);
  if (failed && failures.length === 0) failures.push({ message: "The preview failed; the log does not say why." });
  for (const violation of state.violations.values()) {
    if (violation.resource)
      violation.resource.name = clip(state.names.get(violation.resource.urn) ?? violation.resource.name, 200);
  }
  const unchanged = [...state.operations].filter(([, operation]) => operation === "same").slice(0, mostUnchanged);
  const report: StackReport = {
    project: state.project,
    stack: state.stack,
    label: state.stack === "" ? label : `${state.project}/${state.stack}`,
    state: incomplete ? "incomplete" : failed ? "failed" : "complete",
    counts,
    failures,
    violations: [...state.violations.values()],
    warnings: [...state.warnings.values()],
    changes: sortChanges([...state.changes.values(), ...state.drift.values()], state),
    unchanged: unchanged.map(([urn]) => `${resourceOf(state, urn).noun} "${resourceOf(state, urn).name}"`).sort(),
    notes,
    policyPacks: packsOf(state),
    ...(state.summary?.seconds !== undefined && { durationSeconds: state.summary.seconds }),
  };
  return report;
}

/** A local pack is named "name|local|folder" there. */
function packsOf(state: State): Record<string, string> {
  return Object.fromEntries(
    Object.entries(state.summary?.packs ?? {}).map(([name, version]) => [name.split("|")[0] ?? name, version]),
  );
}

function failuresOf(state: State): Failure[] {
  const all = [...state.failures.values()];
  // The engine's last word says no more than its result does, and follows a mandatory violation as well.
  const failures = all.filter((failure) => !/^(?:preview|update) failed$/i.test(failure.message));
  for (const [urn, op] of state.failedSteps) {
    if (failures.some((failure) => failure.resource?.urn === urn)) continue;
    failures.push({ message: `${op} failed; the log does not say why.`, resource: resourceOf(state, urn) });
  }
  return failures;
}

function sortChanges(changes: Change[], state: State): Change[] {
  for (const change of changes) {
    const planned = state.operations.get(change.urn);
    if (change.operation !== "drift") continue;
    if (planned === "update" || planned === "replace" || planned === "create")
      change.consequences.push("This deployment puts it back.");
    else if (planned === "delete") change.consequences.push("This deployment deletes it.");
    else if (state.changes.size > 0 || state.seenSteps.size > 0) change.consequences.push("This deployment leaves it as it is.");
  }
  return changes.sort(
    (a, b) =>
      operations.indexOf(a.operation) - operations.indexOf(b.operation) ||
      compareText(a.noun, b.noun) ||
      compareText(a.name, b.name) ||
      compareText(a.urn, b.urn),
  );
}

/** job-2 before job-10; the same on every machine. */
const collator = new Intl.Collator("en", { numeric: true });

function compareText(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}
