/**
 * One queue for all calls of a client: a limit on concurrent requests and an adaptive rate. A throttled response lowers the
 * rate and delays new requests for as long as the service asks.
 */
import { createPace } from "./pace";

export interface Limiter {
  /** Runs the task when a slot is free; rejects with the signal's reason if that fires first. */
  run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** The service asked to slow down; `wait` is the requested time in milliseconds. */
  throttled(wait?: number): void;
  /** A request was answered, successfully or not, without throttling. */
  countAnswer(): void;
}

/** A longer requested wait only fails the call that received it. */
const longestHold = 60_000;
/** Tolerated timer delay that does not lower the rate. */
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
      // Counted from the scheduled time, because timers are late; missed slots are not made up for in a burst.
      nextStart = Math.max(nextStart, now - lateness) + pace.gap(now);
      inFlight += 1;
      waiting.shift()?.();
    }
  }

  function wake(): void {
    timer = undefined;
    pump();
  }

  /** Clears the timer when nobody waits, because it would keep the process alive. */
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
    countAnswer() {
      pace.countAnswer(performance.now());
    },
  };
}
