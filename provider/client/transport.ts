/** The one file that knows got: sends one request once, follows no redirect, keeps connections alive. */
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Readable } from "node:stream";
import type { Got, Progress as GotProgress, OptionsInit } from "got";
import { isLoopback } from "./endpoints";
import { CodeArtsError } from "./errors";
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

/** got is ESM: a real import() reaches it from CommonJS, and nobody pays for it before the first call. */
let loading: Promise<Got> | undefined;
function loadGot(): Promise<Got> {
  loading ??= import("got").then((module) => module.got, notInstalled);
  return loading;
}

function notInstalled(error: NodeJS.ErrnoException): never {
  const message =
    `the package "got" of pulumi-codearts does not load (${error.code ?? error.message}): install the program's dependencies anew. ` +
    "With Yarn Plug'n'Play NODE_OPTIONS has to name .pnp.loader.mjs beside .pnp.cjs, as `yarn run` sets it.";
  throw new CodeArtsError({ kind: "input", message, code: error.code });
}

export function createTransport(settings: TransportSettings): Transport {
  const agents = createAgents(settings);
  return {
    async send(request) {
      const got = await loadGot();
      const response = await got(request.url, {
        ...(await optionsFor(request, agents)),
        timeout: { request: request.timeout },
        responseType: "buffer",
      });
      return { status: response.statusCode, headers: flat(response.headers), body: response.body };
    },
    async open(request, onProgress) {
      const got = await loadGot();
      // No limit on the whole: a log may be long. Silence is what is limited.
      const options = { ...(await optionsFor(request, agents)), timeout: { response: request.timeout, socket: request.timeout } };
      const stream = got.stream(request.url, options);
      return new Promise((resolve, reject) => {
        stream.once("error", reject);
        stream.once("response", (response: { statusCode: number; headers: Record<string, string | string[] | undefined> }) => {
          stream.off("error", reject);
          const headers = flat(response.headers);
          if (onProgress) reportProgress(stream, headers, onProgress);
          resolve({ status: response.statusCode, headers, stream });
        });
      });
    },
  };
}

type AgentsFor = (url: URL) => Promise<OptionsInit["agent"]>;

function createAgents({ requestsInFlight, proxy }: TransportSettings): AgentsFor {
  const options = { keepAlive: true, maxSockets: requestsInFlight, maxFreeSockets: requestsInFlight };
  const direct = { http: new HttpAgent(options), https: new HttpsAgent(options) };
  const throughProxy = new Map<string, Promise<HttpsAgent>>();
  return async (url) => {
    const address = isLoopback(url) ? undefined : proxyFor(url, proxy);
    if (address === undefined) return direct;
    const agent = throughProxy.get(address) ?? openProxy(address, options);
    throughProxy.set(address, agent);
    return { https: await agent };
  };
}

async function openProxy(address: string, options: { keepAlive: boolean; maxSockets: number }): Promise<HttpsAgent> {
  const { HttpsProxyAgent } = await import("https-proxy-agent");
  return new HttpsProxyAgent(address, options);
}

async function optionsFor(request: Outgoing, agents: AgentsFor): Promise<OptionsInit & { isStream?: never }> {
  return {
    method: request.method as "GET",
    headers: request.headers,
    body: request.body,
    signal: request.signal,
    agent: await agents(request.url),
    followRedirect: false,
    retry: { limit: 0 },
    throwHttpErrors: false,
    decompress: true,
  };
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]),
  );
}

function reportProgress(
  stream: Readable,
  headers: Record<string, string | undefined>,
  report: (progress: Progress) => void,
): void {
  // A compressed body's length says nothing of what arrives here.
  const known = headers["content-encoding"] === undefined && headers["content-length"] !== undefined;
  const total = known ? Number(headers["content-length"]) : undefined;
  stream.on("downloadProgress", ({ transferred }: GotProgress) => report({ transferred, total }));
}
