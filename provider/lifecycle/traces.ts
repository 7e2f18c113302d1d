/** What shows that an object is the half of a create of this stack, and what speaks against it. */
import { uptime } from "node:os";
import { settings } from "../config";
import type { Attempt, Failure } from "./attempt";
import type { Entry } from "./journal";
import type { Cloud, Declared, Found } from "./kind";

/** Where nothing but the user's word or an entry without an id says that a run was interrupted, what it made is this young. */
const recent = 2 * 3600 * 1000;

/** How far the clocks of the service's own machines may be apart, in milliseconds. */
export const apart = 250;

/** Times are the service's. */
interface Window {
  readonly after: number;
  readonly others: readonly string[];
}
export type Trace = { readonly id: string } | Window | "unsure" | "word";

export function tracesOf<I extends Declared, L>(
  { cloud, startedAt, trail }: Attempt<I, L>,
  failure: Failure | undefined,
): Trace[] {
  const traces: Trace[] = [];
  if (failure?.lost) traces.push({ after: startedAt + offsetOf(cloud), others: failure.others });
  const { earlier } = trail;
  if (earlier?.id !== undefined) traces.push({ id: earlier.id });
  else if (earlier) traces.push(windowOf(earlier, cloud));
  return traces.every((trace) => trace === "unsure") && settings().finishInterrupted ? [...traces, "word"] : traces;
}

const offsetOf = ({ client }: Cloud): number => client.clockOffset() ?? 0;
const now = (cloud: Cloud): number => Date.now() + offsetOf(cloud);

function windowOf(entry: Entry, cloud: Cloud): Window | "unsure" {
  const after = sentAtOf(entry, cloud);
  if (after === undefined) return "unsure";
  return { after, others: entry.others ?? [] };
}

/** How exactly a machine tells the time since its start, with what its clock is set by in small steps, in milliseconds. */
const drift = 2000;

/**
 * By the service's clock. Where no answer had told it, the machine's own clock says when the create was sent, if it has run on
 * since: it was not set, nor the machine started anew.
 */
function sentAtOf({ sentAt, upAt, offset }: Entry, cloud: Cloud): number | undefined {
  if (offset !== undefined) return sentAt + offset;
  if (upAt === undefined) return undefined;
  const since = (uptime() - upAt) * 1000;
  return Math.abs(Date.now() - sentAt - since) < drift ? now(cloud) - since : undefined;
}

/** What speaks against it, or undefined. */
export async function against<I extends Declared, L>(
  attempt: Attempt<I, L>,
  found: Found,
  trace: Trace,
): Promise<string | undefined> {
  const { kind, cloud } = attempt;
  if (trace === "unsure")
    return "when this machine sent the create is not known, as its clock was set since or it was started anew";
  if (trace === "word")
    return (await isOwnAndRecent(attempt, found)) ? undefined : "it is not proven to be recent and created by this user";
  if ("id" in trace) return found.id === trace.id ? undefined : `the interrupted run created ${trace.id}`;
  const { createdAt, creatorId } = found;
  if (trace.others.includes(found.id)) return "it existed before";
  // Without a time, it is no older where the create was sent only after a look had found the name free.
  if (createdAt === undefined && !kind.lookFirst) return "the service does not return its creation time";
  if (createdAt === undefined && now(cloud) - trace.after > recent)
    return "the service does not return its creation time, and the create was sent hours ago";
  // Some times come in whole seconds, rounded down.
  const earliest = (createdAt ?? 0) % 1000 === 0 ? Math.floor(trace.after / 1000) * 1000 : trace.after - apart;
  if (createdAt !== undefined && createdAt < earliest) return "it existed before";
  const self = creatorId === undefined ? undefined : await cloud.userId();
  return self === undefined || self === creatorId ? undefined : "another user created it";
}

export async function isOwnAndRecent<I extends Declared, L>(
  { cloud }: Attempt<I, L>,
  { createdAt, creatorId }: Found,
): Promise<boolean> {
  if (createdAt === undefined || now(cloud) - createdAt > recent || creatorId === undefined) return false;
  return (await cloud.userId().catch(() => undefined)) === creatorId;
}
