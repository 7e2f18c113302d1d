/** Signals that end work. AbortSignal.timeout and AbortSignal.any would do, but what they hold stays until the slow collector runs. */

export interface Limit {
  /** Fires when the time is over or when the outer signal does. */
  signal: AbortSignal;
  /** To be called when the work has ended. */
  over(): void;
}

export function createLimit(milliseconds: number, outer?: AbortSignal): Limit {
  const controller = new AbortController();
  const cancel = () => controller.abort(outer?.reason);
  const timer = setTimeout(() => controller.abort(new Error("the time is over")), milliseconds);
  if (outer?.aborted) cancel();
  outer?.addEventListener("abort", cancel, { once: true });
  const over = () => {
    clearTimeout(timer);
    outer?.removeEventListener("abort", cancel);
  };
  return { signal: controller.signal, over };
}

/** Lets go of a promise that others wait for too when the caller's signal fires: the work goes on, the caller does not. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
