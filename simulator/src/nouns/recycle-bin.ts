/** Deleted jobs: kept for a time, restored, or permanently deleted. */
import { localTime } from "../clock";
import type { AnyCall, Handlers } from "../operation";
import { forbidden, invalid, jobMissing } from "../refusal";
import type { Simulation } from "../simulation";
import type { Job } from "../store/model";
import { userName } from "../users";
import type { Build } from "../wire";
import { jobRights, projectName } from "./access";
import { done, enveloped, pageOf } from "./answers";
import { nameTaken } from "./jobs/names";

const defaultKeepTime = 30;
const unitMilliseconds = { days: 24 * 3_600_000, hours: 3_600_000 };

function keepTime({ store }: Simulation, region: string): number {
  return Number(store.meta.get(`keep time ${region}`)?.value ?? defaultKeepTime);
}

/** When a recycled job is permanently deleted. */
export function expiryOf(simulation: Simulation, job: Job): number {
  return (job.deleted?.at ?? 0) + keepMilliseconds(simulation, job.region);
}

export function keepMilliseconds(simulation: Simulation, region: string): number {
  return keepTime(simulation, region) * unitMilliseconds[simulation.readings.get("keep-time-unit")];
}

/** Deletes a job and everything that belongs to it. */
export function purge({ store }: Simulation, job: Job): void {
  for (const id of store.by.buildsOfJob.list(job.id)) store.builds.delete(id);
  for (const id of store.by.versionsOfJob.list(job.id)) store.jobVersions.delete(id);
  for (const id of store.by.permissionsOfJob.list(job.id)) store.rolePermissions.delete(id);
  for (const [key, follow] of [...store.follows.entries()]) if (follow.id === job.id) store.follows.delete(key);
  store.jobs.delete(job.id);
}

function recycled({ simulation, caller }: AnyCall): Job[] {
  const ids = simulation.store.by.recycledJobs.list(caller.region.name);
  return ids.flatMap((id) => simulation.store.jobs.get(id) ?? []);
}

function recycledFor(call: AnyCall, id: string): Job {
  const job = call.simulation.store.jobs.get(id);
  if (!job?.deleted || job.region !== call.caller.region.name) throw jobMissing();
  if (!jobRights(call, job).delete) throw forbidden("You may not delete or restore this build task.");
  return job;
}

function item(call: AnyCall, job: Job): Build<"RecycledJob"> {
  const at = job.deleted?.at ?? 0;
  return {
    job_id: job.id,
    job_name: job.name,
    project_id: job.projectId,
    project_name: projectName(call, job.projectId),
    creator_name: userName(job.creatorId),
    creator_id: job.creatorId,
    create_time: localTime(job.createdAt),
    delete_time: localTime(at),
    create_time_stamp: String(Math.floor(job.createdAt / 1000)),
    delete_time_stamp: String(Math.floor(at / 1000)),
    region: null,
  };
}

type RecycleBinId =
  | "listRecycledJobs"
  | "deleteRecycledJobs"
  | "emptyRecycleBin"
  | "restoreRecycledJobs"
  | "setRecycleBinKeepTime";

export const recycleBin: Handlers<RecycleBinId> = {
  listRecycledJobs(call) {
    const search = call.query.search?.toLowerCase() ?? "";
    const found = recycled(call)
      .filter((job) => jobRights(call, job).view && job.name.toLowerCase().includes(search))
      .sort((a, b) => (b.deleted?.at ?? 0) - (a.deleted?.at ?? 0));
    const page = pageOf(found, (call.query.page_no ?? 1) - 1, call.query.page_size ?? 10);
    return enveloped(call, {
      keep_time: keepTime(call.simulation, call.caller.region.name),
      total: found.length,
      job_list: page.map((job) => item(call, job)),
    });
  },
  deleteRecycledJobs(call) {
    for (const job of call.body.job_ids.map((id) => recycledFor(call, id))) purge(call.simulation, job);
    return done(call);
  },
  emptyRecycleBin(call) {
    const jobs = recycled(call);
    if (jobs.some((job) => !jobRights(call, job).delete)) throw forbidden("You may not empty the recycle bin.");
    for (const job of jobs) purge(call.simulation, job);
    return done(call);
  },
  restoreRecycledJobs(call) {
    const jobs = [...new Set(call.body.job_ids)].map((id) => recycledFor(call, id));
    for (const job of jobs) {
      if (nameTaken(call, job.projectId, job.name, job.id))
        throw invalid(`The build task name ${job.name} already exists in the project.`);
      const { deleted: _, ...rest } = job;
      call.simulation.store.jobs.put(job.id, { ...rest, scheduledUntil: call.simulation.clock.now() });
    }
    return done(call);
  },
  setRecycleBinKeepTime(call) {
    const { store, quotas } = call.simulation;
    if (!call.caller.user.tenant) throw forbidden("Only the tenant account itself may set the retention.");
    const { keep_time } = call.body;
    const { recycleBinMinimumDays: least, recycleBinMaximumDays: most } = quotas;
    if (keep_time < least || keep_time > most) throw invalid(`keep_time must be ${least} to ${most}.`);
    store.meta.put(`keep time ${call.caller.region.name}`, { value: keep_time });
    return enveloped(call, { keep_time });
  },
};
