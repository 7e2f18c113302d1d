import { existsSync, readFileSync } from "node:fs";
import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation";

/** The engine's event log of one command. */
export interface EngineReport {
  /** The engine's events, without debug diagnostics (they carry secrets). */
  events: EngineEvent[];
  /** Counts by operation of the summary event, such as `{ create: 2, same: 1 }`; the stack itself counts. */
  changes: Record<string, number>;
  /** One entry per resource of ours: operation, type, name, and the changed property paths by kind of change. */
  steps: EngineStep[];
  /** Diagnostics of the engine and the provider: errors, warnings and information, joined. */
  diagnostics: string;
}

export interface EngineStep {
  op: string;
  type: string;
  name: string;
  urn: string;
  diff: Record<string, string>;
  metadata: StepEventMetadata;
}

/** Reads a log that `--event-log` wrote (it needs PULUMI_DEBUG_COMMANDS=true); a missing one is empty. */
export function readEventLog(file: string): EngineReport {
  // After the last line break there is nothing, or an incomplete event of a killed CLI.
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(0, -1) : [];
  const all = lines.map((line) => JSON.parse(line) as EngineEvent);
  // The SDK's severity type lacks "debug", which the engine writes.
  const events = all.filter((event) => (event.diagnosticEvent?.severity as string | undefined) !== "debug");
  const summary = events.find((event) => event.summaryEvent)?.summaryEvent;
  const steps = events.flatMap((event) => (event.resourcePreEvent ? [stepOf(event.resourcePreEvent.metadata)] : []));
  return {
    events,
    changes: { ...summary?.resourceChanges } as Record<string, number>,
    steps: steps.filter(({ type }) => !type.startsWith("pulumi:")),
    diagnostics: events.map((event) => event.diagnosticEvent?.message ?? "").join(""),
  };
}

function stepOf(metadata: StepEventMetadata): EngineStep {
  const { op, urn, type, detailedDiff } = metadata;
  const diff = Object.fromEntries(Object.entries(detailedDiff ?? {}).map(([path, { diffKind }]) => [path, String(diffKind)]));
  return { op: String(op), type, name: urn.split("::").at(-1) ?? urn, urn, diff, metadata };
}
