/** Collects all stacks of a review, from parallel previews or saved logs, in one report without secrets. */
import { spawnSync } from "node:child_process";
import { createReadStream, existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, join, relative, sep } from "node:path";
import type { CodeartsPolicySettings } from "../../../policies";
import { readJsonFile } from "../../lib/json";
import { findProgram, projectFile } from "../../lib/project";
import { runPulumi } from "../../lib/pulumi";
import { CliError, exitCodes, note, startProgress } from "../../lib/terminal";
import { markKnown, readBaseline } from "./baseline";
import type { Detected } from "./ci";
import { learnEnvironment, learnStored } from "./known";
import type { Origin, Report, StackReport } from "./model/report";
import { createSecrets, type Secrets, scrubAll } from "./model/secrets";
import type { ReviewOptions } from "./options";
import type { ReadyPack } from "./pack";
import { failedReport, labelOf, preview } from "./preview";
import { type ReadOptions, readEvents } from "./read";
import { totalsOf, verdict } from "./render/sections";
import { type Language, texts } from "./texts";

export async function gather(options: ReviewOptions, detected: Detected, language: Language): Promise<Report> {
  const secrets = createSecrets();
  learnEnvironment(secrets);
  const baseline = options.baseline === undefined ? undefined : readBaseline(options.baseline);
  const rules = options.policies && (await rulesOf(options.policies.file));
  const live = options.events.length === 0;
  const pack = live && rules ? rules.openPack() : undefined;
  const judge = pack ? undefined : rules?.judge;
  const [stacks, cliVersion] = await Promise.all([
    live ? previewAll(withPack(options, pack), secrets, language, judge) : readAll(options.events, secrets, language, judge),
    live ? versionOfCli() : undefined,
  ]).finally(() => pack?.close());
  if (judge) for (const stack of stacks) stack.notes.push(texts[language].model.judgedByEvents);
  const commit = detected.commit ?? (live ? headOf(options.folders[0]) : undefined);
  const origin: Origin = {
    ...(commit && /^[0-9a-f]{7,64}$/i.test(commit) && { commit }),
    time: new Date().toISOString(),
    ...(cliVersion && { cliVersion }),
    ...(options.artifactUrl && { artifactUrl: options.artifactUrl }),
  };
  await addMends(stacks);
  const clean = scrubAll(distinct(stacks), secrets);
  if (baseline !== undefined) markKnown(clean, baseline);
  return { version: 1, language, stacks: clean, origin };
}

async function readAll(
  files: readonly string[],
  secrets: Secrets,
  language: Language,
  judge: ReadOptions["judge"],
): Promise<StackReport[]> {
  const reports: StackReport[] = [];
  for (const file of files) {
    if (file !== "-" && !existsSync(file)) throw new CliError(`--events: there is no file ${file}.`, exitCodes.failed);
    const stream = file === "-" ? process.stdin : createReadStream(file, { highWaterMark: 1024 * 1024 });
    reports.push(
      await readEvents(stream, {
        label: file === "-" ? "standard input" : basename(file),
        secrets,
        language,
        ...(judge && { judge }),
      }),
    );
  }
  return reports;
}

/** The rules of this package, for the engine and without it; invalid settings are an error of the caller. */
async function rulesOf(file: string | undefined) {
  const [{ evaluate }, { openPack }] = await Promise.all([import("../../../policies/index.js"), import("./pack.js")]);
  const settings = file === undefined ? {} : readSettings(file);
  try {
    evaluate([], settings);
  } catch (error) {
    throw new CliError(`--policies: ${error instanceof Error ? error.message : "wrong settings"}`);
  }
  const judge: NonNullable<ReadOptions["judge"]> = (resources) => evaluate(resources, settings);
  return { judge, openPack: () => openPack(settings) };
}

function withPack(options: ReviewOptions, pack: ReadyPack | undefined): ReviewOptions {
  if (pack === undefined) return options;
  const { policyPacks, passed } = options;
  return {
    ...options,
    policyPacks: [...policyPacks, pack.folder],
    passed: [...passed, ...pack.settings(policyPacks.length, passed)],
  };
}

function readSettings(file: string): CodeartsPolicySettings {
  const advice = 'they are one object, such as { "all": "advisory" }';
  // The rules themselves validate the settings.
  return readJsonFile(file, { what: "settings of rules", advice, take: (value) => value as CodeartsPolicySettings });
}

/** Violation events of the engine contain no remediation text; the rules of this package provide it. */
async function addMends(stacks: readonly StackReport[]): Promise<void> {
  const bare = stacks.flatMap((stack) =>
    stack.violations.filter((one) => one.pack === "codearts" && !one.remediation && one.level !== "remediated"),
  );
  if (bare.length === 0) return;
  const { rules } = await import("../../../policies/index.js");
  const mends = new Map<string, string>(rules.map((rule) => [rule.name, rule.mend]));
  for (const violation of bare) {
    const mend = mends.get(violation.policy);
    if (mend !== undefined) violation.remediation = mend;
  }
}

interface Job {
  folder: string;
  stack?: string;
}

async function previewAll(
  options: ReviewOptions,
  secrets: Secrets,
  language: Language,
  judge: ReadOptions["judge"],
): Promise<StackReport[]> {
  const jobs = options.folders.flatMap((folder): Job[] => {
    const program = findProgram(folder);
    if (program === undefined) throw new CliError(`there is no Pulumi program in ${folder} (no Pulumi.yaml there or above).`);
    return options.stacks.length === 0 ? [{ folder: program }] : options.stacks.map((stack) => ({ folder: program, stack }));
  });
  const progress = startProgress("preview", undefined);
  const running = new Set<string>();
  let planned = 0;
  const run = async (job: Job): Promise<StackReport> => {
    const label = labelOf(job);
    running.add(label);
    const reading = learnStored(job, secrets);
    const report = await preview({
      ...job,
      policyPacks: options.policyPacks,
      refresh: options.refresh,
      passed: options.passed,
      secrets,
      language,
      ...(judge && { judge }),
      progress: () => {
        planned += 1;
        progress.update(planned, `resources  ${[...running].join(", ")}`);
      },
    }).catch((error: unknown) => {
      if (error instanceof CliError) return failedReport(label, error.message);
      throw error;
    });
    await reading;
    report.projectFile = projectFileOf(job.folder);
    running.delete(label);
    progress.finish();
    const totals = totalsOf([report], texts[language]);
    note(
      `preview ${secrets.scrub(report.label)}: ${[totals.words.join(", "), verdict(totals, texts[language])].filter(Boolean).join("  ")}`,
    );
    return report;
  };
  const reports = await sideBySide(jobs, Math.max(2, availableParallelism()), run);
  progress.finish();
  return reports;
}

/** Results in the order of the jobs, at most `bound` at a time. */
async function sideBySide<A, B>(jobs: readonly A[], bound: number, run: (job: A) => Promise<B>): Promise<B[]> {
  const results: B[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < jobs.length; at = next++) results[at] = await run(jobs[at] as A);
  };
  await Promise.all(Array.from({ length: Math.min(bound, jobs.length) }, work));
  return results;
}

/** A number distinguishes two logs of one stack. */
function distinct(stacks: StackReport[]): StackReport[] {
  const seen = new Map<string, number>();
  return stacks.map((stack) => {
    const count = (seen.get(stack.label) ?? 0) + 1;
    seen.set(stack.label, count);
    return count === 1 ? stack : { ...stack, label: `${stack.label} (${count})` };
  });
}

async function versionOfCli(): Promise<string | undefined> {
  const result = await runPulumi(["version"], { mayFail: true }).catch(() => undefined);
  return result?.code === 0 ? result.stdout.trim() : undefined;
}

/** Relative to the root of the repository, as on code hosts. */
function projectFileOf(folder: string): string {
  const file = basename(projectFile(folder) ?? "Pulumi.yaml");
  const result = spawnSync("git", ["rev-parse", "--show-prefix"], { cwd: folder, encoding: "utf8" });
  if (result.status === 0) return `${result.stdout.trim()}${file}`;
  return join(relative(process.cwd(), folder), file).split(sep).join("/");
}

function headOf(folder: string | undefined): string | undefined {
  const result = spawnSync("git", ["rev-parse", "HEAD"], { cwd: folder, encoding: "utf8" });
  return result.status === 0 ? result.stdout.trim() : undefined;
}
