/** Failures that the service reports, in the status or inside HTTP 200, as errors with advice. */
import { isObject } from "../pulumi-wire";
import { CodeArtsError, type ErrorKind, type Happened } from "./errors";
import type { Operation } from "./operation";
import { busyCodes, retryAfter, throttleCodes } from "./retry";
import { scrub } from "./scrub";
import type { Incoming } from "./transport";

export interface AnswerContext {
  /** operationId, for messages. */
  name: string;
  operation: Operation;
  secrets: readonly string[];
}

interface ReportedFailure {
  code?: string;
  message?: string;
}

/** Codes that mean that the object does not exist, whatever the HTTP status. */
const notFoundCodes: ReadonlySet<string> = new Set(["DEVCB.00031006", "CB.00031006", "DEV.CB.0520002"]);
/** Prefix of the service's own codes. A 404 with another code, or none, comes from a gateway or proxy and says nothing about the object. */
const ownCode = /^(DEV\.?CB|CB|HSS|IAM)\./i;
/** Code of a 404 about the URL, not the object: treating it as "not found" would drop a live object from state. */
const wrongAddress = "CB.00060214";

const failedStatus: ReadonlySet<string> = new Set(["error", "fail", "failed"]);

/** The failure in an envelope, even if the contract shows no envelope. */
export function failureIn(body: unknown, operation: Operation): ReportedFailure | undefined {
  if (!isObject(body)) return undefined;
  const inner = isObject(body.error) ? body.error : undefined;
  const code = text(body.error_code) ?? text(inner?.error_code) ?? text(inner?.code) ?? text(body.err_code) ?? text(body.errCode);
  const message =
    text(body.error_msg) ??
    text(inner?.error_msg) ??
    text(inner?.message) ??
    text(inner?.reason) ??
    text(body.error) ??
    text(body.message) ??
    undefined;
  const status = typeof body.status === "string" ? body.status.toLowerCase() : undefined;
  const saysFailed =
    (operation.envelope && status !== undefined && status !== "success") ||
    (body.success === false && (operation.envelope || code !== undefined || message !== undefined)) ||
    failedStatus.has(status ?? "");
  const codeCounts = [body.error_code, body.err_code, body.errCode].some((value) => text(value) !== undefined);
  if (codeCounts || saysFailed) return { code, message };
  if (status !== "success" && (inner?.code !== undefined || inner?.error_code !== undefined || text(body.error)))
    return { code, message };
  return undefined;
}

export function failed(answer: Incoming, failure: ReportedFailure, context: AnswerContext): CodeArtsError {
  const code = failure.code;
  const serviceMessage = failure.message === undefined ? undefined : scrub(failure.message, context.secrets);
  const kind = kindOf(answer.status, code);
  const type = answer.headers["content-type"] ?? "no content";
  const unsaid = type.includes("json") ? "no reason given" : `no reason given (${type})`;
  const said = [code, serviceMessage].filter(Boolean).join(" ") || unsaid;
  const message = `${context.name} ${verbs[kind] ?? "was refused"}: ${said} (HTTP ${answer.status}).${advice(kind, answer, context.operation)}${requestText(answer)}`;
  const wait = retryAfter(answer.headers["retry-after"], Date.now());
  const happened = kind === "throttled" ? "no" : refusedOr(answer.status);
  return new CodeArtsError({ ...factsOf(answer, context, happened), kind, message, code, serviceMessage, retryAfter: wait });
}

const verbs: Partial<Record<ErrorKind, string>> = {
  notFound: "found nothing",
  unauthorized: "was refused for its credentials",
  forbidden: "was refused for lack of a permission",
  throttled: "was throttled",
  conflict: "met a conflict",
  network: "found the service unavailable",
  invalidAnswer: "reached something that is not the service",
};

function kindOf(status: number, code: string | undefined): ErrorKind {
  if (code !== undefined) {
    if (throttleCodes.has(code)) return "throttled";
    if (busyCodes.has(code)) return "network";
    if (notFoundCodes.has(code)) return "notFound";
  }
  if (status === 401) return "unauthorized";
  if (status === 403) return "forbidden";
  if (status === 404) return code !== undefined && ownCode.test(code) && code !== wrongAddress ? "notFound" : "invalidAnswer";
  if (status === 409) return "conflict";
  if (status === 429) return "throttled";
  if (status === 502 || status === 503 || status === 504) return "network";
  return "refused";
}

/** A clock more than 15 minutes off invalidates every signature, which only the response's Date header shows. */
const allowedSkew = 15 * 60_000;

function advice(kind: ErrorKind, answer: Incoming, { open }: Operation): string {
  if (kind === "invalidAnswer") return " Check the endpoint.";
  if (kind !== "unauthorized") return "";
  if (open) return " Check user, password and domain (the account's name).";
  const skew = Date.now() - Date.parse(answer.headers.date ?? "");
  if (Math.abs(skew) > allowedSkew) return ` This machine's clock is ${Math.round(skew / 60_000)} minutes off: set it.`;
  return " Check the credentials; temporary keys expire.";
}

/** Whether a failed write may have taken effect: not after a refusal; unknown after a broken, unreadable or internal failure. */
export function factsOf(answer: Incoming, { name, operation }: AnswerContext, happened: Happened) {
  const settled = operation.effect === "read" ? "no" : happened;
  return { operation: name, status: answer.status, requestId: answer.headers["x-request-id"], happened: settled };
}

function refusedOr(status: number): Happened {
  return status < 500 && status !== 408 ? "no" : "unknown";
}

export function requestText(answer: Incoming): string {
  const id = answer.headers["x-request-id"];
  return id === undefined ? "" : ` Request id ${id}.`;
}

/** A code or message that reports a failure; 0 and "" mean success. */
function text(value: unknown): string | undefined {
  if (typeof value === "number" && value !== 0) return String(value);
  return typeof value === "string" && value !== "" && value !== "0" ? value : undefined;
}
