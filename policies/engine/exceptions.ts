import type { PolicyConfigJSONSchema } from "@pulumi/policy/schema";
import { isObject } from "../../provider/pulumi-wire";
import { unknownName } from "../text/names";
import { globMatches } from "../text/patterns";
import { configurationError } from "./options";

/**
 * An exception to a rule, in its configuration so that reviewers see it. Set `name` (the resource's name in the program) or
 * `urn`; both may contain `*`. After `until` (the last day, such as 2026-12-31, UTC) the rule applies again.
 */
export type Exclusion = { reason: string; until?: string } & ({ name: string; urn?: never } | { urn: string; name?: never });

export const exclusionSchema: PolicyConfigJSONSchema = {
  type: "array",
  description: "Exceptions: resources that this rule does not check, each with its reason and, optionally, its last day.",
  items: {
    type: "object",
    properties: {
      name: { type: "string", minLength: 1, description: "Name of the resource in the program; * matches anything." },
      urn: { type: "string", minLength: 1, description: "URN of the resource; * matches anything." },
      reason: { type: "string", minLength: 1, description: "Why the rule does not apply here." },
      until: { type: "string", format: "date", description: "The last day of the exception, as 2026-12-31 (UTC)." },
    },
    required: ["reason"],
  },
};

const keys = ["name", "urn", "reason", "until"];

/** Checks the exclusions of one rule; throws with the rule, the path and what to write. */
export function readExclusions(rule: string, given: unknown): Exclusion[] {
  if (given === undefined || given === null) return [];
  if (!Array.isArray(given)) throw configurationError(`rule ${rule}: exclude: not a list`);
  return given.map((entry: unknown, index) => readExclusion(`rule ${rule}: exclude[${index}]`, entry));
}

function readExclusion(where: string, entry: unknown): Exclusion {
  if (!isObject(entry)) throw configurationError(`${where}: not an object such as { "name": "legacy-*", "reason": "…" }`);
  for (const key of Object.keys(entry))
    if (!keys.includes(key)) throw configurationError(`${where}: ${unknownName("key", key, keys)}`);
  const { name, urn, reason, until } = entry;
  if (!isText(reason)) throw configurationError(`${where}: reason is missing: write why the rule does not apply here`);
  if (until !== undefined && !isDay(until)) throw configurationError(`${where}: until is not a day such as "2026-12-31"`);
  const end = until === undefined ? {} : { until };
  if (isText(name) && urn === undefined) return { name, reason, ...end };
  if (isText(urn) && name === undefined) return { urn, reason, ...end };
  throw configurationError(`${where}: set either name (of the resource in the program) or urn, as a string; * matches anything`);
}

/** The exclusion that covers the resource: an active one before an expired one. */
export function exclusionFor(
  exclusions: readonly Exclusion[],
  resource: { name: string; urn: string },
  today: string,
): Exclusion | undefined {
  const covering = exclusions.filter((exclusion) =>
    exclusion.urn === undefined ? globMatches(exclusion.name, resource.name) : globMatches(exclusion.urn, resource.urn),
  );
  return covering.find((exclusion) => !hasEnded(exclusion, today)) ?? covering[0];
}

export function hasEnded(exclusion: Exclusion, today: string): boolean {
  return exclusion.until !== undefined && exclusion.until < today;
}

/** The exception as text: `"legacy-*", until 2026-12-31: moves to the new pool`. */
export function describeExclusion(exclusion: Exclusion): string {
  const end = exclusion.until === undefined ? "" : `, until ${exclusion.until}`;
  return `${JSON.stringify(exclusion.name ?? exclusion.urn)}${end}: ${exclusion.reason}`;
}

/** The day in UTC, as 2026-12-31. */
export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

function isDay(value: unknown): value is string {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && dayOf(date) === value;
}
