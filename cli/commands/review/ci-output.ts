/** Output for GitHub Actions in addition to a comment: annotations of the run and the job summary. */
import { appendFileSync } from "node:fs";
import { note } from "../../lib/terminal";
import type { Environment } from "./ci";
import { isLost, type Report, type StackReport } from "./model/report";
import { renderMarkdown } from "./render/markdown";
import { profiles } from "./render/profiles";
import { oneLine } from "./render/safe";
import { type Texts, texts } from "./texts";

/** Bytes of a job summary; GitHub accepts 1 MiB per step. */
const summaryBytes = 1_000_000;
/** GitHub shows ten annotations of a kind for a step. */
const mostAnnotations = 10;
const mostNames = 20;

export function showInCi(report: Report, env: Environment): void {
  if (env.GITHUB_ACTIONS !== "true") return;
  for (const line of annotations(report)) note(line);
  if (env.GITHUB_STEP_SUMMARY) writeSummary(env.GITHUB_STEP_SUMMARY, report);
}

function annotations({ stacks, language }: Report): string[] {
  const said = texts[language];
  const errors = [...failures(stacks, said), ...grouped(stacks, "mandatory", said)];
  const warnings = [...losses(stacks, "delete", said), ...losses(stacks, "replace", said), ...grouped(stacks, "advisory", said)];
  return [...errors.slice(0, mostAnnotations), ...warnings.slice(0, mostAnnotations)];
}

function failures(stacks: readonly StackReport[], { ci }: Texts): string[] {
  return stacks.flatMap((stack) =>
    stack.failures.map(({ message, resource }) =>
      command("error", ci.failed(stack.label), resource ? ci.finding(`${resource.noun} ${resource.name}`, message) : message),
    ),
  );
}

/** One per rule, regardless of how many resources violate it. */
function grouped(stacks: readonly StackReport[], level: "mandatory" | "advisory", said: Texts): string[] {
  const rules = new Map<string, { names: Set<string>; message: string }>();
  for (const stack of stacks) {
    for (const violation of stack.violations) {
      if (violation.level !== level || violation.known) continue;
      const rule = rules.get(violation.policy) ?? { names: new Set(), message: violation.message };
      if (violation.resource) rule.names.add(`${violation.resource.noun} ${violation.resource.name}`);
      rules.set(violation.policy, rule);
    }
  }
  return [...rules].map(([policy, { names, message }]) =>
    command(
      level === "mandatory" ? "error" : "warning",
      said.ci.broken[level](policy),
      names.size === 0 ? message : said.ci.finding(listed(names, said), message),
    ),
  );
}

function losses(stacks: readonly StackReport[], operation: "delete" | "replace", said: Texts): string[] {
  const names = stacks.flatMap((stack) =>
    stack.changes.filter((change) => isLost(change, operation)).map((change) => `${change.noun} ${change.name}`),
  );
  return names.length === 0 ? [] : [command("warning", said.ci.lost(names.length, operation), listed(names, said))];
}

function listed(names: Iterable<string>, said: Texts): string {
  const all = [...names];
  const more = all.length > mostNames ? said.ci.more(all.length - mostNames) : "";
  return `${said.list(all.slice(0, mostNames))}${more}`;
}

/** A workflow command, whose parts can neither end it nor begin another one. */
function command(kind: "error" | "warning", title: string, message: string): string {
  const data = (text: string): string => oneLine(text).slice(0, 1000).replaceAll("%", "%25");
  const property = data(title).replaceAll(":", "%3A").replaceAll(",", "%2C");
  return `::${kind} title=${property}::${data(message)}`;
}

function writeSummary(file: string, report: Report): void {
  const profile = { ...profiles.github, limit: summaryBytes };
  let limit = summaryBytes;
  let text = renderMarkdown(report, { profile, key: "summary", limit });
  for (let bytes = Buffer.byteLength(text); bytes > summaryBytes && limit > 1000; bytes = Buffer.byteLength(text)) {
    limit = Math.floor((Math.min(limit, text.length) * summaryBytes) / bytes) - 100;
    text = renderMarkdown(report, { profile, key: "summary", limit });
  }
  try {
    appendFileSync(file, text.slice(text.indexOf("\n") + 1));
  } catch (error) {
    note(`review: the summary of the job cannot be written (${error instanceof Error ? error.message : "unknown error"}).`);
  }
}

/** Lines that GitHub Actions would interpret as commands get a character before them or a space inside. */
export function* harmlessInLog(pieces: Iterable<string>, env: Environment): Iterable<string> {
  if (env.GITHUB_ACTIONS !== "true") yield* pieces;
  else for (const text of pieces) yield text.replace(/^([^\S\r\n\u2028\u2029]*)::/gm, "$1·::").replaceAll("##[", "## [");
}
