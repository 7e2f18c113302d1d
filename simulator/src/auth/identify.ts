/** Identifies the caller by token or signature. */
import { createHash } from "node:crypto";
import { type ServiceError, unauthorized } from "../refusal";
import { type Region, regionByName, regionOfProject } from "../regions";
import type { Simulation } from "../simulation";
import { type User, userById, users } from "../users";
import { parseAuthorization, type SignedRequest, signatureProblem } from "./signature";

export interface Caller {
  user: User;
  region: Region;
  by: "token" | "signature";
}

const maximumSignedBytes = 12 * 1024 * 1024;

export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

let lastToken: { token: string; hash: string } | undefined;

/** Cached, because clients send the same token repeatedly. */
function rememberedHash(token: string): string {
  if (lastToken?.token !== token) lastToken = { token, hash: hashToken(token) };
  return lastToken.hash;
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function byToken(simulation: Simulation, token: string): Caller | ServiceError {
  const known = simulation.store.tokens.get(rememberedHash(token));
  const user = known && userById(known.userId);
  if (!known || !user) return unauthorized("decrypt token fail");
  if (known.expiresAt <= simulation.clock.now()) return unauthorized("token expires");
  return { user, region: regionByName(known.region) ?? simulation.region, by: "token" };
}

interface KeyPair {
  user: User;
  secretKey: string;
  securityToken?: string;
}

function keyPair(accessKey: string): KeyPair | undefined {
  for (const user of users) {
    if (user.accessKey === accessKey) return { user, secretKey: user.secretKey };
    if (user.temporary?.accessKey === accessKey) return { user, ...user.temporary };
  }
  return undefined;
}

function bySignature(simulation: Simulation, request: SignedRequest, header: string): Caller | ServiceError {
  const authorization = parseAuthorization(header);
  if (!authorization) return unauthorized("the Authorization header is not an SDK-HMAC-SHA256 signature");
  const pair = keyPair(authorization.accessKey);
  if (!pair) return unauthorized("Get secretKey failed, ak not exist");
  const securityToken = single(request.headers["x-security-token"]);
  if (pair.securityToken !== securityToken) return unauthorized("the security token does not belong to the access key");
  if (request.body.length > maximumSignedBytes) return unauthorized("a signed body may hold at most 12 MB");
  const projectId = single(request.headers["x-project-id"]);
  const problem = signatureProblem(request, authorization, pair.secretKey);
  if (problem) return unauthorized(problem);
  const region = projectId ? regionOfProject(projectId) : simulation.region;
  if (!region) return unauthorized("X-Project-Id is not a project of this account");
  return { user: pair.user, region, by: "signature" };
}

/** The caller, or why the request is refused. A token takes precedence over a signature. */
export function identify(simulation: Simulation, request: SignedRequest): Caller | ServiceError {
  const token = single(request.headers["x-auth-token"]);
  if (token) return byToken(simulation, token);
  const authorization = request.headers.authorization;
  if (!authorization) return unauthorized("neither X-Auth-Token nor Authorization was sent");
  try {
    return bySignature(simulation, request, authorization);
  } catch (error) {
    if (error instanceof URIError) return unauthorized("the URL is not valid percent encoding");
    throw error;
  }
}
