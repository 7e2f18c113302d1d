/** A kind's sentences for a review, and helpers that kinds share. Must not load zod, which a review does not need. */
import { isObject, isUnknown } from "../../pulumi-wire";

/** A text in both languages. */
export type Say = (en: string, zh: string) => string;

type Inputs = Readonly<Record<string, unknown>>;

export interface ReviewWords {
  /** The Chinese name in the service's console; the English one is the kind's noun. */
  readonly chineseNoun: string;
  /** Top-level inputs that readers see as one value, and how to show it. */
  readonly values?: Readonly<Record<string, (value: unknown, say: Say) => string | undefined>>;
  /** Sentences about a deletion; `old` is the state. */
  deleted(old: Inputs, say: Say): string[];
  replaced(old: Inputs, say: Say): string[];
  /** What this operation destroys permanently. */
  loses?(old: Inputs, operation: "replace" | "delete", say: Say): string | undefined;
  /** One line about a created resource. */
  made?(inputs: Inputs, say: Say): string | undefined;
}

/** A shortened text for a sentence; empty for other types and for unknown values. */
export const text = (value: unknown): string => (typeof value === "string" && !isUnknown(value) ? value.slice(0, 200) : "");

export const list = (value: unknown): string => (Array.isArray(value) ? value.map(text).filter(Boolean).join(", ") : "");

export function stepsSummary(steps: unknown, say: Say): string | undefined {
  if (!Array.isArray(steps) || steps.length === 0) return undefined;
  const names = steps.filter(isObject).map((step) => text(step.name) || "?");
  const shown = names.slice(0, 6).join(", ");
  const all = `${shown}${names.length > 6 ? ", …" : ""}`;
  return say(`${steps.length} ${steps.length === 1 ? "step" : "steps"} (${all})`, `${steps.length} 个步骤（${all}）`);
}
