import { setTimeout as sleep } from "node:timers/promises";

/** How far the service's clock is from this machine's: the service dates what it makes by its own. */
export interface Clock {
  /** The `date` header of an answer. */
  heard(date: string | undefined): void;
  /** Milliseconds to add to this machine's time, never too many and up to a second too few; undefined before the first answer. */
  offset(): number | undefined;
}

/** A clock that is set meanwhile makes what was heard before this long untrue. */
const remembered = 60_000;

export function serviceClock(): Clock {
  let best: { offset: number; at: number } | undefined;
  return {
    // The header has whole seconds: the answer that came soonest after the full second tells most.
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

/** Asks until the service's clock shows another second, which tells the offset as exactly as an answer and a pause take. */
export async function listenToClock(clock: Clock, ask: () => Promise<unknown>): Promise<void> {
  const first = clock.offset();
  const until = Date.now() + 1100;
  do {
    await ask();
    await sleep(pause);
  } while (Date.now() < until && clock.offset() === first);
}
