/** What holds for all that is done for one request of the engine, without being handed through every call. */
import { AsyncLocalStorage } from "node:async_hooks";

export interface Surroundings {
  /** Takes a line for the person at the terminal. Without it stderr does, which Pulumi shows of dynamic providers alone. */
  readonly say?: (line: string) => void;
  /** When the engine's own time limit for the resource is over, in milliseconds since the epoch. */
  readonly deadline?: number;
  /** Fires when the deployment is stopped. */
  readonly stopped?: AbortSignal;
}

export const surroundings = new AsyncLocalStorage<Surroundings>();

/** Milliseconds that the engine leaves; a last second is always there, so that what happened can be looked at. */
export function timeLeft(): number {
  const deadline = surroundings.getStore()?.deadline;
  return deadline === undefined ? Number.POSITIVE_INFINITY : Math.max(1000, deadline - Date.now());
}

export const stopped = (): AbortSignal | undefined => surroundings.getStore()?.stopped;
