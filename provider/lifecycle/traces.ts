/** Evidence that an object is the result of an interrupted create of this stack, and evidence against it. */
import { uptime } from "node:os";
import { settings } from "../config";
import type { Attempt, Failure } from "./attempt";
import type { Entry } from "./journal";
import type { Cloud, Declared, Found } from "./kind";

/** Maximum age of an object whose interrupted run is only known from the user or from a journal entry without an id. */
const recent = 2 * 3600 * 1000;

/** Maximum difference between the clocks of the service's servers, in milliseconds. */
export const apart = 250;

/** Times are those of the service. */
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

/** Precision of a machine's uptime, including small corrections of its clock, in milliseconds. */
const drift = 2000;

/**
 * In the service's time. If no response had returned that yet, the machine's clock determines when the create was sent, provided that
 * it was neither set nor the machine restarted since.
 */
function sentAtOf({ sentAt, upAt, offset }: Entry, cloud: Cloud): number | undefined {
  if (offset !== undefined) return sentAt + offset;
  if (upAt === undefined) return undefined;
  const since = (uptime() - upAt) * 1000;
  return Math.abs(Date.now() - sentAt - since) < drift ? now(cloud) - since : undefined;
}

/** The evidence against it, or undefined. */
export async function against<I extends Declared, L>(
  attempt: Attempt<I, L>,
  found: Found,
  trace: Trace,
): Promise<string | undefined> {
  const { kind, cloud } = attempt;
  if (trace === "unsure")
    return "it is not known when this machine sent the create, because its clock was set since or it was restarted";
  if (trace === "word")
    return (await isOwnAndRecent(attempt, found)) ? undefined : "it is not proven to be recent and created by this user";
  if ("id" in trace) return found.id === trace.id ? undefined : `the interrupted run created ${trace.id}`;
  const { createdAt, creatorId } = found;
  if (trace.others.includes(found.id)) return "it existed before";
  // Without a creation time, it cannot be older if the create was sent only after a read had found the name free.
  if (createdAt === undefined && !kind.lookFirst) return "the service does not return its creation time";
  if (createdAt === undefined && now(cloud) - trace.after > recent)
    return "the service does not return its creation time, and the create was sent hours ago";
  // Some times are rounded down to full seconds.
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
