/** Signals that end work. AbortSignal.timeout and AbortSignal.any keep their memory until a major garbage collection; these release it. */

export interface Deadline {
  /** Fires on timeout or when the outer signal fires. */
  signal: AbortSignal;
  /** Must be called when the work has ended. */
  over(): void;
}

export function startDeadline(milliseconds: number, outer?: AbortSignal): Deadline {
  const controller = new AbortController();
  const cancel = () => controller.abort(outer?.reason);
  const timer = setTimeout(() => controller.abort(new Error("the time limit has passed")), milliseconds);
  if (outer?.aborted) cancel();
  outer?.addEventListener("abort", cancel, { once: true });
  const over = () => {
    clearTimeout(timer);
    outer?.removeEventListener("abort", cancel);
  };
  return { signal: controller.signal, over };
}

/** Stops waiting for a shared promise when the caller's signal fires; the work continues for the other callers. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
