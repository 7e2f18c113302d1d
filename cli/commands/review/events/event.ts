/**
 * The engine's events, limited to what a review reads. Pulumi's automation module has types for these, but not for the newer ones
 * (policyRemediationEvent, errorEvent, the result of a summary), and a log is input from outside: every field is checked here.
 */
import { isObject } from "../../../../provider/pulumi-wire";

export type Properties = Record<string, unknown>;

export interface StepState {
  id: string;
  custom: boolean;
  protect: boolean;
  retainOnDelete: boolean;
  inputs: Properties;
  outputs: Properties;
  initErrors: string[];
  /** URN of the parent. */
  parent: string;
  /** `URN::id` of the provider. */
  provider: string;
}

export interface Step {
  op: string;
  urn: string;
  type: string;
  old?: StepState;
  new?: StepState;
  /** Top-level properties that force a replacement. */
  keys: string[];
  /** Top-level properties that changed. */
  diffs: string[];
  /** Path to kind ("update-replace"), absent if the engine returns none. */
  detailedDiff?: Record<string, string>;
}

export interface PolicyFinding {
  urn: string;
  message: string;
  policy: string;
  pack: string;
  version: string;
  level: string;
  severity: string;
}

export type Event =
  | { kind: "step"; phase: "pre" | "outputs" | "failed"; step: Step }
  | { kind: "policy"; finding: PolicyFinding }
  | { kind: "remediation"; finding: PolicyFinding; before: Properties; after: Properties }
  | { kind: "diagnostic"; urn: string; severity: string; message: string; ephemeral: boolean }
  | { kind: "summary"; changes: Record<string, number>; seconds?: number; packs: Record<string, string>; result: string }
  | { kind: "prelude"; config: Record<string, string> }
  | { kind: "error"; message: string }
  | { kind: "end" }
  | { kind: "ignored" }
  | { kind: "unknown"; name: string };

const ignored = new Set([
  "stdoutEvent",
  "policyLoadEvent",
  "policyAnalyzeSummaryEvent",
  "policyRemediateSummaryEvent",
  "policyAnalyzeStackSummaryEvent",
  "startDebuggingEvent",
  "progressEvent",
]);

/** The event of a line; undefined if it is not an engine event. */
export function toEvent(value: unknown): Event | undefined {
  if (!isObject(value)) return undefined;
  const name = Object.keys(value).find((key) => key.endsWith("Event") && isObject(value[key]));
  if (name === undefined) return undefined;
  const body = object(value[name]);
  switch (name) {
    case "resourcePreEvent":
      return { kind: "step", phase: "pre", step: step(object(body.metadata)) };
    case "resOutputsEvent":
      return { kind: "step", phase: "outputs", step: step(object(body.metadata)) };
    case "resOpFailedEvent":
      return { kind: "step", phase: "failed", step: step(object(body.metadata)) };
    case "policyEvent":
      return { kind: "policy", finding: finding(body) };
    case "policyRemediationEvent":
      return { kind: "remediation", finding: finding(body), before: object(body.before), after: object(body.after) };
    case "diagnosticEvent":
      return {
        kind: "diagnostic",
        urn: string(body.urn),
        severity: string(body.severity),
        message: string(body.message),
        ephemeral: body.ephemeral === true,
      };
    case "summaryEvent":
      return {
        kind: "summary",
        changes: numbers(body.resourceChanges),
        ...(typeof body.durationSeconds === "number" && { seconds: body.durationSeconds }),
        packs: strings(body.PolicyPacks),
        result: string(body.result),
      };
    case "preludeEvent":
      return { kind: "prelude", config: strings(body.config) };
    case "errorEvent":
      return { kind: "error", message: string(body.error) };
    case "cancelEvent":
      return { kind: "end" };
    default:
      return ignored.has(name) ? { kind: "ignored" } : { kind: "unknown", name };
  }
}

function step(body: Properties): Step {
  const found: Step = {
    op: string(body.op),
    urn: string(body.urn),
    type: string(body.type),
    keys: list(body.keys),
    diffs: list(body.diffs),
  };
  if (isObject(body.old)) found.old = state(body.old);
  if (isObject(body.new)) found.new = state(body.new);
  if (isObject(body.detailedDiff)) {
    found.detailedDiff = {};
    for (const [path, diff] of Object.entries(body.detailedDiff))
      found.detailedDiff[path] = string(object(diff).diffKind) || string(object(diff).kind);
  }
  return found;
}

function state(body: Properties): StepState {
  return {
    id: string(body.id),
    custom: body.custom === true,
    protect: body.protect === true,
    retainOnDelete: body.retainOnDelete === true,
    inputs: object(body.inputs),
    outputs: object(body.outputs),
    initErrors: list(body.initErrors),
    parent: string(body.parent),
    provider: string(body.provider),
  };
}

function finding(body: Properties): PolicyFinding {
  return {
    urn: string(body.resourceUrn),
    message: string(body.message),
    policy: string(body.policyName),
    pack: string(body.policyPackName),
    version: string(body.policyPackVersionTag) || string(body.policyPackVersion),
    level: string(body.enforcementLevel),
    severity: string(body.severity),
  };
}

function object(value: unknown): Properties {
  return isObject(value) ? value : {};
}

function string(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function list(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

function strings(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(object(value)).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

function numbers(value: unknown): Record<string, number> {
  return Object.fromEntries(
    Object.entries(object(value)).filter((entry): entry is [string, number] => typeof entry[1] === "number"),
  );
}
