/** Common forms of responses. */
import type { AnyCall } from "../operation";
import { invalid } from "../refusal";

/** The common envelope around a result. */
export function enveloped<Result>(call: AnyCall, result: Result) {
  return { ...done(call), result };
}

/** The common envelope of a response without a result. */
export function done({ simulation }: AnyCall) {
  const error = simulation.readings.get("envelope-error") === "null" ? null : {};
  return { status: "success" as const, error };
}

/** One page of a list; the first page is number 0. */
export function pageOf<Row>(rows: readonly Row[], index: number, size: number): readonly Row[] {
  if (size < 0 || index < 0) throw invalid("The page and its size must not be negative.");
  const rowsPerPage = size === 0 ? 10 : size;
  return rows.slice(index * rowsPerPage, (index + 1) * rowsPerPage);
}

/** A page or page size declared as a string in the contract. */
export function numberOf(text: string | undefined, byDefault: number, name: string, maximum = Number.MAX_SAFE_INTEGER): number {
  if (text === undefined || text === "") return byDefault;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0 || value > maximum)
    throw invalid(`${name} must be a whole number up to ${maximum}.`);
  return value;
}
