/** Calls a code host: retries what passes with time, waits as long as the host asks for, and words what it refuses. */

import type { ProxySettings } from "../../../../provider/client/proxy";
import { retryAfter } from "../../../../provider/client/retry";
import { createTransport, type Incoming, type Transport } from "../../../../provider/client/transport";
import { kindOfStatus, PostError, refusal } from "./errors";

export interface HttpSettings {
  /** Without a slash at its end. */
  apiUrl: string;
  /** `owner/name #12 on github`, for messages. */
  place: string;
  /** Where the token came from, for messages: "the token in GITHUB_TOKEN". */
  token: string;
  headers: Record<string, string>;
  /** Goes into every query and is never shown. */
  query?: Record<string, string>;
  /** Signs the request; gets and returns headers. */
  sign?: (method: string, url: URL, headers: Record<string, string>, body: string) => Record<string, string>;
  proxy: ProxySettings;
  /** Milliseconds that all waits of one call may add up to. */
  patience: number;
}

export interface Answer {
  status: number;
  headers: Record<string, string | undefined>;
  body: unknown;
}

export interface Http {
  request(
    method: string,
    path: string,
    options?: { query?: Record<string, string>; body?: Record<string, unknown> },
  ): Promise<Answer>;
}

const attemptTimeout = 30_000;
const attempts = 6;
const firstWait = 500;

export function createHttp(settings: HttpSettings): Http {
  const transport = createTransport({ requestsInFlight: 4, proxy: settings.proxy });
  return {
    async request(method, path, options = {}) {
      const url = new URL(settings.apiUrl.replace(/\/+$/, "") + path);
      for (const [name, value] of Object.entries({ ...settings.query, ...options.query })) url.searchParams.set(name, value);
      const body = options.body === undefined ? "" : JSON.stringify(options.body);
      return send(settings, transport, method, url, body);
    },
  };
}

async function send(settings: HttpSettings, transport: Transport, method: string, url: URL, body: string): Promise<Answer> {
  let waited = 0;
  for (let attempt = 1; ; attempt += 1) {
    const answer = await once(settings, transport, method, url, body);
    if (!(answer instanceof PostError) && answer.status < 400)
      return { status: answer.status, headers: answer.headers, body: parse(answer.body) };
    const error = answer instanceof PostError ? answer : toError(settings, answer, method);
    const wait = waitFor(error, answer instanceof PostError ? undefined : answer, attempt, method);
    if (wait === undefined || attempt >= attempts || waited + wait > settings.patience) throw error;
    waited += wait;
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

async function once(
  settings: HttpSettings,
  transport: Transport,
  method: string,
  url: URL,
  body: string,
): Promise<Incoming | PostError> {
  const plain: Record<string, string> = { Accept: "application/json", "User-Agent": "pulumi-codearts", ...settings.headers };
  if (body !== "") plain["Content-Type"] = "application/json";
  const headers = settings.sign?.(method, url, plain, body) ?? plain;
  try {
    return await transport.send({
      method,
      url,
      headers,
      timeout: attemptTimeout,
      ...(body !== "" && { body: Buffer.from(body) }),
    });
  } catch (thrown) {
    const code = codeOf(thrown);
    const message = `${settings.place}: ${url.host} cannot be reached (${code}). Check --api-url, the network and HTTPS_PROXY.`;
    return new PostError(message, "unreachable", undefined, !/ENOTFOUND|ECONNREFUSED|EAI_AGAIN/.test(code));
  }
}

function codeOf(thrown: unknown): string {
  const code = typeof thrown === "object" && thrown !== null ? (thrown as { code?: unknown }).code : undefined;
  return typeof code === "string" ? code : "network error";
}

function toError(settings: HttpSettings, answer: Incoming, method: string): PostError {
  const limited = isRateLimit(answer);
  const kind = limited ? "rateLimited" : kindOfStatus(answer.status);
  const text = refusal(kind, answer.status, settings.place, settings.token, whatItSaid(answer));
  return new PostError(text, kind, answer.status, answer.status >= 500 && method === "POST");
}

/** GitHub answers a rate limit with 403 as well. */
function isRateLimit(answer: Incoming): boolean {
  if (answer.status === 429) return true;
  return (
    answer.status === 403 && (answer.headers["retry-after"] !== undefined || answer.headers["x-ratelimit-remaining"] === "0")
  );
}

/** Milliseconds before the next try; undefined when trying again does not help, or could write twice. */
function waitFor(error: PostError, answer: Incoming | undefined, attempt: number, method: string): number | undefined {
  const backoff = firstWait * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
  if (error.kind === "rateLimited") return answer ? (askedFor(answer) ?? backoff) : backoff;
  if (method === "POST" && error.unsure) return undefined;
  if (error.kind === "unreachable") return /ENOTFOUND/.test(error.message) ? undefined : backoff;
  return error.status !== undefined && error.status >= 500
    ? (answer && retryAfter(answer.headers["retry-after"], Date.now())) || backoff
    : undefined;
}

function askedFor(answer: Incoming): number | undefined {
  const after = retryAfter(answer.headers["retry-after"], Date.now());
  if (after !== undefined) return after;
  const reset = Number(answer.headers["x-ratelimit-reset"] ?? answer.headers["ratelimit-reset"]);
  return Number.isFinite(reset) && reset > 0 ? Math.max(0, reset * 1000 - Date.now()) + 500 : undefined;
}

/** One line of the host's own words. */
function whatItSaid(answer: Incoming): string {
  const body = parse(answer.body);
  const record = typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  const error = typeof record.error === "object" && record.error !== null ? (record.error as Record<string, unknown>) : record;
  const found = [error.message, error.error_msg, error.error_description, error.error].find(
    (part) => typeof part === "string" && part !== "",
  );
  return typeof found === "string" ? found.replace(/\s+/g, " ").slice(0, 200) : "";
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8")) as unknown;
  } catch {
    return undefined;
  }
}
