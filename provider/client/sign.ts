/** AK/SK request signing (SDK-HMAC-SHA256): a pure function of request, keys and time. */
import { createHash, createHmac } from "node:crypto";

export interface Keys {
  accessKey: string;
  secretKey: string;
  securityToken?: string;
}

export interface Signable {
  method: string;
  url: URL;
  /** All of these headers are signed, except the Content-Type of a multipart form. */
  headers: Record<string, string>;
  body?: Uint8Array | string;
}

export interface Signed {
  /** The request's headers and those added by the signature. */
  headers: Record<string, string>;
  canonicalRequest: string;
  stringToSign: string;
}

const algorithm = "SDK-HMAC-SHA256";

/** Percent-encodes every byte except A-Z a-z 0-9 - _ . ~ */
export function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** yyyyMMddTHHmmssZ in UTC. */
function signatureDate(now: Date): string {
  return now.toISOString().replace(/[-:]|\.\d+/g, "");
}

/** Signs a request: returns its headers with X-Sdk-Date, Host, X-Security-Token (temporary pair) and Authorization. */
export function sign(request: Signable, keys: Keys, now: Date): Signed {
  const date = signatureDate(now);
  const headers: Record<string, string> = { ...request.headers, "X-Sdk-Date": date, Host: request.url.host };
  if (keys.securityToken) headers["X-Security-Token"] = keys.securityToken;
  const toSign = signedHeaders(headers);
  const names = toSign.map(([name]) => name).join(";");
  const canonicalRequest = [
    request.method.toUpperCase(),
    canonicalPath(request.url),
    canonicalQuery(request.url),
    ...toSign.map(([name, value]) => `${name}:${value}`),
    "",
    names,
    new Map(toSign).get("x-sdk-content-sha256") ?? sha256(request.body ?? ""),
  ].join("\n");
  const stringToSign = [algorithm, date, sha256(canonicalRequest)].join("\n");
  const signature = createHmac("sha256", keys.secretKey).update(stringToSign).digest("hex");
  headers.Authorization = `${algorithm} Access=${keys.accessKey}, SignedHeaders=${names}, Signature=${signature}`;
  return { headers, canonicalRequest, stringToSign };
}

function signedHeaders(headers: Record<string, string>): [string, string][] {
  return Object.entries(headers)
    .map(([name, value]): [string, string] => [name.toLowerCase(), value])
    .filter(([name, value]) => name !== "content-type" || !value.startsWith("multipart/form-data"))
    .sort(([a], [b]) => compare(a, b));
}

function canonicalPath(url: URL): string {
  const path = url.pathname
    .split("/")
    .map((segment) => encode(decodeURIComponent(segment)))
    .join("/");
  return path.endsWith("/") ? path : `${path}/`;
}

function canonicalQuery(url: URL): string {
  return [...url.searchParams]
    .sort(([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join("&");
}

/** By code unit, as the official signer sorts; localeCompare would put release/1 before release-1. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function sha256(data: Uint8Array | string): string {
  return createHash("sha256").update(data).digest("hex");
}
