/** Whether and when to try again: a pure function of the failure, the attempt and the budget. */
import type { CodeArtsError } from "./errors";
import type { Effect } from "./operation";

export interface RetryQuestion {
  error: Pick<CodeArtsError, "kind" | "status" | "code" | "happened" | "retryAfter">;
  /** Attempts made so far, from 1. */
  attempt: number;
  /** How often the call may be repeated. */
  retries: number;
  effect: Effect;
  /** Milliseconds left of the call's budget. */
  remaining: number;
  /** From 0 to 1. */
  random: number;
}

/** Codes of the service that pass with time, whatever the HTTP status (the contract's x-error-codes). */
export const throttleCodes: ReadonlySet<string> = new Set(["CB.00060211", "APIGW.0308"]);
export const busyCodes: ReadonlySet<string> = new Set(["CB.00060100"]);

const passing: ReadonlySet<number> = new Set([429, 502, 503, 504]);
/** Statuses that pass with time for a read alone: a write that met one may have taken effect, or may be what the service fails at. */
const passingForReads: ReadonlySet<number> = new Set([408, 500]);
/** Trying again does not cure these. */
const permanent = /^(ENOTFOUND|PROXY_4|ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_INVALID_)/;

const firstWait = 200;
const longestWait = 10_000;

/** Milliseconds to wait before the next attempt; undefined when the failure stands. */
export function retryDelay(question: RetryQuestion): number | undefined {
  const { error, attempt, retries, effect, remaining, random } = question;
  if (attempt > retries || !mayPass(error, effect)) return undefined;
  if (effect === "once" && error.happened !== "no") return undefined;
  const jitter = random * Math.min(longestWait, firstWait * 2 ** (attempt - 1));
  // What the service asks for is a lower bound; a little jitter on top keeps many waiters from returning together.
  const delay = error.retryAfter === undefined ? jitter : error.retryAfter + random * firstWait;
  return delay < remaining ? Math.round(delay) : undefined;
}

function mayPass(error: RetryQuestion["error"], effect: Effect): boolean {
  if (error.kind === "throttled") return true;
  if (error.kind === "refused" && effect === "read") return passingForReads.has(error.status ?? 0);
  if (error.kind !== "network") return false;
  if (error.status !== undefined) return passing.has(error.status) || busyCodes.has(error.code ?? "");
  return !permanent.test(error.code ?? "");
}

/** Retry-After as seconds or HTTP date, in milliseconds from now. */
export function retryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\s*\d+(\.\d+)?\s*$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
