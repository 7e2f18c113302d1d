import type { Client } from "../../client";
import { Refusal } from "../../lifecycle/errors";
import type { Change, Cloud, Computed, Found, RecordCreated, View } from "../../lifecycle/kind";
import { formatPath, isObject, same } from "../../lifecycle/values";
import { entriesOf, keysOf } from "../../shared/keys";
import { projectIdMissing } from "../parts/place";
import { unlessGone } from "../parts/shared-reads";
import { type Listed, type ListedKind, notKnown } from "../table";
import { type JobPermissionsInputs, type JobRights, jobPermissionsInputs, type Matrix, rightsTable } from "./inputs";
import { followProject, liveOf, ownRoles, type Roles, rolesNow, rolesOf, unknownRoles, writeRights } from "./matrix";

type Live = Roles & Pick<JobPermissionsInputs, "projectId">;

/** Role permissions of one job. They always exist: create and update are the same call, and delete restores the previous permissions. */
export const jobPermissions: ListedKind<JobPermissionsInputs, Live> = {
  name: "JobPermissions",
  noun: "job permissions",
  plural: "job permissions",
  onePerJob: { what: "the permissions", merged: "roles" },
  offline: {
    answers: ({ permissions = {} }: Partial<JobPermissionsInputs>) => {
      const named = Object.entries(permissions).map(([role_name, rights]) => ({ role_name, ...wireOf(rights) }));
      const roles = named.length > 0 ? named : [{ role_name: notKnown }];
      return { listJobRolePermissions: roles, listDefaultProjectPermissions: roles };
    },
  },
  ...jobPermissionsInputs,
  // The id is the job's: if the new resource were created first, deleting the old one would undo it.
  deleteFirst: () => true,
  uniqueName: true,
  lookFirst: true,
  twice:
    "another JobPermissions of this program manages this job, and they would overwrite each other; keep one of them, with the roles of both",
  label: ({ jobId }) => `of job ${jobId ?? "?"}`,
  create,
  read,
  view,
  update: change,
  delete: remove,
  find,
  listIn,
  isAdoptedOnRequest: true,
};

const wireOf = (rights: JobRights) =>
  Object.fromEntries(entriesOf(rightsTable).map(([right, { wire }]) => [wire?.name, rights[right]]));

/** The previous permissions stored in state. */
interface Before {
  readonly followedProject?: boolean;
  readonly previous: Matrix;
}

/** Undefined if the object was adopted, or finished, without a write by this provider. */
function beforeIn(computed: Computed | undefined): Before | undefined {
  if (computed === undefined) return undefined;
  const { followedProject, previous } = computed;
  return {
    ...(typeof followedProject === "boolean" && { followedProject }),
    // Only this provider writes it.
    previous: isObject(previous) ? (previous as Matrix) : {},
  };
}

async function create(cloud: Cloud, inputs: JobPermissionsInputs, made: RecordCreated<JobPermissionsInputs>): Promise<void> {
  // Read by the look-up before every create.
  const roles = await rolesOf(cloud, inputs);
  const before = remembered(undefined, Object.keys(inputs.permissions), roles);
  await set(cloud, inputs, inputs.permissions, roles);
  made(inputs.jobId, inputs, { ...before });
  made(inputs.jobId, inputs, await proven(cloud, inputs, before, made));
}

/** The previous permissions, plus the current ones of newly declared roles. */
function remembered(known: Before | undefined, added: readonly string[], roles: Roles): Before {
  const now = Object.fromEntries(added.flatMap((role) => (roles.rights[role] ? [[role, roles.rights[role]]] : [])));
  const follows = roles.defaults && ownRoles(roles).length === 0;
  const followedProject = known ? known.followedProject : follows;
  return { ...(followedProject !== undefined && { followedProject }), previous: { ...now, ...known?.previous } };
}

async function set(cloud: Cloud, inputs: JobPermissionsInputs, rights: Matrix, roles: Roles): Promise<void> {
  const problem = unknownRoles(inputs.permissions, roles);
  if (problem !== undefined) throw new Refusal(problem);
  await writeRights(cloud, inputs, rights, roles);
}

/** Undeclared live permissions; an error if the service accepted a permission but did not set it, as for a project's administrator. */
async function proven(
  cloud: Cloud,
  inputs: JobPermissionsInputs,
  before: Before,
  made: RecordCreated<JobPermissionsInputs>,
): Promise<Computed> {
  const roles = await rolesNow(cloud, inputs);
  const live = liveOf(inputs.permissions, roles);
  const kept = Object.entries(inputs.permissions).flatMap(([role, wanted]) =>
    keysOf(wanted).flatMap((right) => (wanted[right] === live[role]?.[right] ? [] : [formatPath(["permissions", role, right])])),
  );
  if (kept.length > 0) made(inputs.jobId, { ...inputs, permissions: live });
  if (kept.length > 0)
    throw new Refusal(`${kept.join(", ")}: the service accepted the change but did not apply it; remove it from the program`);
  return {
    ...before,
    undeclared: view({ ...roles, projectId: inputs.projectId }, inputs, inputs.jobId, inputs.region).undeclared,
  };
}

async function read(cloud: Cloud, id: string, { projectId }: Partial<JobPermissionsInputs>): Promise<Live | undefined> {
  if (projectId === undefined) throw projectIdMissing();
  const roles = await unlessGone(rolesOf(cloud, { jobId: id, projectId }));
  return roles && { ...roles, projectId };
}

function view(live: Live, applied: JobPermissionsInputs | undefined, id: string, region: string): View<JobPermissionsInputs> {
  const own = ownRoles(live);
  if (applied === undefined) {
    const roles = live.defaults ? own : Object.keys(live.rights);
    const permissions = Object.fromEntries(roles.map((role) => [role, live.rights[role] ?? {}]));
    return { inputs: { region, projectId: live.projectId, jobId: id, permissions }, undeclared: [] };
  }
  const undeclared = own.flatMap((role) => {
    const [there, given, named]: [JobRights, JobRights, JobRights] = [
      live.rights[role] ?? {},
      live.defaults?.[role] ?? {},
      applied.permissions[role] ?? {},
    ];
    const others = keysOf(there).filter((right) => named[right] === undefined);
    return others.filter((right) => there[right] !== given[right]).map((right) => formatPath(["permissions", role, right]));
  });
  return { inputs: { ...applied, permissions: liveOf(applied.permissions, live) }, undeclared };
}

async function change(
  cloud: Cloud,
  id: string,
  { applied, declared, computed }: Change<JobPermissionsInputs>,
  made: RecordCreated<JobPermissionsInputs>,
) {
  const roles = await rolesNow(cloud, declared);
  const known = beforeIn(computed);
  const named = Object.keys(declared.permissions);
  const before = remembered(known, known ? named.filter((role) => applied.permissions[role] === undefined) : named, roles);
  const back = droppedRights(cloud, applied.permissions, declared.permissions, before.previous, roles);
  const rights = merged(back, declared.permissions);
  if (!same(liveOf(rights, roles), rights)) await set(cloud, declared, rights, roles);
  made(id, declared, { ...before });
  return proven(cloud, declared, before, made);
}

/** Permissions removed from the program, with their previous values or else the project's. */
function droppedRights(cloud: Cloud, applied: Matrix, declared: Matrix, previous: Matrix, { defaults = {} }: Roles): Matrix {
  const entries = Object.entries(applied).flatMap(([role, had]) => {
    const gone = keysOf(had).filter((right) => declared[role]?.[right] === undefined);
    const were = previous[role] ?? defaults[role];
    if (gone.length === 0) return [];
    if (previous[role] === undefined)
      cloud.note(notKnownBefore([role], were ? "they get the project's permissions" : "they stay as they are"));
    return were ? [[role, Object.fromEntries(gone.map((right) => [right, were[right]]))] as const] : [];
  });
  return Object.fromEntries(entries);
}

const merged = (one: Matrix, other: Matrix): Matrix =>
  Object.fromEntries(
    [...new Set([...Object.keys(one), ...Object.keys(other)])].map((role) => [role, { ...one[role], ...other[role] }]),
  );

const notKnownBefore = (roles: readonly string[], what: string): string =>
  `what the permissions of ${roles.join(", ")} were before is not known: ${what}`;

async function remove(cloud: Cloud, jobId: string, applied: JobPermissionsInputs, computed?: Computed): Promise<void> {
  const place = { jobId, projectId: applied.projectId };
  const roles = await unlessGone(rolesNow(cloud, place));
  if (roles === undefined) return;
  const { followedProject, previous = {} } = beforeIn(computed) ?? {};
  const declared = Object.keys(applied.permissions);
  const others = ownRoles(roles).filter((role) => !declared.includes(role));
  const isUnknown = followedProject === undefined && Object.keys(previous).length === 0;
  if ((followedProject || isUnknown) && others.length === 0) {
    if (isUnknown) cloud.note(notKnownBefore(declared, "the job gets the permissions of its project"));
    return void (await unlessGone(followProject(cloud, place)));
  }
  if (followedProject) cloud.note(`the job keeps its own permissions, because those of ${others.join(", ")} were set elsewhere`);
  const rights = droppedRights(cloud, applied.permissions, {}, previous, roles);
  const there = Object.fromEntries(Object.entries(rights).filter(([role]) => roles.rights[role]));
  if (Object.keys(there).length > 0) await unlessGone(writeRights(cloud, place, there, roles));
}

/** The declared roles whose permissions already differ from the project's. */
async function find(cloud: Cloud, inputs: JobPermissionsInputs): Promise<Found[]> {
  const own = ownRoles(await rolesNow(cloud, inputs)).filter((role) => inputs.permissions[role] !== undefined);
  if (own.length === 0) return [];
  const taken = `${own.join(", ")} of this job already ${own.length === 1 ? "has" : "have"} permissions that differ from the project's, and the service does not record who set them`;
  return [{ id: inputs.jobId, taken }];
}

/** Jobs whose permissions differ from their project's. */
async function* listIn(client: Client, projectId: string): AsyncIterable<Listed> {
  const cloud: Cloud = { client, userId: client.userId, note: () => undefined };
  for await (const { id, job_name } of client.each("listProjectJobs", { path: { project_id: projectId } })) {
    if (id && ownRoles(await rolesOf(cloud, { jobId: id, projectId })).length > 0) yield { id, name: job_name ?? id };
  }
}
