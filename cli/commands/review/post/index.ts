/** Posts a review to a code host as one comment. */
import type { Credentials, MetadataCredentials } from "../../../../provider/client/credentials";
import type { ProxySettings } from "../../../../provider/client/proxy";
import { sign } from "../../../../provider/client/sign";
import { type Environment, tokenVariables } from "../ci";
import { type Host, markerOf, profiles } from "../render/profiles";
import { type Body, type CommentHost, type Posted, putComment } from "./comments";
import { PostError } from "./errors";
import { codeartsComments, giteeComments, githubComments, gitlabComments } from "./hosts";
import { createHttp, type Http, type HttpSettings } from "./http";

export interface Target {
  host: Host;
  /** `owner/name`; a number for CodeArts Repo, either for GitLab. */
  repository: string;
  number: string;
  apiUrl: string;
  proxy: ProxySettings;
  /** Milliseconds that one call may wait for a rate limit to pass. */
  patience: number;
}

export const defaultApiUrls: Record<Exclude<Host, "codearts">, string> = {
  github: "https://api.github.com",
  gitlab: "https://gitlab.com/api/v4",
  gitee: "https://gitee.com/api/v5",
  gitcode: "https://api.gitcode.com/api/v5",
};

export function codeartsApiUrl(region: string): string {
  return `https://codehub-ext.${region}.myhuaweicloud.com`;
}

const makers: Record<Host, (http: Http, repository: string, number: string) => CommentHost> = {
  github: githubComments,
  gitlab: gitlabComments,
  gitee: giteeComments,
  gitcode: giteeComments,
  codearts: codeartsComments,
};

/** `credentials` are asked for by CodeArts Repo alone. */
export async function postReview(
  target: Target,
  env: Environment,
  credentials: () => Credentials | MetadataCredentials,
  key: string,
  body: Body,
): Promise<Posted> {
  checkTarget(target);
  const auth = target.host === "codearts" ? signed(credentials()) : withToken(target, env);
  const http = createHttp({
    ...auth,
    apiUrl: target.apiUrl,
    place: placeOf(target),
    proxy: target.proxy,
    patience: target.patience,
  });
  return putComment(makers[target.host](http, target.repository, target.number), markerOf(profiles[target.host], key), body);
}

export function placeOf(target: Pick<Target, "host" | "repository" | "number">): string {
  return `${target.host} ${target.repository} #${target.number}`;
}

function checkTarget({ host, repository, number, apiUrl }: Target): void {
  if (!/^[1-9]\d*$/.test(number)) throw new PostError(`--number: "${number}" is no number of a pull request.`, "invalid");
  const form = {
    github: /^[\w.-]+\/[\w.-]+$/,
    gitee: /^[^/\s]+\/[^/\s]+$/,
    gitcode: /^[^/\s]+(?:\/[^/\s]+)+$/,
    gitlab: /^\d+$|^[^\s]+\/[^\s]+$/,
    codearts: /^\d+$/,
  }[host];
  if (!form.test(repository)) {
    const wanted = host === "codearts" ? "the number of the repository (its settings show it)" : "owner/name";
    throw new PostError(`--repository: "${repository}" is not of the form that ${host} has: ${wanted}.`, "invalid");
  }
  const url = URL.canParse(apiUrl) ? new URL(apiUrl) : undefined;
  const loopback = url !== undefined && /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname);
  if (!url || (url.protocol !== "https:" && !loopback)) {
    throw new PostError("--api-url: an https address is needed; a token is not sent in clear.", "invalid");
  }
}

type Auth = Pick<HttpSettings, "token" | "headers" | "query" | "sign">;

function withToken({ host }: Target, env: Environment): Auth {
  const names = tokenVariables[host];
  const name = names.find((variable) => env[variable]);
  const value = name === undefined ? undefined : env[name]?.trim();
  if (name === undefined || !value) {
    throw new PostError(`There is no token for ${host}: set ${names.join(" or ")}.`, "unauthorized");
  }
  return { token: `the token in ${name}`, ...headersFor(host, name, value) };
}

function headersFor(host: Host, name: string, value: string): Pick<Auth, "headers" | "query"> {
  switch (host) {
    case "github":
      return {
        headers: {
          Authorization: `Bearer ${value}`,
          Accept: "application/vnd.github+json",
          "X-GitHub-Api-Version": "2022-11-28",
        },
      };
    case "gitlab":
      return { headers: name === "CI_JOB_TOKEN" ? { "JOB-TOKEN": value } : { "PRIVATE-TOKEN": value } };
    case "gitcode":
      return { headers: { Authorization: `Bearer ${value}`, "PRIVATE-TOKEN": value }, query: { access_token: value } };
    default:
      return { headers: { Authorization: `token ${value}` }, query: { access_token: value } };
  }
}

function signed(credentials: Credentials | MetadataCredentials): Auth {
  if (credentials.type !== "keys") {
    throw new PostError(
      "CodeArts Repo is called with an access key and its secret key: set HW_ACCESS_KEY and HW_SECRET_KEY.",
      "unauthorized",
    );
  }
  return {
    token: "the access key",
    headers: {},
    sign: (method, url, headers, body) => {
      const signable = { method, url, headers: { "Content-Type": "application/json", ...headers }, body };
      return sign(signable, credentials, new Date()).headers;
    },
  };
}
