import { Refusal } from "./errors";
import type { Computed, Declared, Kind, Outputs } from "./kind";
import { cleaned, marked, noSecrets, type Secretive, type Secrets } from "./secrets";
import { type Added, addedKey, inOrder } from "./undeclared";
import { isInternal, own, storable } from "./values";

/** What state holds besides inputs and computed outputs. Pulumi does not show keys that begin with `__`. */
const versionKey = "__version";

/** Values looked up for omitted inputs, so that declaring the same value is no change. */
export const resolvedKey = "__resolved";

export interface State<I> {
  readonly inputs: Partial<I>;
  readonly computed: Record<string, unknown>;
  readonly undeclared: readonly string[];
  /** The part of it that the service added; absent if unknown. */
  readonly added?: Added;
  /** Present if written by this provider; otherwise the engine is reading an object by id. */
  readonly isOurs: boolean;
}

/** The part of a kind that defines its state. */
export type StateOf<I> = Pick<Kind<never, never>, "upgrades"> & Secretive<I> & { readonly fields: object };

/** Old state in the current version. State without a version is version 1. */
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
  const known = Object.entries(props).filter(([key]) => !isInternal(key) || key === resolvedKey);
  const undeclared = own(props, "undeclared");
  const added = own(props, addedKey);
  return {
    // Object.fromEntries loses the relation between keys and values.
    inputs: Object.fromEntries(known.filter(([key]) => key in kind.fields)) as Partial<I>,
    computed: Object.fromEntries(known.filter(([key]) => !(key in kind.fields) && key !== "undeclared")),
    undeclared: Array.isArray(undeclared) ? undeclared.map(String) : [],
    ...(Array.isArray(added) ? { added: added.map(String) } : {}),
    isOurs: Array.isArray(undeclared) || versionKey in props,
  };
}

/** Inputs of a deployment and of state, which a check has accepted: nothing required is missing. */
export const complete = <I>(inputs: Partial<I>): I => inputs as I;

/** What the engine stores: the applied inputs, the computed outputs, and undeclared live settings; secrets marked. */
export function outputsOf<I>(
  kind: StateOf<I>,
  inputs: Partial<I>,
  computed: Computed | undefined,
  secrets: Secrets = noSecrets,
  declared: Partial<I> = inputs,
): Outputs {
  const outputs = {
    ...inputs,
    ...computed,
    undeclared: inOrder((computed?.undeclared ?? []).map((path) => cleaned(path, secrets))),
    [versionKey]: (kind.upgrades?.length ?? 0) + 1,
    ...secrets.kept,
  };
  return marked(storable(outputs), secrets, declared as Outputs);
}
