/** Whether and when to retry: a pure function of the failure, the attempt and the remaining time. */
import type { CodeArtsError } from "./errors";
import type { Effect } from "./operation";

export interface RetryQuestion {
  error: Pick<CodeArtsError, "kind" | "status" | "code" | "happened" | "retryAfter">;
  /** Number of attempts so far, from 1. */
  attempt: number;
  /** Maximum number of retries. */
  retries: number;
  effect: Effect;
  /** Milliseconds left for the call. */
  remaining: number;
  /** From 0 to 1. */
  random: number;
}

/** Temporary error codes of the service, whatever the HTTP status (x-error-codes in the contract). */
export const throttleCodes: ReadonlySet<string> = new Set(["CB.00060211", "APIGW.0308"]);
export const busyCodes: ReadonlySet<string> = new Set(["CB.00060100"]);

const passing: ReadonlySet<number> = new Set([429, 502, 503, 504]);
/** Statuses that only reads retry: a write may have taken effect, or may itself be what the service fails at. */
const passingForReads: ReadonlySet<number> = new Set([408, 500]);
/** Retrying does not help with these. */
const permanent = /^(ENOTFOUND|PROXY_4|ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_INVALID_)/;

const firstWait = 200;
const longestWait = 10_000;

/** Milliseconds to wait before the next attempt; undefined if the failure is final. */
export function retryDelay(question: RetryQuestion): number | undefined {
  const { error, attempt, retries, effect, remaining, random } = question;
  if (attempt > retries || !mayPass(error, effect)) return undefined;
  if (effect === "once" && error.happened !== "no") return undefined;
  const jitter = random * Math.min(longestWait, firstWait * 2 ** (attempt - 1));
  // The requested wait is a minimum; some jitter keeps many waiting calls from returning together.
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
