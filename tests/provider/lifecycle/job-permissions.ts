import { jobPermissions } from "../../../provider/kinds/job-permissions/kind";
import { lifecycle } from "../../../provider/lifecycle/provider";
import type { Contract, Service } from "./contract";

const rowsOf = ({ client }: Service, jobId: string) => client.permissions.listJobRoles({ job_id: jobId });

async function give(service: Service, jobId: string, role: string, rights: object): Promise<void> {
  const { client, simulator } = service;
  const row = (await rowsOf(service, jobId)).find(({ role_name }) => role_name === role);
  await client.permissions.updateJobs({
    project_id: simulator.projectId,
    job_ids: [jobId],
    project_switch: false,
    permissions: [{ ...row, ...rights }],
  });
}

/** Permissions are always there: jobs whose roles have other rights than the project gives them count. */
async function different(service: Service): Promise<number> {
  const { client, simulator } = service;
  let found = 0;
  for await (const { id = "" } of client.each("listProjectJobs", { path: { project_id: simulator.projectId } })) {
    const given = await client.permissions.listDefaultProject({ project_id: simulator.projectId, job_id: id });
    const rights = (rows: readonly object[]) =>
      JSON.stringify(rows.map((row) => Object.entries(row).filter(([key]) => /^(is_|role_name)/.test(key))));
    if (rights(given) !== rights(await rowsOf(service, id))) found += 1;
  }
  return found;
}

export const jobPermissionsContract: Contract = {
  kind: "JobPermissions",
  provider: () => lifecycle(jobPermissions),
  prepare: async ({ client, simulator }) => {
    const job = { arch: "x86-64" as const, project_id: simulator.projectId, job_name: "api" };
    return { jobId: String((await client.jobs.create(job)).job_id) };
  },
  inputs: { permissions: { developer: { delete: false, copy: false } } },
  updates: { permissions: { developer: { delete: false }, viewer: { execute: true } }, adoptExisting: true },
  replacements: {},
  calls: {
    create: ["listJobRolePermissions", "listDefaultProjectPermissions", "updateJobPermissions", "listJobRolePermissions"],
    read: ["listJobRolePermissions", "listDefaultProjectPermissions"],
    update: ["listJobRolePermissions", "listDefaultProjectPermissions", "updateJobPermissions", "listJobRolePermissions"],
    delete: ["listJobRolePermissions", "listDefaultProjectPermissions", "setProjectPermissionSwitch"],
  },
  creates: "updateJobPermissions",
  async disturb(service, id) {
    await give(service, id, "developer", { is_delete: true });
    return "permissions.developer.delete";
  },
  async add(service, id) {
    await give(service, id, "viewer", { is_execute: true });
    const remains = async () => (await rowsOf(service, id)).some((row) => row.role_name === "viewer" && row.is_execute === true);
    return { path: 'permissions["viewer"].execute', remains };
  },
  count: different,
};
