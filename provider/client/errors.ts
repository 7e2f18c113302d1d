/** The one class of errors that the client throws. */
import { types } from "node:util";

/**
 * The category of a failure, as far as a caller can act on it.
 * - notFound: the service knows the kind of object but not this one.
 * - refused: the service understood and refused; the same request will be refused again.
 * - unauthorized, forbidden: credentials missing or wrong; credentials valid but without the permission.
 * - throttled: too many requests; temporary.
 * - conflict: the object exists already or is in use.
 * - invalidAnswer: the response is not JSON, is truncated, or lacks a required value.
 * - network: no usable response (connection, timeout, 502 to 504, busy).
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

/** For a write: whether it may have taken effect. "unknown" is resolved by reading, never by retrying. */
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
  /** operationId of the contract; absent if no call was made. */
  readonly operation?: string;
  /** HTTP status; a failure inside HTTP 200 has 200 here. */
  readonly status?: number;
  /** The service's own code, such as CB.00060200, or the network's, such as ECONNRESET. */
  readonly code?: string;
  /** The service's own message, secrets masked. */
  readonly serviceMessage?: string;
  readonly requestId?: string;
  readonly happened: Happened;
  /** How long the service asked the client to wait, in milliseconds. */
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

  /** A copy of the error with some properties replaced, for callers that know more. */
  with(change: Partial<ErrorFacts>): CodeArtsError {
    const { kind, message, operation, status, code, serviceMessage, requestId, happened, retryAfter, cause } = this;
    const facts = { kind, message, operation, status, code, serviceMessage, requestId, happened, retryAfter, cause };
    return new CodeArtsError({ ...facts, ...change });
  }
}

/** A required value, or an error that names the field missing from the response. */
export function need<T>(value: T | null | undefined, field: string, operation: string, happened: Happened = "no"): T {
  if (value !== null && value !== undefined && value !== "") return value;
  const message = `The answer to ${operation} lacks ${field}, which is required. The service may have changed; please report it.`;
  throw new CodeArtsError({ kind: "invalidAnswer", message, operation, happened });
}

/** Throws unless the response is about the requested object: an empty one would look like an object without settings. */
export function recognized(isIt: boolean, field: string, operation: string): void {
  if (isIt) return;
  const message = `${operation}: the answer is not about the requested object: ${field} is missing or different. The answer is ignored; try again.`;
  throw new CodeArtsError({ kind: "invalidAnswer", message, operation });
}

/** A mistake of the caller: nothing was sent. */
export function inputError(message: string, operation?: string): CodeArtsError {
  return new CodeArtsError({ kind: "input", message, operation });
}

/** Also recognises errors of another realm, such as Node.js errors seen from a separate context. */
export function isError(value: unknown): value is Error {
  return value instanceof Error || types.isNativeError(value);
}

/** The code of a Node.js error, such as ENOENT. */
export function codeOf(thrown: unknown): string | undefined {
  return typeof thrown === "object" && thrown !== null && "code" in thrown && typeof thrown.code === "string"
    ? thrown.code
    : undefined;
}
