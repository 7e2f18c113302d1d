/** Where this runs, and which pull request it belongs to: a pure function of the environment's variables and of the event that CI describes. */
import { type Host, hosts } from "./render/profiles";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Detected {
  /** The code host whose pull request this is. */
  host?: Host;
  /** `owner/name`; GitLab and CodeArts Repo also know numbers. */
  repository?: string;
  /** Number of the pull request in its repository. */
  number?: string;
  apiUrl?: string;
  /** The commit that is reviewed. */
  commit?: string;
  /** The page of this CI job. */
  jobUrl?: string;
}

/** What the detection finds; `event` is the parsed file that GitHub names in GITHUB_EVENT_PATH. */
export function detect(env: Environment, event?: unknown): Detected {
  if (env.GITHUB_ACTIONS === "true") return github(env, event);
  if (env.GITLAB_CI === "true") return gitlab(env);
  if (env.GITEE_PIPELINE_NAME !== undefined || env.GITEE_PULL_ID !== undefined) return gitee(env);
  if (env.GITCODE_REPOSITORY !== undefined || env.GITCODE_PULL_NUMBER !== undefined) return gitcode(env);
  if (env.MERGE_ID !== undefined || env.PIPELINE_RUN_ID !== undefined || env.WEBHOOK_PAYLOAD !== undefined) return codearts(env);
  return {};
}

function github(env: Environment, event: unknown): Detected {
  const pull = at(event, "pull_request");
  const fromRef = /^refs\/pull\/(\d+)\//.exec(env.GITHUB_REF ?? "")?.[1];
  const run = env.GITHUB_SERVER_URL && env.GITHUB_REPOSITORY && env.GITHUB_RUN_ID;
  return known({
    host: "github",
    repository: env.GITHUB_REPOSITORY,
    // For pull_request_target the reference is the target branch, and the number stands in the event alone.
    number: number(at(pull, "number")) ?? number(at(event, "number")) ?? fromRef,
    apiUrl: env.GITHUB_API_URL,
    // GITHUB_SHA is the trial merge, which nobody finds again.
    commit: text(at(at(pull, "head"), "sha")) ?? env.GITHUB_SHA,
    jobUrl: run ? `${env.GITHUB_SERVER_URL}/${env.GITHUB_REPOSITORY}/actions/runs/${env.GITHUB_RUN_ID}` : undefined,
  });
}

function gitlab(env: Environment): Detected {
  return known({
    host: "gitlab",
    // The target's project: a merge request from a fork runs in the fork.
    repository: env.CI_MERGE_REQUEST_PROJECT_ID ?? env.CI_PROJECT_ID,
    number: env.CI_MERGE_REQUEST_IID,
    apiUrl: env.CI_API_V4_URL,
    commit: env.CI_MERGE_REQUEST_SOURCE_BRANCH_SHA || env.CI_COMMIT_SHA,
    jobUrl: env.CI_JOB_URL,
  });
}

function gitee(env: Environment): Detected {
  const repo = env.GITEE_REPO;
  const owner = env.GITEE_OWNER ?? env.GITEE_NAMESPACE;
  return known({
    host: "gitee",
    repository: repo && !repo.includes("/") && owner ? `${owner}/${repo}` : repo,
    number: number(env.GITEE_PULL_ID),
    apiUrl: env.GITEE_API_URL,
    commit: env.GITEE_SOURCE_COMMIT ?? env.GITEE_COMMIT,
  });
}

function gitcode(env: Environment): Detected {
  return known({
    host: "gitcode",
    repository: env.GITCODE_REPOSITORY,
    number: number(env.GITCODE_PULL_NUMBER),
    apiUrl: env.GITCODE_API_URL,
    commit: env.GITCODE_COMMIT,
  });
}

/** CodeArts Pipeline and Build: the code may be in CodeArts Repo or on any host that a pipeline can read from. */
function codearts(env: Environment): Detected {
  const payload = parsed(env.WEBHOOK_PAYLOAD);
  const request = at(payload, "object_attributes") ?? at(payload, "pull_request");
  const place = placeOf(env.REPO_URL);
  const host = place?.host ?? "codearts";
  const repository =
    host === "codearts"
      ? (env.CODEARTS_REPOSITORY_ID ?? number(at(request, "target_project_id")) ?? number(at(at(payload, "project"), "id")))
      : place?.repository;
  return known({
    host,
    repository,
    number: number(env.MERGE_ID) ?? number(at(request, "iid")) ?? number(at(request, "number")),
    commit: env.COMMIT_ID ?? text(at(at(request, "last_commit"), "id")),
    apiUrl: host === "codearts" ? env.CODEARTS_REPO_ENDPOINT : undefined,
    jobUrl: env.PASS_CONDITIONS_LINK,
  });
}

/** The host of a clone address and the repository there. */
function placeOf(url: string | undefined): { host: Host; repository: string } | undefined {
  const found = /^(?:https?:\/\/(?:[^@/]*@)?|git@|ssh:\/\/git@)([^/:]+)(?::\d+)?[/:](.+?)(?:\.git)?\/?$/.exec(url ?? "");
  const domain = found?.[1] ?? "";
  const host = (["github", "gitlab", "gitee", "gitcode"] as const).find(
    (name) => domain === `${name}.com` || domain.startsWith(`${name}.`),
  );
  return host && found?.[2] ? { host, repository: found[2] } : undefined;
}

/** Environment variables that hold the token of a host, first one first. */
export const tokenVariables: Record<Host, readonly string[]> = {
  github: ["GITHUB_TOKEN", "GH_TOKEN"],
  gitlab: ["GITLAB_TOKEN", "CI_JOB_TOKEN"],
  gitee: ["GITEE_TOKEN", "GITEE_ACCESS_TOKEN"],
  gitcode: ["GITCODE_TOKEN"],
  codearts: [],
};

export function isHost(name: string): name is Host {
  return (hosts as readonly string[]).includes(name);
}

function known(detected: { [Key in keyof Detected]: Detected[Key] | undefined }): Detected {
  return Object.fromEntries(Object.entries(detected).filter(([, value]) => value !== undefined && value !== "")) as Detected;
}

function at(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function number(value: unknown): string | undefined {
  const digits = typeof value === "number" ? String(value) : value;
  return typeof digits === "string" && /^[1-9]\d*$/.test(digits) ? digits : undefined;
}

function parsed(json: string | undefined): unknown {
  if (!json) return undefined;
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}
