/** A client that knows only the contract and the signing steps: written apart from the product and from the simulator. */
import { createHash, createHmac } from "node:crypto";
import type { Credentials } from "codearts-simulator";

export interface Request {
  method?: string;
  path: string;
  query?: Record<string, string | number | boolean | string[] | undefined>;
  /** Sent as JSON; a Buffer or FormData as it is. */
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Reply {
  status: number;
  headers: Headers;
  body: unknown;
  text: string;
}

const sha = (data: string | Buffer) => createHash("sha256").update(data).digest("hex");

const enc = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

function queryText(query: Request["query"] = {}): string {
  return Object.entries(query)
    .flatMap(([name, value]) => (value === undefined ? [] : [value].flat().map((one) => `${enc(name)}=${enc(String(one))}`)))
    .join("&");
}

export function sdkDate(at = new Date()): string {
  return `${at.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}

/** Headers with the signature, by the steps of the contract's signing.md. */
export function sign(
  credentials: Pick<Credentials, "accessKey" | "secretKey" | "securityToken">,
  request: { method: string; url: string; headers: Record<string, string>; body: string | Buffer },
  date = sdkDate(),
): Record<string, string> {
  const url = new URL(request.url);
  const headers: Record<string, string> = { ...request.headers, host: url.host, "x-sdk-date": date };
  if (credentials.securityToken) headers["x-security-token"] = credentials.securityToken;
  const names = Object.keys(headers)
    .map((name) => name.toLowerCase())
    .filter((name) => name !== "content-type" || !headers[name]?.startsWith("multipart/"))
    .sort();
  const path = url.pathname.split("/").map((part) => enc(decodeURIComponent(part))).join("/"); // biome-ignore format: one step of the signing rules
  const query = [...url.searchParams]
    .map(([name, value]) => `${enc(name)}=${enc(value)}`)
    .sort()
    .join("&");
  const canonical = [
    request.method,
    path.endsWith("/") ? path : `${path}/`,
    query,
    ...names.map((name) => `${name}:${headers[name]}`),
    "",
    names.join(";"),
    headers["x-sdk-content-sha256"] ?? sha(request.body),
  ].join("\n");
  const signature = createHmac("sha256", credentials.secretKey)
    .update(`SDK-HMAC-SHA256\n${date}\n${sha(canonical)}`)
    .digest("hex");
  const authorization = `SDK-HMAC-SHA256 Access=${credentials.accessKey}, SignedHeaders=${names.join(";")}, Signature=${signature}`;
  const { host: _, ...sent } = headers;
  return { ...sent, authorization };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Sends signed requests to one simulator as one user. */
export function createCaller(url: string, credentials: Pick<Credentials, "accessKey" | "secretKey" | "securityToken">) {
  return async function call({ method = "GET", path, query, body, headers = {} }: Request): Promise<Reply> {
    const search = queryText(query);
    const target = `${url}${path}${search ? `?${search}` : ""}`;
    const form = body instanceof FormData;
    const bytes = body === undefined || form ? "" : Buffer.isBuffer(body) ? body : JSON.stringify(body);
    const own: Record<string, string> = form
      ? { "x-sdk-content-sha256": "UNSIGNED-PAYLOAD" }
      : { "content-type": "application/json" };
    const signed = sign(credentials, { method, url: target, headers: { ...own, ...headers }, body: bytes });
    const response = await fetch(target, {
      method,
      headers: signed,
      ...(form ? { body } : bytes.length > 0 && { body: bytes }),
      redirect: "error",
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: parsed(text), text };
  };
}

export type Caller = ReturnType<typeof createCaller>;
