/** What a review says of the resources of a kind, and the parts of such sentences that kinds share. Loads no zod: a review needs none. */
import { isObject, isUnknown } from "../../pulumi-wire";

type Inputs = Readonly<Record<string, unknown>>;

export interface ReviewWords {
  /** Top-level inputs whose value is one thing to a reader, and how it reads. */
  readonly values?: Readonly<Record<string, (value: unknown) => string | undefined>>;
  /** Sentences about a deletion; `old` is what state holds. */
  deleted(old: Inputs): string[];
  replaced(old: Inputs): string[];
  /** What is gone for good after this operation. */
  loses?(old: Inputs, operation: "replace" | "delete"): string | undefined;
  /** One line about a resource that is made. */
  made?(inputs: Inputs): string | undefined;
}

/** A text for a sentence, shortened; empty for anything else and for what is not known yet. */
export const text = (value: unknown): string => (typeof value === "string" && !isUnknown(value) ? value.slice(0, 200) : "");

export const list = (value: unknown): string => (Array.isArray(value) ? value.map(text).filter(Boolean).join(", ") : "");

export function stepsSummary(steps: unknown): string | undefined {
  if (!Array.isArray(steps) || steps.length === 0) return undefined;
  const names = steps.filter(isObject).map((step) => text(step.name) || "?");
  const shown = names.slice(0, 6).join(", ");
  return `${steps.length} ${steps.length === 1 ? "step" : "steps"} (${shown}${names.length > 6 ? ", …" : ""})`;
}
