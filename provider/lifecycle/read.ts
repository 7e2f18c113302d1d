import type * as pulumi from "@pulumi/pulumi";
import { defaults } from "../config";
import { Refusal } from "./errors";
import type { Computed, Declared, Kind } from "./kind";
import { lookedUpKey, marked, noSecrets, type Secrets, secretsOf, withSecretsOf } from "./secrets";
import { complete, current, outputsOf, splitState } from "./state";
import { describeUndeclared, undeclaredIn } from "./undeclared";
import { storable } from "./values";
import { type CloudOf, clearTextOf, type Props } from "./verbs";

/** `pulumi refresh`, `.get` and import. */
export async function readObject<I extends Declared, L>(
  kind: Kind<I, L>,
  cloudOf: CloudOf<I>,
  id: string,
  props: Props,
  declared: Secrets = noSecrets,
): Promise<pulumi.dynamic.ReadResult> {
  const state = splitState<I>(kind, current(kind, props));
  const region = state.inputs.region ?? defaults().region;
  const secrets = withSecretsOf(declared, secretsOf<I>(kind, state.isOurs ? props : { ...props, [lookedUpKey]: true }));
  const cloud = cloudOf(region, state.inputs, secrets);
  const project = !state.isOurs && "projectId" in kind.fields ? defaults().projectId : undefined;
  const live = await kind.read(cloud, id, project === undefined ? state.inputs : { projectId: project, ...state.inputs });
  if (live === undefined) {
    // The engine would continue with an empty id, but `get` by id must report a missing object.
    if (!state.isOurs) throw new Refusal(`there is no ${kind.name} with the id ${id}`);
    return { id: "", props: {} };
  }
  const view = kind.view(live, state.isOurs ? complete<I>(state.inputs) : undefined, id, region ?? "");
  const beside = undeclaredIn(view, state.isOurs ? state.added : undefined);
  const line = state.isOurs ? describeUndeclared(beside.undeclared) : undefined;
  if (line) cloud.note(line);
  const computed: Computed = { ...state.computed, ...view.computed, ...beside };
  const paths = [...secrets.paths, ...(kind.alsoSecret?.(view.inputs, state.inputs) ?? [])];
  const found = { ...secrets, paths };
  const inputs = marked(storable(view.inputs), found, state.inputs);
  return {
    id,
    props: outputsOf<I>(kind, view.inputs, computed, found, state.inputs),
    inputs: { ...inputs, ...secrets.kept, ...clearTextOf(props) },
  };
}

/** The object's state as if a program had created it and declared all its settings: for `adopt`. */
export function adopted<I extends Declared, L>(
  kind: Kind<I, L>,
  id: string,
  live: L,
  region: string,
): { id: string; inputs: Props; outputs: Props; secrets: readonly (readonly (string | number)[])[] } {
  const view = kind.view(live, undefined, id, region);
  const outputs = outputsOf<I>(kind, view.inputs, { ...view.computed, ...undeclaredIn(view) });
  const inputs = storable(view.inputs);
  return { id, inputs, outputs, secrets: kind.secrets?.(view.inputs) ?? [] };
}
