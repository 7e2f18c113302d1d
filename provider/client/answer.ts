/** Reads responses: the result, or an error. */
import { isObject } from "../pulumi-wire";
import { CodeArtsError, need } from "./errors";
import { type AnswerContext, factsOf, failed, failureIn, requestText } from "./failure";
import { parseJson } from "./json";
import type { JsonType, Operation } from "./operation";
import type { Incoming } from "./transport";

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
  return new CodeArtsError({ ...factsOf(answer, context, happened), kind: "invalidAnswer", message, cause: messageOnly(error) });
}

function originOf(location: string | undefined): string {
  if (!location || !URL.canParse(location)) return "";
  return ` to ${new URL(location).origin}`;
}

/** JSON.parse quotes the text that it fails on, which may contain secrets: only the kind of error is kept. */
function messageOnly(error: unknown): Error | undefined {
  return error instanceof SyntaxError ? new SyntaxError("not JSON") : undefined;
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
  return new CodeArtsError({ ...factsOf(answer, context, "unknown"), kind: "invalidAnswer", message });
}

function typeOf(value: unknown): JsonType {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return "array";
  switch (typeof value) {
    case "string":
      return "string";
    case "boolean":
      return "boolean";
    case "number":
    case "bigint":
      return "number";
    default:
      return "object";
  }
}
