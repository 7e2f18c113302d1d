import type { Schemas } from "../../client/types";
import { compact, isAbsent, isObject } from "../../lifecycle/values";

/** A wire object in either direction: at any depth, a field may be missing or null, and unknown fields may be present. */
export type Wire<Name extends keyof Schemas> = Loose<Schemas[Name]>;

type Loose<T> = T extends readonly (infer Item)[]
  ? Loose<Item>[]
  : T extends object
    ? { [Key in keyof T]?: Loose<T[Key]> | null } & { [unmodelled: string]: unknown }
    : T;

/** Private values are read as asterisks, so the value is unknown. */
export const isMask = (value: unknown): boolean => typeof value === "string" && /^\*+$/.test(value);

/** Booleans arrive as true, "true" or "1"; undefined if absent. */
export function toBoolean(value: unknown): boolean | undefined {
  if (value === null || value === undefined || value === "") return undefined;
  return value === true || value === "true" || value === 1 || value === "1";
}

/** A string, or undefined if absent; numbers are converted. */
export function toText(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "bigint" ? String(value) : undefined;
}

/** Absent, null and the empty string: the service uses all of them for "not set". */
export const isBlank = (value: unknown): boolean => value === null || value === undefined || value === "";

/**
 * Pairs declared entries with live ones: by the same key (the first unpaired one), then, for the rest, by the same weaker key.
 * Position alone never pairs.
 */
export function pair<W, L>(
  written: readonly W[],
  live: readonly L[],
  keys: readonly { written(entry: W): string | undefined; live(entry: L): string | undefined }[],
): Map<W, L> {
  const pairs = new Map<W, L>();
  const taken = new Set<L>();
  for (const key of keys) {
    for (const entry of written) {
      const wanted = key.written(entry);
      if (pairs.has(entry) || wanted === undefined) continue;
      const match = live.find((candidate) => !taken.has(candidate) && key.live(candidate) === wanted);
      if (match === undefined) continue;
      pairs.set(entry, match);
      taken.add(match);
    }
  }
  return pairs;
}

/** Removes nulls at any depth: reads use them for absent values, writes must not contain them. */
export function withoutLiveNulls<T>(live: T): T;
export function withoutLiveNulls(live: unknown): unknown {
  if (Array.isArray(live)) return live.filter((item) => !isAbsent(item)).map(withoutLiveNulls);
  if (!isObject(live)) return live;
  return compact(
    Object.entries(live).map(([key, value]) => [key, isAbsent(value) ? undefined : withoutLiveNulls(value)] as const),
  );
}
