/** The HTTP server: routes of the contract, the control endpoints, and the page. */
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { contract, type Operation } from "../contract/load";
import { addControl } from "../control/routes";
import { catchUp } from "../engine/catch-up";
import { faultName } from "../faults";
import type { Answered } from "../journal";
import { ServiceError } from "../refusal";
import { readBody } from "./body";
import { dispatch } from "./dispatch";
import { type Answer, type Exchange, jsonAnswer } from "./exchange";
import { answerInstead, cutBefore, send, spoiled } from "./send";
import type { Serving } from "./serving";

const idPrefix = randomBytes(8).toString("hex");
let requests = 0;

function nextRequestId(): string {
  requests += 1;
  return idPrefix + requests.toString(16).padStart(16, "0");
}

function exchangeOf(request: FastifyRequest, operation: Operation | undefined): Exchange {
  const { params, headers, method, url } = request;
  return {
    requestId: nextRequestId(),
    operation,
    method,
    url,
    headers,
    pathParameters: typeof params === "object" && params !== null ? { ...params } : {},
    origin: `http://${headers.host ?? "localhost"}`,
    body: Buffer.alloc(0),
    problems: [],
    answerProblems: [],
    unknownFields: [],
    privateNames: new Set(),
  };
}

const none: Answer = { status: 0, headers: {}, body: "" };

async function answerTo(serving: Serving, exchange: Exchange, request: FastifyRequest): Promise<Answer> {
  try {
    exchange.body = await readBody(request.raw);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const refused = jsonAnswer(error.status, { error_code: error.code, error_msg: error.message }, { connection: "close" });
    return { ...refused, errorCode: error.code };
  }
  return dispatch(serving.simulation, exchange, serving.options);
}

async function serve(serving: Serving, operation: Operation | undefined, request: FastifyRequest, reply: FastifyReply) {
  const { simulation, faults } = serving;
  const started = performance.now();
  catchUp(simulation);
  const exchange = exchangeOf(request, operation);
  const fault = faults.take(operation);
  const wait = faults.nextLatency() + (fault?.delay ?? 0);
  if (wait > 0) await sleep(wait);
  const note = (answer: Answer) => put(serving, exchange, answer, performance.now() - started, fault && faultName(fault));
  if (fault && cutBefore(reply, fault)) {
    note(none);
    return reply;
  }
  const answer = spoiled((fault && answerInstead(fault)) ?? (await answerTo(serving, exchange, request)), fault);
  answer.headers["x-request-id"] = exchange.requestId;
  if (exchange.unknownFields.length > 0) {
    answer.headers["x-simulator-unknown-fields"] = encodeURI(exchange.unknownFields.join(" "));
  }
  note(fault?.drop === "after" ? { ...answer, status: 0 } : answer);
  await send(reply, answer, fault);
  return reply;
}

function put(serving: Serving, exchange: Exchange, answer: Answer, milliseconds: number, fault: string | undefined): void {
  const { operation, requestId, method, url, problems, answerProblems, unknownFields, user, privateNames } = exchange;
  serving.journal.add(
    {
      at: new Date().toISOString(),
      service: operation?.service ?? "unknown",
      ...(operation && { operation: operation.id }),
      method,
      url,
      status: answer.status,
      milliseconds: Math.round(milliseconds * 1000) / 1000,
      ...(user && { user }),
      requestId,
      ...(answer.errorCode && { errorCode: answer.errorCode }),
      problems,
      answerProblems,
      unknownFields,
      ...(fault && { fault }),
      requestHeaders: exchange.headers,
      requestBody: exchange.shownBody,
      answerBody: shownAnswer(answer),
    },
    privateNames,
  );
}

/** Longer responses are recorded by length only. */
const longestShown = 32 * 1024;

/** JSON stays text until it is read, because most entries are never read. */
function shownAnswer({ body, headers }: Answer): Answered | undefined {
  if (body.length === 0) return undefined;
  const json = typeof body === "string" && (headers["content-type"] ?? "").startsWith("application/json");
  return json && body.length <= longestShown ? { json: body } : { bytes: body.length };
}

/** `/v1/job/{job_id}/config` in the router's syntax. */
function routePath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ":$1");
}

export function createServer(serving: Serving): FastifyInstance {
  const app = fastify({
    exposeHeadRoutes: false,
    bodyLimit: Number.MAX_SAFE_INTEGER, // bodies are read and bounded by readBody
    requestTimeout: 60_000,
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 300 },
    frameworkErrors: (_error, _request, reply: FastifyReply) => {
      void reply.code(404).send({ error_code: "CB.00060214", error_msg: "The URL is not valid." });
    },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request, _payload, done) => done(null, undefined));
  addControl(app, serving);
  for (const operation of contract().operations) {
    app.route({
      method: operation.method,
      url: routePath(operation.path),
      handler: (request, reply) => serve(serving, operation, request, reply),
    });
  }
  app.setNotFoundHandler((request, reply) => serve(serving, undefined, request, reply));
  app.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 400;
    void reply.code(status).send({ error_code: "CB.00060200", error_msg: "The request could not be read." });
  });
  return app;
}
