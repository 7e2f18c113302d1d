import { own, same } from "../lifecycle/values";

/** Wire fields that a program declares as they are, with their live values. What a read does not tell stays as written. */
export const rawFromLive = (applied: Record<string, unknown>, live: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(applied).map(([key, value]) => {
      const there = own(live, key);
      return [key, there === undefined || same(there, value) ? value : there];
    }),
  );

/** A live set in the order of the program: what was written and is still there, then what came to it. */
export const setFromLive = <T>(written: readonly T[], live: readonly T[]): T[] => [
  ...written.filter((entry) => live.includes(entry)),
  ...live.filter((entry) => !written.includes(entry)),
];
