/** Describes network failures. Underlying errors may contain the whole request, so only their code and message are passed on. */
import { CodeArtsError, isError } from "./errors";
import type { Operation } from "./operation";
import { proxyRefused } from "./proxy";
import { safeCause } from "./scrub";

export interface NetworkContext {
  name: string;
  operation: Operation;
  origin: string;
  /** Time limit of the attempt, in milliseconds. */
  timeout: number;
  secrets: readonly string[];
}

interface WireError extends Error {
  code?: string;
  syscall?: string;
}

/** Connection errors: the request was never sent. */
const beforeSending =
  /^(ECONNREFUSED|ENOTFOUND|EAI_|ENETUNREACH|EHOSTUNREACH|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_|ERR_SSL_)/;
export function networkError(thrown: unknown, context: NetworkContext): CodeArtsError {
  const error: WireError = isError(thrown) ? thrown : new Error("unknown failure");
  const root = rootOf(error);
  const code = root.code ?? error.code ?? "UNKNOWN";
  const unsent = beforeSending.test(code) || root.syscall === "connect";
  return new CodeArtsError({
    kind: "network",
    message: `${context.name}: ${describe(code, unsent, context)}`,
    operation: context.name,
    code,
    happened: unsent || context.operation.effect === "read" ? "no" : "unknown",
    cause: safeCause(root, context.secrets),
  });
}

/** The socket's error may be wrapped; its code is more precise. */
function rootOf(error: WireError): WireError {
  return isError(error.cause) ? rootOf(error.cause) : error;
}

function describe(code: string, unsent: boolean, { origin, timeout }: NetworkContext): string {
  if (code === "ETIMEDOUT" || code === "ERR_TIMED_OUT") return `${origin} gave no answer within ${timeout / 1000} s.`;
  if (code === "ENOTFOUND") return `the host of ${origin} is unknown (${code}). Check region and endpoint.`;
  if (/CERT|SIGNED|UNABLE_TO/.test(code)) {
    return `the certificate of ${origin} is not trusted (${code}). For your own certificate authority set NODE_EXTRA_CA_CERTS.`;
  }
  if (code.startsWith(proxyRefused)) {
    const status = code.slice(proxyRefused.length);
    return `the proxy refused the connection to ${origin} (HTTP ${status}). Check HTTPS_PROXY, its user and password, and NO_PROXY.`;
  }
  if (unsent) return `${origin} cannot be reached (${code}). Check network, proxy and endpoint.`;
  return `the connection to ${origin} broke before the answer was complete (${code}).`;
}
