/** From what was collected to the report: what counts as failed, in which order things stand, what drift means for this deployment. */
import { splitUrn } from "../../../../provider/pulumi-wire";
import type { Event } from "../events/event";
import { kindOf } from "./kinds";
import { type Change, emptyCounts, type Failure, type Operation, operations, type StackReport, type Violation } from "./report";
import type { Secrets } from "./secrets";
import { clip } from "./values";

const mostUnchanged = 2_000;

export interface State {
  secrets: Secrets;
  stack: string;
  project: string;
  operations: Map<string, Operation>;
  changes: Map<string, Change>;
  drift: Map<string, Change>;
  refreshing: Set<string>;
  /** By operation: resources whose step was announced, and whose outputs are still to come. */
  seenSteps: Map<string, Set<string>>;
  names: Map<string, string>;
  failures: Map<string, Failure>;
  warnings: Map<string, Failure>;
  violations: Map<string, Violation>;
  unknown: Map<string, number>;
  failedSteps: Map<string, string>;
  summary?: Extract<Event, { kind: "summary" }>;
  /** Findings and messages beyond what a report keeps. */
  dropped: number;
  ended: boolean;
}

export function resourceOf(state: State, urn: string): { urn: string; noun: string; name: string } {
  const { type, name } = splitUrn(urn);
  if (type === "pulumi:pulumi:Stack") return { urn, noun: "stack", name: state.stack };
  return { urn, noun: kindOf(type).noun, name: clip(state.names.get(urn) ?? name, 200) };
}

export function finish(state: State, label: string, notes: string[], cut: boolean): StackReport {
  const failures = failuresOf(state);
  const incomplete = cut || (!state.ended && state.summary === undefined);
  const counts = emptyCounts();
  for (const operation of state.operations.values()) counts[operation] += 1;
  counts.drift = state.drift.size;
  for (const [name, count] of state.unknown)
    notes.push(`${count} ${count === 1 ? "event" : "events"} of a kind that this version does not know: ${name}`);
  if (incomplete && notes.length === 0) notes.push("the log ends before the preview did");
  if (state.dropped > 0) notes.push(`${state.dropped} more policy findings and messages are left out`);
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
    else if (state.changes.size > 0 || [...state.seenSteps.values()].some((seen) => seen.size > 0))
      change.consequences.push("This deployment leaves it as it is.");
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
  return a === b ? 0 : collator.compare(a, b) || (a < b ? -1 : 1);
}
