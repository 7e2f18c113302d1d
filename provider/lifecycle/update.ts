import type * as pulumi from "@pulumi/pulumi";
import { subject } from "./errors";
import type { Computed, Declared } from "./kind";
import { Ledger } from "./ledger";
import { explainTaken } from "./recover";
import { secretsOf } from "./secrets";
import { complete, current, outputsOf, splitState } from "./state";
import { addedKey } from "./undeclared";
import { changes, clearTextOf, type Props, type Verbs } from "./verbs";

export async function updateObject<I extends Declared, L>(
  { kind, run, nameOf, cloudOf }: Verbs<I, L>,
  id: string,
  olds: Props,
  news: Props,
): Promise<pulumi.dynamic.UpdateResult> {
  const state = splitState<I>(kind, current(kind, olds));
  const declared = complete<I>(splitState<I>(kind, news).inputs);
  const { changed, sends } = changes(kind, state, declared);
  const { clearText: _, ...others } = state.computed;
  const added = state.added && { [addedKey]: state.added };
  const before: Computed = { ...others, ...clearTextOf(news), undeclared: state.undeclared, ...added };
  const secrets = secretsOf<I>(kind, news);
  if (!sends) return { outs: outputsOf<I>(kind, declared, before, secrets) };
  const ledger = new Ledger<I>(before);
  const cloud = cloudOf(declared.region, declared, secretsOf<I>(kind, news, olds));
  try {
    const change = {
      applied: complete<I>(state.inputs),
      declared,
      changed,
      computed: state.computed,
      ...(state.added && { added: state.added }),
    };
    const computed = await kind.update(cloud, id, change, ledger.made);
    return { outs: outputsOf<I>(kind, declared, { ...before, ...computed }, secrets) };
  } catch (error) {
    const renamed = kind.uniqueName && nameOf(declared) !== nameOf(state.inputs);
    const [origin] = run.names.originsOf(nameOf(declared));
    const why = renamed ? await explainTaken({ kind, cloud, declared, run, origin }, id, error) : error;
    throw ledger.partiallyCreated(subject("update", kind, declared), kind, news, why);
  }
}
