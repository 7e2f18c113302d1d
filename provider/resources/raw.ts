import { own, same } from "../lifecycle/values";

/** Wire fields that a program declares as they are, with their live values. What a read does not tell stays as written. */
export const rawFromLive = (applied: Record<string, unknown>, live: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(applied).map(([key, value]) => {
      const there = own(live, key);
      return [key, there === undefined || same(there, value) ? value : there];
    }),
  );
