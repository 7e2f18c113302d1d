/** The verb: gathers, writes, posts, and ends as --fail-on says. */
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import type { ProxySettings } from "../../../provider/client/proxy";
import { environment, settings } from "../../../provider/config";
import { CliError, exitCodes, note, paint } from "../../lib/terminal";
import { type Detected, detect } from "./ci";
import { gather } from "./gather";
import type { Report } from "./model/report";
import { checkOptions, type Format, type ReviewFlags, type ReviewOptions } from "./options";
import { codeartsApiUrl, defaultApiUrls, placeOf, postReview, type Target } from "./post";
import { PostError } from "./post/errors";
import { htmlPieces } from "./render/html";
import { jsonPieces } from "./render/json";
import { renderMarkdown } from "./render/markdown";
import { type Host, markerKey, profiles } from "./render/profiles";
import { colourless, type Paint, renderText } from "./render/text";
import { writePieces } from "./write";

/** 0 fine · 1 a preview failed · 2 a rule of --fail-on · 3 could not post. */
export const reviewCodes = { fine: 0, failed: 1, rule: 2, post: 3 } as const;

export async function review(folders: string[], flags: ReviewFlags): Promise<number> {
  const options = checkOptions(folders, flags);
  const detected = detect(environment(), eventOf(environment().GITHUB_EVENT_PATH));
  const report = await gather(options, detected);
  const profile = profiles[hostFor(options, detected) ?? "github"];
  const render = (format: Format): Iterable<string> => renderAs(format, report, profile.host);
  for (const out of options.outs) write(out.file, render(out.format));
  const posting = options.post !== undefined ? await post(options, detected, report) : undefined;
  // Without an address of the whole report, the comment says that it stands in the log.
  const inLog =
    options.outs.length === 0 || (posting !== undefined && options.artifactUrl === undefined) || posting === "refused";
  if (!options.dryRun && inLog) {
    const pieces = options.format === undefined ? [renderText(report, terminalPaint())] : render(options.format);
    // As fast as the reader takes it: a report may be tens of megabytes.
    for (const piece of pieces) {
      if (process.stdout.destroyed) break;
      if (!process.stdout.write(piece)) await Promise.race([once(process.stdout, "drain"), once(process.stdout, "close")]);
    }
  }
  const code = codeOf(report, options);
  return code === reviewCodes.fine && posting === "refused" ? reviewCodes.post : code;
}

function renderAs(format: Format, report: Report, host: Host): Iterable<string> {
  switch (format) {
    case "markdown":
      return [renderMarkdown(report, { profile: profiles[host], key: keyOf(report) })];
    case "html":
      return htmlPieces(report);
    case "json":
      return jsonPieces(report);
    default:
      return [renderText(report)];
  }
}

/** The comment of a project is one, however many of its stacks are reviewed. */
export function keyOf(report: Report): string {
  const projects = [...new Set(report.stacks.map((stack) => stack.project || stack.label.split("/")[0] || "pulumi"))].sort();
  return markerKey(projects.join("+"));
}

/** What a rule finds decides before what the preview itself says, so that CI can tell the two apart. */
export function codeOf(report: Report, { failOn }: Pick<ReviewOptions, "failOn">): number {
  const { stacks } = report;
  if (stacks.some((stack) => stack.state === "failed")) return reviewCodes.failed;
  const found = stacks.some(
    (stack) =>
      (failOn.includes("delete") && stack.counts.delete > 0) ||
      (failOn.includes("replace") && stack.counts.replace > 0) ||
      (failOn.includes("drift") && stack.counts.drift > 0) ||
      (failOn.includes("policy") && isBlocked(stack)) ||
      // What was cut off may have been what the rule is about.
      (failOn.length > 0 && stack.state === "incomplete"),
  );
  if (found) return reviewCodes.rule;
  return stacks.some(isBlocked) ? reviewCodes.failed : reviewCodes.fine;
}

function isBlocked(stack: Report["stacks"][number]): boolean {
  return stack.violations.some((violation) => violation.level === "mandatory");
}

function hostFor(options: ReviewOptions, detected: Detected): Host | undefined {
  return options.post !== undefined && options.post !== "auto" ? options.post : detected.host;
}

type Posting = "posted" | "refused" | "printed";

async function post(options: ReviewOptions, detected: Detected, report: Report): Promise<Posting> {
  const named = options.post !== "auto";
  const host = hostFor(options, detected);
  const same = host === detected.host;
  const repository = options.repository ?? (same ? detected.repository : undefined);
  const number = options.number ?? (same ? detected.number : undefined);
  const comments = options.perStack ? report.stacks.map((stack) => ({ ...report, stacks: [stack] })) : [report];
  if (host === undefined || repository === undefined || number === undefined) {
    const missing =
      host === undefined
        ? "no CI of a known code host"
        : `no pull request of ${host} (${repository === undefined ? "--repository" : "--number"} is not known)`;
    note(`review: ${missing} in the environment; the report is printed, not posted.`);
    if (options.dryRun) print(comments, host ?? "github", options);
    return named && !options.dryRun ? "refused" : "printed";
  }
  if (options.dryRun) {
    note(`review: would be posted to ${placeOf({ host, repository, number })}:`);
    print(comments, host, options);
    return "printed";
  }
  try {
    const target: Target = {
      host,
      repository,
      number,
      apiUrl: apiUrlOf(options, detected, host),
      proxy: proxyOf(),
      patience: 90_000,
    };
    for (const one of comments) await postOne(target, one, options, detected);
    return "posted";
  } catch (error) {
    if (!(error instanceof PostError)) throw error;
    note(paint("red", `review: ${error.message}`, process.stderr));
    return "refused";
  }
}

async function postOne(target: Target, report: Report, options: ReviewOptions, detected: Detected): Promise<void> {
  const key = commentKey(report, options);
  // Without an address of the whole report the page of the job is where its log is.
  const artifactUrl = report.origin.artifactUrl ?? detected.jobUrl;
  const shown = artifactUrl === undefined ? report : { ...report, origin: { ...report.origin, artifactUrl } };
  const body = (limit?: number): string =>
    renderMarkdown(shown, {
      profile: profiles[target.host],
      key,
      anchors: report.origin.artifactUrl !== undefined,
      ...(limit !== undefined && { limit }),
    });
  const posted = await postReview(
    target,
    environment(),
    () => settings(options.region ? { region: options.region } : {}).credentials,
    key,
    body,
  );
  for (const warning of posted.warnings) note(`review: ${warning}`);
  note(`review: comment ${posted.done} in ${placeOf(target)}${posted.url ? `: ${posted.url}` : ""}`);
}

function commentKey(report: Report, options: ReviewOptions): string {
  return options.perStack ? markerKey(report.stacks[0]?.label ?? "pulumi") : keyOf(report);
}

function print(comments: readonly Report[], host: Host, options: ReviewOptions): void {
  for (const one of comments)
    process.stdout.write(renderMarkdown(one, { profile: profiles[host], key: commentKey(one, options) }));
}

function apiUrlOf(options: ReviewOptions, detected: Detected, host: Host): string {
  const given = options.apiUrl ?? (host === detected.host ? detected.apiUrl : undefined);
  if (given !== undefined) return given;
  if (host !== "codearts") return defaultApiUrls[host];
  const region = options.region ?? environment().HW_REGION_NAME ?? environment().HUAWEICLOUD_SDK_REGION;
  if (!region) throw new PostError("CodeArts Repo is called in a region: set HW_REGION_NAME or --region.", "invalid");
  return codeartsApiUrl(region);
}

function proxyOf(): ProxySettings {
  const env = environment();
  const https = env.HTTPS_PROXY ?? env.https_proxy;
  const bypass = env.NO_PROXY ?? env.no_proxy;
  return { ...(https && { https }), ...(bypass && { bypass }) };
}

function write(file: string, pieces: Iterable<string>): void {
  try {
    writePieces(file, pieces);
  } catch (error) {
    throw new CliError(
      `--out: ${file} cannot be written (${error instanceof Error ? error.message : "unknown error"}).`,
      exitCodes.failed,
    );
  }
}

/** What GitHub wrote about the event; a file that cannot be read is as good as none. */
function eventOf(path: string | undefined): unknown {
  if (!path || !existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, "utf8")) as unknown;
  } catch {
    return undefined;
  }
}

function terminalPaint(): Paint {
  if (!process.stdout.hasColors?.()) return colourless;
  return {
    bold: (text) => paint("bold", text),
    red: (text) => paint("red", text),
    yellow: (text) => paint("yellow", text),
    green: (text) => paint("green", text),
    dim: (text) => paint("dim", text),
  };
}
