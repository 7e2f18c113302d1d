import { difference } from "./diff";
import type { Cloud, Declared, Kind } from "./kind";
import type { Run } from "./run";
import type { Secrets } from "./secrets";
import { resolvedKey, type State } from "./state";
import { isObject } from "./values";

/** Inputs and outputs as the engine passes them. A kind reads only its own inputs from them, any of which may be missing. */
export type Props = Record<string, unknown>;
export type CloudOf<I> = (region: string | undefined, inputs: Partial<I>, secrets: Secrets) => Cloud;
export type NameOf<I> = (inputs: Partial<I>) => string;

/** What the verbs of one kind share. */
export interface Verbs<I extends Declared, L> {
  readonly kind: Kind<I, L>;
  readonly run: Run;
  /** Location and name of an object, unique within its kind. */
  readonly nameOf: NameOf<I>;
  readonly cloudOf: CloudOf<I>;
}

/** The changes of a deployment. An omitted input counts as the value that was looked up for it. */
export function changes<I extends Declared, L>(kind: Kind<I, L>, { inputs, computed }: State<I>, declared: Partial<I>) {
  // Written by a create of this kind.
  const resolved = (isObject(computed[resolvedKey]) ? computed[resolvedKey] : {}) as Partial<I>;
  return difference<I>(kind.fields, { ...resolved, ...inputs }, { ...resolved, ...declared });
}

/**
 * Paths that the program declares in plain text, for policies: values marked here would otherwise look like secrets of the
 * program. Stored in state, so that a refresh does not report them as a change.
 */
export function clearTextOf(props: Props, found: readonly string[] = []): Props {
  const given = props.__clearText ?? props.clearText;
  const paths = [...new Set([...(Array.isArray(given) ? given : []), ...found])];
  return paths.length > 0 ? { clearText: paths } : {};
}
