import type { z } from "zod";
import type { Problem } from "../../lifecycle/kind";
import { isObject, own, same } from "../../lifecycle/values";
import { wireNamesOf } from "../../lifecycle/wording";

/**
 * `raw` is for wire fields without an input; any other would be declared twice. The schema's wire names determine which have
 * one; `own` are fields that belong to the service.
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

/** Wire fields declared under their own names, with their live values. Fields that a read does not return keep the declared value. */
export const rawFromLive = (applied: Record<string, unknown>, live: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(applied).map(([key, value]) => {
      const there = own(live, key);
      return [key, there === undefined || same(there, value) ? value : there];
    }),
  );

/** A live set in the program's order: declared entries that still exist, then added ones. */
export const setFromLive = <T>(written: readonly T[], live: readonly T[]): T[] => [
  ...written.filter((entry) => live.includes(entry)),
  ...live.filter((entry) => !written.includes(entry)),
];
