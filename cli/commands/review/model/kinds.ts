/** Words for kinds of resources: ours in the service's own terms, every other in general ones. */
import { reviewWords } from "../../../../provider/generated/review";
import { classOfType } from "../../../../provider/pulumi-wire";
import { type KindName, kinds } from "../../../../sdk/generated/kinds";
import type { Properties, StepState } from "../events/event";
import type { Operation } from "./report";
import { formOf } from "./secrets";

export interface Kind {
  noun: string;
  /** Top-level inputs whose value is one thing to a reader, and how it reads. */
  words: Readonly<Record<string, (value: unknown) => string | undefined>>;
  /** Path patterns of what is secret by its meaning, whether the program marked it or not; "*" is any key. */
  hidden: readonly (readonly string[])[];
  deleted(state: StepState): string[];
  replaced(state: StepState): string[];
  /** What is gone for good after this operation. */
  loses?(state: StepState, operation: Operation): string | undefined;
  /** One line about a resource that is made. */
  made(inputs: Properties): string | undefined;
}

export function kindOf(type: string): Kind {
  return own.get(classOfType(type) ?? "") ?? { ...general, noun: nounOf(type) };
}

/** The kinds that this project brings, for filters. */
export const isOwn = (type: string): boolean => classOfType(type) !== undefined;

/** The last part of a type, as a word: nothing checks the types that components give themselves. */
function nounOf(type: string): string {
  return (type.split(":").at(-1) ?? "").replace(/[^\p{L}\p{N}_.-]+/gu, "").slice(0, 100) || "resource";
}

const general: Kind = {
  noun: "resource",
  words: {},
  hidden: [],
  deleted: (state) => [
    state.custom ? "is deleted for good; what depends on it breaks." : "is a component; its parts are listed on their own.",
  ],
  replaced: () => ["gets a new id; what refers to the old one by id is cut off."],
  made: () => undefined,
};

/** A kind of this project: its words stand in its folder in provider/kinds. */
function ownKind(name: KindName): Kind {
  const { noun, secretPaths } = kinds[name];
  const { values = {}, deleted, replaced, loses, made } = reviewWords[name];
  return {
    noun,
    words: values,
    hidden: secretPaths,
    deleted: ({ inputs }) => deleted(inputs),
    replaced: ({ inputs }) => replaced(inputs),
    loses: ({ inputs }, operation) =>
      operation === "replace" || operation === "delete" ? loses?.(inputs, operation) : undefined,
    made: (inputs) => made?.(inputs),
  };
}

const own = new Map<string, Kind>((Object.keys(kinds) as KindName[]).map((name) => [name, ownKind(name)]));

/** The name that people see in the service. */
export function nameOf(state: StepState | undefined, logicalName: string): string {
  const name = state?.inputs.name;
  return typeof name === "string" && name !== "" && name.length <= 200 && formOf(name) !== "unknown" ? name : logicalName;
}
