/** Reads responses, including failures that the service reports inside HTTP 200. */
import { isObject } from "../pulumi-wire";
import { CodeArtsError, type ErrorKind, type Happened, need } from "./errors";
import { parseJson } from "./json";
import type { JsonType, Operation } from "./operation";
import { busyCodes, retryAfter, throttleCodes } from "./retry";
import { scrub } from "./scrub";
import type { Incoming } from "./transport";

export interface AnswerContext {
  /** operationId, for messages. */
  name: string;
  operation: Operation;
  secrets: readonly string[];
}

interface Failure {
  code?: string;
  message?: string;
}

/** Codes that mean that the object does not exist, whatever the HTTP status. */
const notFoundCodes: ReadonlySet<string> = new Set(["DEVCB.00031006", "CB.00031006", "DEV.CB.0520002"]);
/** Prefix of the service's own codes. A 404 with another code, or none, comes from a gateway or proxy and says nothing about the object. */
const ownCode = /^(DEV\.?CB|CB|HSS|IAM)\./i;
/** Code of a 404 about the URL, not the object: treating it as "not found" would drop a live object from state. */
const wrongAddress = "CB.00060214";

/** The result of a successful response; throws a CodeArtsError for any other. */
export function readAnswer(answer: Incoming, context: AnswerContext): unknown {
  const { operation } = context;
  const good = answer.status >= 200 && answer.status < 300;
  if (good && answer.body.length === 0) {
    if (operation.silent) return {};
    if (mayBeEmpty(answer, operation)) return undefined;
  }
  const body = parseBody(answer, context);
  const failure = failureIn(body, operation);
  if (!good || failure) throw failed(answer, failure ?? {}, context);
  if (operation.response === null) return undefined;
  const enveloped = operation.envelope || isLateEnvelope(body);
  const result = checkType(enveloped ? unwrap(answer, body, context) : body, answer, context);
  if (operation.otherNames) return renamed(result, operation.otherNames);
  return operation.answerHeader === undefined ? result : withHeader(result, operation.answerHeader, answer, context);
}

/** A success without a body: as in the contract, or in writes without a result (such as stopBuild). */
function mayBeEmpty({ status }: Incoming, { response, effect, result }: Operation): boolean {
  if (response === null) return true;
  if (effect !== "repeatable") return false;
  return status === 204 || !(result ?? []).some((type) => type === "object" || type === "array");
}

/** Reads a body received in place of a download: a failure throws, anything else is the file. */
export function readDownloadFailure(answer: Incoming, context: AnswerContext): void {
  const good = answer.status >= 200 && answer.status < 300;
  const body = good ? tryParse(answer) : parseBody(answer, context);
  const failure = failureIn(body, context.operation);
  if (!good || failure) throw failed(answer, failure ?? {}, context);
}

function tryParse(answer: Incoming): unknown {
  try {
    return read(answer.body.toString("utf8"));
  } catch {
    return undefined;
  }
}

function parseBody(answer: Incoming, context: AnswerContext): unknown {
  const text = answer.body.toString("utf8");
  try {
    return read(text);
  } catch (error) {
    // A gateway answers 502 with HTML, or 401 without a body: the status is enough.
    if (answer.status >= 400) return undefined;
    throw unreadable(answer, text, context, error);
  }
}

/** Some responses are JSON encoded as a JSON string. */
function read(text: string): unknown {
  const value = parseJson(text);
  return typeof value === "string" && /^\s*[{[]/.test(value) ? parseJson(value) : value;
}

function unreadable(answer: Incoming, text: string, context: AnswerContext, error: unknown): CodeArtsError {
  const { status, headers } = answer;
  const type = headers["content-type"] ?? "no Content-Type";
  const what =
    status >= 300
      ? `a redirect${originOf(headers.location)}, which is not followed because the signature is valid for one URL only`
      : text.trim() === ""
        ? "an empty body instead of JSON"
        : /^\s*</.test(text)
          ? `a page (${type}) instead of JSON`
          : `${text.length} characters that are not complete JSON (${type})`;
  const advice = "Check the endpoint and any proxy in between.";
  const message = `${context.name}: the service answered HTTP ${status} with ${what}. ${advice}${requestText(answer)}`;
  const happened = status < 300 ? "unknown" : "no";
  return new CodeArtsError({ ...facts(answer, context, happened), kind: "invalidAnswer", message, cause: messageOnly(error) });
}

function originOf(location: string | undefined): string {
  if (!location || !URL.canParse(location)) return "";
  return ` to ${new URL(location).origin}`;
}

/** JSON.parse quotes the text that it fails on, which may contain secrets: only the kind of error is kept. */
function messageOnly(error: unknown): Error | undefined {
  return error instanceof SyntaxError ? new SyntaxError("not JSON") : undefined;
}

/** The failure in an envelope, even if the contract shows no envelope. */
const failedStatus: ReadonlySet<string> = new Set(["error", "fail", "failed"]);

function failureIn(body: unknown, operation: Operation): Failure | undefined {
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

function failed(answer: Incoming, failure: Failure, context: AnswerContext): CodeArtsError {
  const code = failure.code;
  const serviceMessage = failure.message === undefined ? undefined : scrub(failure.message, context.secrets);
  const kind = kindOf(answer.status, code);
  const type = answer.headers["content-type"] ?? "no content";
  const unsaid = type.includes("json") ? "no reason given" : `no reason given (${type})`;
  const said = [code, serviceMessage].filter(Boolean).join(" ") || unsaid;
  const message = `${context.name} ${verbs[kind] ?? "was refused"}: ${said} (HTTP ${answer.status}).${advice(kind, answer, context.operation)}${requestText(answer)}`;
  const wait = retryAfter(answer.headers["retry-after"], Date.now());
  const happened = kind === "throttled" ? "no" : refusedOr(answer.status);
  return new CodeArtsError({ ...facts(answer, context, happened), kind, message, code, serviceMessage, retryAfter: wait });
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
function facts(answer: Incoming, { name, operation }: AnswerContext, happened: Happened) {
  const settled = operation.effect === "read" ? "no" : happened;
  return { operation: name, status: answer.status, requestId: answer.headers["x-request-id"], happened: settled };
}

function refusedOr(status: number): Happened {
  return status < 500 && status !== 408 ? "no" : "unknown";
}

function requestText(answer: Incoming): string {
  const id = answer.headers["x-request-id"];
  return id === undefined ? "" : ` Request id ${id}.`;
}

/** Some responses have an envelope only in later revisions (listProjectJobs): both forms are read. */
function isLateEnvelope(body: unknown): boolean {
  return isObject(body) && isObject(body.result) && typeof body.status === "string";
}

function unwrap(answer: Incoming, body: unknown, context: AnswerContext): unknown {
  if (!isObject(body)) throw misfit(answer, context, "an envelope", body);
  if (body.status === undefined && body.success === undefined && body.result === undefined) {
    throw misfit(answer, context, "an envelope with status", body);
  }
  return body.result;
}

/** A missing result is an error in reads and creates. */
function checkType(value: unknown, answer: Incoming, context: AnswerContext): unknown {
  const { result, effect } = context.operation;
  if (result === undefined) return value;
  if (value === undefined || value === null) {
    if (result.includes("null")) return null;
    if (effect === "repeatable") return undefined;
    throw misfit(answer, context, result.join(" or "), value);
  }
  if (!result.includes(typeOf(value))) throw misfit(answer, context, result.join(" or "), value);
  return value;
}

function renamed(result: unknown, names: Readonly<Record<string, string>>): unknown {
  if (!isObject(result)) return result;
  return Object.fromEntries(Object.entries(result).map(([key, value]) => [names[key] ?? key, value]));
}

function withHeader(result: unknown, name: string, answer: Incoming, context: AnswerContext): unknown {
  return { ...Object(result), [name]: need(answer.headers[name.toLowerCase()], `the header ${name}`, context.name) };
}

function misfit(answer: Incoming, context: AnswerContext, wanted: string, value: unknown): CodeArtsError {
  const field = context.operation.envelope ? "result" : "the answer";
  const message = `${context.name}: the service answered HTTP ${answer.status}, but ${field} should be ${wanted} and is ${typeOf(value)}.${requestText(answer)}`;
  return new CodeArtsError({ ...facts(answer, context, "unknown"), kind: "invalidAnswer", message });
}

function typeOf(value: unknown): JsonType {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "bigint") return "number";
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return typeof value as JsonType;
  return "object";
}

/** A code or message that reports a failure; 0 and "" mean success. */
function text(value: unknown): string | undefined {
  if (typeof value === "number" && value !== 0) return String(value);
  return typeof value === "string" && value !== "" && value !== "0" ? value : undefined;
}
