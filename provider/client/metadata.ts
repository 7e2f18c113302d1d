/** Temporary keys of an ECS instance with an agency, from its metadata service. Used only if the user enables it. */
import { isObject } from "../pulumi-wire";
import type { CredentialSource } from "./auth";
import type { KeyCredentials } from "./credentials";
import { CodeArtsError, codeOf } from "./errors";
import { parseJson } from "./json";
import type { Transport } from "./transport";

export const metadataAddress = "http://169.254.169.254";

/** Short, because outside of ECS nothing answers. */
const timeout = 3_000;
const tokenLife = "21600";
/** New keys are fetched this long before the old ones expire. */
const margin = 5 * 60_000;

export function metadataCredentials(transport: Transport, address: string): CredentialSource {
  let current: KeyCredentials | undefined;
  let pending: Promise<KeyCredentials> | undefined;
  return async () => {
    if (current && (current.expires ?? 0) - margin > Date.now()) return current;
    pending ??= fetchKeys(transport, address).finally(() => {
      pending = undefined;
    });
    current = await pending;
    return current;
  };
}

async function fetchKeys(transport: Transport, address: string): Promise<KeyCredentials> {
  const headers = await sessionHeaders(transport, address);
  const answer = await ask(transport, "GET", `${address}/openstack/latest/securitykey`, headers);
  if (answer.status !== 200)
    throw failure(address, `it answered HTTP ${answer.status}. Give the machine an agency that may use CodeArts`);
  const keys = keysIn(answer.body.toString("utf8"));
  if (!keys) throw failure(address, "its answer contains no keys");
  return keys;
}

/** Newer instances require a session token; older ones and containers do not have that path. */
async function sessionHeaders(transport: Transport, address: string): Promise<Record<string, string>> {
  const lifetime = { "X-Metadata-Token-Ttl-Seconds": tokenLife };
  const answer = await ask(transport, "PUT", `${address}/meta-data/latest/api/token`, lifetime);
  return answer.status === 200 ? { "X-Metadata-Token": answer.body.toString("utf8") } : {};
}

async function ask(transport: Transport, method: string, url: string, headers: Record<string, string>) {
  try {
    return await transport.send({ method, url: new URL(url), headers, timeout });
  } catch (error) {
    throw failure(new URL(url).origin, `it cannot be reached (${codeOf(error) ?? "no answer"}). It exists on ECS instances only`);
  }
}

function keysIn(text: string): KeyCredentials | undefined {
  try {
    const answer = parseJson(text);
    const credential = isObject(answer) && isObject(answer.credential) ? answer.credential : {};
    const { access, secret, securitytoken, expires_at: end } = credential;
    if (typeof access !== "string" || typeof secret !== "string" || typeof securitytoken !== "string") return undefined;
    const expires = Date.parse(String(end));
    return { type: "keys", accessKey: access, secretKey: secret, securityToken: securitytoken, expires: expires || undefined };
  } catch {
    return undefined;
  }
}

function failure(address: string, why: string): CodeArtsError {
  return new CodeArtsError({ kind: "credentials", message: `The metadata service ${address} gave no credentials: ${why}.` });
}
