import { secretMark } from "../pulumi-wire";
import { Refusal } from "./errors";
import type { Computed, Declared, Kind, Outputs } from "./kind";
import { at, isInternal, isObject, isUnknown, own, type Path, storable } from "./values";

/** What state holds beside inputs and computed outputs. Keys that begin with `__` are shown nowhere. */
const versionKey = "__version";
/** The object was read at least once, so `undeclared` says what was seen. */
const observedKey = "__observed";

export interface State<I> {
  readonly inputs: Partial<I>;
  readonly computed: Record<string, unknown>;
  readonly undeclared: readonly string[];
  readonly observed: boolean;
  /** Written by us: otherwise the engine reads an object that the program knows by its id only. */
  readonly isOurs: boolean;
}

/** The part of a kind that says what its state looks like. */
export type StateOf<I> = Pick<Kind<never, never>, "upgrades"> & {
  readonly fields: object;
  secrets?(inputs: Partial<I>): readonly Path[];
};

/** Old state in today's form. State without a version is of the first. */
export function current<I>(kind: StateOf<I>, outputs: Outputs): Outputs {
  const upgrades = kind.upgrades ?? [];
  const written = outputs[versionKey];
  const version = typeof written === "number" ? written : 1;
  if (version > upgrades.length + 1) {
    throw new Refusal(`this state is of a later release (form ${version}); use at least that release of pulumi-codearts`);
  }
  return upgrades.slice(version - 1).reduce((state, upgrade) => upgrade(state), outputs);
}

export function splitState<I extends Declared>(kind: StateOf<I>, props: Outputs): State<I> {
  const known = Object.entries(props).filter(([key]) => !isInternal(key));
  const undeclared = own(props, "undeclared");
  return {
    inputs: Object.fromEntries(known.filter(([key]) => key in kind.fields)) as Partial<I>,
    computed: Object.fromEntries(known.filter(([key]) => !(key in kind.fields) && key !== "undeclared")),
    undeclared: Array.isArray(undeclared) ? undeclared.map(String) : [],
    observed: props[observedKey] === true,
    isOurs: Array.isArray(undeclared) || versionKey in props,
  };
}

/** What the engine stores: the inputs as applied, the computed outputs, and what is live and not declared. */
export function outputsOf<I>(kind: StateOf<I>, inputs: Partial<I>, computed: Computed | undefined, observed: boolean): Outputs {
  const outputs = {
    ...(withSecrets(kind, inputs) as Outputs),
    ...computed,
    undeclared: [...(computed?.undeclared ?? [])],
    [versionKey]: (kind.upgrades?.length ?? 0) + 1,
    ...(observed ? { [observedKey]: true } : {}),
  };
  return storable(outputs) as Outputs;
}

/** Marks as secret what is secret by its nature, also where the program forgot to. */
export function withSecrets<I>(kind: StateOf<I>, inputs: Partial<I>): Record<string, unknown> {
  const plain = storable(inputs) as Record<string, unknown>;
  return (kind.secrets?.(inputs) ?? []).reduce((marked, path) => markSecret(marked, path) as Record<string, unknown>, plain);
}

/** A text without the secrets of a resource: the service may repeat in a refusal what it was sent. */
export function withoutSecrets<I>(kind: StateOf<I>, props: Outputs, text: string): string {
  const values = (kind.secrets?.(props as Partial<I>) ?? []).map((path) => at(props, path));
  const texts = values.filter((value): value is string => typeof value === "string" && value.length > 2);
  return texts.reduce((clean, secret) => clean.replaceAll(secret, "[secret]"), text);
}

function markSecret(value: unknown, path: Path): unknown {
  const [head, ...rest] = path;
  if (head === undefined) return value === undefined || isUnknown(value) ? value : { ...secretMark, value };
  if (Array.isArray(value)) return value.map((item, index) => (index === head ? markSecret(item, rest) : item));
  if (!isObject(value) || at(value, [head]) === undefined) return value;
  return { ...value, [head]: markSecret(value[head], rest) };
}
