/**
 * The request rate. A throttled response sets it to the rate that the service has just sustained. It stays there for a while,
 * because exceeding the limit again costs a whole Retry-After, and then rises until only the limit on concurrent requests
 * applies. Times are milliseconds of one monotonic clock.
 */
export interface Pace {
  /** Milliseconds between the starts of two requests; 0 without a limit. */
  gap(now: number): number;
  throttled(now: number): void;
  countAnswer(now: number): void;
}

/** The first throttled response limits the rate to at most 20 a second, each further one at least halves it. */
const firstGap = 50;
const longestGap = 2_000;
/** Window over which the sustained rate is measured. */
const countedOver = 1_000;
/** Slightly below the sustained rate, so that the limit is not hit again at once. */
const margin = 1.03;
const kept = 30_000;
const doublesIn = 5_000;
/** Concurrent requests are throttled together; only the first of them lowers the rate. */
const sameWave = 500;

export function createPace(): Pace {
  let base = 0;
  let slowedAt = Number.NEGATIVE_INFINITY;
  const answered: number[] = [];

  function gap(now: number): number {
    const rising = now - slowedAt - kept;
    const current = rising > 0 ? base * 0.5 ** (rising / doublesIn) : base;
    return current < 1 ? 0 : current;
  }

  function forget(now: number): void {
    while ((answered[0] ?? now) < now - countedOver) answered.shift();
  }

  return {
    gap,
    throttled(now) {
      if (now - slowedAt < sameWave) return;
      forget(now);
      const current = gap(now);
      const slowest = current === 0 ? firstGap : Math.min(longestGap, current * 2);
      const sustainedGap = (countedOver / answered.length) * margin;
      base = Math.min(slowest, Math.max(current * margin, sustainedGap));
      slowedAt = now;
    },
    countAnswer(now) {
      answered.push(now);
      forget(now);
    },
  };
}
