/** Detects the CI system and the pull request: a pure function of the environment variables and of the CI event. */
import { type Host, hosts } from "./render/profiles";
import type { Language } from "./texts/language";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Detected {
  /** The code host whose pull request this is. */
  host?: Host;
  /** `owner/name`; GitLab and CodeArts Repo also know numbers. */
  repository?: string;
  /** Number of the pull request in its repository. */
  number?: string;
  apiUrl?: string;
  /** The reviewed commit. */
  commit?: string;
  /** The page of this CI job. */
  jobUrl?: string;
  /** Name of this CI job. */
  job?: string;
  /** Number of this run, higher for a later one; a repeated run keeps its number. */
  run?: number;
  /** The pull request comes from a fork or from Dependabot, whose jobs have no secrets and no write permission. */
  isFork?: boolean;
  /** `owner:branch`, if the event names no pull request but the possible source branch of one. */
  branch?: string;
}

/** `event` is the parsed file of GITHUB_EVENT_PATH. */
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
  // Events of a workflow run or a check contain the pull requests of their branch, unless it is in a fork.
  const after = at(event, "workflow_run") ?? at(event, "check_run") ?? at(event, "check_suite");
  const first = pullHere(at(after, "pull_requests"), at(at(event, "repository"), "id"));
  const issue = at(event, "issue");
  const fromRef = /^refs\/pull\/(\d+)\//.exec(env.GITHUB_REF ?? "")?.[1];
  const run = env.GITHUB_SERVER_URL && env.GITHUB_REPOSITORY && env.GITHUB_RUN_ID;
  const head = at(at(pull, "head"), "repo");
  const [from, to] = [text(at(head, "full_name")), text(at(at(at(pull, "base"), "repo"), "full_name"))];
  const owner = text(at(at(at(after, "head_repository"), "owner"), "login"));
  const branch = text(at(after, "head_branch"));
  return known({
    host: "github",
    repository: env.GITHUB_REPOSITORY,
    // For pull_request_target the reference is the target branch, and only the event contains the number.
    number:
      number(at(pull, "number")) ??
      number(at(event, "number")) ??
      (at(issue, "pull_request") === undefined ? undefined : number(at(issue, "number"))) ??
      number(at(first, "number")) ??
      fromRef,
    apiUrl: env.GITHUB_API_URL,
    // GITHUB_SHA is the temporary merge commit, or the default branch for events without a pull request.
    commit:
      text(at(at(pull, "head"), "sha")) ?? text(at(after, "head_sha")) ?? (issue === undefined ? env.GITHUB_SHA : undefined),
    jobUrl: run ? `${env.GITHUB_SERVER_URL}/${env.GITHUB_REPOSITORY}/actions/runs/${env.GITHUB_RUN_ID}` : undefined,
    job: joined(env.GITHUB_WORKFLOW, env.GITHUB_JOB),
    run: count(env.GITHUB_RUN_ID),
    // The repository of a fork may have been deleted.
    isFork: (to !== undefined && (from !== to || env.GITHUB_ACTOR === "dependabot[bot]")) || undefined,
    branch: owner && branch ? `${owner}:${branch}` : undefined,
  });
}

/** A branch may be the source of pull requests in several repositories, which have their own numbers. */
function pullHere(pulls: unknown, repository: unknown): unknown {
  const base = (pull: unknown): unknown => at(at(at(pull, "base"), "repo"), "id");
  return Array.isArray(pulls) ? pulls.find((pull) => [undefined, repository].includes(base(pull))) : undefined;
}

function gitlab(env: Environment): Detected {
  // Branch pipelines list the merge requests of the branch as group/project!7; one in the same project is preferred.
  const open = (env.CI_OPEN_MERGE_REQUESTS ?? "").split(",").map((one) => one.trim().split("!"));
  const [project, iid] = open.find(([path]) => path === env.CI_PROJECT_PATH) ?? open[0] ?? [];
  const [source, target] = [env.CI_MERGE_REQUEST_SOURCE_PROJECT_ID, env.CI_MERGE_REQUEST_PROJECT_ID];
  return known({
    host: "gitlab",
    // The target's project: a merge request from a fork runs in the fork.
    repository: env.CI_MERGE_REQUEST_PROJECT_ID ?? (number(iid) && project ? project : env.CI_PROJECT_ID),
    number: env.CI_MERGE_REQUEST_IID ?? number(iid),
    apiUrl: env.CI_API_V4_URL,
    commit: env.CI_MERGE_REQUEST_SOURCE_BRANCH_SHA || env.CI_COMMIT_SHA,
    jobUrl: env.CI_JOB_URL,
    job: env.CI_JOB_NAME,
    run: count(env.CI_PIPELINE_ID),
    isFork: (source !== undefined && target !== undefined && source !== target) || undefined,
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
    job: env.GITEE_PIPELINE_NAME,
    run: count(env.GITEE_PIPELINE_BUILD_NUMBER),
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
    job: joined(env.PIPELINE_NAME, env.JOB_NAME),
    run: count(env.PIPELINE_NUMBER),
  });
}

/** The host and the repository of a clone URL. */
function placeOf(url: string | undefined): { host: Host; repository: string } | undefined {
  const found = /^(?:https?:\/\/(?:[^@/]*@)?|git@|ssh:\/\/git@)([^/:]+)(?::\d+)?[/:](.+?)(?:\.git)?\/?$/.exec(url ?? "");
  const domain = found?.[1] ?? "";
  const host = (["github", "gitlab", "gitee", "gitcode"] as const).find(
    (name) => domain === `${name}.com` || domain.startsWith(`${name}.`),
  );
  return host && found?.[2] ? { host, repository: found[2] } : undefined;
}

/** Chinese for Chinese hosts, unless the environment sets another language; "C" and "POSIX" set none. */
export function languageOf(env: Environment, host: Host | undefined): Language {
  if (host === undefined || !chineseHosts.has(host)) return "en";
  const named = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value !== undefined && value !== "") ?? "";
  return /^(?:zh|C|POSIX)?(?:[_.@-]|$)/i.test(named) ? "zh" : "en";
}

const chineseHosts: ReadonlySet<Host> = new Set(["codearts", "gitee", "gitcode"] as const);

/** Environment variables with the token of a host, in order of precedence. */
export const tokenVariables: Record<Host, readonly string[]> = {
  github: ["GITHUB_TOKEN", "GH_TOKEN"],
  gitlab: ["GITLAB_TOKEN"],
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

function at(value: unknown, key: string | number): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string | number, unknown>)[key] : undefined;
}

function joined(...parts: (string | undefined)[]): string | undefined {
  return parts.filter(Boolean).join("/") || undefined;
}

function count(text: string | undefined): number | undefined {
  const value = Number(text);
  return text && Number.isSafeInteger(value) && value > 0 ? value : undefined;
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
