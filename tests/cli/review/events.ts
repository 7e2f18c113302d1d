/** Builds event logs as the engine writes them, for tests that need a log of their own. */
import { Readable } from "node:stream";
import type { Report } from "../../../cli/commands/review/model/report";
import { createSecrets, scrubAll } from "../../../cli/commands/review/model/secrets";
import { readEvents } from "../../../cli/commands/review/read";
import type { Language } from "../../../cli/commands/review/texts";

export const buildJob = "pulumi-nodejs:dynamic/codearts:BuildJob";
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The engine's secret form, as a log has it, or with the value in clear as a log made with --show-secrets has it. */
export function secret(plaintext?: string): Record<string, string> {
  const form = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
  return plaintext === undefined ? { ...form, ciphertext: "[secret]" } : { ...form, plaintext: JSON.stringify(plaintext) };
}

export interface StepParts {
  name?: string;
  type?: string;
  old?: Record<string, unknown>;
  new?: Record<string, unknown>;
  oldOutputs?: Record<string, unknown>;
  newOutputs?: Record<string, unknown>;
  keys?: string[];
  diffs?: string[];
  detailedDiff?: Record<string, { diffKind: string; inputDiff: boolean }> | null;
  protect?: boolean;
  retainOnDelete?: boolean;
}

export function urnOf(name: string, type = buildJob): string {
  return `urn:pulumi:prod::build-jobs::${type}::${name}`;
}

export function step(op: string, parts: StepParts = {}, event = "resourcePreEvent"): object {
  const { name = "api", type = buildJob } = parts;
  const urn = urnOf(name, type);
  const state = (inputs: Record<string, unknown> | undefined, outputs: Record<string, unknown> | undefined, id: string) =>
    inputs && {
      type,
      urn,
      custom: true,
      id,
      parent: "",
      provider: "",
      inputs,
      outputs: outputs ?? {},
      protect: parts.protect,
      retainOnDelete: parts.retainOnDelete,
    };
  return {
    sequence: 1,
    timestamp: 1,
    [event]: {
      metadata: {
        op,
        urn,
        type,
        old: state(parts.old, parts.oldOutputs, `id-${name}`),
        new: state(parts.new, parts.newOutputs, ""),
        keys: parts.keys,
        diffs: parts.diffs,
        detailedDiff: parts.detailedDiff ?? null,
        logical: true,
        provider: "",
      },
      planning: true,
    },
  };
}

export function diagnostic(severity: string, message: string, urn?: string): object {
  return { sequence: 1, timestamp: 1, diagnosticEvent: { severity, message, color: "never", ...(urn && { urn }) } };
}

export function policy(enforcementLevel: string, message: string, name = "api"): object {
  const pack = { policyName: "no-secret", policyPackName: "codearts", policyPackVersion: "1.0.0", policyPackVersionTag: "1.0.0" };
  return {
    sequence: 1,
    timestamp: 1,
    policyEvent: { resourceUrn: urnOf(name), message, color: "raw", enforcementLevel, ...pack },
  };
}

export function ending(result = "succeeded"): object[] {
  const summary = { maybeCorrupt: false, durationSeconds: 2, resourceChanges: {}, PolicyPacks: {}, isPreview: true, result };
  return [
    { sequence: 8, timestamp: 1, summaryEvent: summary },
    { sequence: 9, timestamp: 1, cancelEvent: {} },
  ];
}

export function logOf(events: readonly object[]): string {
  return events.map((event) => `${JSON.stringify(counted(event, events))}\n`).join("");
}

/** A summary that counts nothing gets the counts that the engine would give it. */
function counted(event: object, events: readonly object[]): object {
  const { summaryEvent } = event as { summaryEvent?: { resourceChanges: object } };
  if (summaryEvent === undefined || Object.keys(summaryEvent.resourceChanges).length > 0) return event;
  const resourceChanges: Record<string, number> = {};
  for (const other of events) {
    const op = (other as { resourcePreEvent?: { metadata?: { op?: string } } }).resourcePreEvent?.metadata?.op ?? "refresh";
    if (!/^refresh$|-replacement$|-replaced$/.test(op)) resourceChanges[op] = (resourceChanges[op] ?? 0) + 1;
  }
  return { ...event, summaryEvent: { ...summaryEvent, resourceChanges } };
}

/** The report of one log or of several, scrubbed as the command does it. */
export function reportOf(...logs: (string | readonly object[])[]): Promise<Report> {
  return reportIn("en", ...logs);
}

export async function reportIn(language: Language, ...logs: (string | readonly object[])[]): Promise<Report> {
  const secrets = createSecrets();
  const stacks = [];
  for (const [index, log] of logs.entries()) {
    const text = typeof log === "string" ? log : logOf(log);
    stacks.push(await readEvents(Readable.from([Buffer.from(text)]), { label: `log ${index + 1}`, language, secrets }));
  }
  return {
    version: 1,
    language,
    stacks: scrubAll(stacks, secrets),
    origin: { commit: "1a2b3c4d5e6f", time: "2026-11-22T10:40:00.000Z" },
  };
}

/** A rendered report as one text. */
export const whole = (pieces: Iterable<string>): string => [...pieces].join("");
