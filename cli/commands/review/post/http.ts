/** Calls a code host: retries temporary errors, waits as long as the host requests, and explains refusals. */

import { setTimeout as sleep } from "node:timers/promises";
import { codeOf } from "../../../../provider/client/errors";
import type { Effect } from "../../../../provider/client/operation";
import type { ProxySettings } from "../../../../provider/client/proxy";
import { type RetryQuestion, retryAfter, retryDelay } from "../../../../provider/client/retry";
import { createTransport, type Incoming, type Transport } from "../../../../provider/client/transport";
import { oneLine } from "../render/safe";
import { kindOfStatus, PostError, refusal } from "./errors";

export interface HttpSettings {
  apiUrl: string;
  /** `owner/name #12 on github`, for messages. */
  place: string;
  /** The source of the token, for messages: "the token in GITHUB_TOKEN". */
  token: string;
  headers: Record<string, string>;
  /** Masked in messages of the host. */
  secrets: readonly string[];
  /** Signs the request; receives and returns headers. */
  sign?: (method: string, url: URL, headers: Record<string, string>, body: string) => Record<string, string>;
  proxy: ProxySettings;
  /** Maximum total wait, in milliseconds. */
  patience: number;
}

export interface Answer {
  status: number;
  headers: Record<string, string | undefined>;
  body: unknown;
}

export interface RequestOptions {
  query?: Record<string, string>;
  body?: Record<string, unknown>;
  /** Effect of a repeated request. Default: by method. */
  effect?: Effect;
  /** After a wait the request is not sent again but ends with "overtaken": its basis may have changed. */
  isPerishable?: boolean;
}

export interface Http {
  apiUrl: string;
  request(method: string, path: string, options?: RequestOptions): Promise<Answer>;
}

const attemptTimeout = 30_000;
const retries = 7;

export function createHttp(settings: HttpSettings): Http {
  const transport = createTransport({ requestsInFlight: 4, proxy: settings.proxy });
  const apiUrl = settings.apiUrl.replace(/\/+$/, "");
  const budget = { remaining: settings.patience };
  return {
    apiUrl,
    async request(method, path, options = {}) {
      const url = new URL(apiUrl + path);
      for (const [name, value] of Object.entries(options.query ?? {})) url.searchParams.set(name, value);
      const body = options.body === undefined ? "" : JSON.stringify(options.body);
      const effect = options.effect ?? (method === "POST" ? "once" : method === "GET" ? "read" : "repeatable");
      for (let attempt = 1; ; attempt += 1) {
        const answer = await once(settings, transport, method, url, body);
        if ("status" in answer) return { status: answer.status, headers: answer.headers, body: parse(answer.body) };
        const { remaining } = budget;
        const wait = retryDelay({ error: answer.facts, attempt, retries, effect, remaining, random: Math.random() });
        if (wait === undefined) throw answer.error;
        budget.remaining -= wait;
        await sleep(wait);
        if (options.isPerishable) throw new PostError(answer.error.message, "overtaken", answer.error.status);
      }
    },
  };
}

/** A failed attempt: its error message, and what determines whether it is retried. */
interface Failure {
  error: PostError;
  facts: RetryQuestion["error"];
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
    return answer.status < 300 ? answer : failed(settings, answer, method);
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
  const does = method === "GET" ? "read" : "write";
  const text = refusal(kind, answer.status, settings.place, settings.token, whatItSaid(answer, settings.secrets), does);
  const error = new PostError(text, kind, answer.status, answer.status >= 500 && method === "POST");
  if (limited) return { error, facts: { kind: "throttled", happened: "no", retryAfter: askedFor(answer) } };
  // Like a broken connection, a failing host is temporary, and the write may have happened.
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

/** Keys of error messages: GitLab nests lists by field, GitHub lists errors, Huawei Cloud has its own names. */
const reasons = /^(?:message|messages|msg|errors?|error_?(?:msg|message|description)|detail|reason)$/i;
const longestReason = 300;

/** The host's message in one line, without the token. */
function whatItSaid(answer: Incoming, secrets: readonly string[]): string {
  const said = [...new Set(words(parse(answer.body), 0))].join("; ").slice(0, 4 * longestReason);
  const clean = secrets.reduce((text, secret) => (secret === "" ? text : text.replaceAll(secret, "[secret]")), said);
  return oneLine(clean.replace(/\s+/g, " ")).slice(0, longestReason);
}

function words(value: unknown, depth: number): string[] {
  if (typeof value === "string") return value.trim() === "" ? [] : [value];
  if (depth > 5 || typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item) => words(item, depth + 1));
  return Object.entries(value).flatMap(([key, item]) => {
    if (reasons.test(key)) return words(item, depth + 1);
    // Below an error message the keys are field names.
    return depth > 0 && Array.isArray(item) ? words(item, depth + 1).map((text) => `${key} ${text}`) : [];
  });
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8")) as unknown;
  } catch {
    return undefined;
  }
}
