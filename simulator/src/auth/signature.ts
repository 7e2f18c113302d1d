/** Verifies an AK/SK signature (SDK-HMAC-SHA256) of the received request. */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

export interface SignedRequest {
  method: string;
  /** Path and query as received. */
  url: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface Authorization {
  accessKey: string;
  signedHeaders: string[];
  signature: string;
}

const scheme = /^SDK-HMAC-SHA256\s+Access=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/;
const windowMilliseconds = 15 * 60_000;

export function parseAuthorization(header: string): Authorization | undefined {
  const [, accessKey, names, signature] = scheme.exec(header) ?? [];
  if (!accessKey || !names || !signature) return undefined;
  return { accessKey, signedHeaders: names.split(";"), signature };
}

const plain = /^[A-Za-z0-9\-_.~]*$/;

function encode(text: string): string {
  if (plain.test(text)) return text;
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function decode(text: string): string {
  return text.includes("%") ? decodeURIComponent(text) : text;
}

function canonicalQuery(query: string): string {
  if (!query) return "";
  return query
    .split("&")
    .filter((pair) => pair.length > 0)
    .map((pair) => {
      const at = pair.indexOf("=");
      const name = at < 0 ? pair : pair.slice(0, at);
      const value = at < 0 ? "" : pair.slice(at + 1);
      return [decode(name.replaceAll("+", " ")), decode(value.replaceAll("+", " "))] as const;
    })
    .sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join("&");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function canonicalPath(path: string): string {
  const joined = path
    .split("/")
    .map((segment) => encode(decode(segment)))
    .join("/");
  return joined.endsWith("/") ? joined : `${joined}/`;
}

function headerValue(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  return (Array.isArray(value) ? value.join(",") : (value ?? "")).trim();
}

/** The text whose hash is signed. Throws URIError on broken percent encoding. */
export function canonicalRequest(request: SignedRequest, signedHeaders: string[]): string {
  const [path = "/", query = ""] = splitUrl(request.url);
  const payload = headerValue(request.headers, "x-sdk-content-sha256") || createHash("sha256").update(request.body).digest("hex");
  return [
    request.method.toUpperCase(),
    canonicalPath(path),
    canonicalQuery(query),
    ...signedHeaders.map((name) => `${name}:${headerValue(request.headers, name)}`),
    "",
    signedHeaders.join(";"),
    payload,
  ].join("\n");
}

function splitUrl(url: string): [string, string] {
  const at = url.indexOf("?");
  return at < 0 ? [url, ""] : [url.slice(0, at), url.slice(at + 1)];
}

function parseSdkDate(text: string): number {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(text) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** The problem with the signature, or undefined. The date is compared with the machine's time, which the signer uses. */
export function signatureProblem(
  request: SignedRequest,
  { signedHeaders, signature }: Authorization,
  secretKey: string,
): string | undefined {
  const date = headerValue(request.headers, "x-sdk-date");
  // Clients differ in what else they sign: some omit the host, some add X-Project-Id or the security token afterwards.
  if (!signedHeaders.includes("x-sdk-date")) return "the header x-sdk-date is not signed";
  const at = parseSdkDate(date);
  if (Number.isNaN(at)) return "X-Sdk-Date is missing or not of the form yyyyMMddTHHmmssZ";
  if (Math.abs(Date.now() - at) > windowMilliseconds) return "signature expired: X-Sdk-Date is more than 15 minutes off";
  const content = headerValue(request.headers, "x-sdk-content-sha256");
  if (content && content !== "UNSIGNED-PAYLOAD" && content !== createHash("sha256").update(request.body).digest("hex")) {
    return "X-Sdk-Content-Sha256 is not the hash of the body";
  }
  const hash = createHash("sha256").update(canonicalRequest(request, signedHeaders)).digest("hex");
  const expected = createHmac("sha256", secretKey).update(`SDK-HMAC-SHA256\n${date}\n${hash}`).digest();
  return timingSafeEqual(expected, Buffer.from(signature, "hex")) ? undefined : "verify aksk signature fail";
}
