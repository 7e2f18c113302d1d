import type * as pulumi from "@pulumi/pulumi";
import { configure, defaults, explainSettings } from "../config";
import { announceAdoption } from "./adoption";
import { checkInputs, describeProblems } from "./check";
import { create } from "./create";
import { explained, type subject } from "./errors";
import { hiddenSteps } from "./hidden-lists";
import type { Declared, Kind } from "./kind";
import { claimName, identified, nameProblems, releaseName, twice, wantName } from "./names";
import { originFrom } from "./origin";
import { settingProblems } from "./preflight";
import { readObject } from "./read";
import { startRun, takenKey, tell, tellOnce } from "./run";
import { cleaned, foundIn, marked, type Secrets, secretsOf } from "./secrets";
import { complete, current, splitState } from "./state";
import { updateObject } from "./update";
import { formatPath, isInternal, storable } from "./values";
import { type CloudOf, changes, clearTextOf, type NameOf, type Props, type Verbs } from "./verbs";

/** Output that names the provider of a dynamic resource. */
const handleKey = "__provider";

type Action = Parameters<typeof subject>[0];

/**
 * The provider object of one kind, called by Pulumi's provider process. It holds only its kind and the data of this run;
 * clients and their connections are shared by all kinds.
 */
export function lifecycle<I extends Declared, L>(kind: Kind<I, L>): pulumi.dynamic.ResourceProvider {
  const run = startRun(kind.name);
  /** Secret paths of objects declared in this run, for look-ups of the same objects by id. */
  const declaredSecrets = new Map<string, Secrets>();
  const nameOf: NameOf<I> = (inputs) => `${inputs.region ?? ""} ${kind.place?.(inputs) ?? ""} ${kind.label(inputs)}`;
  const cloudOf: CloudOf<I> = (region, inputs, secrets) => {
    const clean = (line: string) => cleaned(line, secrets);
    return run.cloudOf(region, `codearts:${kind.name} ${clean(kind.label(inputs))}`, clean);
  };
  const verbs: Verbs<I, L> = { kind, run, nameOf, cloudOf };
  /** Words every failure for the user. */
  const guarded = async <T>(action: Action, props: Props, work: () => T | Promise<T>, olds: Props = {}): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      const secrets = secretsOf<I>(kind, props, olds);
      throw explained(action, kind, props as Partial<I>, error, (text) => cleaned(text, secrets));
    }
  };
  return {
    // Must be synchronous: a concurrent call would otherwise run unconfigured.
    async configure(request) {
      run.reset();
      declaredSecrets.clear();
      configure(request.config);
    },
    check: (olds, news) =>
      guarded("check", news, () => {
        const checked = check(verbs, olds, news);
        // The plugin marks single values; for a dynamic provider Pulumi hides the complete list.
        const hint = "stepSecrets" in kind.fields && news[handleKey] !== undefined ? hiddenSteps(news) : undefined;
        if (hint) tellOnce(`codearts:${kind.name} ${kind.label(news as Partial<I>)}: ${hint}`);
        return checked;
      }),
    diff: (id, olds, news) => {
      rememberSecrets(declaredSecrets, id, secretsOf<I>(kind, news, olds));
      return guarded("preview", news, () => diff(verbs, id, olds, news));
    },
    create: (props) =>
      guarded("create", props, async () => {
        const secrets = secretsOf<I>(kind, props);
        const created = await createNew(verbs, props, secrets);
        rememberSecrets(declaredSecrets, created.id, secrets);
        return created;
      }),
    read: (id, props = {}) => guarded("read", props, () => readObject(kind, cloudOf, id, props, declaredSecrets.get(id))),
    update: (id, olds, news) => guarded("update", news, () => updateObject(verbs, id, olds, news), olds),
    delete: (id, props) => guarded("delete", props, () => remove(verbs, id, props)),
  };
}

function rememberSecrets(known: Map<string, Secrets>, id: string, secrets: Secrets): void {
  if (secrets.paths.length > 0 || secrets.texts.length > 0) known.set(id, secrets);
}

async function check<I extends Declared, L>(
  { kind, run, nameOf, cloudOf }: Verbs<I, L>,
  olds: Props,
  news: Props,
): Promise<pulumi.dynamic.CheckResult> {
  const { inputs, problems } = checkInputs(kind, news, defaults(), olds);
  const declared = inputs as Partial<I>;
  const isNew = Object.keys(olds).length === 0;
  const origin = originFrom(news.__origin);
  run.given.set(nameOf(declared), new Set(Object.keys(news).filter((key) => news[key] !== undefined && news[key] !== null)));
  if (identified(kind, inputs)) {
    const name = nameOf(declared);
    const held = isNew ? undefined : nameOf(splitState<I>(kind, olds).inputs);
    if (origin) {
      const earlier = run.names.checked(origin, name, held);
      if (kind.uniqueName) {
        const rival = wantName(run.claims, declared, { name, earlier }, origin);
        problems.push(...nameProblems(run.names, origin, name, { held, rival, twice: twice(kind) }));
      }
    }
    const replaces = origin !== undefined && run.names.isReplaced(origin.urn);
    if (declared.adoptExisting === true && isNew && !replaces && problems.length === 0)
      await announceAdoption(
        kind,
        () => cloudOf(declared.region, declared, secretsOf<I>(kind, { ...news, ...inputs })),
        complete<I>(declared),
        (id) => run.inState.has(id),
      );
  }
  kind.hint?.(inputs, Object.fromEntries(Object.entries(news).filter(([key]) => isInternal(key))));
  // The engine prints the value of a failed property, which may be a secret, so the path is part of the reason instead.
  const secrets = secretsOf<I>(kind, { ...news, ...inputs });
  const plain = storable(inputs);
  const found = problems.length > 0 ? problems : settingProblems(kind, news, inputs);
  if (found.length > 0) {
    return { inputs: marked(plain, secrets), failures: [{ property: "", reason: cleaned(describeProblems(found), secrets) }] };
  }
  const all = marked(plain, secrets);
  return { inputs: { ...all, ...secrets.kept, ...clearTextOf(news, foundIn(plain, secrets, all).map(formatPath)) } };
}

function diff<I extends Declared, L>(
  { kind, run, nameOf }: Verbs<I, L>,
  id: string,
  olds: Props,
  news: Props,
): pulumi.dynamic.DiffResult {
  run.inState.set(id, undefined);
  const state = splitState<I>(kind, current(kind, olds));
  const { inputs: applied } = state;
  const { inputs: declared } = splitState<I>(kind, news);
  for (const origin of run.names.originsOf(nameOf(declared))) {
    run.inState.set(id, origin.urn);
    run.journal.recorded(origin, nameOf(applied), id);
  }
  const { changed, replaces } = changes(kind, state, declared);
  // State written by the plugin: without the handle in its outputs a refresh would find no provider.
  if (changed.size === 0) return { changes: news[handleKey] !== undefined && olds[handleKey] === undefined };
  const label = replaces.length > 0 ? cleaned(kind.label(declared), secretsOf<I>(kind, news, olds)) : "";
  // What was not checked in this run the engine only asks about, such as what a deletion would mean for others.
  const given = run.given.get(nameOf(declared));
  for (const key of given ? replaces : []) {
    const from = given?.has(key) === false ? configured(key, applied[key], declared[key]) : "";
    tell(`codearts:${kind.name} ${label}: will be replaced, because ${key} changes${from}: ${kind.fields[key].why ?? ""}`);
  }
  // Also for replacements requested by the program or on the command line.
  return { replaces: [...replaces], deleteBeforeReplace: kind.deleteFirst?.(changed) ?? false };
}

function createNew<I extends Declared, L>({ kind, run, nameOf, cloudOf }: Verbs<I, L>, props: Props, secrets: Secrets) {
  const declared = complete<I>(splitState<I>(kind, props).inputs);
  const cloud = cloudOf(declared.region, declared, secrets);
  const name = nameOf(declared);
  const origin = run.names.take(name);
  if (kind.uniqueName) claimName(run.claims, kind, declared, name, origin);
  const trail = run.journal.trail(kind.find ? origin : undefined, name);
  const createdNothing = () => releaseName(run.claims, declared, name);
  const attempt = { kind, cloud, declared, startedAt: Date.now(), run, origin, trail, createdNothing };
  return create(attempt, props, clearTextOf(props));
}

async function remove<I extends Declared, L>({ kind, run, nameOf, cloudOf }: Verbs<I, L>, id: string, props: Props) {
  const { inputs, computed } = splitState<I>(kind, current(kind, props));
  const cloud = cloudOf(inputs.region, inputs, secretsOf<I>(kind, props));
  // The object continues under another resource name, or with another provider.
  if (run.claims.holders(takenKey(id)).length > 0) return;
  await kind.delete(cloud, id, complete<I>(inputs), computed);
  run.inState.delete(id);
  releaseName(run.claims, inputs, nameOf(inputs));
}

/** Source of a value that the program leaves to the configuration. */
function configured(key: string, old: unknown, now: unknown): string {
  const source = explainSettings().find(({ setting }) => setting === key)?.source;
  return source === undefined ? "" : ` from ${String(old)} to ${String(now)}, which comes from ${source}`;
}
