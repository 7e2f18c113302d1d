/** The command: collects, writes and posts the report, and exits according to --fail-on. */
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { environment } from "../../../provider/config";
import { CliError, exitCodes, paint } from "../../lib/terminal";
import { detect, languageOf } from "./ci";
import { harmlessInLog, showInCi } from "./ci-output";
import { gather } from "./gather";
import { isBlocking, type Report } from "./model/report";
import { checkOptions, type Format, type ReviewFlags, type ReviewOptions } from "./options";
import { hostFor, publish, sharedKey } from "./publish";
import { codeQualityJson } from "./render/code-quality";
import { htmlPieces } from "./render/html";
import { jsonPieces } from "./render/json";
import { junitXml } from "./render/junit";
import { renderMarkdown } from "./render/markdown";
import { type Host, profiles } from "./render/profiles";
import { sarifJson } from "./render/sarif";
import { colourless, type Paint, textPieces } from "./render/text";
import { widgetJson } from "./render/widget";
import { texts } from "./texts";
import { writePieces } from "./write";

/** 0 fine · 1 a preview failed · 2 a rule of --fail-on; 3 is added when the report could not be posted, so that neither hides the other. */
const reviewCodes = { fine: 0, failed: 1, rule: 2, post: 3 } as const;

export async function review(folders: string[], flags: ReviewFlags, rest: readonly string[] = []): Promise<number> {
  const options = checkOptions(folders, flags, rest);
  const env = environment();
  const detected = detect(env, eventOf(env.GITHUB_EVENT_PATH));
  const host = hostFor(options, detected);
  const report = await gather(options, detected, options.language ?? languageOf(env, host));
  const profile = profiles[host ?? "github"];
  const render = (format: Format): Iterable<string> => renderAs(format, report, profile.host);
  for (const out of options.outs) write(out.file, render(out.format));
  showInCi(report, env);
  const posting = options.post !== undefined ? await publish(options, detected, report) : undefined;
  // Without a URL of the full report, the comment refers to the log.
  const inLog =
    options.outs.length === 0 || (posting !== undefined && (posting !== "posted" || options.artifactUrl === undefined));
  if (!options.dryRun && inLog) {
    const wanted = (options.outs.length === 0 ? options.format : undefined) ?? "text";
    await print(wanted === "text" ? harmlessInLog(textPieces(report, terminalPaint()), env) : render(wanted));
  }
  return codeOf(report, options) + (posting === "refused" ? reviewCodes.post : 0);
}

/** With backpressure, because a report may be tens of megabytes. A reader may close the pipe at any time, which main.ts accepts. */
async function print(pieces: Iterable<string>): Promise<void> {
  for (const piece of pieces) {
    if (process.stdout.destroyed) break;
    if (!process.stdout.write(piece))
      await Promise.race([once(process.stdout, "drain"), once(process.stdout, "close")]).catch(ignore);
  }
}

function ignore(): void {
  // The loop ends because the stream is destroyed.
}

function renderAs(format: Format, report: Report, host: Host): Iterable<string> {
  switch (format) {
    case "markdown":
      return [renderMarkdown(report, { profile: profiles[host], key: sharedKey })];
    case "html":
      return htmlPieces(report);
    case "json":
      return jsonPieces(report);
    case "gitlab-widget":
      return [widgetJson(report)];
    case "gitlab-codequality":
      return [codeQualityJson(report)];
    case "sarif":
      return [sarifJson(report)];
    case "junit":
      return [junitXml(report)];
    default:
      return textPieces(report);
  }
}

/** A rule of --fail-on takes precedence over a failed preview, so that CI can distinguish the two. */
export function codeOf(report: Report, { failOn }: Pick<ReviewOptions, "failOn">): number {
  const { stacks, language } = report;
  const { noPolicies } = texts[language].model;
  if (stacks.some((stack) => stack.state === "failed")) return reviewCodes.failed;
  const found = stacks.some(
    (stack) =>
      (failOn.includes("delete") && stack.counts.delete > 0) ||
      (failOn.includes("replace") && stack.counts.replace > 0) ||
      (failOn.includes("drift") && stack.counts.drift > 0) ||
      (failOn.includes("policy") && isBlocked(stack)) ||
      // The unknown part may violate the rule.
      (failOn.length > 0 && stack.gaps.some((gap) => gap !== noPolicies || failOn.includes("policy"))),
  );
  if (found) return reviewCodes.rule;
  return stacks.some(isBlocked) ? reviewCodes.failed : reviewCodes.fine;
}

function isBlocked(stack: Report["stacks"][number]): boolean {
  return stack.violations.some(isBlocking);
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

/** The event file of GitHub; an unreadable file is ignored. */
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
