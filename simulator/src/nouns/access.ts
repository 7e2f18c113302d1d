/** Permissions of the caller, and access to objects. */
import type { AnyCall } from "../operation";
import { forbidden, invalid, jobMissing, ServiceError } from "../refusal";
import { demoProject } from "../simulation";
import type { Job, JobRight } from "../store/model";
import { type Role, roleOf } from "../users";

const noRights: Record<JobRight, boolean> = {
  modify: false,
  delete: false,
  view: false,
  execute: false,
  copy: false,
  forbidden: false,
  manager: false,
};

/** Permissions of a role on a job: the job's own, else its project's. */
export function rightsOfRole({ simulation }: AnyCall, job: Job | undefined, role: Role): Record<JobRight, boolean> {
  const own = job && !job.projectPermissions ? simulation.store.rolePermissions.get(`${job.id}/${role.id}`) : undefined;
  return own?.rights ?? role.rights;
}

export function jobRights(call: AnyCall, job: Job | undefined): Record<JobRight, boolean> {
  const role = roleOf(call.caller.user);
  return role ? rightsOfRole(call, job, role) : noRights;
}

const doing: Record<JobRight, string> = {
  modify: "change",
  delete: "delete",
  view: "view",
  execute: "run",
  copy: "copy",
  forbidden: "disable or enable",
  manager: "manage the permissions of",
};

/** A job outside the recycle bin on which the caller has this permission. */
export function jobFor(call: AnyCall, id: string, right: JobRight = "view"): Job {
  const job = call.simulation.store.jobs.get(id);
  if (!job || job.deleted || job.region !== call.caller.region.name) {
    throw call.simulation.readings.get("missing-job") === "not-found"
      ? new ServiceError(404, jobMissing().code, jobMissing().message)
      : jobMissing();
  }
  if (!jobRights(call, job)[right]) throw forbidden(`You may not ${doing[right]} this build task.`);
  return job;
}

/** Refuses an unknown project (if projects were configured) and callers without permission in it. */
export function projectFor(call: AnyCall, projectId: string, right: "create" | "group" | JobRight = "view"): string {
  const { projects } = call.simulation;
  const role = roleOf(call.caller.user);
  if (projects.length > 0 && !projects.some((project) => project.id === projectId)) throw invalid("The project does not exist.");
  const allowed = right === "create" || right === "group" ? role?.[right] : role?.rights[right];
  if (!allowed) throw forbidden(`You lack the right to ${right === "group" ? "manage job groups" : right} in this project.`);
  return projectId;
}

export function projectName({ simulation }: AnyCall, projectId: string): string {
  return (
    [...simulation.projects, demoProject].find((project) => project.id === projectId)?.name ?? `project-${projectId.slice(0, 8)}`
  );
}
