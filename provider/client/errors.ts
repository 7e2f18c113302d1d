/** The one class of errors that the client throws. */
import { types } from "node:util";

/**
 * What went wrong, as far as a caller can act on it.
 * - notFound: the service knows the kind of object but not this one.
 * - refused: the service understood and said no; the same request will be refused again.
 * - unauthorized, forbidden: credentials missing or wrong; credentials good but without the right.
 * - throttled: too many requests; it passes with time.
 * - conflict: the object exists already or is in use.
 * - invalidAnswer: the answer is no JSON, is cut off, or lacks what a decision needs.
 * - network: no usable answer came (connection, timeout, 502 to 504, busy).
 * - credentials, input: found before any call.
 * - cancelled: the caller's AbortSignal fired.
 */
export type ErrorKind =
  | "notFound"
  | "refused"
  | "unauthorized"
  | "forbidden"
  | "throttled"
  | "conflict"
  | "invalidAnswer"
  | "network"
  | "credentials"
  | "input"
  | "cancelled";

/** For a write: whether it can have taken effect. "unknown" is settled by looking, never by trying again. */
export type Happened = "no" | "unknown";

export interface ErrorFacts {
  kind: ErrorKind;
  message: string;
  operation?: string;
  status?: number;
  code?: string;
  serviceMessage?: string;
  requestId?: string;
  happened?: Happened;
  retryAfter?: number;
  cause?: unknown;
}

export class CodeArtsError extends Error {
  override readonly name = "CodeArtsError";
  readonly kind: ErrorKind;
  /** operationId of the contract; absent when no call was made. */
  readonly operation?: string;
  /** HTTP status; a failure inside HTTP 200 has 200 here. */
  readonly status?: number;
  /** The service's own code, such as CB.00060200, or the network's, such as ECONNRESET. */
  readonly code?: string;
  /** The service's own words, secrets masked. */
  readonly serviceMessage?: string;
  readonly requestId?: string;
  readonly happened: Happened;
  /** How long the service asked to wait, in milliseconds. */
  readonly retryAfter?: number;

  constructor(facts: ErrorFacts) {
    super(facts.message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.kind = facts.kind;
    this.operation = facts.operation;
    this.status = facts.status;
    this.code = facts.code;
    this.serviceMessage = facts.serviceMessage;
    this.requestId = facts.requestId;
    this.happened = facts.happened ?? "no";
    this.retryAfter = facts.retryAfter;
  }

  /** The same error with some facts changed; used when more is known further out. */
  with(change: Partial<ErrorFacts>): CodeArtsError {
    const { kind, message, operation, status, code, serviceMessage, requestId, happened, retryAfter, cause } = this;
    const facts = { kind, message, operation, status, code, serviceMessage, requestId, happened, retryAfter, cause };
    return new CodeArtsError({ ...facts, ...change });
  }
}

/** The value that a decision needs, or an error that says which field the answer lacks. */
export function need<T>(value: T | null | undefined, field: string, operation: string, happened: Happened = "no"): T {
  if (value !== null && value !== undefined && value !== "") return value;
  const message = `The answer to ${operation} lacks ${field}, which is needed to go on. The service may have changed; please report it.`;
  throw new CodeArtsError({ kind: "invalidAnswer", message, operation, happened });
}

/** Throws unless the answer shows that it is about the object that was asked for: an empty one would read as an object without any settings. */
export function recognized(isIt: boolean, field: string, operation: string): void {
  if (isIt) return;
  const message = `${operation}: the answer is not about what was asked for: ${field} is missing or another. It is not believed; try again.`;
  throw new CodeArtsError({ kind: "invalidAnswer", message, operation });
}

/** An error of the person who calls: nothing was sent. */
export function inputError(message: string, operation?: string): CodeArtsError {
  return new CodeArtsError({ kind: "input", message, operation });
}

/** Also one of another realm, as Node's own errors are to code that runs in a context of its own. */
export function isError(value: unknown): value is Error {
  return value instanceof Error || types.isNativeError(value);
}

/** The code of a thrown value of Node, such as ENOENT. */
export function codeOf(thrown: unknown): string | undefined {
  return typeof thrown === "object" && thrown !== null && "code" in thrown && typeof thrown.code === "string"
    ? thrown.code
    : undefined;
}
