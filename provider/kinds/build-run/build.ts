/** Starts a build and follows it to its end; shared by `BuildRun` and the run command. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Body, Client } from "../../client";
import { type BuildResult, buildResult } from "../../client/build-result";
import { CodeArtsError, recognized } from "../../client/errors";
import { isBlank, isMask, toText, type Wire } from "../parts/wire";

export interface BuildRequest {
  jobId: string;
  /** Parameter values of this build; others keep the job's values. */
  parameters?: { [name: string]: string };
  /** Built instead of the job's branch. */
  tag?: string;
  commit?: string;
}

export interface Build {
  jobId: string;
  number: number;
  /** Number within its day, such as `20261122.3`. */
  dailyNumber?: string;
}

export type { BuildResult } from "../../client/build-result";

export interface BuildStatus {
  /** The service's status, such as `Running`. */
  status: string;
  /** Absent while the build waits or runs. */
  result?: BuildResult;
  recordId?: string;
  message?: string;
  startedAt?: string;
  finishedAt?: string;
  /** Milliseconds. */
  duration?: number;
  branch?: string;
  commit?: string;
}

export interface Stage {
  name: string;
  status: string;
  /** Milliseconds. */
  duration?: number;
}

interface Options {
  signal?: AbortSignal;
}

/** Starts the build once: if the response is lost, the job's build count shows whether it has started. */
export async function startBuild(client: Client, request: BuildRequest, options: Options = {}): Promise<Build> {
  const { jobId, parameters = {} } = request;
  const scm = await revisionOf(client, request, options);
  const before = await lastBuildNumber(client, jobId, options);
  const parameter = Object.entries(parameters).map(([name, value]) => ({ name, value }));
  try {
    const answer = await client.builds.run(
      { job_id: jobId, ...(parameter.length > 0 ? { parameter } : {}), ...(scm ? { scm } : {}) },
      options,
    );
    const number = Number(answer.actual_build_number);
    if (Number.isInteger(number) && number > 0) return { jobId, number, dailyNumber: answer.daily_build_number };
    return await findStarted(client, request, before, options);
  } catch (error) {
    if (!isUncertain(error)) throw error;
    return await findStarted(client, request, before, options, error);
  }
}

/**
 * The revision to build; nothing for the job's branch. A job configured for tags or commits never starts without one
 * (SCHEDULE_FAILURE), so the job's own revision is sent as well.
 */
async function revisionOf(client: Client, { jobId, tag, commit }: BuildRequest, options: Options): Promise<RunScm | undefined> {
  const source = await mainSource(client, jobId, options);
  const kind = /^(tag|commit)/i.exec(source?.build_type ?? "")?.[0].toLowerCase();
  if (tag !== undefined || commit !== undefined) return runScm(tag, commit, kind !== undefined);
  if (kind === undefined) return undefined;
  const named = toText(source?.branch);
  if (!named) {
    const message = `the first code source of job ${jobId} builds a ${kind}, and neither the job nor this run names one; set the run's tag or commit`;
    throw new CodeArtsError({ kind: "input", message });
  }
  return kind === "tag" ? runScm(named, undefined, true) : runScm(undefined, named, true);
}

type RunScm = NonNullable<Body<"runJob">["scm"]>;

/** Includes the type if the job does not build a branch; otherwise a tag or commit overrides the branch by itself. */
function runScm(tag: string | undefined, commit: string | undefined, typed: boolean): RunScm {
  const type = typed ? { build_type: tag === undefined ? "commit" : "tag" } : {};
  return { build_tag: tag ?? null, build_commit_id: commit ?? null, ...type };
}

/** Also undefined without permission to read the configuration, which a build does not need. */
async function mainSource(client: Client, jobId: string, options: Options): Promise<Wire<"Scm"> | undefined> {
  try {
    const { scms } = await client.jobs.getConfig(jobId, { get_all_params: "true" }, options);
    return scms?.[0];
  } catch (error) {
    if (error instanceof CodeArtsError && error.kind === "forbidden") return undefined;
    throw error;
  }
}

const alreadyEnded = "DEV.CB.032302";

/** Asks the service to stop it. False if it had already ended. */
export async function stopBuild(client: Client, { jobId, number }: Build, options: Options = {}): Promise<boolean> {
  try {
    await client.builds.stop(jobId, { build_no: number }, options);
    return true;
  } catch (error) {
    if (error instanceof CodeArtsError && error.code === alreadyEnded) return false;
    throw error;
  }
}

/** The build started since `before`. Only the next number can be ours; more numbers mean that somebody else started builds too. */
async function findStarted(
  client: Client,
  request: BuildRequest,
  before: number,
  options: Options,
  error?: unknown,
): Promise<Build> {
  const { jobId } = request;
  const now = await lastBuildNumber(client, jobId, options);
  const other = now === before + 1 ? await differs(client, request, now, options) : undefined;
  if (now === before + 1 && other === undefined) return { jobId, number: now };
  const found =
    other !== undefined
      ? `build ${now}, which has started since, is not this one: ${other}; the job's page shows whether this one starts too`
      : now === before
        ? "no new build is visible; starting it again is safe if the job's page shows none"
        : `${now - before} new builds are visible (${before + 1} to ${now}), and it is not known which one is this`;
  if (error instanceof CodeArtsError)
    throw error.with({ message: `${error.message}\n  The answer to the start was lost: ${found}` });
  const message = `The service started a build of job ${jobId} without returning its number: ${found}`;
  throw new CodeArtsError({ kind: "invalidAnswer", message, operation: "runJob", happened: "unknown" });
}

/** Why a build cannot be the requested one; an identical build is as good. */
async function differs(client: Client, request: BuildRequest, number: number, options: Options): Promise<string | undefined> {
  const { jobId, parameters = {}, tag, commit } = request;
  const record: Wire<"BuildRecordInfo"> = await client.records.getInfo(jobId, number, options);
  const self = await client.userId().catch(() => undefined);
  if (self !== undefined && !isBlank(record.user_id) && record.user_id !== self) return "another user started it";
  if (tag !== undefined && record.tag !== tag) return "it builds another tag";
  if (commit !== undefined && !isBlank(record.commit) && record.commit !== commit) return "it builds another commit";
  const values = new Map((await client.builds.listParameters(jobId, number, options)).map(({ name, value }) => [name, value]));
  const [name] = Object.entries(parameters).find(([key, value]) => !isMask(values.get(key)) && values.get(key) !== value) ?? [];
  return name && `its parameter ${JSON.stringify(name)} differs`;
}

function isUncertain(error: unknown): boolean {
  return error instanceof CodeArtsError && error.happened === "unknown";
}

async function lastBuildNumber(client: Client, jobId: string, options: Options): Promise<number> {
  const status = await client.builds.getRunningStatus(jobId, options);
  const facts = [status.is_running, status.last_build_no, status.last_job_id, status.last_build_status];
  recognized(
    facts.some((fact) => !isBlank(fact)),
    "last_build_no",
    "getJobRunningStatus",
  );
  return Number(status.last_build_no ?? 0) || 0;
}

export async function readBuild(client: Client, { jobId, number }: Build, options: Options = {}): Promise<BuildStatus> {
  const record: Wire<"BuildRecordInfo"> = await client.records.getInfo(jobId, number, options);
  // A waiting build may have no status yet, but it has a number or an id.
  recognized(
    [record.status, record.build_no, record.build_record_id].some((fact) => !isBlank(fact)),
    "status",
    "getBuildRecordInfo",
  );
  const status = String(record.status ?? "");
  const result = buildResult(status, record.finish_time);
  return {
    status,
    ...(result === undefined ? {} : { result }),
    ...texts({
      recordId: record.build_record_id,
      message: record.err_msg,
      startedAt: record.start_time,
      finishedAt: result === undefined ? undefined : record.finish_time,
      branch: record.branch,
      commit: record.commit,
    }),
    ...(typeof record.duration === "number" ? { duration: record.duration } : {}),
  };
}

function texts(values: Record<string, string | null | undefined>): { [key: string]: string } {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => Boolean(entry[1])));
}

export async function readStages(client: Client, recordId: string, options: Options = {}): Promise<Stage[]> {
  const answer = await client.records.getStages(recordId, {}, options);
  return Object.entries(answer.build_stages ?? {})
    .sort(([, a], [, b]) => Number(a.sequence ?? 0) - Number(b.sequence ?? 0))
    .map(([key, stage]) => ({
      name: stage.display_name ?? key,
      status: stage.status ?? "",
      ...(typeof stage.duration === "number" ? { duration: stage.duration } : {}),
    }));
}

/** Packages and images of a build: name → URL. */
export async function readOutputs(
  client: Client,
  { jobId, number }: Build,
  options: Options = {},
): Promise<{ [artifact: string]: string }> {
  const outputs = await client.builds.getOutputs(jobId, number, options).catch((error: unknown) => {
    // Some regions refuse this call for a build without artifacts.
    if (error instanceof CodeArtsError && ["notFound", "refused"].includes(error.kind)) return undefined;
    throw error;
  });
  const all = Object.entries({ ...outputs?.package_infos, ...outputs?.image_infos });
  return Object.fromEntries(all.flatMap(([name, artifact]) => (artifact?.uri ? [[artifact.name || name, artifact.uri]] : [])));
}

export interface FollowOptions extends Options {
  /** Called with every status read. */
  onStatus?(status: BuildStatus): void | Promise<void>;
  /** Stops waiting after this many milliseconds; the build continues. */
  timeout?: number;
}

/** Polls after half a second at first and every five seconds later, until the build has ended. Undefined if `timeout` has passed. */
export async function followBuild(client: Client, build: Build, options: FollowOptions = {}): Promise<BuildStatus | undefined> {
  const until = options.timeout === undefined ? Number.POSITIVE_INFINITY : Date.now() + options.timeout;
  for (let pause = 500; ; pause = Math.min(pause * 1.3, 5000)) {
    const status = await readBuild(client, build, options);
    await options.onStatus?.(status);
    if (status.result !== undefined) return status;
    const left = until - Date.now();
    if (left <= 0) return undefined;
    await sleep(Math.min(pause, left), undefined, { signal: options.signal });
  }
}
