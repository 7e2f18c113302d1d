/** Texts per kind: in terms of the service for CodeArts kinds, generic ones for all others. */
import { reviewWords } from "../../../../provider/generated/review";
import { classOfType } from "../../../../provider/pulumi-wire";
import { type KindName, kinds } from "../../../../sdk/generated/kinds";
import type { Properties, StepState } from "../events/event";
import { type Language, type Texts, texts } from "../texts";
import { formOf } from "./forms";
import { type Hidden, hiddenBy, nothingHidden } from "./hidden";
import type { Operation } from "./report";

export interface Kind {
  /** Texts in the language of the report. */
  texts: Texts["model"];
  noun: string;
  /** Top-level inputs that are shown as one value, and how they are shown. */
  words: Readonly<Record<string, (value: unknown) => string | undefined>>;
  /** Inputs that are always secret, whether marked or not. */
  hidden: Hidden;
  deleted(state: StepState): string[];
  replaced(state: StepState): string[];
  /** What this operation destroys permanently. */
  loses?(state: StepState, operation: Operation): string | undefined;
  /** One line about a created resource. */
  made(inputs: Properties): string | undefined;
}

export function kindOf(type: string, language: Language): Kind {
  return own[language].get(classOfType(type) ?? "") ?? { ...general[language], noun: nounOf(type, language) };
}

/** Whether the type is a kind of this project. */
export const isOwn = (type: string): boolean => classOfType(type) !== undefined;

/** The last part of a type, sanitized, because component types are arbitrary text. */
function nounOf(type: string, language: Language): string {
  return (type.split(":").at(-1) ?? "").replace(/[^\p{L}\p{N}_.-]+/gu, "").slice(0, 100) || texts[language].model.resource;
}

function generalIn({ model }: Texts): Kind {
  const { deleted, component, replaced } = model.general;
  return {
    texts: model,
    noun: model.resource,
    words: {},
    hidden: nothingHidden,
    deleted: (state) => [state.custom ? deleted : component],
    replaced: () => [replaced],
    made: () => undefined,
  };
}

/** A kind of this project, with the texts of its folder in provider/kinds. */
function ownKind(name: KindName, { say, model }: Texts): Kind {
  const { noun, secretPaths } = kinds[name];
  const { chineseNoun, values = {}, deleted, replaced, loses, made } = reviewWords[name];
  return {
    texts: model,
    noun: say(noun, chineseNoun),
    words: Object.fromEntries(Object.entries(values).map(([path, word]) => [path, (value: unknown) => word(value, say)])),
    hidden: hiddenBy(secretPaths),
    deleted: ({ inputs }) => deleted(inputs, say),
    replaced: ({ inputs }) => replaced(inputs, say),
    loses: ({ inputs }, operation) =>
      operation === "replace" || operation === "delete" ? loses?.(inputs, operation, say) : undefined,
    made: (inputs) => made?.(inputs, say),
  };
}

function inEach<T>(make: (texts: Texts) => T): Readonly<Record<Language, T>> {
  return { en: make(texts.en), zh: make(texts.zh) };
}

const general = inEach(generalIn);
const own = inEach(
  (said) => new Map<string, Kind>((Object.keys(kinds) as KindName[]).map((name) => [name, ownKind(name, said)])),
);

/** The name in the service. */
export function nameOf(state: StepState | undefined, logicalName: string): string {
  const name = state?.inputs.name;
  return typeof name === "string" && name !== "" && name.length <= 200 && formOf(name) !== "unknown" ? name : logicalName;
}
