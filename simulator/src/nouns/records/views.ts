/** A build in the forms of the record endpoints. */
import { chinaIso, localTime, utcIso } from "../../clock";
import { type BuildState, type BuildStatus, runningStatuses, type StepState, statusCodes } from "../../engine/build-state";
import type { AnyCall } from "../../operation";
import type { BuildRun } from "../../store/model";
import { domain, userName } from "../../users";
import type { Build } from "../../wire";
import { maskOf } from "../jobs/parameters";
import { reportId, seededReport } from "../reports/seeded";
import { buildByRecord, repositoryName, stateOf } from "../runs";

/** Times of a build; future ones are omitted. */
function times(build: BuildRun, state: BuildState, now: number, format: (at: number) => string) {
  const scheduled = build.createdAt + Math.round(build.queueMilliseconds / 2);
  return {
    create_time: format(build.createdAt),
    ...(scheduled <= now && { schedule_time: format(scheduled) }),
    queued_time: format(build.createdAt),
    ...(state.startedAt <= now && { start_time: format(state.startedAt) }),
    ...(state.finished && { finish_time: format(state.finishedAt) }),
  };
}

function durations(build: BuildRun, state: BuildState, now: number) {
  const pending = Math.max(0, Math.min(now, state.startedAt) - build.createdAt);
  return { duration: state.duration + pending, build_duration: state.duration, pending_duration: pending };
}

/** Like the commit's ID, its time is invented: an hour before the build. */
function commitTime(build: BuildRun): number {
  return build.createdAt - 3_600_000;
}

function errorOf(status: BuildStatus): string | null {
  if (status === "SCHEDULE_FAILURE") return "The build could not be scheduled.";
  return status === "FAILURE" ? "The build failed." : null;
}

export function recordInfo(call: AnyCall, build: BuildRun): Build<"BuildRecordInfo"> {
  const state = stateOf(call, build);
  const now = call.simulation.clock.now();
  return {
    id: build.rowId,
    build_project_id: build.buildProjectId,
    build_record_id: build.recordId,
    parent_record_id: null,
    devcloud_project_id: build.projectId,
    codeci_job_id: build.jobId,
    user_id: build.userId,
    build_no: build.number,
    daily_build_num: build.daily,
    execution_id: build.executionId,
    repo_name: repositoryName(build),
    repo_id: build.scm?.repo_id ?? "",
    branch: build.branch,
    tag: build.tag,
    commit: build.commit,
    commit_message: null,
    commit_create_time: utcIso(commitTime(build)),
    trigger_type: build.trigger,
    build_type: build.scm?.build_type ?? "branch",
    status: state.status,
    domain_id: domain.id,
    ...times(build, state, now, utcIso),
    ...(state.startedAt <= now && { runnable_time: utcIso(state.startedAt) }),
    duration: state.duration,
    record_status: null,
    use_private_slave: 0,
    region: build.region,
    err_msg: errorOf(state.status),
    build_config_type: build.buildConfigType,
  };
}

export function infoRecord(call: AnyCall, build: BuildRun): Build<"BuildInfoRecord"> {
  const state = stateOf(call, build);
  return {
    number: build.number,
    build_time: state.duration,
    start_time: state.startedAt,
    job_running_status: runningStatuses(state.status),
    state: state.status,
    user_id: build.userId,
    executor: userName(build.userId),
    nickname: userName(build.userId),
    daily_build_number: build.daily,
    trigger_type: build.trigger === "MANUAL" ? "Manual" : "Timer",
    cost_time: state.duration,
    commit_id: build.commit,
    commit_info: { commit_id: build.commit, created_at: utcIso(commitTime(build)) },
    build_type: build.scm?.build_type ?? "branch",
    code_branch: build.branch,
    scm_type: build.scm?.scm_type ?? "",
    scm_web_url: build.scm?.web_url ?? "",
    commit_detail_url: "",
  };
}

export function buildRecord(call: AnyCall, build: BuildRun): Build<"BuildRecord"> {
  const state = stateOf(call, build);
  const now = call.simulation.clock.now();
  return {
    id: build.recordId,
    status: state.status,
    status_code: statusCodes[state.status],
    ...times(build, state, now, utcIso),
    ...durations(build, state, now),
    project_id: build.buildProjectId,
    display_name: build.jobName,
    trigger_name: userName(build.userId),
    group_name: "",
    execution_id: build.executionId,
    parameters: build.parameters.map(({ name, value, secret }) => ({
      name,
      secret,
      type: "string",
      value: secret ? maskOf(call.simulation, value) : value,
    })),
    repository: build.scm?.url ?? "",
    branch: build.branch,
    revision: build.commit,
    build_yml_path: ".cloudbuild/build.yml",
    build_yml_url: build.scm?.web_url ? `${build.scm.web_url}/blob/${build.branch}/.cloudbuild/build.yml` : "",
    daily_build_number: build.daily,
    build_record_type: { rerun: false, trigger_type: build.trigger, record_type: "JOB", is_rerun: false },
    trigger_type: build.trigger,
    scm_type: build.scm?.scm_type ?? "",
    scm_web_url: build.scm?.web_url ?? "",
    user_id: build.userId,
    build_no: String(build.number),
    daily_build_no: build.daily,
    dev_cloud_build_type: build.scm?.build_type ?? "branch",
  };
}

export function briefRecord(call: AnyCall, build: BuildRun): Build<"BriefBuildRecord"> {
  const state = stateOf(call, build);
  const now = call.simulation.clock.now();
  return {
    id: build.recordId,
    status: state.status,
    ...durations(build, state, now),
    ...times(build, state, now, (at) => chinaIso(at).replace("+08:00", "+0800")),
    create_time: localTime(build.createdAt),
    project_id: build.buildProjectId,
    build_no: build.number,
    branch: build.branch,
    revision: build.commit,
    trigger_name: userName(build.userId),
    daily_build_number: build.daily,
  };
}

const stageStatuses: Record<StepState["status"], string> = {
  "": "WAITING",
  running: "RUNNING",
  success: "SUCCESS",
  error: "FAILURE",
  aborted: "ABORTED",
};
const stageCodes: Record<StepState["status"], number> = {
  "": 1,
  running: statusCodes.Running,
  success: statusCodes.SUCCESS,
  error: statusCodes.FAILURE,
  aborted: statusCodes.ABORTED,
};

function stage(call: AnyCall, build: BuildRun, step: StepState, sequence: number): Build<"BuildStage"> {
  const now = call.simulation.clock.now();
  const spent = step.status === "" ? 0 : Math.max(0, Math.min(now, step.finishedAt) - step.startedAt);
  const ended = step.status !== "" && step.status !== "running";
  return {
    id: reportId(build, `stage ${step.plan.stageId}`),
    status: stageStatuses[step.status],
    status_code: stageCodes[step.status],
    log_status: null,
    create_time: utcIso(build.createdAt),
    ...(step.status !== "" && {
      schedule_time: utcIso(step.startedAt),
      queued_time: utcIso(step.startedAt),
      start_time: utcIso(step.startedAt),
    }),
    ...(ended && { finish_time: utcIso(step.finishedAt) }),
    duration: spent,
    build_duration: spent,
    pending_duration: 0,
    build_record_id: build.recordId,
    execution_id: build.executionId,
    execution_stage_name: step.plan.stageId,
    display_name: step.plan.name,
    node_id: null,
    sequence,
  };
}

export function stages(call: AnyCall, build: BuildRun): Build<"BuildStages"> {
  const { steps } = stateOf(call, build);
  const rows = steps.map((step, index) => [step.plan.stageId, stage(call, build, step, index)] as const);
  return { build_stages: Object.fromEntries(rows), check_stages: null };
}

/** A build without sub-builds is a graph with one node; sub-builds come from the seed data. */
export function graph(call: AnyCall, recordId: string): Build<"FlowGraph"> {
  const build = buildByRecord(call, recordId);
  const state = stateOf(call, build);
  const started = state.startedAt <= call.simulation.clock.now();
  const vertex = (id: string, name: string) => ({
    id,
    status: state.status,
    display_name: name,
    build_duration: state.duration,
    ...(started && { start_time: chinaIso(state.startedAt) }),
    ...(state.finished && { finish_time: chinaIso(state.finishedAt) }),
    build_no: String(build.number),
  });
  const subBuilds = seededReport(call, build)?.subBuilds ?? [];
  if (subBuilds.length === 0) return { edges: [], vertices: [vertex(build.recordId, build.jobName)] };
  const idOf = (name: string) => reportId(build, `sub-build ${name}`);
  return {
    edges: subBuilds.flatMap(({ name, dependsOn = [] }) => dependsOn.map((other) => ({ from: idOf(name), to: idOf(other) }))),
    vertices: subBuilds.map(({ name }) => vertex(idOf(name), name)),
  };
}
