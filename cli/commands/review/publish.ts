/** Posts a report to the pull request, or explains why not and what to do. */
import type { ProxySettings } from "../../../provider/client/proxy";
import { environment, settings } from "../../../provider/config";
import { note, paint } from "../../lib/terminal";
import type { Detected } from "./ci";
import type { Report } from "./model/report";
import type { ReviewOptions } from "./options";
import { type Access, codeartsApiUrl, createPoster, defaultApiUrls, placeOf, pullOf, type Target } from "./post";
import { PostError } from "./post/errors";
import type { Own } from "./post/host";
import { stateOf, worstOf } from "./post/labels";
import { renderMarkdown } from "./render/markdown";
import { type Host, markerKey, markerOf, type Profile, profiles } from "./render/profiles";

/** "printed": no error, but there is no pull request, or none that this job may write to. */
export type Posting = "posted" | "refused" | "printed";

/** All reviews of a pull request share one comment. */
export const sharedKey = "all-stacks";

export function hostFor(options: ReviewOptions, detected: Detected): Host | undefined {
  return options.post !== undefined && options.post !== "auto" ? options.post : detected.host;
}

export async function publish(options: ReviewOptions, detected: Detected, report: Report): Promise<Posting> {
  const comments = options.perStack ? report.stacks.map((stack) => ({ ...report, stacks: [stack] })) : [report];
  try {
    const target = await targetOf(options, detected);
    if (typeof target === "string") {
      note(`review: ${target} in the environment; the report is printed, not posted.`);
      if (options.dryRun) print(comments, hostFor(options, detected) ?? "github", options);
      return options.post !== "auto" && !options.dryRun ? "refused" : "printed";
    }
    if (options.dryRun) {
      note(`review: would be posted to ${placeOf(target)}:`);
      print(comments, target.host, options);
      return "printed";
    }
    await postAll(target, comments, options, detected);
    return "posted";
  } catch (error) {
    if (!(error instanceof PostError)) throw error;
    note(paint("red", `review: ${error.message}`, process.stderr));
    if (!detected.isFork || !mayNotWrite.has(error.kind)) return "refused";
    note(`review: ${forkAdvice[detected.host ?? "github"] ?? ""}The report is printed, not posted.`);
    return "printed";
  }
}

const mayNotWrite: ReadonlySet<string> = new Set(["unauthorized", "forbidden", "notFound"]);

const forkAdvice: Partial<Record<Host, string>> = {
  github:
    "the pull request comes from a fork or from Dependabot, whose jobs get no secrets and a token that reads only. A member who has read it can start the review with a comment (examples/ci/github-forks.yml) or push its branch to the target. ",
  gitlab:
    "the merge request comes from a fork, whose pipelines have the fork's variables. A member of the project starts the pipeline in the target (merge request, Pipelines, Run pipeline), after reading what would run. ",
};

async function postAll(target: Target, comments: readonly Report[], options: ReviewOptions, detected: Detected): Promise<void> {
  const poster = createPoster(target, access(options));
  const found: (string | undefined)[] = [];
  for (const report of comments) {
    const key = commentKey(report, options);
    const posted = await poster.post(key, ownOf(target.host, key, report, options, detected));
    for (const warning of posted.warnings) note(`review: ${warning}`);
    note(`review: ${sentences[posted.done]} in ${placeOf(target)}${posted.url ? `: ${posted.url}` : ""}`);
    if (posted.done === "outdated") return;
    found.push(stateOf(report), ...posted.parts.map((part) => part.state));
  }
  const failed = options.label === undefined ? undefined : await poster.label(options.label, worstOf(found));
  if (failed !== undefined) note(`review: ${failed}`);
}

const sentences = {
  created: "comment created",
  updated: "comment updated",
  unchanged: "comment unchanged",
  replaced: "comment replaced",
  outdated: "nothing posted, because a review of a newer commit exists",
  "nothing to say": "nothing changes, so no comment is created",
};

/** Digits of a commit that identify it. */
const shortCommit = 12;

/** This run's part of the comment. */
function ownOf(host: Host, key: string, report: Report, options: ReviewOptions, detected: Detected): Own {
  // Without a URL of the full report, links to the page of the job with its log.
  const artifactUrl = report.origin.artifactUrl ?? detected.jobUrl;
  const shown = artifactUrl === undefined ? report : { ...report, origin: { ...report.origin, artifactUrl } };
  const state = stateOf(report);
  const { commit } = report.origin;
  return {
    stacks: report.stacks.map((stack) => stack.label).sort(),
    ...(commit && { commit: commit.slice(0, shortCommit) }),
    ...(detected.run && { run: detected.run }),
    ...(detected.job && { job: detected.job }),
    ...(artifactUrl && { url: artifactUrl }),
    state,
    language: report.language,
    mayCreate: !options.skipUnchanged || state !== "unchanged" || hasMore(report),
    write: (limit) => withoutMarker(shown, profiles[host], key, limit, report.origin.artifactUrl !== undefined),
  };
}

/** Whether there is something to report although no resource changes. */
function hasMore(report: Report): boolean {
  return report.stacks.some((stack) => stack.violations.length + stack.warnings.length + stack.notes.length > 0);
}

function withoutMarker(report: Report, profile: Profile, key: string, limit: number, anchors: boolean): string {
  const marker = markerOf(profile, key);
  const text = renderMarkdown(report, { profile, key, anchors, limit: limit + marker.length + 1 }).trim();
  return profile.marker === "html" ? text.slice(marker.length).trim() : text.slice(0, -marker.length).trim();
}

function commentKey(report: Report, options: ReviewOptions): string {
  return options.perStack ? markerKey(report.stacks[0]?.label ?? "pulumi") : sharedKey;
}

function print(comments: readonly Report[], host: Host, options: ReviewOptions): void {
  for (const one of comments)
    process.stdout.write(renderMarkdown(one, { profile: profiles[host], key: commentKey(one, options) }));
}

function access(options: ReviewOptions): Access {
  return {
    env: environment(),
    credentials: () => settings(options.region ? { region: options.region } : {}).credentials,
  };
}

/** Milliseconds for rate limits, and for another job to write what it has read. */
const patience = 90_000;
const settle = 500;

/** The target of the comment, or what is missing, as text. */
async function targetOf(options: ReviewOptions, detected: Detected): Promise<Target | string> {
  const host = hostFor(options, detected);
  if (host === undefined) return "no CI of a known code host";
  const here = host === detected.host ? detected : {};
  const repository = options.repository ?? here.repository;
  if (repository === undefined) return `no pull request of ${host} (--repository is not known)`;
  const place = { host, repository, proxy: proxyOf(), patience, settle, ...addressesOf(options, here, host) };
  const number = options.number ?? here.number;
  if (number !== undefined) return { ...place, number };
  const found = here.branch === undefined ? undefined : await pullOf(place, access(options), here.branch);
  return found === undefined ? `no pull request of ${host} (--number is not known)` : { ...place, number: found };
}

function addressesOf(options: ReviewOptions, here: Detected, host: Host): Pick<Target, "apiUrl" | "identityUrl"> {
  const given = options.apiUrl ?? here.apiUrl;
  if (host !== "codearts") return { apiUrl: given ?? defaultApiUrls[host] };
  const region = options.region ?? environment().HW_REGION_NAME ?? environment().HUAWEICLOUD_SDK_REGION;
  if (!region && given === undefined)
    throw new PostError("CodeArts Repo needs a region: set HW_REGION_NAME or --region.", "invalid");
  const identityUrl = region && given === undefined ? `https://iam.${region}.myhuaweicloud.com` : undefined;
  return { apiUrl: given ?? codeartsApiUrl(region ?? ""), ...(identityUrl && { identityUrl }) };
}

function proxyOf(): ProxySettings {
  const env = environment();
  const https = env.HTTPS_PROXY ?? env.https_proxy;
  const bypass = env.NO_PROXY ?? env.no_proxy;
  return { ...(https && { https }), ...(bypass && { bypass }) };
}
