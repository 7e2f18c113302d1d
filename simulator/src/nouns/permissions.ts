/** Permissions on jobs per role: those of the project until the job gets its own. */
import { chinaIso } from "../clock";
import type { AnyCall, Handlers } from "../operation";
import { invalid } from "../refusal";
import type { Job, JobRight, RolePermission } from "../store/model";
import { type Role, roleOf, roles } from "../users";
import type { Build } from "../wire";
import { jobFor, jobRights, projectFor, rightsOfRole } from "./access";
import { enveloped } from "./answers";

type Row = Build<"JobRolePermission">;

function flags(rights: Record<JobRight, boolean>) {
  return {
    is_modify: rights.modify,
    is_delete: rights.delete,
    is_view: rights.view,
    is_execute: rights.execute,
    is_copy: rights.copy,
    is_forbidden: rights.forbidden,
    is_manager: rights.manager,
  };
}

function rowId({ simulation }: AnyCall, job: Job, role: Role): number {
  return Math.floor(simulation.ids.fraction(`permission ${job.id} ${role.id}`) * 1_000_000_000);
}

function rolePermission(call: AnyCall, job: Job, role: Role): Row {
  const own = call.simulation.store.rolePermissions.get(`${job.id}/${role.id}`);
  return {
    id: rowId(call, job, role),
    role_id: role.id,
    role_name: role.name,
    job_id: job.id,
    ...flags(rightsOfRole(call, job, role)),
    create_time: chinaIso(job.createdAt),
    last_update_time: chinaIso(own?.updatedAt ?? job.createdAt),
    count: 0,
  };
}

function roleFor(row: Row): Role {
  const role = roles.find(({ id, name }) => id === row.role_id || (row.role_id === undefined && name === row.role_name));
  if (!role) throw invalid(`There is no role ${row.role_id ?? row.role_name}.`);
  return role;
}

/** The permissions after a change; omitted ones are kept. */
function changed(before: Record<JobRight, boolean>, row: Row): Record<JobRight, boolean> {
  return {
    modify: row.is_modify ?? before.modify,
    delete: row.is_delete ?? before.delete,
    view: row.is_view ?? before.view,
    execute: row.is_execute ?? before.execute,
    copy: row.is_copy ?? before.copy,
    forbidden: row.is_forbidden ?? before.forbidden,
    manager: row.is_manager ?? before.manager,
  };
}

function setSwitch({ simulation }: AnyCall, job: Job, project: boolean): Job {
  return simulation.store.jobs.put(job.id, { ...job, projectPermissions: project });
}

function setPermissions(call: AnyCall, job: Job, rows: readonly Row[]): void {
  const { store, clock } = call.simulation;
  for (const row of rows) {
    const role = roleFor(row);
    if (role.name === "project_admin") continue; // The administrator of a project cannot be locked out.
    const key = `${job.id}/${role.id}`;
    const before = store.rolePermissions.get(key);
    const permission: RolePermission = {
      jobId: job.id,
      roleId: role.id,
      rights: changed(before?.rights ?? role.rights, row),
      createdAt: before?.createdAt ?? clock.now(),
      updatedAt: clock.now(),
      rowId: rowId(call, job, role),
    };
    store.rolePermissions.put(key, permission);
  }
}

type PermissionId =
  | "listJobRolePermissions"
  | "isInternalAccessEnabled"
  | "getUserProjectPermission"
  | "getJobPermission"
  | "listDefaultProjectPermissions"
  | "updateJobPermissions"
  | "setProjectPermissionSwitch";

export const permissions: Handlers<PermissionId> = {
  listJobRolePermissions(call) {
    const job = jobFor(call, call.query.job_id);
    return enveloped(
      call,
      roles.map((role) => rolePermission(call, job, role)),
    );
  },
  isInternalAccessEnabled: (call) => enveloped(call, false),
  getUserProjectPermission(call) {
    const projectId = projectFor(call, call.query.project_id);
    const role = roleOf(call.caller.user);
    const rights = jobRights(call, undefined);
    return enveloped(call, {
      project_id: projectId,
      create_permission: role?.create ?? false,
      group_permission: role?.group ?? false,
      modify_permission: rights.modify,
      delete_permission: rights.delete,
      view_permission: rights.view,
      execute_permission: rights.execute,
      copy_permission: rights.copy,
      forbidden_permission: rights.forbidden,
      manager_permission: rights.manager,
      role_id: String(role?.id ?? ""),
      role_name: role?.name ?? "",
      role_ids: role ? [String(role.id)] : [],
      role_names: role ? [role.name] : [],
    });
  },
  getJobPermission(call) {
    projectFor(call, call.query.project_id);
    const job = jobFor(call, call.query.job_id);
    const role = roleOf(call.caller.user);
    if (!role) throw invalid("You have no role in the project.");
    const { id: _, role_name: __, ...row } = rolePermission(call, job, role);
    return enveloped(call, row);
  },
  listDefaultProjectPermissions(call) {
    projectFor(call, call.query.project_id);
    jobFor(call, call.query.job_id);
    return enveloped(
      call,
      roles.map((role) => ({ role_id: role.id, role_name: role.name, ...flags(role.rights) })),
    );
  },
  updateJobPermissions(call) {
    const { job_ids = [], project_switch, permissions: rows = [] } = call.body;
    const jobs = [...new Set(job_ids)].map((id) => jobFor(call, id, "manager"));
    for (const job of jobs) {
      setSwitch(call, job, project_switch ?? (rows.length > 0 ? false : job.projectPermissions));
      setPermissions(call, job, rows);
    }
    return enveloped(call, null);
  },
  setProjectPermissionSwitch(call) {
    const job = jobFor(call, call.body.job_id ?? "", "manager");
    setSwitch(call, job, call.body.project_switch ?? true);
    return enveloped(call, null);
  },
};
