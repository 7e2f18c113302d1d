/** From a request to a response: identification, validation, handler, and the form of the response. */
import { type Caller, identify } from "../auth/identify";
import type { Operation } from "../contract/load";
import { unknownFields } from "../contract/unknown-fields";
import { checkAnswer, checkBody, checkParameters, queryNames } from "../contract/validate";
import { privateNamesFor } from "../nouns/private-names";
import { domains } from "../nouns/projects";
import { handlers } from "../nouns/registry";
import { type Call, type Handler, NoBody, Raw, type UploadedFile, WithHeaders } from "../operation";
import { forbidden, invalid, noSuchUrl, ServiceError } from "../refusal";
import type { Simulation } from "../simulation";
import { users } from "../users";
import type { OperationId } from "../wire";
import { parseForm, parseJsonBody } from "./body";
import { type Answer, type Exchange, jsonAnswer } from "./exchange";

export interface DispatchOptions {
  /** Refuse fields that are not in the contract. */
  strict: boolean;
  /** Also check responses against the contract, and record problems in the journal. */
  checkAnswers: boolean;
}

interface Understood {
  query: Record<string, unknown>;
  body: unknown;
  file?: UploadedFile;
}

function parseQuery(operation: Operation, url: string): Record<string, unknown> {
  const at = url.indexOf("?");
  if (at < 0) return {};
  const { lists } = queryNames(operation);
  const values = new Map<string, string | string[]>();
  for (const [name, value] of new URLSearchParams(url.slice(at + 1))) {
    const before = values.get(name);
    if (before === undefined) values.set(name, lists.has(name) ? [value] : value);
    else values.set(name, [...(Array.isArray(before) ? before : [before]), value]);
  }
  return Object.fromEntries(values);
}

async function understandBody(exchange: Exchange, operation: Operation): Promise<Pick<Understood, "body" | "file">> {
  const { body, headers } = exchange;
  if (!operation.body) return { body: undefined };
  if (operation.body.type === "multipart/form-data") {
    const { fields, file } = await parseForm(headers, body);
    exchange.shownBody = { ...fields, ...(file && { file: `<${file.content.length} bytes>` }) };
    return { body: { ...fields, ...(file && { file: "" }) }, file };
  }
  if (body.length === 0) throw invalid("The request has no body.");
  const type = headers["content-type"];
  if (type && !/^application\/([\w.+-]+\+)?json\b/i.test(type)) throw invalid("Content-Type must be application/json.");
  const value = parseJsonBody(body);
  exchange.shownBody = value;
  return { body: value };
}

/** Validates the request against the contract. */
async function understand(exchange: Exchange, operation: Operation, strict: boolean): Promise<Understood> {
  const query = parseQuery(operation, exchange.url);
  const sentQuery = { ...query };
  const parsed = await understandBody(exchange, operation);
  exchange.problems = [
    ...checkParameters(operation, "path", exchange.pathParameters),
    ...checkParameters(operation, "query", query),
    ...checkBody(operation, parsed.body),
  ];
  exchange.unknownFields = unknownFields(operation, sentQuery, parsed.body);
  const [problem] = exchange.problems;
  if (problem) throw unfit(operation, problem.at, `Invalid parameter: ${problem.at} ${problem.message}.`);
  if (strict && exchange.unknownFields.length > 0) {
    throw invalid(`The contract does not know ${exchange.unknownFields.join(", ")}.`);
  }
  return { query, ...parsed };
}

/** Ids in a path have their own error codes; those of a job and of the brief records' body were observed live. */
function unfit({ id, service }: Operation, at: string, message: string): ServiceError {
  if (service === "iam") return new ServiceError(400, "IAM.0011", message);
  if (id === "listBriefRecords" && at.startsWith("body")) return new ServiceError(422, "DEVCB.00030000", message);
  if (at === "path/job_id") return new ServiceError(400, "DEV.CB.032011", message);
  return service === "build" && /^path\/\w*_?(id|uuid)$/.test(at)
    ? new ServiceError(400, "CB.00060202", message)
    : invalid(message);
}

function answerOf(simulation: Simulation, operation: Operation, given: unknown): Answer {
  if (given instanceof Raw) return { status: operation.status, headers: given.headers, body: given.body };
  if (given instanceof NoBody) return { status: operation.status, headers: {}, body: "" };
  if (given instanceof WithHeaders) return jsonAnswer(operation.status, given.body, given.headers);
  if (given === undefined && simulation.readings.get("empty-answer") === "object") return jsonAnswer(operation.status, {});
  return jsonAnswer(operation.status, given);
}

const tokenOperation: OperationId = "createUserToken";

function identified(simulation: Simulation, exchange: Exchange, operation: Operation): Caller {
  const [demo] = users;
  if (operation.id === tokenOperation) return { user: demo, region: simulation.region, by: "token" };
  const caller = identify(simulation, exchange);
  if (caller instanceof ServiceError) throw caller;
  exchange.user = caller.user.name;
  if (!caller.user.role && operation.service !== "iam") throw forbidden("This user has no rights in the account.");
  return caller;
}

/** The only supported call outside the contract: official IAM clients use it first to read the account's id. */
function besideContract(simulation: Simulation, exchange: Exchange): Answer {
  if (exchange.method !== "GET" || !/^\/v3\/auth\/domains\/?(\?|$)/.test(exchange.url)) throw noSuchUrl();
  const caller = identify(simulation, exchange);
  if (caller instanceof ServiceError) throw caller;
  exchange.user = caller.user.name;
  return jsonAnswer(200, domains(exchange.origin));
}

async function act(simulation: Simulation, exchange: Exchange, options: DispatchOptions): Promise<Answer> {
  const { operation } = exchange;
  if (!operation) return besideContract(simulation, exchange);
  const caller = identified(simulation, exchange, operation);
  const { query, body, file } = await understand(exchange, operation, options.strict);
  const { pathParameters: path, origin } = exchange;
  exchange.privateNames = privateNamesFor(simulation, path, body);
  // The request has been validated, so its parts have the types that the handler declares.
  // Types of single operations end here: the contract has been checked, and the table has a handler for each.
  const call = { simulation, operation, caller, path, query, body, file, origin } as Call<OperationId>;
  const handler = handlers[operation.id] as Handler<OperationId>;
  const answer = answerOf(simulation, operation, handler(call));
  simulation.store.commit();
  return answer;
}

/** An error in the form of the reading `refusals`; authentication errors always use the status. */
function refusalAnswer(simulation: Simulation, refusal: ServiceError): Answer {
  const { status, code, message, asText } = refusal;
  const plain = { error_code: code, error_msg: message };
  const form = simulation.readings.get("refusals");
  const byStatus = form === "status" || (status !== 400 && status !== 422);
  const inEnvelope = form === "ok-envelope" ? `${code} ${message}` : plain;
  if (byStatus) return { ...jsonAnswer(status, asText ? JSON.stringify(plain) : plain), errorCode: code };
  if (form === "ok-code") return { ...jsonAnswer(200, plain), errorCode: code };
  return { ...jsonAnswer(200, { result: null, error: inEnvelope, status: "error" }), errorCode: code };
}

/** The response to a request. A refused or failed request does not change the state. */
export async function dispatch(simulation: Simulation, exchange: Exchange, options: DispatchOptions): Promise<Answer> {
  try {
    const answer = await act(simulation, exchange, options);
    const { operation } = exchange;
    if (options.checkAnswers && operation?.answer && typeof answer.body === "string" && answer.body.length > 0) {
      exchange.answerProblems = checkAnswer(operation, JSON.parse(answer.body.toString()));
    }
    return answer;
  } catch (error) {
    simulation.store.rollback();
    if (error instanceof ServiceError) return refusalAnswer(simulation, error);
    process.stderr.write(`codearts-simulator: ${exchange.operation?.id ?? exchange.method}: ${describe(error)}\n`);
    exchange.answerProblems = [{ at: "simulator", message: error instanceof Error ? error.message : String(error) }];
    const busy = jsonAnswer(500, { error_code: "CB.00060101", error_msg: "Internal error of the simulator; please report it." });
    return { ...busy, errorCode: "CB.00060101" };
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
