/**
 * How fast requests may follow one another. A throttled answer sets the pace to what the service has just borne; that pace is kept for a
 * while, because to find the limit by running into it costs a whole Retry-After, and then rises until the bound on requests in flight
 * alone holds. Times are milliseconds of one steady clock.
 */
export interface Pace {
  /** Milliseconds between the starts of two requests; 0 when nothing slows them. */
  gap(now: number): number;
  throttled(now: number): void;
  borne(now: number): void;
}

/** A first throttled answer slows to 20 a second at most, a further one to half the pace at most. */
const firstGap = 50;
const longestGap = 2_000;
/** What was borne is counted over this time. */
const countedOver = 1_000;
/** A little below what was borne, so that it is not met again at once. */
const margin = 1.03;
const kept = 30_000;
const doublesIn = 5_000;
/** Several requests in flight are throttled together; only the first of them slows the pace. */
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
      const asBorne = (countedOver / answered.length) * margin;
      base = Math.min(slowest, Math.max(current * margin, asBorne));
      slowedAt = now;
    },
    borne(now) {
      answered.push(now);
      forget(now);
    },
  };
}
