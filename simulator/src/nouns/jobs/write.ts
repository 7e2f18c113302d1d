/** Creating, changing, copying, deleting and disabling jobs. */
import type { AnyCall, Handlers } from "../../operation";
import { invalid, overQuota } from "../../refusal";
import type { Job, JobConfig } from "../../store/model";
import { jobFor, projectFor } from "../access";
import { done, enveloped } from "../answers";
import { freshNotices } from "../notices";
import { withChange } from "./changes";
import { checkConfig, storedConfig, updatedConfig } from "./config";
import { nameTaken } from "./names";

export type WriteId =
  | "createJob"
  | "createJobV3"
  | "updateJob"
  | "updateJobV3"
  | "copyJob"
  | "deleteJob"
  | "deleteJobV3"
  | "deleteJobs"
  | "setJobDisabled"
  | "disableJobV3"
  | "enableJobV3";

function checkGroup({ simulation, caller }: AnyCall, projectId: string, groupId: string | undefined): string | undefined {
  if (!groupId) return undefined;
  const group = simulation.store.groups.get(groupId);
  if (!group || group.projectId !== projectId || group.region !== caller.region.name)
    throw invalid("The job group does not exist.");
  return groupId;
}

function checkName(call: AnyCall, projectId: string, name: string, self?: string): void {
  if (nameTaken(call, projectId, name, self)) throw invalid(`The build task name ${name} already exists in the project.`);
}

function create(call: AnyCall, sent: JobConfig, stored?: JobConfig): { job_id: string } {
  const { store, ids, clock, quotas } = call.simulation;
  const region = call.caller.region.name;
  const projectId = projectFor(call, sent.project_id ?? "", "create");
  const name = sent.job_name ?? "";
  checkConfig(call.simulation, region, sent);
  checkName(call, projectId, name);
  const groupId = checkGroup(call, projectId, sent.group_id);
  if (store.by.jobsOfRegion.count(region) >= quotas.jobsPerTenant) {
    throw overQuota(`The tenant has ${quotas.jobsPerTenant} build tasks, the most it may have.`);
  }
  const id = ids.hex("job");
  const job: Job = {
    id,
    buildProjectId: ids.uuid("build project"),
    region,
    projectId,
    name,
    creatorId: call.caller.user.id,
    createdAt: clock.now(),
    config: storedConfig(call.simulation, sent, stored),
    notices: freshNotices(),
    changes: [],
    buildCount: 0,
    projectPermissions: true,
    scheduledUntil: clock.now(),
    ...(groupId && { groupId }),
  };
  store.jobs.put(id, { ...job, changes: withChange(call, job, "CREATE") });
  return { job_id: id };
}

function update(call: AnyCall, body: JobConfig & { job_id: string }): { job_id: string } {
  const job = jobFor(call, body.job_id, "modify");
  const { job_id, ...sent } = body;
  if (sent.project_id !== job.projectId) throw invalid("A build task cannot move to another project.");
  const name = sent.job_name ?? job.name;
  const meant = updatedConfig(call.simulation, sent, job.config);
  checkConfig(call.simulation, job.region, meant);
  checkName(call, job.projectId, name, job.id);
  const groupId = checkGroup(call, job.projectId, meant.group_id);
  const { groupId: _, ...kept } = job;
  call.simulation.store.jobs.put(job.id, {
    ...kept,
    ...(groupId && { groupId }),
    name,
    config: storedConfig(call.simulation, meant, job.config),
    changes: withChange(call, job, "UPDATE", job.config),
    scheduledUntil: call.simulation.clock.now(),
  });
  return { job_id };
}

/** Moves a job to the recycle bin; its running builds are stopped. */
function recycle(call: AnyCall, id: string) {
  const { store, clock } = call.simulation;
  const job = jobFor(call, id, "delete");
  const mark = { userId: call.caller.user.id, at: clock.now() };
  for (const buildId of store.by.buildsOfJob.list(id)) {
    const build = store.builds.get(buildId);
    if (build && !build.stopped) store.builds.put(buildId, { ...build, stopped: mark });
  }
  store.jobs.put(id, { ...job, deleted: mark });
  return { job_id: id, project_id: job.projectId };
}

function disable(call: AnyCall, id: string, disabled: boolean, reason: string): void {
  const { store, clock } = call.simulation;
  const job = jobFor(call, id, "forbidden");
  const { disabled: _, ...rest } = job;
  const mark = { userId: call.caller.user.id, reason, at: clock.now() };
  store.jobs.put(id, { ...rest, scheduledUntil: clock.now(), ...(disabled && { disabled: mark }) });
}

function deleteSeveral(call: AnyCall, ids: readonly string[]) {
  for (const id of ids) jobFor(call, id, "delete");
  const results = [...new Set(ids)].map((id) => recycle(call, id));
  const reading = call.simulation.readings.get("delete-jobs-result");
  return reading === "null" ? null : ((reading === "first" ? results[0] : results.at(-1)) ?? null);
}

export const writeHandlers: Handlers<WriteId> = {
  createJob: (call) => enveloped(call, create(call, call.body)),
  createJobV3: (call) => enveloped(call, create(call, call.body)),
  updateJob: (call) => enveloped(call, update(call, call.body)),
  updateJobV3: (call) => enveloped(call, update(call, call.body)),
  copyJob(call) {
    const { copy_job_id, ...sent } = call.body;
    return enveloped(call, create(call, sent, jobFor(call, copy_job_id, "copy").config));
  },
  deleteJob: (call) => enveloped(call, recycle(call, call.path.job_id)),
  deleteJobV3: (call) => enveloped(call, recycle(call, call.path.job_id)),
  deleteJobs: (call) => enveloped(call, deleteSeveral(call, call.body.job_ids)),
  setJobDisabled(call) {
    disable(call, call.path.job_id, call.body.disabled, call.body.reason ?? "");
    return done(call);
  },
  disableJobV3(call) {
    disable(call, call.path.job_id, true, "");
    return done(call);
  },
  enableJobV3(call) {
    disable(call, call.path.job_id, false, "");
    return done(call);
  },
};
