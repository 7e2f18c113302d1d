import { CodeArtsError } from "../client/errors";
import { entriesOf } from "../shared/keys";
import type { Attempt, Failure } from "./attempt";
import { difference } from "./diff";
import { Refusal, reasonOf } from "./errors";
import type { Declared, Found, Kind } from "./kind";
import { idKey } from "./run";
import { keyOf, stateOf } from "./stack-state";
import { heldByOthers, heldInStack, nameHeld, severalFit, type Why } from "./taken";
import { against, apart, isOwnAndRecent, tracesOf } from "./traces";
import { compact } from "./values";

/** Result of a look-up: no object; the object to continue with; or this resource's old object, which is being replaced. */
export type Resolution<I> =
  /** `others` are equal existing objects, if names need not be unique. */
  | { readonly is: "nothing"; readonly others: readonly string[] }
  | { readonly is: "replaced"; readonly id: string }
  | { readonly is: "finished" | "adopted"; readonly found: Found; readonly applied: Partial<I> };

/** Whether a look-up can resolve a failed create: its response was lost, or the service refused it. */
export function canResolve(error: unknown): error is CodeArtsError {
  if (!(error instanceof CodeArtsError)) return false;
  return error.happened === "unknown" || error.kind === "refused" || error.kind === "conflict";
}

/**
 * Decides whose the object under the wanted name is. It is finished unasked only where all of this holds: it is wholly what this
 * create makes, it is no older than that create, no other stack on this machine has made it, and there is a trace of
 * the create: a lost answer, or an entry in the journal. Equality alone proves nothing: two stacks of one program are equal.
 */
export async function resolveCreate<I extends Declared, L>(attempt: Attempt<I, L>, failure?: Failure): Promise<Resolution<I>> {
  const { kind, declared } = attempt;
  const looked = await looking(failure, async () => {
    const found = await look(attempt);
    return { found, fits: await Promise.all(found.map((candidate) => fitting(attempt, candidate, failure))) };
  });
  const { found, fits } = looked;
  const proven = fits.flatMap((fit) => (fit && "applied" in fit ? [fit] : []));
  const [only] = proven;
  if (only && proven.length === 1) return { is: "finished", ...only };
  if (only)
    throw refusal(
      severalFit(
        kind.label(declared),
        proven.map((fit) => fit.found),
      ),
      failure,
    );
  const [why] = fits.flatMap((fit) => (fit && "why" in fit ? [fit] : []));
  return kind.uniqueName ? resolveUniqueName(attempt, found, why, failure) : resolveSharedName(attempt, found, why, failure);
}

/** Unique names: an existing object is a conflict, whoever owns it. */
async function resolveUniqueName<I extends Declared, L>(
  attempt: Attempt<I, L>,
  found: readonly Found[],
  why: Why | undefined,
  failure: Failure | undefined,
): Promise<Resolution<I>> {
  const { kind, cloud, declared, origin, trail } = attempt;
  const [taken] = found;
  if (!taken) {
    const old = kind.besideOld && trail.earlier?.id !== undefined ? replacedId(attempt) : undefined;
    if (old !== undefined) return { is: "replaced", id: old };
    if (!failure || failure.error.happened === "unknown") return { is: "nothing", others: [] };
    const blocked = await kind.blocked?.(cloud, declared, failure.error);
    throw blocked === undefined ? failure.error : refusal(blocked, failure);
  }
  const owner = await ownerOf(attempt, taken.id);
  if (owner !== undefined) {
    if (owner === origin?.urn && kind.besideOld) return { is: "replaced", id: taken.id };
    throw refusal(heldInStack(attempt, taken, owner), failure);
  }
  const stuck = found.find(({ blocked }) => blocked !== undefined)?.blocked;
  if (stuck !== undefined) throw refusal(stuck, failure);
  if (declared.adoptExisting && found.length === 1) return adopt(attempt, taken);
  throw refusal(heldByOthers(attempt, found, why), failure);
}

/** Names need not be unique: other objects are no conflict, and `find` returns only equal ones. */
async function resolveSharedName<I extends Declared, L>(
  attempt: Attempt<I, L>,
  found: readonly Found[],
  why: Why | undefined,
  failure: Failure | undefined,
): Promise<Resolution<I>> {
  const { cloud, declared } = attempt;
  if (found.length === 0 && failure && failure.error.happened !== "unknown") throw failure.error;
  if (!declared.adoptExisting) {
    if (why?.isRecent && !failure) {
      const list = found.map(({ id }) => id).join(", ");
      cloud.note(
        `an equal one exists (${list}) and is left alone; if an interrupted run on another machine created it, delete it, or run once with CODEARTS_FINISH_INTERRUPTED=true instead`,
      );
    }
    return { is: "nothing", others: found.map(({ id }) => id) };
  }
  const owners = await Promise.all(found.map(({ id }) => ownerOf(attempt, id)));
  const others = found.filter((_, index) => owners[index] === undefined);
  const [only] = others;
  if (only && others.length === 1) return adopt(attempt, only);
  if (only) throw refusal(heldByOthers(attempt, others, why), failure);
  return { is: "nothing", others: found.map(({ id }) => id) };
}

/** The look-up may fail as well; then the outcome stays unknown. */
async function looking<T>(failure: Failure | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!failure) throw error;
    if (!failure.lost) throw failure.error;
    const next = "It is not known whether it was created; run the deployment again, and it will check first.";
    throw new OpenRefusal(`${failure.error.message}\n  and looking for it failed too: ${reasonOf(error)}\n  ${next}`);
  }
}

/** A failure that leaves it unknown whether the object was created. */
export class OpenRefusal extends Refusal {}

async function look<I extends Declared, L>({ kind, cloud, declared, run }: Attempt<I, L>): Promise<Found[]> {
  const found = (await kind.find?.(cloud, declared)) ?? [];
  return kind.uniqueName ? found : found.filter(({ id }) => !run.inState.has(id));
}

type Fit<I> = { readonly found: Found; readonly applied: Partial<I> } | Why | undefined;

/** Whether an object is the partial result of this create, with the inputs already applied; if not, why. No reason if there is no trace. */
async function fitting<I extends Declared, L>(
  attempt: Attempt<I, L>,
  found: Found,
  failure: Failure | undefined,
): Promise<Fit<I>> {
  if (found.blocked !== undefined || attempt.run.inState.has(found.id)) return undefined;
  if (failure?.lost && isCloseCall(attempt, found)) await attempt.cloud.client.listenToClock();
  const traces = tracesOf(attempt, failure);
  if (traces.length === 0)
    return (await isOwnAndRecent(attempt, found)) ? { why: "this machine has no trace of one", isRecent: true } : undefined;
  const reasons = await Promise.all(traces.map((trace) => against(attempt, found, trace)));
  if (!reasons.includes(undefined))
    return { why: reasons[0] ?? "", isRecent: traces.includes("unsure") && (await isOwnAndRecent(attempt, found)) };
  const whole = await appliedIfEqual(attempt, found.id);
  if (typeof whole === "string") return { why: whole };
  const other = attempt.run.journal.otherStack(attempt.origin, found.id);
  if (other !== undefined) return { why: `the stack ${other} has made it` };
  // A resource that changes its provider is created by a process that does not know its predecessor.
  return (await ownerOf(attempt, found.id)) === undefined ? { found, applied: whole } : undefined;
}

/** Whether its creation time is so close to this create that the clock offset must be measured exactly. */
function isCloseCall<I extends Declared, L>({ cloud, startedAt }: Attempt<I, L>, { createdAt }: Found): boolean {
  if (createdAt === undefined || createdAt % 1000 === 0) return false;
  const since = createdAt - startedAt - (cloud.client.clockOffset() ?? 0);
  return since > -apart && since < 1100;
}

/** The inputs applied to an object that equals what this create would produce, or why it does not. */
async function appliedIfEqual<I extends Declared, L>(
  { kind, cloud, declared }: Attempt<I, L>,
  id: string,
): Promise<Partial<I> | string> {
  const live = await kind.read(cloud, id, declared);
  if (live === undefined) return "it is gone";
  const { inputs, undeclared } = kind.view(live, declared, id, declared.region);
  if (undeclared.length > 0) return `it has settings that this program does not declare: ${undeclared.slice(0, 8).join(", ")}`;
  const { changed } = difference(kind.fields, inputs, declared);
  const different = [...changed].filter((key) => !kind.fields[key].after && kind.fields[key].change !== "record");
  return different.length > 0 ? `it differs in ${different.map(String).join(", ")}` : withoutUnread(kind, inputs);
}

/** Without inputs that a read does not return: they are sent again. */
function withoutUnread<I extends Declared, L>(kind: Kind<I, L>, applied: I): Partial<I> {
  return compact<Partial<I>>(entriesOf(applied).filter(([key]) => !kind.fields[key]?.unread));
}

async function adopt<I extends Declared, L>({ kind, cloud, declared }: Attempt<I, L>, found: Found): Promise<Resolution<I>> {
  const live = await kind.read(cloud, found.id, declared);
  if (live === undefined) return { is: "nothing", others: [] };
  return { is: "adopted", found, applied: withoutUnread(kind, kind.view(live, declared, found.id, declared.region).inputs) };
}

/** URN of this stack's resource that owns an object. */
async function ownerOf<I extends Declared, L>(
  { kind, run, origin }: Pick<Attempt<I, L>, "kind" | "run" | "origin">,
  id: string,
): Promise<string | undefined> {
  const known = run.inState.get(id) ?? run.claims.holders(idKey(id)).find((urn) => urn !== "");
  if (known !== undefined || !origin) return known;
  return (await stateOf(origin)).get(keyOf(kind.name, id));
}

/** Id of this resource's object in state. */
const replacedId = <I extends Declared, L>({ run, origin }: Attempt<I, L>): string | undefined =>
  origin && [...run.inState].find(([, urn]) => urn === origin.urn)?.[0];

const refusal = (text: string, failure: Failure | undefined): Refusal =>
  new Refusal(failure === undefined ? text : `${text}\n  ${failure.error.message}`);

/** A refused rename, with the owner of the name. */
export async function explainTaken<I extends Declared, L>(
  attempt: Pick<Attempt<I, L>, "kind" | "cloud" | "declared" | "run" | "origin">,
  id: string,
  error: unknown,
): Promise<unknown> {
  const { kind, cloud, declared } = attempt;
  if (!(error instanceof CodeArtsError) || (error.kind !== "refused" && error.kind !== "conflict")) return error;
  const found = await (kind.find?.(cloud, declared) ?? Promise.resolve([])).catch(() => []);
  const taken = found.find((one) => one.id !== id);
  if (!taken) return error;
  const owner = await ownerOf(attempt, taken.id);
  return refusal(owner === undefined ? nameHeld(taken) : heldInStack(attempt, taken, owner), { error, lost: false, others: [] });
}
