import type * as pulumi from "@pulumi/pulumi";
import { configure, defaults } from "./config";
import { checkInputs, describeProblems } from "./lifecycle/check";
import { difference } from "./lifecycle/diff";
import { explained, Refusal, subject } from "./lifecycle/errors";
import { hiddenSteps } from "./lifecycle/hidden-lists";
import type { Cloud, Computed, Declared, Kind, Made } from "./lifecycle/kind";
import { Ledger } from "./lifecycle/ledger";
import { settingProblems } from "./lifecycle/preflight";
import { type Attempt, canSettle, type Settled, settle } from "./lifecycle/recover";
import { describeUndeclared } from "./lifecycle/report";
import { startRun, tell, tellOnce } from "./lifecycle/run";
import { cleaned, foundIn, lookedUpKey, marked, noSecrets, type Secrets, secretsOf, withSecretsOf } from "./lifecycle/secrets";
import { current, outputsOf, splitState } from "./lifecycle/state";
import { formatPath, isInternal, storable } from "./lifecycle/values";

type Props = Record<string, unknown>;
type Action = Parameters<typeof subject>[0];

/**
 * The provider object of one kind: what Pulumi's provider process calls. It holds nothing but its kind and what this run
 * has done; clients and their connections are shared by all kinds.
 */
export function lifecycle<I extends Declared, L>(kind: Kind<I, L>): pulumi.dynamic.ResourceProvider {
  const run = startRun();
  /** What programs of this run say is secret of an object, for who looks it up by its id. */
  const declaredSecrets = new Map<string, Secrets>();
  const nameOf = (inputs: Partial<I>): string => `${kind.place?.(inputs) ?? ""} ${kind.label(inputs)}`;
  const cloudOf: CloudOf<I> = (region, inputs, secrets) => {
    const clean = (line: string) => cleaned(line, secrets);
    return run.cloudOf(region, `codearts:${kind.name} ${clean(kind.label(inputs))}`, clean);
  };
  /** Every failure leaves here worded for the person at the terminal. */
  const guarded = async <T>(action: Action, props: Props, work: () => T | Promise<T>, olds: Props = {}): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      const secrets = secretsOf<I>(kind, props, olds);
      throw explained(action, kind, props as Partial<I>, error, (text) => cleaned(text, secrets));
    }
  };
  return {
    // Stores and returns: a call that comes at the same time would run unconfigured.
    async configure(request) {
      run.inState.clear();
      declaredSecrets.clear();
      configure(request.config);
    },
    check: (olds, news) =>
      guarded("check", news, () => {
        const checked = check(kind, olds, news);
        const hint = "stepSecrets" in kind.fields ? hiddenSteps(news) : undefined;
        if (hint) tellOnce(`codearts:${kind.name} ${kind.label(news as Partial<I>)}: ${hint}`);
        return checked;
      }),
    diff: (id, olds, news) => {
      run.inState.add(id);
      rememberSecrets(declaredSecrets, id, secretsOf<I>(kind, news, olds));
      return guarded("preview", news, () => diff(kind, olds, news));
    },
    create: (props) =>
      guarded("create", props, async () => {
        const declared = splitState<I>(kind, props).inputs as I;
        const secrets = secretsOf<I>(kind, props);
        const cloud = cloudOf(declared.region, declared, secrets);
        if (kind.uniqueName) run.claim(cloud, nameOf(declared));
        const created = await create({ kind, cloud, declared, startedAt: Date.now(), inState: run.inState }, props);
        rememberSecrets(declaredSecrets, created.id, secrets);
        return created;
      }),
    read: (id, props = {}) => guarded("read", props, () => read(kind, cloudOf, id, props, declaredSecrets.get(id))),
    update: (id, olds, news) => guarded("update", news, () => update(kind, cloudOf, id, olds, news), olds),
    delete: (id, props) =>
      guarded("delete", props, async () => {
        const { inputs } = splitState<I>(kind, current(kind, props));
        const cloud = cloudOf(inputs.region, inputs, secretsOf<I>(kind, props));
        if (run.isKept(cloud, id)) return;
        await kind.delete(cloud, id, inputs as I);
        run.release(cloud, nameOf(inputs));
      }),
  };
}

function rememberSecrets(known: Map<string, Secrets>, id: string, secrets: Secrets): void {
  if (secrets.paths.length > 0 || secrets.texts.length > 0) known.set(id, secrets);
}

type CloudOf<I> = (region: string | undefined, inputs: Partial<I>, secrets: Secrets) => Cloud;

function check<I extends Declared, L>(kind: Kind<I, L>, olds: Props, news: Props): pulumi.dynamic.CheckResult {
  const { inputs, problems } = checkInputs(kind, news, defaults(), olds);
  kind.hint?.(inputs, Object.fromEntries(Object.entries(news).filter(([key]) => isInternal(key))));
  // The engine prints the value of a property that a failure names, which may be a secret: the reason has the path instead.
  const secrets = secretsOf<I>(kind, { ...news, ...inputs });
  const plain = storable(inputs) as Props;
  const found = problems.length > 0 ? problems : settingProblems(kind, news, inputs);
  if (found.length > 0) {
    return { inputs: marked(plain, secrets), failures: [{ property: "", reason: cleaned(describeProblems(found), secrets) }] };
  }
  return {
    inputs: { ...marked(plain, secrets), ...secrets.kept, ...clearTextOf(news, foundIn(plain, secrets).map(formatPath)) },
  };
}

/**
 * Paths that the program gave in clear, for policies: what is marked here would look like a secret of the program's. State
 * keeps them, so that a refresh does not take them for a change.
 */
function clearTextOf(props: Props, found: readonly string[] = []): Props {
  const given = props.__clearText ?? props.clearText;
  const paths = [...new Set([...(Array.isArray(given) ? given : []), ...found])];
  return paths.length > 0 ? { clearText: paths } : {};
}

function diff<I extends Declared, L>(kind: Kind<I, L>, olds: Props, news: Props): pulumi.dynamic.DiffResult {
  const { inputs: applied } = splitState<I>(kind, current(kind, olds));
  const { inputs: declared } = splitState<I>(kind, news);
  const { changed, replaces } = difference<I>(kind.fields, applied, declared);
  if (changed.size === 0) return { changes: false };
  const label = replaces.length > 0 ? cleaned(kind.label(declared), secretsOf<I>(kind, news, olds)) : "";
  for (const key of replaces) {
    tell(`codearts:${kind.name} ${label}: will be replaced, because ${key} changes: ${kind.fields[key].why ?? ""}`);
  }
  return { replaces: [...replaces], deleteBeforeReplace: kind.deleteFirst?.(changed) ?? false };
}

async function create<I extends Declared, L>(attempt: Attempt<I, L>, props: Props): Promise<pulumi.dynamic.CreateResult> {
  const { kind, declared } = attempt;
  const ledger = new Ledger<I>();
  try {
    await make(attempt, ledger.made);
  } catch (error) {
    throw ledger.halfMade(subject("create", kind, declared), kind, props, error);
  }
  const { at } = ledger;
  if (!at) throw new Error(`${kind.name}.create ended without an id`);
  const computed = { ...at.computed, ...clearTextOf(props) };
  return { id: at.id, outs: outputsOf<I>(kind, declared, computed, false, secretsOf<I>(kind, props)) };
}

/** Create, and where that leaves it open whether or whose: look, and go on with what is there. */
async function make<I extends Declared, L>(attempt: Attempt<I, L>, made: Made<I>): Promise<void> {
  const { kind, cloud, declared } = attempt;
  if (kind.lookFirst) {
    const settled = await settle(attempt);
    if (settled !== "nothing") return takeOver(attempt, settled, made);
  }
  let exists = false;
  const noticing: Made<I> = (...args) => {
    exists = true;
    made(...args);
  };
  for (let tries = 1; ; tries += 1) {
    try {
      return await kind.create(cloud, declared, noticing);
    } catch (error) {
      if (exists || !kind.find || !canSettle(error)) throw error;
      const settled = await settle(attempt, error);
      if (settled !== "nothing") return takeOver(attempt, settled, made);
      // Nothing came of the lost call: where no second object can come of it, it is sent once more.
      if (!kind.uniqueName || tries > 1) throw error;
    }
  }
}

interface Attempted<I extends Declared, L> {
  readonly kind: Kind<I, L>;
  readonly cloud: Cloud;
  readonly declared: I;
}

/** Brings an object that was there already to what is declared. */
async function takeOver<I extends Declared, L>(
  attempt: Attempted<I, L>,
  found: Exclude<Settled<I>, "nothing">,
  made: Made<I>,
): Promise<void> {
  const { kind, cloud, declared } = attempt;
  cloud.keep(found.id);
  made(found.id, found.applied);
  const { changed, sends } = difference<I>(kind.fields, found.applied, declared);
  if (!sends) return;
  const computed = await kind.update(cloud, found.id, { applied: found.applied as I, declared, changed }, made);
  made(found.id, declared, computed);
}

async function read<I extends Declared, L>(
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
  const live = await kind.read(cloud, id, state.inputs);
  if (live === undefined) {
    // The engine would go on with an empty id; who asks for an object by its id wants to know.
    if (!state.isOurs) throw new Refusal(`there is no ${kind.name} with the id ${id}`);
    return { id: "", props: {} };
  }
  const view = kind.view(live, state.isOurs ? (state.inputs as I) : undefined, id, region ?? "");
  const line = state.isOurs ? describeUndeclared(view.undeclared, state, kind.ambient) : undefined;
  if (line) cloud.note(line);
  const computed: Computed = { ...state.computed, ...view.computed, undeclared: view.undeclared };
  const paths = [...secrets.paths, ...(kind.alsoSecret?.(view.inputs, state.inputs) ?? [])];
  const found = { ...secrets, paths };
  const inputs = marked(storable(view.inputs) as Props, found, state.inputs);
  return {
    id,
    props: outputsOf<I>(kind, view.inputs, computed, true, found, state.inputs),
    inputs: { ...inputs, ...secrets.kept, ...clearTextOf(props) },
  };
}

async function update<I extends Declared, L>(
  kind: Kind<I, L>,
  cloudOf: CloudOf<I>,
  id: string,
  olds: Props,
  news: Props,
): Promise<pulumi.dynamic.UpdateResult> {
  const state = splitState<I>(kind, current(kind, olds));
  const declared = splitState<I>(kind, news).inputs as I;
  const { changed, sends } = difference<I>(kind.fields, state.inputs, declared);
  const { clearText: _, ...others } = state.computed;
  const before: Computed = { ...others, ...clearTextOf(news), undeclared: state.undeclared };
  const secrets = secretsOf<I>(kind, news);
  if (!sends) return { outs: outputsOf<I>(kind, declared, before, state.observed, secrets) };
  const ledger = new Ledger<I>(before);
  try {
    const change = { applied: state.inputs as I, declared, changed };
    const cloud = cloudOf(declared.region, declared, secretsOf<I>(kind, news, olds));
    const computed = await kind.update(cloud, id, change, ledger.made);
    const observed = computed?.undeclared !== undefined && !(kind.ambient && changed.has(kind.ambient.field));
    return { outs: outputsOf<I>(kind, declared, { ...before, ...computed }, observed, secrets) };
  } catch (error) {
    throw ledger.halfMade(subject("update", kind, declared), kind, news, error);
  }
}

/** The object as state would hold it, had a program made it that declares all of it: for `adopt`. */
export function adopted<I extends Declared, L>(
  kind: Kind<I, L>,
  id: string,
  live: L,
  region: string,
): { id: string; inputs: Props; outputs: Props; secrets: readonly (readonly (string | number)[])[] } {
  const view = kind.view(live, undefined, id, region);
  const outputs = outputsOf<I>(kind, view.inputs, { ...view.computed, undeclared: view.undeclared }, true);
  const inputs = storable(view.inputs) as Props;
  return { id, inputs, outputs, secrets: kind.secrets?.(view.inputs) ?? [] };
}
