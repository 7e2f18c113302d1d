/** One complete call: prepare, queue, authenticate, send, read the response, and retry where that is safe. */
import { setTimeout as sleep } from "node:timers/promises";
import { startDeadline, unlessAborted } from "./abort";
import { readAnswer } from "./answer";
import type { Auth } from "./auth";
import { type Download, openDownload } from "./download";
import { CodeArtsError } from "./errors";
import type { AnswerContext } from "./failure";
import type { Limiter } from "./limiter";
import { networkError } from "./network-error";
import type { CallOptions, Operation, OperationInput, ServiceName } from "./operation";
import { type Prepared, prepare } from "./request";
import { retryDelay } from "./retry";
import { secretsIn } from "./scrub";
import { timeLeft } from "./surroundings";
import type { Outgoing, Transport } from "./transport";

export interface Limits {
  /** Maximum number of retries of one call. */
  retries: number;
  /** Time limit of one attempt, in milliseconds. */
  attemptTimeout: number;
  /** Time limit of a call with all its attempts and waits, in milliseconds. */
  overallTimeout: number;
}

export interface CallerParts {
  transport: Transport;
  limiter: Limiter;
  auth: Auth;
  limits: Limits;
  userAgent: string;
  endpoint(service: ServiceName): URL;
  /** Headers with project or domain, if known. */
  scope(service: ServiceName, input: OperationInput): Record<string, string>;
}

export type Caller = (name: string, operation: Operation, input: OperationInput, options?: CallOptions) => Promise<unknown>;

/** What all attempts of one call share. */
interface Call {
  name: string;
  operation: Operation;
  input: OperationInput;
  prepared: Prepared;
  url: URL;
  secrets: string[];
  options: CallOptions;
  signal: AbortSignal;
  deadline: number;
  /** The last attempt's failure, for a call that runs out of time. */
  last?: CodeArtsError;
  /** Whether any attempt was sent: before that, a cancelled write has not happened. */
  sent: boolean;
}

export function createCaller(parts: CallerParts): Caller {
  return async (name, operation, input, options = {}) => {
    const prepared = prepare(name, operation, input);
    const url = joined(parts.endpoint(operation.service), prepared.target);
    const overall = Math.min(options.timeout ?? parts.limits.overallTimeout, timeLeft());
    const limit = startDeadline(overall, options.signal);
    const { signal } = limit;
    const secrets = secretsIn(input.body);
    const call = { name, operation, input, prepared, url, secrets, options, signal, deadline: Date.now() + overall, sent: false };
    try {
      return await withRetries(parts, call);
    } finally {
      limit.over();
    }
  };
}

/** A base address may have a path of its own (a gateway); URL resolution would drop it. */
function joined(base: URL, target: string): URL {
  return new URL(base.origin + base.pathname.replace(/(?<!\/)\/+$/, "") + target);
}

async function withRetries(parts: CallerParts, call: Call): Promise<unknown> {
  let renewed = false;
  let happened: CodeArtsError["happened"] = "no";
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await parts.limiter.run(() => paced(parts, call, !renewed), call.signal);
      if (answer !== renewal) return answer;
      renewed = true;
      attempt -= 1;
    } catch (thrown) {
      const error = known(thrown, call);
      // If an earlier attempt may have arrived, the outcome of the call is unknown, whatever the last attempt returned.
      if (error.happened === "unknown") happened = "unknown";
      const { effect } = call.operation;
      const question = { error, attempt, retries: parts.limits.retries, effect, remaining: call.deadline - Date.now() };
      call.last = error;
      // The failure of a nested call (for a token) was already retried there.
      const own = error.operation === call.name;
      const delay = own ? retryDelay({ ...question, random: Math.random() }) : undefined;
      if (delay === undefined) throw final(error, happened, attempt);
      await sleep(delay, undefined, { signal: call.signal }).catch(() => {
        throw final(cancelled(call, happened), happened, attempt);
      });
    }
  }
}

/** Reports the result to the queue's rate control before the next call takes this slot. */
async function paced(parts: CallerParts, call: Call, mayRenew: boolean): Promise<unknown> {
  try {
    const answer = await once(parts, call, mayRenew);
    parts.limiter.countAnswer();
    return answer;
  } catch (error) {
    if (error instanceof CodeArtsError && error.kind === "throttled") parts.limiter.throttled(error.retryAfter);
    else if (error instanceof CodeArtsError && error.status !== undefined) parts.limiter.countAnswer();
    throw error;
  }
}

/** Returned instead of a response if the token was refused and the call is repeated with a new one. */
const renewal = Symbol("renewal");

async function once(parts: CallerParts, call: Call, mayRenew: boolean): Promise<unknown> {
  const { name, operation, prepared, url } = call;
  const unsigned = { method: prepared.method, url, headers: prepared.headers, body: prepared.body };
  const scope = () => parts.scope(operation.service, call.input);
  // Several callers may wait for the same token: one that gives up does not cancel it.
  const proven = operation.open
    ? { ...prepared.headers, ...scope() }
    : await unlessAborted(parts.auth.headers(unsigned, scope), call.signal);
  // Added after signing, because a proxy may change these. Downloads accept JSON too, as existing clients do.
  const accepted = { Accept: "application/json", "Accept-Encoding": "gzip, br" };
  const headers = { ...proven, ...accepted, "User-Agent": parts.userAgent };
  // The call's time limit is part of its signal, which does not apply to a download in progress: that may take longer.
  const remaining = operation.response === "binary" ? call.deadline - Date.now() : Number.POSITIVE_INFINITY;
  const timeout = Math.max(1, Math.min(parts.limits.attemptTimeout, remaining));
  const outgoing: Outgoing = { ...unsigned, headers, timeout, signal: call.signal };
  const context: AnswerContext = { name, operation, secrets: [...parts.auth.secrets(), ...call.secrets] };
  try {
    return await exchange(parts, call, outgoing, context);
  } catch (error) {
    const isRefused = error instanceof CodeArtsError && error.kind === "unauthorized";
    if (isRefused && mayRenew && !operation.open && parts.auth.renew(headers)) return renewal;
    throw error;
  }
}

async function exchange(parts: CallerParts, call: Call, outgoing: Outgoing, context: AnswerContext): Promise<unknown | Download> {
  const wire = { ...context, origin: outgoing.url.origin, timeout: outgoing.timeout };
  call.sent = true;
  const answer = await (call.operation.response === "binary"
    ? openDownload(parts.transport, { ...outgoing, signal: call.options.signal }, wire, call.options.onProgress)
    : parts.transport.send(outgoing)
  ).catch((error: unknown) => {
    if (error instanceof CodeArtsError || call.signal.aborted) throw error;
    throw networkError(error, wire);
  });
  return "stream" in answer ? answer : readAnswer(answer, context);
}

/** Distinguishes the caller's signal from the call's own time limit. Any other unknown error is a bug and is passed on unchanged. */
function known(thrown: unknown, call: Call): CodeArtsError {
  if (thrown instanceof CodeArtsError) return thrown.operation ? thrown : thrown.with({ operation: call.name });
  if (!call.signal.aborted) throw thrown;
  return cancelled(call, call.sent && call.operation.effect !== "read" ? "unknown" : "no");
}

function cancelled(call: Call, happened: CodeArtsError["happened"]): CodeArtsError {
  const { name, options } = call;
  if (options.signal?.aborted) {
    const message = `${name} was cancelled.`;
    return new CodeArtsError({
      kind: "cancelled",
      code: "ABORT_ERR",
      message,
      operation: name,
      happened,
      cause: options.signal.reason,
    });
  }
  const before = call.last ? ` Before that: ${call.last.message}` : "";
  const message = `${name}: ${call.url.origin} gave no valid answer within the time limit of the call.${before}`;
  return new CodeArtsError({ kind: "network", code: "ETIMEDOUT", message, operation: name, happened, cause: call.last });
}

function final(error: CodeArtsError, happened: CodeArtsError["happened"], attempts: number): CodeArtsError {
  const tries = attempts > 1 ? ` (${attempts} attempts)` : "";
  const wait = error.retryAfter === undefined ? "" : ` The service asks clients to wait ${Math.ceil(error.retryAfter / 1000)} s.`;
  return error.with({ happened, message: `${error.message}${tries}${wait}` });
}
