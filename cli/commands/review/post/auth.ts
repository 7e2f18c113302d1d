/** Authentication per host: a token in a header, or signed requests. Tokens are never part of a URL. */
import type { Credentials, KeyCredentials, MetadataCredentials } from "../../../../provider/client/credentials";
import { sign } from "../../../../provider/client/sign";
import { type Environment, tokenVariables } from "../ci";
import type { Host } from "../render/profiles";
import { PostError } from "./errors";
import type { HttpSettings } from "./http";

export type Auth = Pick<HttpSettings, "token" | "headers" | "secrets" | "sign">;

export function withToken(host: Host, env: Environment): Auth {
  const names = tokenVariables[host];
  const name = names.find((variable) => env[variable]?.trim());
  const value = name === undefined ? undefined : env[name]?.trim();
  if (name === undefined || !value) {
    const jobToken = host === "gitlab" && env.CI_JOB_TOKEN ? ` The token of the job (CI_JOB_TOKEN) cannot write notes.` : "";
    throw new PostError(`There is no token for ${host}: set ${names.join(" or ")}${kinds[host]}.${jobToken}`, "unauthorized");
  }
  return { token: `the token in ${name}`, headers: headersFor(host, value), secrets: [value] };
}

/** Requirements on a token, if not obvious. */
const kinds: Record<Host, string> = {
  github: "",
  gitlab: " to a project access token with the scope api and the role Reporter (Developer for --label)",
  gitee: " to a personal token with user_info, pull_requests and notes",
  gitcode: " to a personal token that may read the user and write pull requests",
  codearts: "",
};

function headersFor(host: Host, value: string): Record<string, string> {
  switch (host) {
    case "github":
      return {
        Authorization: `Bearer ${value}`,
        Accept: "application/vnd.github+json",
        "X-GitHub-Api-Version": "2022-11-28",
      };
    case "gitlab":
      return { "PRIVATE-TOKEN": value };
    default:
      return { Authorization: `Bearer ${value}` };
  }
}

export function keysOf(credentials: Credentials | MetadataCredentials): KeyCredentials {
  if (credentials.type === "keys") return credentials;
  throw new PostError(
    "CodeArts Repo needs an access key and its secret key: set HW_ACCESS_KEY and HW_SECRET_KEY.",
    "unauthorized",
  );
}

export function signed(keys: KeyCredentials): Auth {
  return {
    token: "the access key",
    headers: {},
    secrets: [keys.secretKey, keys.securityToken ?? ""],
    sign: (method, url, headers, body) => {
      const signable = { method, url, headers: { "Content-Type": "application/json", ...headers }, body };
      return sign(signable, keys, new Date()).headers;
    },
  };
}
