import { z } from "zod";
import type { Problem } from "../../lifecycle/kind";
import { hasUnknown, isObject, same } from "../../lifecycle/values";
import { keysOf } from "../../shared/keys";
import { input, type PlainField, part } from "../table";
import { toText, type Wire } from "./wire";

export type WireTimeout = Wire<"BuildTimeout">;
type Unit = "hours" | "minutes" | "seconds";

const units: { readonly [U in Unit]: { readonly wire: "hour" | "minute" | "seconds"; readonly seconds: number } } = {
  hours: { wire: "hour", seconds: 3600 },
  minutes: { wire: "minute", seconds: 60 },
  seconds: { wire: "seconds", seconds: 1 },
};
const unitNames = keysOf(units);
const longest = 4 * 3600;

const amount = (unit: Unit) =>
  z
    .int()
    .min(1)
    .max(longest / units[unit].seconds)
    .optional();

export const timeoutSchema = part(
  "Timeout",
  "Time limit of one build: exactly one of the three units, more than 0 and at most 4 hours. A change of units with the same duration is not a difference.",
  {
    hours: input(amount("hours"), { doc: "Whole hours.", limits: "1 to 4" }),
    minutes: input(amount("minutes"), { doc: "Whole minutes.", limits: "1 to 240" }),
    seconds: input(amount("seconds"), { doc: "Whole seconds.", limits: "1 to 14,400" }),
  },
);
export type Timeout = z.output<typeof timeoutSchema>;
/** The timeout of a job that never had one set. */
export const serviceTimeout: Timeout = { hours: 4 };

export function timeoutRules(written: Readonly<Record<string, unknown>>): Problem[] {
  if (!isObject(written.timeout)) return [];
  const timeout = written.timeout;
  const given = unitNames.filter((unit) => timeout[unit] !== undefined);
  if (given.length === 1) return [];
  const message =
    given.length === 0 ? "empty; write hours, minutes or seconds" : `${given.join(" and ")} are set together; write one of them`;
  return [{ path: ["timeout"], message }];
}

const unitOf = (timeout: Timeout): Unit => unitNames.find((unit) => timeout[unit] !== undefined) ?? "hours";
const secondsOf = (timeout: Timeout): number => {
  const unit = unitOf(timeout);
  return (timeout[unit] ?? 0) * units[unit].seconds;
};

export function sameTimeout(one: unknown, other: unknown): boolean {
  if (hasUnknown(one) || hasUnknown(other)) return false;
  return isObject(one) && isObject(other) ? secondsOf(one) === secondsOf(other) : same(one, other);
}

function timeoutToWire(timeout: Timeout): WireTimeout {
  const unit = unitOf(timeout);
  return { limit: String(timeout[unit] ?? 0), unit: units[unit].wire };
}

/** In the program's unit if the live duration allows it; undefined if the service does not return one. */
function timeoutFromWire(live: WireTimeout | undefined, applied?: Timeout): Timeout | undefined {
  const limit = toText(live?.limit);
  if (limit === undefined || limit.trim() === "" || !Number.isFinite(Number(limit))) return undefined;
  const liveUnit = unitNames.find((unit) => units[unit].wire === (live?.unit ?? "hour")) ?? "hours";
  const seconds = Number(limit) * units[liveUnit].seconds;
  if (applied && secondsOf(applied) === seconds) return applied;
  const unit = applied && seconds % units[unitOf(applied)].seconds === 0 ? unitOf(applied) : liveUnit;
  return { [unit]: seconds / units[unit].seconds };
}

/** A timeout on the wire. */
export const asTimeout = (name: string): PlainField => ({
  name,
  toWire: timeoutToWire,
  fromWire: (value: unknown, written?: Timeout) => timeoutFromWire(isObject(value) ? value : undefined, written),
  fresh: serviceTimeout,
});
