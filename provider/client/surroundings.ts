/** Context of one request of the engine, so that it need not be passed through every call. */
import { AsyncLocalStorage } from "node:async_hooks";

export interface Surroundings {
  /** Shows a line to the user. Default: stderr, which Pulumi shows for dynamic providers only. */
  readonly say?: (line: string) => void;
  /** Deadline of the engine's own time limit for the resource, in milliseconds since the epoch. */
  readonly deadline?: number;
  /** Fires when the deployment is cancelled. */
  readonly stopped?: AbortSignal;
}

export const surroundings = new AsyncLocalStorage<Surroundings>();

/** Milliseconds until the engine's deadline, at least a second, so that the outcome can be read. */
export function timeLeft(): number {
  const deadline = surroundings.getStore()?.deadline;
  return deadline === undefined ? Number.POSITIVE_INFINITY : Math.max(1000, deadline - Date.now());
}

export const stopped = (): AbortSignal | undefined => surroundings.getStore()?.stopped;
