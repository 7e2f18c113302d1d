/** Calls a code host: retries what passes with time, waits as long as the host asks for, and words what it refuses. */

import { setTimeout as sleep } from "node:timers/promises";
import { codeOf } from "../../../../provider/client/errors";
import type { ProxySettings } from "../../../../provider/client/proxy";
import { type RetryQuestion, retryAfter, retryDelay } from "../../../../provider/client/retry";
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
const retries = 7;

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

/** A failed attempt: what is said about it in the end, and what decides whether there is another one. */
interface Failure {
  error: PostError;
  facts: RetryQuestion["error"];
}

async function send(settings: HttpSettings, transport: Transport, method: string, url: URL, body: string): Promise<Answer> {
  const effect = method === "POST" ? "once" : method === "GET" ? "read" : "repeatable";
  let remaining = settings.patience;
  for (let attempt = 1; ; attempt += 1) {
    const answer = await once(settings, transport, method, url, body);
    if ("status" in answer) return { status: answer.status, headers: answer.headers, body: parse(answer.body) };
    const wait = retryDelay({ error: answer.facts, attempt, retries, effect, remaining, random: Math.random() });
    if (wait === undefined) throw answer.error;
    remaining -= wait;
    await sleep(wait);
  }
}

async function once(
  settings: HttpSettings,
  transport: Transport,
  method: string,
  url: URL,
  body: string,
): Promise<Incoming | Failure> {
  const plain: Record<string, string> = { Accept: "application/json", "User-Agent": "pulumi-codearts", ...settings.headers };
  if (body !== "") plain["Content-Type"] = "application/json";
  const headers = settings.sign?.(method, url, plain, body) ?? plain;
  const content = body === "" ? undefined : Buffer.from(body);
  try {
    const answer = await transport.send({ method, url, headers, timeout: attemptTimeout, body: content });
    return answer.status < 400 ? answer : failed(settings, answer, method);
  } catch (thrown) {
    const code = codeOf(thrown) ?? "network error";
    const unsure = !/ENOTFOUND|ECONNREFUSED|EAI_AGAIN|^PROXY_/.test(code);
    const message = `${settings.place}: ${url.host} cannot be reached (${code}). Check --api-url, the network and HTTPS_PROXY.`;
    const error = new PostError(message, "unreachable", undefined, unsure);
    return { error, facts: { kind: "network", code, happened: unsure ? "unknown" : "no" } };
  }
}

function failed(settings: HttpSettings, answer: Incoming, method: string): Failure {
  const limited = isRateLimit(answer);
  const kind = limited ? "rateLimited" : kindOfStatus(answer.status);
  const text = refusal(kind, answer.status, settings.place, settings.token, whatItSaid(answer));
  const error = new PostError(text, kind, answer.status, answer.status >= 500 && method === "POST");
  if (limited) return { error, facts: { kind: "throttled", happened: "no", retryAfter: askedFor(answer) } };
  // A host that fails is like a connection that breaks: it passes, and a write may have happened.
  if (answer.status >= 500) return { error, facts: { kind: "network", happened: "unknown", retryAfter: askedFor(answer) } };
  return { error, facts: { kind: "refused", happened: "no" } };
}

/** GitHub answers a rate limit with 403 as well. */
function isRateLimit(answer: Incoming): boolean {
  if (answer.status === 429) return true;
  return (
    answer.status === 403 && (answer.headers["retry-after"] !== undefined || answer.headers["x-ratelimit-remaining"] === "0")
  );
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
