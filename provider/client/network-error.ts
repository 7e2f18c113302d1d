/** Says what broke on the wire. got's errors carry the whole request with its headers: nothing of them goes further but their words. */
import { CodeArtsError } from "./errors";
import type { Operation } from "./operation";
import { safeCause } from "./scrub";

export interface NetworkContext {
  name: string;
  operation: Operation;
  origin: string;
  /** Limit of the attempt, in milliseconds. */
  timeout: number;
  secrets: readonly string[];
}

interface WireError extends Error {
  code?: string;
  syscall?: string;
  event?: string;
}

/** Errors of connecting: the request was never sent. */
const beforeSending =
  /^(ECONNREFUSED|ENOTFOUND|EAI_|ENETUNREACH|EHOSTUNREACH|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_|ERR_SSL_)/;
const connecting: ReadonlySet<string | undefined> = new Set(["lookup", "connect", "secureConnect"]);

export function networkError(thrown: unknown, context: NetworkContext): CodeArtsError {
  const error: WireError = thrown instanceof Error ? thrown : new Error("unknown failure");
  const root = rootOf(error);
  const code = root.code ?? error.code ?? "UNKNOWN";
  const unsent = beforeSending.test(code) || root.syscall === "connect" || connecting.has(error.event);
  return new CodeArtsError({
    kind: "network",
    message: `${context.name}: ${describe(code, unsent, context)}`,
    operation: context.name,
    code,
    happened: unsent || context.operation.effect === "read" ? "no" : "unknown",
    cause: safeCause(root, context.secrets),
  });
}

/** got wraps the error of the socket; its code is the better one. */
function rootOf(error: WireError): WireError {
  return error.cause instanceof Error ? rootOf(error.cause as WireError) : error;
}

function describe(code: string, unsent: boolean, { origin, timeout }: NetworkContext): string {
  if (code === "ETIMEDOUT" || code === "ERR_TIMED_OUT") return `${origin} gave no answer within ${timeout / 1000} s.`;
  if (code === "ENOTFOUND") return `the host of ${origin} is not known (${code}). Check region and endpoint.`;
  if (/CERT|SIGNED|UNABLE_TO/.test(code)) {
    return `the certificate of ${origin} is not trusted (${code}). For a certificate of your own set NODE_EXTRA_CA_CERTS.`;
  }
  if (unsent) return `${origin} cannot be reached (${code}). Check network, proxy and endpoint.`;
  return `the connection to ${origin} broke before the answer was complete (${code}).`;
}
