import type { z } from "zod";
import type { Problem } from "../../lifecycle/kind";
import { isObject, own, same } from "../../lifecycle/values";
import { wireNamesOf } from "../../lifecycle/wording";

/**
 * `raw` is for wire fields that have no input: one that has would be declared twice. Which those are the schema's wire names say;
 * `own` are the service's.
 */
export function rawRules(raw: unknown, schema: z.ZodType, own: readonly string[] = []): Problem[] {
  const inputs = new Map(Object.entries(wireNamesOf(schema)));
  return Object.keys(isObject(raw) ? raw : {}).flatMap((field) => {
    const path = ["raw", field];
    if (own.includes(field)) return [{ path, message: "belongs to the service" }];
    const input = inputs.get(field);
    return input === undefined ? [] : [{ path, message: `write it as the input \`${input}\`` }];
  });
}

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
