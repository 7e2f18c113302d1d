/** Jobs as list rows. */
import { buildStatus, listStatuses, runningStatuses } from "../../engine/build-state";
import type { AnyCall } from "../../operation";
import type { BuildRun, Job } from "../../store/model";
import { userName } from "../../users";
import type { Build } from "../../wire";
import { jobRights, projectName } from "../access";

export const sourceCode = "codeci";

export function lastBuild({ simulation }: AnyCall, job: Job): BuildRun | undefined {
  if (job.buildCount === 0) return undefined;
  const id = simulation.store.by.buildsOfJob.list(job.id).at(-1);
  return id === undefined ? undefined : simulation.store.builds.get(id);
}

/** Share of successes among the last ten finished builds, 0 to 100. */
export function healthScore({ simulation }: AnyCall, job: Job): number {
  if (job.buildCount === 0) return 0;
  const now = simulation.clock.now();
  const recent = simulation.store.by.buildsOfJob.list(job.id).slice(-10);
  const statuses = recent.flatMap((id) => {
    const build = simulation.store.builds.get(id);
    const state = build && buildStatus(build, now);
    return state && now >= state.finishedAt ? [state.status] : [];
  });
  return statuses.length === 0
    ? 0
    : Math.round((100 * statuses.filter((status) => status === "SUCCESS").length) / statuses.length);
}

export function lastStatus(call: AnyCall, job: Job): string {
  const last = lastBuild(call, job);
  return last ? listStatuses[buildStatus(last, call.simulation.clock.now()).status] : "none";
}

export function flags(call: AnyCall, job: Job) {
  const rights = jobRights(call, job);
  return {
    is_modify: rights.modify,
    is_delete: rights.delete,
    is_execute: rights.execute,
    is_copy: rights.copy,
    is_forbidden: rights.forbidden,
    is_view: rights.view,
  };
}

export function isFollowed({ simulation, caller }: AnyCall, id: string): boolean {
  return simulation.store.follows.get(`${caller.user.id}/${id}`) !== undefined;
}

function lastBuildFields(call: AnyCall, last: BuildRun | undefined) {
  if (!last) return { last_build_status: "none", is_finished: true };
  const { status, startedAt, finishedAt } = buildStatus(last, call.simulation.clock.now());
  const finished = call.simulation.clock.now() >= finishedAt;
  return {
    last_build_status: listStatuses[status],
    last_build_time: startedAt,
    last_job_running_status: runningStatuses(status),
    last_build_user: userName(last.userId),
    last_build_user_id: last.userId,
    is_finished: finished,
    trigger_type: last.trigger === "MANUAL" ? "Manual" : "Timer",
    build_time: finished ? finishedAt - startedAt : 0,
  };
}

export function listItem(call: AnyCall, job: Job): Build<"JobListItem"> {
  const scm = job.config.scms?.[0];
  return {
    id: job.id,
    job_name: job.name,
    job_creator: job.creatorId,
    user_name: userName(job.creatorId),
    health_score: healthScore(call, job),
    source_code: sourceCode,
    disabled: job.disabled !== undefined,
    favorite: isFollowed(call, job.id),
    build_project_id: job.buildProjectId,
    scm_type: scm?.scm_type ?? "",
    scm_web_url: scm?.web_url ?? "",
    repo_id: scm?.repo_id ?? "",
    ...lastBuildFields(call, lastBuild(call, job)),
    ...flags(call, job),
  };
}

export function userListItem(call: AnyCall, job: Job): Build<"UserJobListItem"> {
  const last = lastBuild(call, job);
  return {
    ...listItem(call, job),
    user_id: job.creatorId,
    nick_name: userName(job.creatorId),
    project_id: job.projectId,
    project_name: projectName(call, job.projectId),
    task_id: last ? `#${last.daily}` : "",
    code_branch: last?.branch ?? "",
    commit_id: last?.commit ?? "",
    commit_detail_url: "",
    build_number: last ? String(last.number) : "",
    build_type: last?.scm?.build_type ?? "",
    tag: last?.tag ?? "",
    forbidden_msg: job.disabled?.reason ?? "",
    project_permission_switch: job.projectPermissions,
  };
}

export interface ListQuery {
  search?: string;
  sort_field?: string;
  sort_order?: string;
  creator_id?: string;
  build_status?: string;
}

const sortKeys: Record<string, (call: AnyCall, job: Job) => string | number> = {
  job_name: (_, job) => job.name,
  create_time: (_, job) => job.createdAt,
  last_build_time: (call, job) => lastBuild(call, job)?.createdAt ?? 0,
  health_score: healthScore,
  last_build_status: lastStatus,
};

/** Matching IDs in the requested order, by default oldest first. */
export function selectJobs(call: AnyCall, ids: readonly string[], query: ListQuery): readonly string[] {
  const { jobs } = call.simulation.store;
  const filtered = query.search || query.creator_id || query.build_status;
  const sort = query.sort_field ? sortKeys[query.sort_field] : undefined;
  if (!filtered && !sort) return ids;
  const search = query.search?.toLowerCase() ?? "";
  const found = ids.flatMap((id) => {
    const job = jobs.get(id);
    if (!job) return [];
    const keep =
      job.name.toLowerCase().includes(search) &&
      (!query.creator_id || job.creatorId === query.creator_id) &&
      (!query.build_status || lastStatus(call, job) === query.build_status);
    return keep ? [{ id, key: sort?.(call, job) ?? 0 }] : [];
  });
  if (sort) found.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
  if (sort && query.sort_order?.toUpperCase() === "DESC") found.reverse();
  return found.map(({ id }) => id);
}
