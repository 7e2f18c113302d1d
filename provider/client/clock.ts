import { setTimeout as sleep } from "node:timers/promises";

/** Offset of the service's clock, by which the service dates the objects that it creates. */
export interface Clock {
  /** The `date` header of a response. */
  heard(date: string | undefined): void;
  /** Milliseconds to add to this machine's time: never too many, up to a second too few; undefined before the first response. */
  offset(): number | undefined;
}

/** Older observations are dropped after this long, because the clock may have been set in the meantime. */
const remembered = 60_000;

export function serviceClock(): Clock {
  let best: { offset: number; at: number } | undefined;
  return {
    // The header has a resolution of one second, so the response closest after a full second is the most exact.
    heard(date) {
      const time = Date.parse(date ?? "");
      const now = Date.now();
      if (!(time > 0)) return;
      if (!best || time - now >= best.offset || now - best.at > remembered) best = { offset: time - now, at: now };
    },
    offset: () => best?.offset,
  };
}

const pause = 20;

/** Polls until the service's clock changes its second; the offset is then as exact as one response and one pause. */
export async function listenToClock(clock: Clock, ask: () => Promise<unknown>): Promise<void> {
  const first = clock.offset();
  const until = Date.now() + 1100;
  do {
    await ask();
    await sleep(pause);
  } while (Date.now() < until && clock.offset() === first);
}
