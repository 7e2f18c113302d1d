/**
 * Sends one request once, follows no redirect, keeps connections alive. Node's own client: of the libraries above it that were measured, one
 * left 25 KB of every request to the slow collector, the other held 30 MB for its parser, and a provider process is to stay small.
 */
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { finished, pipeline, type Readable, Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from "node:zlib";
import { HttpsProxyAgent } from "https-proxy-agent";
import { isLoopback } from "./endpoints";
import type { Progress } from "./operation";
import { type ProxySettings, proxyFor } from "./proxy";

export interface Outgoing {
  method: string;
  url: URL;
  headers: Record<string, string>;
  body?: Buffer;
  signal?: AbortSignal;
  /** Longest wait for the answer of this attempt, and longest silence while a download arrives, in milliseconds. */
  timeout: number;
}

export interface Incoming {
  status: number;
  headers: Record<string, string | undefined>;
  body: Buffer;
}

/** An answer whose body is still on its way. */
export interface IncomingStream extends Omit<Incoming, "body"> {
  stream: Readable;
}

export interface Transport {
  send(request: Outgoing): Promise<Incoming>;
  open(request: Outgoing, onProgress?: (progress: Progress) => void): Promise<IncomingStream>;
}

export interface TransportSettings {
  requestsInFlight: number;
  proxy: ProxySettings;
}

export function createTransport(settings: TransportSettings): Transport {
  const agentFor = createAgents(settings);
  return {
    async send(outgoing) {
      const running = start(outgoing, agentFor(outgoing.url));
      try {
        const response = await running.response;
        const headers = flat(response.headers);
        return { status: response.statusCode ?? 0, headers, body: await whole(decoded(response, headers)) };
      } finally {
        running.over();
      }
    },
    async open(outgoing, onProgress) {
      const running = start(outgoing, agentFor(outgoing.url));
      const response = await running.response;
      // No limit on the whole: a log may be long. Silence is what is limited.
      running.lift();
      response.setTimeout(outgoing.timeout, () => response.destroy(timedOut()));
      response.once("close", running.over);
      const headers = flat(response.headers);
      const stream = decoded(response, headers);
      return { status: response.statusCode ?? 0, headers, stream: onProgress ? counted(stream, headers, onProgress) : stream };
    },
  };
}

type AnyAgent = HttpAgent | HttpsAgent;

interface Running {
  /** Status and headers; the body is still on its way. */
  response: Promise<IncomingMessage>;
  /** Takes the limit of time off; the caller may still cancel. */
  lift(): void;
  over(): void;
}

/** Ends by itself when its time is over or when the caller gives up. No signal of its own: those outlive their request. */
function start({ url, method, headers, body, timeout, signal }: Outgoing, agent: AnyAgent): Running {
  const secure = url.protocol === "https:";
  // Node says the length by itself for some methods, but not for a DELETE, which may have a body here.
  const length = body === undefined ? {} : { "Content-Length": String(body.length) };
  const request = (secure ? httpsRequest : httpRequest)(url, { method, headers: { ...headers, ...length }, agent });
  let isConnected = false;
  let arrived: IncomingMessage | undefined;
  const stop = (reason: Error) => (arrived ?? request).destroy(reason);
  const cancel = () => stop(signal?.reason);
  const timer = setTimeout(() => stop(timedOut(isConnected ? {} : { syscall: "connect" })), timeout);
  const lift = () => clearTimeout(timer);
  const over = () => {
    lift();
    signal?.removeEventListener("abort", cancel);
  };
  const connected = () => {
    isConnected = true;
  };
  request.once("socket", (socket) => {
    if (request.reusedSocket) connected();
    else socket.once(secure ? "secureConnect" : "connect", connected);
  });
  const response = new Promise<IncomingMessage>((resolve, reject) => {
    // Listened to for good: a connection may break once more after its answer.
    request.on("error", (error) => {
      over();
      reject(error);
    });
    request.once("response", (found) => {
      arrived = found;
      resolve(found);
    });
  });
  signal?.addEventListener("abort", cancel, { once: true });
  if (signal?.aborted) cancel();
  request.end(body);
  return { response, lift, over };
}

function timedOut(where: { syscall?: string } = {}): Error {
  return Object.assign(new Error("no answer in time"), { code: "ETIMEDOUT", ...where });
}

function createAgents({ requestsInFlight, proxy }: TransportSettings): (url: URL) => AnyAgent {
  const options = { keepAlive: true, maxSockets: requestsInFlight, maxFreeSockets: requestsInFlight };
  const direct = { "http:": new HttpAgent(options), "https:": new HttpsAgent(options) };
  const throughProxy = new Map<string, AnyAgent>();
  return (url) => {
    const address = isLoopback(url) ? undefined : proxyFor(url, proxy);
    if (address === undefined) return direct[url.protocol === "https:" ? "https:" : "http:"];
    const agent = throughProxy.get(address) ?? new HttpsProxyAgent(address, options);
    throughProxy.set(address, agent);
    return agent;
  };
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]),
  );
}

/** Listens instead of iterating, and joins once: `node:stream/consumers` goes through a Blob, which costs more than the request's signature. */
function whole(body: Readable): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    body.on("data", (chunk: Buffer) => chunks.push(chunk));
    finished(body, { writable: false }, (error) => (error ? reject(error) : resolve(Buffer.concat(chunks))));
  });
}

/** The low four bits of a zlib header's first byte. */
const zlibMethod = 8;

const decoders = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createAnyInflate,
  br: createBrotliDecompress,
};

/** Some servers leave out the header that deflate is to have (RFC 9110, 8.4.1.2). */
function createAnyInflate(): Transform {
  let inner: Transform | undefined;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (inner === undefined) {
        inner = (chunk[0] ?? 0) % 16 === zlibMethod ? createInflate() : createInflateRaw();
        inner.on("data", (part) => this.push(part)).once("error", (error) => this.destroy(error));
      }
      inner.write(chunk, done);
    },
    flush(done) {
      if (inner === undefined) return done();
      inner.once("end", done).end();
    },
    destroy(error, done) {
      inner?.destroy();
      done(error);
    },
  });
}

function decoded(body: Readable, headers: Incoming["headers"]): Readable {
  const encoding = headers["content-encoding"]?.toLowerCase();
  const create = Object.entries(decoders).find(([name]) => name === encoding)?.[1];
  // Whoever reads the end of the line meets what broke at its start.
  return create === undefined || headers["content-length"] === "0" ? body : pipeline(body, create(), () => undefined);
}

function counted(body: Readable, headers: Incoming["headers"], report: (progress: Progress) => void): Readable {
  // A compressed body's length says nothing of what arrives here.
  const known = headers["content-encoding"] === undefined && headers["content-length"] !== undefined;
  const total = known ? Number(headers["content-length"]) : undefined;
  let transferred = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      transferred += chunk.length;
      report({ transferred, total });
      done(null, chunk);
    },
  });
  return pipeline(body, count, () => undefined);
}
