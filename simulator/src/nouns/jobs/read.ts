/** Reading one job, and the lists. */

import { buildStatus, runningStatuses } from "../../engine/build-state";
import type { AnyCall, Handlers } from "../../operation";
import { invalid } from "../../refusal";
import type { Job } from "../../store/model";
import { userName } from "../../users";
import type { Build } from "../../wire";
import { jobFor, jobRights, projectFor } from "../access";
import { enveloped, pageOf } from "../answers";
import { groupPath } from "../groups";
import { configAfter, differenceOf } from "./changes";
import { configAsRead } from "./config";
import { nameTaken } from "./names";
import { flags, healthScore, isFollowed, lastBuild, lastStatus, listItem, selectJobs, sourceCode, userListItem } from "./rows";

export type ReadId =
  | "getJobConfig"
  | "getJobConfigV3"
  | "getJobInfo"
  | "getJobDisableInfo"
  | "getPipelineJobInfo"
  | "listProjectJobs"
  | "listProjectJobsV3"
  | "listUserJobs"
  | "checkJobNameExists"
  | "checkJobCountLimit"
  | "suggestCopyName"
  | "listJobUpdateHistory"
  | "diffJobConfig"
  | "followJob"
  | "unfollowJob";

function allParameters(call: AnyCall, asked: string | undefined): boolean {
  return (asked ?? call.simulation.readings.get("all-parameters")) === "true";
}

// The contract allows null steps in responses (as in its examples) but not in requests.
function config(call: AnyCall, id: string, asked: string | undefined): Build<"BuildJobConfig"> {
  return configAsRead(call.simulation, jobFor(call, id).config, allParameters(call, asked));
}

function rows<Row>(call: AnyCall, ids: readonly string[], item: (call: AnyCall, job: Job) => Row): Row[] {
  return ids.flatMap((id) => {
    const job = call.simulation.store.jobs.get(id);
    return job && jobRights(call, job).view ? [item(call, job)] : [];
  });
}

function projectPage(call: AnyCall, projectId: string, index: number, size: number, query: Parameters<typeof selectJobs>[2]) {
  projectFor(call, projectId);
  const all = call.simulation.store.by.jobsOfProject.list(`${call.caller.region.name}/${projectId}`);
  const found = selectJobs(call, all, query);
  return { total: found.length, jobs: rows(call, pageOf(found, index, size), listItem) };
}

/** Filters by group if requested. */
function inGroup(call: AnyCall, pathId: string | undefined, answer: { total: number; jobs: Build<"JobListItem">[] }) {
  if (!pathId) return answer;
  const jobs = answer.jobs.filter((row) => {
    const group = call.simulation.store.jobs.get(row.id ?? "")?.groupId;
    return group !== undefined && groupPath(call, group) === pathId;
  });
  return { total: jobs.length, jobs };
}

function runningStatus(call: AnyCall, job: Job): string {
  const last = lastBuild(call, job);
  return last ? runningStatuses(buildStatus(last, call.simulation.clock.now()).status) : "none";
}

function follow(call: AnyCall, id: string, followed: boolean) {
  jobFor(call, id);
  const { user } = call.caller;
  if (followed) call.simulation.store.follows.put(`${user.id}/${id}`, { userId: user.id, id });
  else call.simulation.store.follows.delete(`${user.id}/${id}`);
  return enveloped(call, { favorite: followed });
}

export const readHandlers: Handlers<ReadId> = {
  getJobConfig: (call) => enveloped(call, config(call, call.path.job_id, call.query.get_all_params)),
  getJobConfigV3: (call) => enveloped(call, config(call, call.path.job_id, call.query.get_all_params)),
  getJobInfo(call) {
    const job = jobFor(call, call.path.job_id);
    const last = lastBuild(call, job);
    const state = last && buildStatus(last, call.simulation.clock.now());
    const spent = state ? Math.max(0, Math.min(call.simulation.clock.now(), state.finishedAt) - state.startedAt) : 0;
    const charge = { number: spent, text: String(spent), null: null };
    return enveloped(call, {
      id: job.id,
      project_id: job.buildProjectId,
      job_name: job.name,
      create_time: job.createdAt,
      project_permission_switch: job.projectPermissions,
      build_time: String(spent),
      charge_time: charge[call.simulation.readings.get("charge-time")],
      disabled: job.disabled !== undefined,
      favorite: isFollowed(call, job.id),
      source_code: sourceCode,
      running_status: runningStatus(call, job),
      new_build: false,
      last_build_status: lastStatus(call, job),
      ...(state && { last_build_time: state.startedAt }),
      health_score: healthScore(call, job),
      is_manager: jobRights(call, job).manager,
      ...flags(call, job),
    });
  },
  getJobDisableInfo(call) {
    const job = jobFor(call, call.path.job_id);
    if (!job.disabled && call.simulation.readings.get("disable-info") === "null") return enveloped(call, null);
    return enveloped(call, {
      job_id: job.id,
      job_name: job.name,
      disabled: job.disabled ? 1 : 0,
      ...(job.disabled && {
        forbiddener: userName(job.disabled.userId),
        reson: job.disabled.reason,
        forbidden_time: job.disabled.at,
      }),
    });
  },
  getPipelineJobInfo(call) {
    const job = jobFor(call, call.path.job_id);
    const shown = configAsRead(call.simulation, job.config, call.query.all !== "false");
    const used = JSON.stringify([job.config.steps, job.config.scms]);
    const unused = (name: string) =>
      call.query.check_param_used === "true" && name !== "codeBranch" && !used.includes(`\${${name}}`);
    return enveloped(call, {
      scms: shown.scms,
      parameters: (shown.parameters ?? [])
        .map(({ name, params }) => ({ name, params: (params ?? []).map((pair) => ({ name: pair.name, value: pair.value })) }))
        .filter(({ params }) => !unused(params.find((pair) => pair.name === "name")?.value ?? "")),
      job_name: job.name,
      job_name_massage: "Enter a maximum of 115 characters. Only letters, digits, underscores (_), and hyphens (-) are allowed.",
      job_name_regex: "^[0-9A-Za-z_\\-\\u4e00-\\u9fa5]+$",
      source_code: sourceCode,
    });
  },
  listProjectJobs(call) {
    const { query, path } = call;
    const { readings } = call.simulation;
    const index = query.page_index - Number(readings.get("job-list-first-page"));
    const wanted = query.group_path_id
      ? { index: 0, size: Number.MAX_SAFE_INTEGER }
      : { index: Math.max(0, index), size: query.page_size };
    const whole = inGroup(call, query.group_path_id, projectPage(call, path.project_id, wanted.index, wanted.size, query));
    const page = query.group_path_id ? { ...whole, jobs: [...pageOf(whole.jobs, Math.max(0, index), query.page_size)] } : whole;
    const envelope = readings.get("job-list-envelope");
    if (envelope === "bare") return page;
    const { jobs, total } = page;
    const result = envelope === "result-jobs" ? { total, jobs } : { total, job_list: jobs };
    return { jobs: undefined, ...enveloped(call, result) }; // The contract has only the form without an envelope.
  },
  listProjectJobsV3: (call) => projectPage(call, call.path.project_id, call.query.page_index, call.query.page_size, {}),
  listUserJobs(call) {
    const all = call.simulation.store.by.jobsOfRegion.list(call.caller.region.name);
    const found = selectJobs(call, all, call.query);
    const page = pageOf(found, call.query.page_index ?? 0, call.query.page_size ?? 10);
    return enveloped(call, { total: found.length, job_list: rows(call, page, userListItem) });
  },
  checkJobNameExists(call) {
    const projectId = projectFor(call, call.query.project_id);
    return enveloped(call, nameTaken(call, projectId, call.query.job_name));
  },
  checkJobCountLimit(call) {
    const { store, quotas, readings } = call.simulation;
    const within = store.by.jobsOfRegion.count(call.caller.region.name) < quotas.jobsPerTenant;
    return enveloped(call, readings.get("count-limit") === "within" ? within : !within);
  },
  suggestCopyName(call) {
    const job = jobFor(call, call.path.job_id);
    for (let number = 1; ; number += 1) {
      const suffix = `-copy-${number}`;
      const name = job.name.slice(0, 115 - suffix.length) + suffix;
      if (!nameTaken(call, job.projectId, name)) return enveloped(call, name);
    }
  },
  listJobUpdateHistory(call) {
    const job = jobFor(call, call.path.job_id);
    const newest = [...job.changes].reverse();
    const page = pageOf(newest, (call.query.page_no ?? 1) - 1, call.query.page_size ?? 10);
    return enveloped(call, {
      total: newest.length,
      job_update_records: page.map((change) => ({
        id: change.id,
        update_number: change.number,
        update_type: change.type,
        user_id: change.userId,
        user_name: userName(change.userId),
        nick_name: userName(change.userId),
        update_at: change.at,
      })),
    });
  },
  diffJobConfig(call) {
    const job = jobFor(call, call.path.job_id);
    const older = configAfter(call, job, Number(call.query.original_no));
    const newer = configAfter(call, job, Number(call.query.revisedl_no));
    if (!older || !newer) throw invalid("There is no such version of the build task, or it is no longer kept.");
    return enveloped(call, differenceOf(call, older, newer));
  },
  followJob: (call) => follow(call, call.path.job_id, true),
  unfollowJob: (call) => follow(call, call.path.job_id, false),
};
