/** Posts a review to a code host: one comment, shared with the other jobs of the pull request. */
import type { Credentials, MetadataCredentials } from "../../../../provider/client/credentials";
import type { ProxySettings } from "../../../../provider/client/proxy";
import type { Environment } from "../ci";
import { type Host, markerOf, profiles } from "../render/profiles";
import { type Auth, keysOf, signed, withToken } from "./auth";
import { putComment } from "./comments";
import { PostError } from "./errors";
import type { CommentHost, Own, Posted } from "./host";
import { codeartsComments } from "./hosts/codearts";
import { giteeComments } from "./hosts/gitee";
import { githubComments, githubPullOf } from "./hosts/github";
import { gitlabComments } from "./hosts/gitlab";
import { createHttp, type Http } from "./http";
import { type State, setLabel } from "./labels";

export interface Target {
  host: Host;
  /** `owner/name`; a number for CodeArts Repo, either for GitLab. */
  repository: string;
  number: string;
  apiUrl: string;
  proxy: ProxySettings;
  /** URL of IAM, which returns the user of the access key; only for CodeArts Repo. */
  identityUrl?: string;
  /** Maximum wait for rate limits, in milliseconds. */
  patience: number;
  /** Maximum time of another run between reading and writing the comment, in milliseconds, without the host's time. */
  settle: number;
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

export interface Access {
  env: Environment;
  /** Only used for CodeArts Repo. */
  credentials: () => Credentials | MetadataCredentials;
}

export interface Poster {
  /** One comment; `key` identifies it among the comments of this command. */
  post(key: string, own: Own): Promise<Posted>;
  /** The problem as a sentence, if any; only GitHub and GitLab have such labels. */
  label(prefix: string, state: State): Promise<string | undefined>;
}

export function createPoster(target: Target, access: Access): Poster {
  checkTarget(target);
  const comments = commentsOf(target, access);
  const profile = profiles[target.host];
  return {
    post: (key, own) =>
      putComment(comments, { profile, marker: markerOf(profile, key), limit: profile.limit }, own, target.settle),
    label: async (prefix, state) =>
      comments.labels ? setLabel(comments.labels, prefix, state) : `--label: ${target.host} has no labels that review can set`,
  };
}

/** The number of the open pull request that a branch (`owner:branch`) is the source of. */
export async function pullOf(target: Omit<Target, "number">, access: Access, branch: string): Promise<string | undefined> {
  const known = { ...target, number: "1" };
  checkTarget(known);
  return githubPullOf(httpFor(known, target.apiUrl, withToken(target.host, access.env)), target.repository, branch);
}

function commentsOf(target: Target, { env, credentials }: Access): CommentHost {
  const { host, repository, number } = target;
  if (host !== "codearts") return makers[host](httpFor(target, target.apiUrl, withToken(host, env)), repository, number);
  const keys = keysOf(credentials());
  const http = httpFor(target, target.apiUrl, signed(keys));
  const identity = { http: httpFor(target, target.identityUrl ?? target.apiUrl, signed(keys)), accessKey: keys.accessKey };
  return codeartsComments(http, repository, number, identity);
}

function httpFor(target: Target, apiUrl: string, auth: Auth): Http {
  return createHttp({ ...auth, apiUrl, place: placeOf(target), proxy: target.proxy, patience: target.patience });
}

const makers: Record<Exclude<Host, "codearts">, (http: Http, repository: string, number: string) => CommentHost> = {
  github: githubComments,
  gitlab: gitlabComments,
  gitee: giteeComments,
  gitcode: giteeComments,
};

export function placeOf(target: Pick<Target, "host" | "repository" | "number">): string {
  return `${target.host} ${target.repository} #${target.number}`;
}

function checkTarget({ host, repository, number, apiUrl }: Target): void {
  if (!/^[1-9]\d*$/.test(number)) throw new PostError(`--number: "${number}" is not the number of a pull request.`, "invalid");
  const form = {
    github: /^[\w.-]+\/[\w.-]+$/,
    gitee: /^[^/\s]+\/[^/\s]+$/,
    gitcode: /^[^/\s]+(?:\/[^/\s]+)+$/,
    gitlab: /^\d+$|^[^\s]+\/[^\s]+$/,
    codearts: /^\d+$/,
  }[host];
  if (!form.test(repository)) {
    const wanted = host === "codearts" ? "the number of the repository (its settings show it)" : "owner/name";
    throw new PostError(`--repository: "${repository}" is not in the form of ${host}: ${wanted}.`, "invalid");
  }
  const url = URL.canParse(apiUrl) ? new URL(apiUrl) : undefined;
  const loopback = url !== undefined && /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname);
  if (!url || (url.protocol !== "https:" && !loopback)) {
    throw new PostError("--api-url: must be an https URL, because a token is never sent unencrypted.", "invalid");
  }
}
