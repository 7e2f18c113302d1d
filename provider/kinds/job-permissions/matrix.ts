/** The permission matrix of a job's roles, in the service's form. */

import { type CodeArtsError, recognized } from "../../client/errors";
import type { Body } from "../../client/types";
import type { Cloud } from "../../lifecycle/kind";
import { compact } from "../../lifecycle/values";
import { keysOf } from "../../shared/keys";
import { hint } from "../../shared/nearest";
import { sharedReads } from "../parts/shared-reads";
import { toBoolean, type Wire } from "../parts/wire";
import { type JobPermissionsInputs, type JobRights, type Matrix, rightsTable } from "./inputs";

type Row = Wire<"JobRolePermission">;
type Place = Pick<JobPermissionsInputs, "jobId" | "projectId">;

const names = keysOf(rightsTable);

export interface Roles {
  readonly rows: readonly Row[];
  /** By role name. */
  readonly rights: Matrix;
  /** The project's permissions of the roles; undefined if the credentials may not read them. */
  readonly defaults?: Matrix;
}

const lists = sharedReads<readonly Row[]>();
/** One list for all jobs of a project. */
const defaults = sharedReads<Matrix | undefined>();

export async function rolesOf({ client }: Cloud, { jobId, projectId }: Place): Promise<Roles> {
  const rows = await lists.get(client, jobId, () => client.permissions.listJobRoles({ job_id: jobId }));
  const rights = matrixOf(rows, "listJobRolePermissions");
  const given = await defaults.get(client, projectId, async () => {
    const query = { project_id: projectId, job_id: jobId };
    const found = await client.permissions.listDefaultProject(query).catch(unlessForbidden);
    return found && matrixOf(found, "listDefaultProjectPermissions");
  });
  return { rows, rights, ...(given && { defaults: given }) };
}

/** The same, bypassing the shared read. */
export function rolesNow(cloud: Cloud, place: Place): Promise<Roles> {
  lists.drop(cloud.client, place.jobId);
  return rolesOf(cloud, place);
}

function unlessForbidden(error: CodeArtsError): undefined {
  if (error.kind !== "forbidden") throw error;
}

/** Every project has roles, each once: an answer without them says nothing of a job's. */
function matrixOf(rows: readonly Row[], operation: string): Matrix {
  recognized(rows.length > 0, "the roles of the project", operation);
  const entries = rows.map((row) => {
    recognized(Boolean(row.role_name), "role_name", operation);
    const rights = names.map((right) => [right, toBoolean(row[rightsTable[right].wire?.name ?? ""]) ?? false] as const);
    return [row.role_name ?? "", Object.fromEntries(rights)] as const;
  });
  recognized(new Set(entries.map(([role]) => role)).size === entries.length, "each role once", operation);
  return Object.fromEntries(entries);
}

const sameRights = (one: JobRights | undefined, other: JobRights | undefined): boolean =>
  names.every((right) => one?.[right] === other?.[right]);

/** Roles whose permissions differ from the project's. */
export const ownRoles = ({ rights, defaults: given }: Roles): string[] =>
  given === undefined ? [] : Object.keys(rights).filter((role) => !sameRights(rights[role], given[role]));

/** The live values of the declared permissions. */
export function liveOf(named: Matrix, { rights }: Roles): Matrix {
  const roles = Object.entries(named).flatMap(([role, wanted]) => {
    const live = rights[role];
    if (live === undefined) return [];
    return [
      [role, compact<JobRights>(names.map((right) => [right, wanted[right] === undefined ? undefined : live[right]]))] as const,
    ];
  });
  return Object.fromEntries(roles);
}

/** `permissions["developr"]: …` for roles that do not exist. */
export function unknownRoles(named: Matrix, { rights }: Roles): string | undefined {
  const known = Object.keys(rights);
  const role = Object.keys(named).find((name) => !known.includes(name));
  if (role === undefined) return undefined;
  const others = hint(role, known) || `; there are ${known.join(", ")}`;
  return `permissions[${JSON.stringify(role)}]: the project has no role with this name${others}`;
}

/** Sets permissions; undeclared roles and permissions are sent with their live values, because the service may replace the list. */
export async function writeRights({ client }: Cloud, { jobId, projectId }: Place, named: Matrix, { rows }: Roles): Promise<void> {
  const permissions = rows.map(({ id, role_id, devuc_role_id, role_name, ...row }) => {
    const wanted = named[role_name ?? ""] ?? {};
    const flags = names.map((right) => {
      const wire = rightsTable[right].wire?.name ?? "";
      return [wire, wanted[right] ?? toBoolean(row[wire])] as const;
    });
    const which = { id: id ?? 0, role_id, devuc_role_id, role_name, job_id: jobId };
    return compact([...Object.entries(which).map(([key, value]) => [key, value ?? undefined] as const), ...flags]);
  });
  const body: Body<"updateJobPermissions"> = { project_id: projectId, job_ids: [jobId], project_switch: false, permissions };
  await client.permissions.updateJobs(body).finally(() => lists.drop(client, jobId));
}

/** Returns the job to the permissions of its project. */
export async function followProject({ client }: Cloud, { jobId, projectId }: Place): Promise<void> {
  const body = { job_id: jobId, project_id: projectId, project_switch: true };
  await client.permissions.setProjectSwitch(body).finally(() => lists.drop(client, jobId));
}
