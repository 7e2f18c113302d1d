/** What a review knows, free of secrets: every renderer reads this and nothing else. */

import type { Language } from "../texts/language";

/** What happens to a resource, in the order in which a reader wants to know. */
export type Operation = "delete" | "replace" | "update" | "drift" | "create" | "import" | "outputs" | "read" | "same";

/** `outputs` are those of the stack: one change that holds all of them, and its count is of outputs. */
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

/** A value as it may be shown. `secret` and `unknown` never carry the value itself. */
export interface Shown {
  kind: "text" | "secret" | "unknown" | "none";
  text: string;
}

/** One line of a line diff; "@" stands for unchanged lines that are left out. */
export interface DiffLine {
  sign: "+" | "-" | " " | "@";
  text: string;
  /** Of "@": how many lines are left out. */
  count?: number;
}

export interface FieldChange {
  /** As a reader would write it: `steps["Maven build"].properties.command`. */
  path: string;
  kind: "added" | "removed" | "changed";
  old: Shown;
  new: Shown;
  /** Instead of old and new, for text that reads as lines. */
  lines?: DiffLine[];
  /** Instead of old and new, for a list of plain values. */
  items?: { added: string[]; removed: string[] };
  /** This field is why the resource is replaced. */
  replaces: boolean;
}

/** One step of a job, for the row of boxes; in the order after the change, removed ones where they were. */
export interface StepBox {
  name: string;
  module: string;
  state: "same" | "changed" | "added" | "removed";
  /** Stands elsewhere among the steps than before. */
  moved: boolean;
  disabled: boolean;
}

export interface Change {
  urn: string;
  type: string;
  /** Word for the type: "job", "notice", or the type's own last part. */
  noun: string;
  /** The name that people see in the service, else the resource's name. */
  name: string;
  /** The name in the program, where it differs. */
  logicalName?: string;
  id?: string;
  operation: Operation;
  /** Fields that force a replacement, or other reasons in words. */
  reasons: string[];
  /** What it means for people, in sentences. */
  consequences: string[];
  /** What is lost for good with it, such as the "build history" of a job. */
  loses?: string;
  /** What the program may mean instead. */
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
  /** With a baseline: whether it was there before this change. Then it is shown, and stops nothing. */
  known?: boolean;
}

/** Whether it stands in the way of a merge. */
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
  /** `project/stack`, or the name of the log when the log does not say. */
  label: string;
  /** The project file of the program, seen from the root of its repository; unknown for saved logs. */
  projectFile?: string;
  /** Complete, cut off before its end, or failed. */
  state: "complete" | "incomplete" | "failed";
  /** What is not known after this preview, in sentences; with any of them nobody can say that nothing else happens. */
  gaps: string[];
  counts: Record<Operation, number>;
  failures: Failure[];
  violations: Violation[];
  warnings: Failure[];
  changes: Change[];
  /** `job "api"` of what stays as it is, as far as a report keeps it; the count is in `counts.same`. */
  unchanged: string[];
  /** Oddities of the log itself: lines that are not JSON, events nobody knows. */
  notes: string[];
  policyPacks: Record<string, string>;
  durationSeconds?: number;
}

/** Where and when the report was made; every part may be unknown. */
export interface Origin {
  commit?: string;
  time?: string;
  cliVersion?: string;
  artifactUrl?: string;
}

export interface Report {
  version: 1;
  /** Of its sentences; messages of programs, providers and policies are in their own. */
  language: Language;
  stacks: StackReport[];
  origin: Origin;
}

export function emptyCounts(): Record<Operation, number> {
  return { delete: 0, replace: 0, update: 0, drift: 0, create: 0, import: 0, outputs: 0, read: 0, same: 0 };
}
