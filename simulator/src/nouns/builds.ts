/** Running builds, stopping them, and their history. */

import { chinaIso, parseLocal } from "../clock";
import { buildStatus, listStatuses, runningStatuses, type StepState } from "../engine/build-state";
import { isShown } from "../engine/plan";
import { startBuild } from "../engine/start-build";
import { type AnyCall, type Call, type Handlers, NoBody } from "../operation";
import { invalid, noHistory, notRunning } from "../refusal";
import type { BuildRun, Job } from "../store/model";
import { userName } from "../users";
import type { Build } from "../wire";
import { jobFor, projectFor, projectName } from "./access";
import { done, enveloped, pageOf } from "./answers";
import { checkParameterName, checkParameterValue, maskOf } from "./jobs/parameters";
import { lastBuild } from "./jobs/rows";
import { seededReport } from "./reports/seeded";
import { buildOf, buildsOf, repositoryName, resultOf, stateOf } from "./runs";

const day = 24 * 3_600_000;
const longestRange = 30 * day;

/** A range of whole days; refuses one longer than 30 days or ending before it starts. */
export function dayRange(from: string, to: string): { from: number; to: number } {
  const range = { from: parseLocal(from), to: parseLocal(to) + day };
  if (Number.isNaN(range.from) || Number.isNaN(range.to)) throw invalid("start_time and end_time must be days that exist.");
  if (range.to <= range.from) throw invalid("end_time is before start_time.");
  if (range.to - range.from > longestRange + day) throw invalid("The range may not exceed 30 days.");
  return range;
}

function run(call: Call<"runJob"> | Call<"runJobV3">) {
  const { simulation, body, caller } = call;
  const job = jobFor(call, body.job_id, "execute");
  if (job.disabled) throw invalid("The build task is disabled.");
  const values = new Map<string, string>();
  for (const { name, value } of body.parameter ?? []) {
    checkParameterName(name);
    checkParameterValue(simulation, name, value);
    values.set(name, value);
  }
  const build = startBuild(simulation, job, {
    userId: caller.user.id,
    trigger: "MANUAL",
    at: simulation.clock.now(),
    values,
    tag: body.scm?.build_tag ?? null,
    commit: body.scm?.build_commit_id ?? null,
    buildType: body.scm?.build_type ?? null,
  });
  const answer = {
    octopus_job_name: build.executionId,
    actual_build_number: String(build.number),
    daily_build_number: build.daily,
  };
  if (call.operation.id === "runJobV3" || simulation.readings.get("run-envelope") === "bare") return answer;
  return { octopus_job_name: undefined, ...enveloped(call, answer) }; // The contract has only the form without an envelope.
}

/** Stops one build, or the latest. */
function stop(call: AnyCall, jobId: string, number: number | undefined): void {
  const { store, clock } = call.simulation;
  const job = jobFor(call, jobId, "execute");
  const build = number === undefined ? lastBuild(call, job) : buildOf(call, jobId, number);
  if (!build) throw invalid("The build task has no build.");
  if (stateOf(call, build).finished) throw notRunning();
  store.builds.put(build.recordId, { ...build, stopped: { userId: call.caller.user.id, at: clock.now() } });
}

/** Response of a successful stop. */
function stopped<Result>({ simulation }: AnyCall, result: Result): Result | NoBody {
  return simulation.readings.get("stop-answer") === "empty" ? new NoBody() : result;
}

function historyRecord(call: AnyCall, build: BuildRun): Build<"HistoryRecord"> {
  const state = stateOf(call, build);
  return {
    record_id: build.daily,
    job_id: build.jobId,
    build_number: build.number,
    start_time: chinaIso(state.startedAt),
    ...(state.finished && { end_time: chinaIso(state.finishedAt) }),
    result: resultOf(state),
  };
}

const triggerTexts = { MANUAL: "手工触发", TIMER: "定时触发" };

function periodRecord(call: AnyCall, build: BuildRun): Build<"HistoryRecord"> {
  return {
    ...historyRecord(call, build),
    branch: build.branch,
    commit_id: build.commit,
    commit_message: "",
    executor: userName(build.userId),
    trigger_type: triggerTexts[build.trigger],
  };
}

function history(
  call: AnyCall,
  job: Job,
  range: { from: number; to: number },
  page: { offset: number; limit: number },
  record: typeof periodRecord,
) {
  const found = buildsOf(call, job).filter(({ createdAt }) => createdAt >= range.from && createdAt < range.to);
  const newest = found.reverse();
  return { total: newest.length, history_records: pageOf(newest, page.offset, page.limit).map((build) => record(call, build)) };
}

const stepStatuses: Record<StepState["status"], "running" | "success" | "error" | ""> = {
  "": "",
  running: "running",
  success: "success",
  error: "error",
  aborted: "error",
};

function isRunning(call: AnyCall, job: Job): boolean {
  const last = lastBuild(call, job);
  return last !== undefined && !stateOf(call, last).finished;
}

function outputs(call: AnyCall, build: BuildRun): Build<"BuildOutputs"> {
  const seeded = stateOf(call, build).status === "SUCCESS" ? seededReport(call, build) : undefined;
  const packages = seeded?.packages ?? null;
  return {
    package_info: packages ? (Object.values(packages)[0] ?? null) : null,
    package_infos: packages,
    image_infos: seeded?.images ?? null,
  };
}

type BuildId =
  | "listBuildHistoryByPeriod"
  | "listBuildHistory"
  | "isJobRunningV3"
  | "runJob"
  | "runJobV3"
  | "getLastSuccessfulBuild"
  | "getBuildHistoryDetail"
  | "getBuildOutputs"
  | "stopBuild"
  | "stopBuildV3"
  | "stopJobV3"
  | "getJobRunningStatus"
  | "getJobStatus"
  | "listBuildParameters";

export const builds: Handlers<BuildId> = {
  runJob: run,
  runJobV3: run,
  stopBuild(call) {
    stop(call, call.path.job_id, call.query.build_no);
    return done(call);
  },
  stopBuildV3(call) {
    stop(call, call.path.job_id, call.path.build_no);
    return stopped(call, { success: true, result: "" });
  },
  stopJobV3(call) {
    stop(call, call.body.job_id, wholeNumber(call.body.build_no));
    return stopped(call, { result: true });
  },
  isJobRunningV3: (call) => ({ result: isRunning(call, jobFor(call, call.path.job_id)) }),
  getJobRunningStatus(call) {
    const job = jobFor(call, call.path.job_id);
    const last = lastBuild(call, job);
    return enveloped(call, {
      last_job_id: job.id,
      last_build_no: last ? String(last.number) : "",
      last_build_status: last ? runningStatuses(stateOf(call, last).status) : "none",
      is_running: isRunning(call, job),
    });
  },
  getJobStatus(call) {
    const job = jobFor(call, call.path.job_id);
    const build = call.query.build_no === undefined ? lastBuild(call, job) : buildOf(call, job.id, call.query.build_no);
    const status = build && buildStatus(build, call.simulation.clock.now()).status;
    return enveloped(call, {
      status: status ? listStatuses[status] : "none",
      abort_status: build?.stopped ? "aborted" : "",
      label: job.config.host_type ?? "",
    });
  },
  listBuildHistoryByPeriod(call) {
    const { start_time, end_time, offset, limit } = call.query;
    return history(call, jobFor(call, call.path.job_id), dayRange(start_time, end_time), { offset, limit }, periodRecord);
  },
  listBuildHistory(call) {
    const { interval, offset, limit } = call.query;
    const now = call.simulation.clock.now();
    const range = { from: now - Math.max(0, interval) * day, to: now + 1 };
    return history(call, jobFor(call, call.path.job_id), range, { offset, limit }, historyRecord);
  },
  getLastSuccessfulBuild(call) {
    const { store } = call.simulation;
    const projectId = projectFor(call, call.path.project_id);
    const jobs = store.by.jobsOfProject.list(`${call.caller.region.name}/${projectId}`).flatMap((id) => store.jobs.get(id) ?? []);
    const found = jobs
      .filter((job) => job.buildCount > 0)
      .flatMap((job) => buildsOf(call, job))
      .filter((build) => repositoryName(build) === call.query.repository_name && stateOf(call, build).status === "SUCCESS")
      .sort((a, b) => b.createdAt - a.createdAt)[0];
    if (!found) return {};
    return { ...historyRecord(call, found), job_name: found.jobName, commit_id: found.commit };
  },
  getBuildHistoryDetail(call) {
    const build = buildOf(call, call.path.job_id, call.path.build_number);
    if (build.unscheduled) throw noHistory();
    const shown = stateOf(call, build).steps.filter((step) => isShown(step.plan));
    return {
      job_name: build.jobName,
      build_number: build.number,
      project_id: build.projectId,
      project_name: projectName(call, build.projectId),
      parameters: Object.fromEntries(
        build.parameters.map(({ name, value, secret }) => [name, secret ? maskOf(call.simulation, value) : value]),
      ),
      build_steps: shown.map((step) => ({
        name: step.plan.name,
        status: stepStatuses[step.status],
        build_time: Math.max(0, Math.min(call.simulation.clock.now(), step.finishedAt) - step.startedAt),
      })),
    };
  },
  getBuildOutputs: (call) => enveloped(call, outputs(call, buildOf(call, call.path.job_id, call.path.build_no))),
  listBuildParameters: (call) =>
    enveloped(
      call,
      buildOf(call, call.path.job_id, call.path.build_no).parameters.map(({ name, value, secret }) => ({
        name,
        value: secret ? maskOf(call.simulation, value) : value,
      })),
    ),
};

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!/^\d{1,9}$/.test(text) || number < 1) throw invalid("build_no must be a number from 1.");
  return number;
}
