/** What a review says of the resources of a kind, and the parts of such sentences that kinds share. Loads no zod: a review needs none. */
import { isObject, isUnknown } from "../../pulumi-wire";

/** A text in both languages, of which one is said. */
export type Say = (en: string, zh: string) => string;

type Inputs = Readonly<Record<string, unknown>>;

export interface ReviewWords {
  /** What the service's console calls it in Chinese; the English word is the kind's noun. */
  readonly chineseNoun: string;
  /** Top-level inputs whose value is one thing to a reader, and how it reads. */
  readonly values?: Readonly<Record<string, (value: unknown, say: Say) => string | undefined>>;
  /** Sentences about a deletion; `old` is what state holds. */
  deleted(old: Inputs, say: Say): string[];
  replaced(old: Inputs, say: Say): string[];
  /** What is gone for good after this operation. */
  loses?(old: Inputs, operation: "replace" | "delete", say: Say): string | undefined;
  /** One line about a resource that is made. */
  made?(inputs: Inputs, say: Say): string | undefined;
}

/** A text for a sentence, shortened; empty for anything else and for what is not known yet. */
export const text = (value: unknown): string => (typeof value === "string" && !isUnknown(value) ? value.slice(0, 200) : "");

export const list = (value: unknown): string => (Array.isArray(value) ? value.map(text).filter(Boolean).join(", ") : "");

export function stepsSummary(steps: unknown, say: Say): string | undefined {
  if (!Array.isArray(steps) || steps.length === 0) return undefined;
  const names = steps.filter(isObject).map((step) => text(step.name) || "?");
  const shown = names.slice(0, 6).join(", ");
  const all = `${shown}${names.length > 6 ? ", …" : ""}`;
  return say(`${steps.length} ${steps.length === 1 ? "step" : "steps"} (${all})`, `${steps.length} 个步骤（${all}）`);
}
