/** One call from end to end: prepare, wait for a turn, authenticate, send, read the answer, and try again where that is right. */
import { setTimeout as sleep } from "node:timers/promises";
import { createLimit, unlessAborted } from "./abort";
import { type AnswerContext, readAnswer } from "./answer";
import type { Auth } from "./auth";
import { type Download, openDownload } from "./download";
import { CodeArtsError } from "./errors";
import type { Limiter } from "./limiter";
import { networkError } from "./network-error";
import type { CallOptions, Operation, OperationInput, ServiceName } from "./operation";
import { type Prepared, prepare } from "./request";
import { retryDelay } from "./retry";
import { secretsOf } from "./scrub";
import { timeLeft } from "./surroundings";
import type { Outgoing, Transport } from "./transport";

export interface Limits {
  /** Repetitions of one call at most. */
  retries: number;
  /** One attempt, in milliseconds. */
  attemptTimeout: number;
  /** A call with all its attempts and waits, in milliseconds. */
  overallTimeout: number;
}

export interface CallerParts {
  transport: Transport;
  limiter: Limiter;
  auth: Auth;
  limits: Limits;
  userAgent: string;
  endpoint(service: ServiceName): URL;
  /** Headers that name project or domain, when these are known. */
  scope(service: ServiceName, input: OperationInput): Record<string, string>;
}

export type Caller = (name: string, operation: Operation, input: OperationInput, options?: CallOptions) => Promise<unknown>;

/** What stays the same over the attempts of one call. */
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
  /** What the last attempt met, for a call that runs out of time. */
  last?: CodeArtsError;
  /** Whether any attempt has reached the wire: before that a cancelled write has not happened. */
  sent: boolean;
}

export function createCaller(parts: CallerParts): Caller {
  return async (name, operation, input, options = {}) => {
    const prepared = prepare(name, operation, input);
    const url = joined(parts.endpoint(operation.service), prepared.target);
    const overall = Math.min(options.timeout ?? parts.limits.overallTimeout, timeLeft());
    const limit = createLimit(overall, options.signal);
    const { signal } = limit;
    const secrets = secretsOf(input.body);
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
  return new URL(base.origin + base.pathname.replace(/\/+$/, "") + target);
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
      // A first attempt that may have arrived leaves the whole call open, whatever the last attempt said.
      if (error.happened === "unknown") happened = "unknown";
      const { effect } = call.operation;
      const question = { error, attempt, retries: parts.limits.retries, effect, remaining: call.deadline - Date.now() };
      call.last = error;
      // The failure of a call made on the way (a token) was retried there.
      const own = error.operation === call.name;
      const delay = own ? retryDelay({ ...question, random: Math.random() }) : undefined;
      if (delay === undefined) throw final(error, happened, attempt);
      await sleep(delay, undefined, { signal: call.signal }).catch(() => {
        throw final(cancelled(call, happened), happened, attempt);
      });
    }
  }
}

/** Tells the queue how the service bears it before the next call takes this one's place. */
async function paced(parts: CallerParts, call: Call, mayRenew: boolean): Promise<unknown> {
  try {
    const answer = await once(parts, call, mayRenew);
    parts.limiter.borne();
    return answer;
  } catch (error) {
    if (error instanceof CodeArtsError && error.kind === "throttled") parts.limiter.throttled(error.retryAfter);
    else if (error instanceof CodeArtsError && error.status !== undefined) parts.limiter.borne();
    throw error;
  }
}

/** Stands for an answer when the token was refused and the call goes out again with a new one. */
const renewal = Symbol("renewal");

async function once(parts: CallerParts, call: Call, mayRenew: boolean): Promise<unknown> {
  const { name, operation, prepared, url } = call;
  const unsigned = { method: prepared.method, url, headers: prepared.headers, body: prepared.body };
  const scope = () => parts.scope(operation.service, call.input);
  // A token may be on its way for many callers: who gives up does not stop it.
  const proven = operation.open
    ? { ...prepared.headers, ...scope() }
    : await unlessAborted(parts.auth.headers(unsigned, scope), call.signal);
  // Added after signing: a proxy may change these. JSON is accepted even for downloads, as existing clients do.
  const accepted = { Accept: "application/json", "Accept-Encoding": "gzip, br" };
  const headers = { ...proven, ...accepted, "User-Agent": parts.userAgent };
  // The call's own limit is in its signal, which does not reach a download: that may take longer than the call once it has begun.
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

/** What aborts a call is told apart: the caller's signal, or the call's own time limit. Anything else unknown is a bug and passes as it is. */
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
  const message = `${name}: ${call.url.origin} gave no good answer in the time that the call may take.${before}`;
  return new CodeArtsError({ kind: "network", code: "ETIMEDOUT", message, operation: name, happened, cause: call.last });
}

function final(error: CodeArtsError, happened: CodeArtsError["happened"], attempts: number): CodeArtsError {
  const tries = attempts > 1 ? ` (${attempts} attempts)` : "";
  const wait = error.retryAfter === undefined ? "" : ` The service asks to wait ${Math.ceil(error.retryAfter / 1000)} s.`;
  return error.with({ happened, message: `${error.message}${tries}${wait}` });
}
