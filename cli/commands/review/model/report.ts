/** The report model without secrets: the only input of all renderers. */

import type { Language } from "../texts/language";

/** Operations, most important first. */
export type Operation = "delete" | "replace" | "update" | "drift" | "create" | "import" | "outputs" | "read" | "same";

/** `outputs` are stack outputs: one change contains all of them, and the count is the number of outputs. */
export const operations: readonly Operation[] = [
  "delete",
  "replace",
  "update",
  "drift",
  "create",
  "import",
  "outputs",
  "read",
  "same",
];

/** A value for display. `secret` and `unknown` never contain the value itself. */
export interface Shown {
  kind: "text" | "secret" | "unknown" | "none";
  text: string;
}

/** One line of a line diff; "@" represents omitted unchanged lines. */
export interface DiffLine {
  sign: "+" | "-" | " " | "@";
  text: string;
  /** For "@": the number of omitted lines. */
  count?: number;
}

export interface FieldChange {
  /** In readable form: `steps["Maven build"].properties.command`. */
  path: string;
  kind: "added" | "removed" | "changed";
  old: Shown;
  new: Shown;
  /** Instead of old and new, for multi-line text. */
  lines?: DiffLine[];
  /** Instead of old and new, for a list of plain values. */
  items?: { added: string[]; removed: string[] };
  /** This field forces the replacement. */
  replaces: boolean;
}

/** One step of a job, for the row of steps; in the new order, removed ones at their old position. */
export interface StepBox {
  name: string;
  module: string;
  state: "same" | "changed" | "added" | "removed";
  /** Has a different position among the steps. */
  moved: boolean;
  disabled: boolean;
}

export interface Change {
  urn: string;
  type: string;
  /** Noun for the type: "job", "notice", or the last part of the type. */
  noun: string;
  /** The name in the service, otherwise the name of the resource. */
  name: string;
  /** The name in the program, if different. */
  logicalName?: string;
  id?: string;
  operation: Operation;
  /** Fields that force a replacement, or other reasons as text. */
  reasons: string[];
  /** Consequences, as sentences. */
  consequences: string[];
  /** Deleted or replaced with `retainOnDelete`: the object stays, and the stack forgets it. */
  retained?: true;
  /** What is permanently lost, such as the "build history" of a job. */
  loses?: string;
  /** The probable intention, such as a rename. */
  hint?: string;
  fields: FieldChange[];
  steps?: StepBox[];
  /** One line for a created resource. */
  summary?: string;
}

export interface Violation {
  level: "mandatory" | "advisory" | "remediated";
  policy: string;
  pack: string;
  version: string;
  severity?: string;
  resource?: { urn: string; noun: string; name: string };
  path?: string;
  message: string;
  remediation?: string;
  /** With a baseline: whether it existed before this change. If so, it is shown but stops nothing. */
  known?: boolean;
}

/** Whether the operation takes something away; a retained resource is still there after its deletion. */
export function isLost({ operation, retained }: Change, by: "delete" | "replace"): boolean {
  return operation === by && !(by === "delete" && retained);
}

/** Whether it blocks a merge. */
export function isBlocking({ level, known }: Violation): boolean {
  return level === "mandatory" && !known;
}

export interface Failure {
  message: string;
  resource?: { urn: string; noun: string; name: string };
}

export interface StackReport {
  project: string;
  stack: string;
  /** `project/stack`, or the name of the log if the log does not contain it. */
  label: string;
  /** The project file of the program, relative to the root of its repository; unknown for saved logs. */
  projectFile?: string;
  /** Complete, truncated, or failed. */
  state: "complete" | "incomplete" | "failed";
  /** What is unknown after this preview, as sentences; with any of them, further changes cannot be excluded. */
  gaps: string[];
  counts: Record<Operation, number>;
  failures: Failure[];
  violations: Violation[];
  warnings: Failure[];
  changes: Change[];
  /** Unchanged resources such as `job "api"`, up to a limit; the count is in `counts.same`. */
  unchanged: string[];
  /** Problems of the log: lines that are not JSON, unknown events. */
  notes: string[];
  policyPacks: Record<string, string>;
  durationSeconds?: number;
}

/** Where and when the report was created; every part may be unknown. */
export interface Origin {
  commit?: string;
  time?: string;
  cliVersion?: string;
  artifactUrl?: string;
}

export interface Report {
  version: 1;
  /** Language of the report's sentences; messages of programs, providers and policies keep theirs. */
  language: Language;
  stacks: StackReport[];
  origin: Origin;
}

export function emptyCounts(): Record<Operation, number> {
  return { delete: 0, replace: 0, update: 0, drift: 0, create: 0, import: 0, outputs: 0, read: 0, same: 0 };
}
