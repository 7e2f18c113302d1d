/**
 * One queue for all calls of a client: a bound on requests in flight, and a pace that adapts. A throttled answer slows the pace and holds
 * new requests back for as long as the service asks.
 */
import { createPace } from "./pace";

export interface Limiter {
  /** Runs the task when its turn comes; rejects with the signal's reason when that fires first. */
  run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** The service asked to slow down; `wait` is what it asked for, in milliseconds. */
  throttled(wait?: number): void;
  /** A request was answered, well or not, and not told to slow down. */
  borne(): void;
}

/** A longer wait ends the call that met it; the others find out for themselves. */
const longestHold = 60_000;
/** How late a timer may be without slowing the pace. */
const lateness = 5;

export function createLimiter(bound: number): Limiter {
  const waiting: (() => void)[] = [];
  let inFlight = 0;
  const pace = createPace();
  let nextStart = 0;
  let timer: NodeJS.Timeout | undefined;

  function pump(): void {
    while (inFlight < bound && waiting.length > 0) {
      const now = performance.now();
      if (now < nextStart) {
        if (timer === undefined) timer = setTimeout(wake, nextStart - now);
        return;
      }
      // From when this one was due, as timers are late; but what was missed is not made up for in a burst.
      nextStart = Math.max(nextStart, now - lateness) + pace.gap(now);
      inFlight += 1;
      waiting.shift()?.();
    }
  }

  function wake(): void {
    timer = undefined;
    pump();
  }

  /** Nobody waits any more: a timer would keep the process alive for nothing. */
  function rest(): void {
    clearTimeout(timer);
    timer = undefined;
  }

  function turn(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const start = () => {
        signal?.removeEventListener("abort", cancel);
        resolve();
      };
      const cancel = () => {
        waiting.splice(waiting.indexOf(start), 1);
        if (waiting.length === 0) rest();
        reject(signal?.reason);
      };
      if (signal?.aborted) return reject(signal.reason);
      signal?.addEventListener("abort", cancel, { once: true });
      waiting.push(start);
      pump();
    });
  }

  return {
    async run(task, signal) {
      await turn(signal);
      try {
        return await task();
      } finally {
        inFlight -= 1;
        pump();
      }
    },
    throttled(wait = 0) {
      const now = performance.now();
      nextStart = Math.max(nextStart, now + Math.min(wait, longestHold));
      pace.throttled(now);
    },
    borne() {
      pace.borne(performance.now());
    },
  };
}
