import { CodeArtsError } from "../client/errors";
import { difference } from "./diff";
import { Refusal, reasonOf } from "./errors";
import type { Cloud, Declared, Found, Kind } from "./kind";

/** A create is ours to finish for this long; older objects are somebody's. */
const recent = 2 * 3600 * 1000;

/** What a look-up settled: the object to go on with, or that nothing is there. */
export type Settled<I> = { readonly id: string; readonly applied: Partial<I> } | "nothing";

export interface Attempt<I extends Declared, L> {
  readonly kind: Kind<I, L>;
  readonly cloud: Cloud;
  readonly declared: I;
  /** When the create was sent, by our clock. */
  readonly startedAt: number;
  /** Ids of this stack's state, which other resources or this one's predecessor have: none of them is a lost object. */
  readonly inState: ReadonlySet<string>;
}

/** Whether looking can tell more about a failed create: its answer was lost, or the service refused what it was sent. */
export function canSettle(error: unknown): error is CodeArtsError {
  if (!(error instanceof CodeArtsError)) return false;
  return error.happened === "unknown" || error.kind === "refused" || error.kind === "conflict";
}

/**
 * Decides whose the object under the wanted name is. Ours, if it did not exist before a call whose answer was lost, or if it
 * is what this create would have made, by the same user, not long ago. Anything else is somebody's and is left alone.
 */
export async function settle<I extends Declared, L>(attempt: Attempt<I, L>, failure?: CodeArtsError): Promise<Settled<I>> {
  const { kind, cloud, declared, startedAt } = attempt;
  const lost = failure?.happened === "unknown";
  const found = await look(attempt, failure);
  const stuck = found.find((candidate) => candidate.blocked !== undefined)?.blocked;
  if (stuck !== undefined) throw new Refusal(withService(stuck, failure));
  if (found.length === 0) {
    if (lost || !failure) return "nothing";
    const blocked = await kind.blocked?.(cloud, declared);
    throw blocked === undefined ? failure : new Refusal(withService(blocked, failure));
  }
  if (lost) {
    // Some times come in whole seconds, rounded down.
    const earliest = Math.floor(startedAt / 1000) * 1000;
    const born = found.filter((candidate) => candidate.createdAt !== undefined && candidate.createdAt >= earliest);
    const only = born[0];
    if (born.length === 1 && only) return { id: only.id, applied: asSent(attempt) };
  }
  const fitting: Fitting<I>[] = [];
  for (const candidate of found) {
    const fit = await fits(attempt, candidate);
    if (fit) fitting.push(fit);
  }
  const only = fitting[0];
  if (fitting.length === 1 && only?.certain) return only;
  // Without unique names, strangers of the same name are no obstacle; only what could be ours is.
  if (!kind.uniqueName && fitting.length === 0 && !declared.adoptExisting) return "nothing";
  const taken = found[0];
  if (declared.adoptExisting && found.length === 1 && taken) return takeOver(attempt, taken);
  throw new Refusal(withService(whoHasIt(attempt, found, fitting.length), failure));
}

async function look<I extends Declared, L>(
  { kind, cloud, declared, inState }: Attempt<I, L>,
  failure?: CodeArtsError,
): Promise<Found[]> {
  if (!kind.find) return [];
  try {
    const found = await kind.find(cloud, declared);
    // Where a name has one object, it is in the way whoever has it.
    return kind.uniqueName ? found : found.filter(({ id }) => !inState.has(id));
  } catch (error) {
    if (!failure) throw error;
    if (failure.happened !== "unknown") throw failure;
    const next = "Whether it was made is not known; run the deployment again, and it will look first.";
    throw new Refusal(`${failure.message}\n  and looking for it failed too: ${reasonOf(error)}\n  ${next}`);
  }
}

/** What the create call itself carried. */
function asSent<I extends Declared, L>({ kind, declared }: Attempt<I, L>): Partial<I> {
  const entries = Object.entries(declared) as [keyof I & string, unknown][];
  return Object.fromEntries(entries.filter(([key]) => !kind.fields[key]?.after)) as Partial<I>;
}

/** An object that could be ours, with what is applied on it already. It is not certain where nobody tells who made it. */
interface Fitting<I> {
  readonly id: string;
  readonly applied: Partial<I>;
  readonly certain: boolean;
}

async function fits<I extends Declared, L>(
  { kind, cloud, declared }: Attempt<I, L>,
  candidate: Found,
): Promise<Fitting<I> | undefined> {
  const { id, creatorId, createdAt } = candidate;
  const self = candidate.ours ? undefined : await cloud.userId();
  if (!candidate.ours) {
    if (createdAt === undefined || Date.now() - createdAt > recent) return undefined;
    if (self !== undefined && creatorId !== undefined && creatorId !== self) return undefined;
  }
  const live = await kind.read(cloud, id, declared);
  if (live === undefined) return undefined;
  const applied = kind.view(live, declared, id, declared.region).inputs;
  const different = difference(kind.fields, applied, declared).changed;
  const isOurs = [...different].every((key) => kind.fields[key].after || kind.fields[key].change === "record");
  const certain = candidate.ours === true || (self !== undefined && creatorId === self);
  return isOurs ? { id, applied: told(kind, applied), certain } : undefined;
}

/** Without what a read does not tell: it is sent anew. */
function told<I extends Declared, L>(kind: Kind<I, L>, applied: I): Partial<I> {
  const entries = Object.entries(applied) as [keyof I & string, unknown][];
  return Object.fromEntries(entries.filter(([key]) => !kind.fields[key]?.unread)) as Partial<I>;
}

async function takeOver<I extends Declared, L>({ kind, cloud, declared }: Attempt<I, L>, candidate: Found): Promise<Settled<I>> {
  const live = await kind.read(cloud, candidate.id, declared);
  if (live === undefined) return "nothing";
  return { id: candidate.id, applied: told(kind, kind.view(live, declared, candidate.id, declared.region).inputs) };
}

function whoHasIt<I extends Declared, L>({ kind, declared }: Attempt<I, L>, found: readonly Found[], fitting: number): string {
  const label = JSON.stringify(kind.label(declared));
  const list = found.map((candidate) => `${candidate.id}${facts(candidate)}`).join(", ");
  if (!kind.uniqueName && fitting === 1) {
    return `${list} could be the ${label} that an earlier run made, and the service does not tell whether these credentials made it\n  to go on with it: adoptExisting: true; otherwise delete it, or give this one another name`;
  }
  if (fitting > 1)
    return `${fitting} objects could be the ${label} that an earlier run made: ${list}\n  delete all but one, or give this one another name`;
  const projectId: unknown = Reflect.get(declared, "projectId");
  const where = typeof projectId === "string" ? ` --project-id ${projectId} --name ${kind.label(declared)}` : "";
  return `the name is taken by ${list}\n  to take it over: adoptExisting: true, or \`pulumi-codearts adopt${where}\`; to have one of your own: another name`;
}

function facts({ createdAt, creator }: Found): string {
  const when = createdAt === undefined ? "" : ` ${new Date(createdAt).toISOString().slice(0, 10)}`;
  if (!when && !creator) return "";
  return ` (made${when}${creator ? ` by ${creator}` : ""})`;
}

const withService = (text: string, failure: CodeArtsError | undefined): string =>
  failure === undefined ? text : `${text}\n  ${failure.message}`;
