import { appendFileSync, writeFileSync } from "node:fs";
import type { Client } from "../../../provider/client";
import { CodeArtsError } from "../../../provider/client/errors";
import {
  type Build,
  type BuildStatus,
  followBuild,
  readBuild,
  readStages,
  type Stage,
  startBuild,
} from "../../../provider/kinds/build-run/build";
import { fullParameter } from "../../../provider/kinds/parts/parameters-wire";
import { cleaned } from "../../../provider/lifecycle/secrets";
import { listJobs } from "../../lib/jobs";
import { askSecret, canAsk } from "../../lib/prompts";
import { openSession, requireProject, type Session } from "../../lib/session";
import { CliError, exitCodes, note, paint, printJson, printLine } from "../../lib/terminal";
import { type Interruption, stopOnInterrupt } from "./interrupt";
import { parseLimit, type WaitLimit } from "./limit";
import type { RunOptions } from "./options";
import { checkGivenParameters, type DeclaredParameter, fixedParameters, parseParameters, toAskFor } from "./parameters";

/** Runs the verb and returns the exit code. */
export async function run(wanted: string, options: RunOptions): Promise<number> {
  const given = parseParameters(options.param);
  if (options.tag !== undefined && options.commit !== undefined) throw new CliError("--tag and --commit cannot be combined");
  if (options.logFile !== undefined && !options.follow) throw new CliError("--log-file cannot be combined with --no-follow");
  const limit = parseLimit(options.timeout);
  const session = await openSession(options);
  const job = await findJob(session, wanted);
  const parameters = await completeParameters(given, job);
  if (options.logFile !== undefined) beginLog(options.logFile);
  const { tag, commit } = options;
  const starting = startBuild(session.client, { jobId: job.id, parameters: Object.fromEntries(parameters), tag, commit });
  const interruption = stopOnInterrupt(session.client, job, starting);
  const clean = cleanerOf(parameters, job);
  try {
    const build = await starting;
    const daily = build.dailyNumber === undefined ? "" : ` (${build.dailyNumber})`;
    if (!options.json) printLine(`build ${build.number}${daily} of ${job.name} started`);
    if (options.follow) return await follow(session.client, job, build, interruption, { ...options, limit, clean });
    if (options.json) printJson({ jobId: job.id, job: job.name, number: build.number, dailyNumber: build.dailyNumber });
    return exitCodes.ok;
  } catch (error) {
    throw error instanceof CodeArtsError ? error.with({ message: clean(error.message) }) : error;
  } finally {
    interruption.release();
  }
}

/** Checked before the build starts, so that an unwritable file does not lose it. */
function beginLog(file: string): void {
  try {
    writeFileSync(file, "");
  } catch (error) {
    throw new CliError(`--log-file: ${error instanceof Error ? error.message : String(error)}; no build was started`);
  }
}

interface Job {
  id: string;
  name: string;
  parameters: DeclaredParameter[];
}

async function findJob(session: Session, wanted: string): Promise<Job> {
  const id = /^[0-9a-f]{32}$/i.test(wanted) ? wanted : await findByName(session, wanted);
  const config = await session.client.jobs.getConfig(id, { get_all_params: "true" });
  const parameters = (config.parameters ?? []).map((wire) => {
    const name = String(wire.params?.find((entry) => entry.name === "name")?.value ?? "");
    const whole = fullParameter(wire);
    const settings = typeof whole === "string" ? { default: whole } : whole;
    return {
      name,
      runtime: settings.runtime ?? false,
      private: settings.private ?? false,
      default: settings.default,
      options: settings.options,
    };
  });
  return { id, name: config.job_name ?? wanted, parameters };
}

async function findByName(session: Session, name: string): Promise<string> {
  const projectId = requireProject(session);
  const rows = await listJobs(session.client, projectId, { search: name });
  const found = rows.find((row) => row.job_name === name);
  if (found?.id !== undefined) return found.id;
  const close = rows.map((row) => row.job_name).slice(0, 5);
  const hint = close.length === 0 ? "" : `\n  there are: ${close.join(", ")}`;
  throw new CliError(`project ${projectId} has no job ${JSON.stringify(name)}${hint}`);
}

async function completeParameters(given: Map<string, string>, job: Job): Promise<Map<string, string>> {
  checkGivenParameters(given, job.parameters, job.name);
  for (const name of fixedParameters(given, job.parameters)) {
    note(
      paint("yellow", `${name} is not marked as a run-time setting of the job; the service may ignore the value`, process.stderr),
    );
  }
  const values = new Map(given);
  if (!canAsk()) return values;
  for (const { name } of toAskFor(given, job.parameters)) {
    const value = await askSecret(`${name} (private; leave empty to keep the job's own value)`);
    if (value !== "") values.set(name, value);
  }
  checkGivenParameters(values, job.parameters, job.name);
  return values;
}

/** The service's message may repeat what it was sent. */
function cleanerOf(parameters: Map<string, string>, job: Job): (text: string) => string {
  const texts = job.parameters.flatMap(({ name, private: isPrivate, default: own }) =>
    isPrivate ? [parameters.get(name) ?? "", own ?? ""].filter((text) => text !== "") : [],
  );
  return (text) => cleaned(text, { texts });
}

interface Following extends RunOptions {
  limit: WaitLimit;
  clean: (text: string) => string;
}

async function follow(
  client: Client,
  job: Job,
  build: Build,
  interruption: Interruption,
  { limit, clean, ...options }: Following,
): Promise<number> {
  const log = options.logFile;
  const { signal } = interruption;
  const show = (text: string) => {
    if (log !== undefined) appendFileSync(log, text);
    if (!options.json) interruption.afterQuestion(() => process.stdout.write(text));
  };
  const stages = createStageReporter((line) => {
    if (!options.json) interruption.afterQuestion(() => note(line));
  });
  try {
    const onStatus = async ({ recordId }: BuildStatus) => {
      if (recordId !== undefined) stages.update(await readStages(client, recordId, { signal }).catch(() => []));
    };
    const over = new AbortController();
    const ending = followBuild(client, build, { signal, onStatus, timeout: limit.milliseconds }).then((status) => {
      if (status === undefined) over.abort();
      return status;
    });
    const [status] = await Promise.all([ending, showLog(client, build, show, AbortSignal.any([signal, over.signal]))]);
    interruption.release();
    const { message, ...known } = status ?? (await readBuild(client, build));
    const shown = message === undefined ? known : { ...known, message: clean(message) };
    return finish(job, build, { status: shown, stages: stages.last(), limit }, options);
  } catch (error) {
    if (!signal.aborted) throw error;
    interruption.release();
    note(`build ${build.number} of ${job.name} continues`);
    return exitCodes.interrupted;
  }
}

interface Ending {
  status: BuildStatus;
  stages: Stage[];
  limit: WaitLimit;
}

function finish(job: Job, build: Build, { status, stages, limit }: Ending, options: RunOptions): number {
  const { number, dailyNumber } = build;
  const succeeded = status.result === "succeeded";
  if (options.json) printJson({ jobId: job.id, job: job.name, number, dailyNumber, ...status, stages });
  else {
    printLine(paint(succeeded ? "green" : "red", `build ${number} of ${job.name}${howItStands(status, stages, limit)}`));
    if (options.logFile !== undefined) note(`log in ${options.logFile}`);
  }
  if (status.result === undefined) return exitCodes.interrupted;
  return succeeded ? exitCodes.ok : exitCodes.failed;
}

function howItStands({ status, result, duration, message }: BuildStatus, stages: Stage[], limit: WaitLimit): string {
  const why = message === undefined ? "" : `: ${message}`;
  if (result !== undefined) return `: ${status}${duration === undefined ? "" : ` after ${formatDuration(duration)}`}${why}`;
  const stage = stages.findLast((one) => !notBegun.test(one.status));
  const where = stage === undefined ? "" : `, stage ${JSON.stringify(stage.name)}`;
  return ` has not ended after ${limit.words} (${status || "no state yet"}${where}); it continues`;
}

/** An unreadable log does not end the run. */
async function showLog(client: Client, build: Build, show: (text: string) => void, signal: AbortSignal): Promise<void> {
  try {
    for await (const piece of client.logs.follow(build.jobId, build.number, { signal })) show(piece);
  } catch (error) {
    if (!(error instanceof CodeArtsError)) throw error;
    if (!signal.aborted) note(`the log cannot be read: ${error.message}`);
  }
}

const notBegun = /^(|WAIT.*|QUEU.*|PEND.*|INIT.*|CREAT.*)$/i;

/** Reports each stage change once, from its start. */
function createStageReporter(say: (line: string) => void) {
  const shown = new Map<string, string>();
  let latest: Stage[] = [];
  return {
    update(stages: Stage[]) {
      if (stages.length > 0) latest = stages;
      for (const stage of stages) {
        if (notBegun.test(stage.status) || shown.get(stage.name) === stage.status) continue;
        shown.set(stage.name, stage.status);
        const took = stage.duration !== undefined && stage.duration > 0 ? ` ${formatDuration(stage.duration)}` : "";
        say(paint("cyan", `[${stage.name}] ${stage.status.toLowerCase()}${took}`, process.stderr));
      }
    },
    last: () => latest,
  };
}

function formatDuration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
