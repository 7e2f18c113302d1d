/** The only access to the network, over got: sends a request once, follows no redirect, keeps connections alive, decompresses. */
import { once } from "node:events";
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Readable } from "node:stream";
import type { Agents, ExtendOptions, Got, Method, NormalizedOptions, Request, RequestError, Response, StreamOptions } from "got";
import { HttpsProxyAgent } from "hpagent";
import { isLoopback } from "./endpoints";
import type { Progress } from "./operation";
import { type ProxySettings, proxyFor, proxyRefused } from "./proxy";

export interface Outgoing {
  method: string;
  url: URL;
  headers: Record<string, string>;
  body?: Buffer;
  signal?: AbortSignal;
  /** Time limit for the response of this attempt, and for silence during a download, in milliseconds. */
  timeout: number;
}

export interface Incoming {
  status: number;
  headers: Record<string, string | undefined>;
  body: Buffer;
}

/** A response whose body is still arriving. */
export interface IncomingStream extends Omit<Incoming, "body"> {
  stream: Readable;
}

/** Failures reject with an Error that has only a message and a code, nothing of the request. */
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
  const begin = async ({ url, method, headers, body }: Outgoing, limits: StreamOptions): Promise<Request> => {
    const got = await loaded();
    const stream = got.stream(url, { ...limits, method: method as Method, headers, body, agent: agentFor(url) });
    // Without a body, got waits for what its caller writes.
    if (body === undefined) stream.end();
    return stream;
  };
  return {
    async send(outgoing) {
      const stream = await begin(outgoing, { timeout: { request: outgoing.timeout } });
      const body = await unlessStopped(stream, outgoing.signal).catch(rethrow);
      const { statusCode = 0, headers = {} } = stream.response ?? {};
      return { status: statusCode, headers: flat(headers), body };
    },
    async open(outgoing, onProgress) {
      const stream = await begin(outgoing, { signal: outgoing.signal, timeout: { socket: outgoing.timeout } });
      // A reader receives the error; without a reader an unhandled error event would end the process.
      stream.on("error", () => undefined);
      if (onProgress) stream.on("downloadProgress", ({ transferred, total }) => onProgress({ transferred, total }));
      const { statusCode, headers } = await answerOf(stream, outgoing.timeout).catch(rethrow);
      return { status: statusCode, headers: flat(headers), stream };
    },
  };
}

/**
 * The complete body. got's promises, its `signal` and the readers of node:stream/consumers would keep every request, with all that
 * it refers to, until a major garbage collection.
 */
async function unlessStopped(stream: Request, signal: AbortSignal | undefined): Promise<Buffer> {
  const stop = () => stream.destroy(new Error("stopped"));
  if (signal?.aborted) stop();
  signal?.addEventListener("abort", stop, { once: true });
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk);
    return Buffer.concat(chunks);
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}

let instance: Promise<Got> | undefined;

/** got is an ES module, loaded with the first request, so that programs that only declare resources do not load it. */
function loaded(): Promise<Got> {
  // retryDelay decides about retries.
  const own: ExtendOptions = {
    followRedirect: false,
    throwHttpErrors: false,
    retry: { limit: 0 },
    hooks: { beforeRequest: [plain] },
  };
  instance ??= import("got").then(({ default: got }) => got.extend(own));
  return instance;
}

/**
 * Options for Node.js without the 40 unused settings of got, which make 40 KB of every request, most of it kept until a major
 * garbage collection: 5,000 requests of a deployment took 80 MB more with them.
 */
function plain(options: NormalizedOptions): void {
  const { method, headers, agent, url } = options;
  const chosen = url?.protocol === "https:" ? agent.https : agent.http;
  Object.assign(options, { createNativeRequestOptions: () => ({ method, headers, agent: chosen }) });
}

/** The time limit ends with the response headers: a log may be long, so from then on only silence is limited. */
async function answerOf(stream: Request, timeout: number): Promise<Response> {
  const timer = setTimeout(() => {
    stream.destroy(Object.assign(new Error("no answer in time"), { code: "ETIMEDOUT" }));
  }, timeout);
  try {
    // got emits the response alone.
    const [response] = (await once(stream, "response")) as [Response];
    return response;
  } finally {
    clearTimeout(timer);
  }
}

/** got's errors contain the whole request with its keys: only message, code and whether a connection was made are passed on. */
function rethrow({ message, code, timings, request }: RequestError): never {
  // Through a proxy the handshake is not timed; the end of sending is used instead.
  const secured = timings?.secureConnect ?? timings?.upload;
  const connected = request?.requestUrl?.protocol === "https:" ? secured : timings?.connect;
  const refusal = /^Bad response: (\d+)$/.exec(message)?.[1];
  const known = refusal === undefined ? code : `${proxyRefused}${refusal}`;
  throw Object.assign(new Error(message), { code: known, ...(connected === undefined && { syscall: "connect" }) });
}

function createAgents({ requestsInFlight, proxy }: TransportSettings): (url: URL) => Agents {
  const options = { keepAlive: true, maxSockets: requestsInFlight, maxFreeSockets: requestsInFlight };
  const direct = { http: new HttpAgent(options), https: new HttpsAgent(options) };
  const throughProxy = new Map<string, Agents>();
  return (url) => {
    const address = isLoopback(url) ? undefined : proxyFor(url, proxy);
    if (address === undefined) return direct;
    const agents = throughProxy.get(address) ?? {
      https: new HttpsProxyAgent({ ...options, proxy: address, timeout: proxyTimeout }),
    };
    throughProxy.set(address, agents);
    return agents;
  };
}

/** An unresponsive proxy would otherwise keep the process alive. */
const proxyTimeout = 60_000;

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]),
  );
}
