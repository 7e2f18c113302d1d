/** Job groups: one tree per project. */
import { chinaIso } from "../clock";
import type { AnyCall, Handlers } from "../operation";
import { invalid, missing } from "../refusal";
import type { JobGroup } from "../store/model";
import { domain } from "../users";
import type { Build } from "../wire";
import { jobFor, projectFor } from "./access";
import { enveloped } from "./answers";

const root = "0";
const deepest = 5;

function groupFor({ simulation, caller }: AnyCall, projectId: string, id: string | undefined): JobGroup {
  const group = id ? simulation.store.groups.get(id) : undefined;
  if (!group || group.projectId !== projectId || group.region !== caller.region.name) throw missing("The job group");
  return group;
}

/** The group and its ancestors, root first. */
function lineage({ simulation }: AnyCall, id: string): JobGroup[] {
  const found: JobGroup[] = [];
  for (let group = simulation.store.groups.get(id); group; group = simulation.store.groups.get(group.parentId))
    found.unshift(group);
  return found;
}

/** IDs, root group first, joined by dots. */
export function groupPath(call: AnyCall, id: string): string {
  return lineage(call, id)
    .map((group) => group.id)
    .join(".");
}

function item(call: AnyCall, group: JobGroup): Build<"JobGroup"> {
  const text = call.simulation.readings.get("group-ordinal") === "text";
  return {
    id: group.id,
    name: group.name,
    project_id: group.projectId,
    parent_id: group.parentId,
    group_id: group.id,
    domain_id: domain.id,
    ordinal: text ? String(group.ordinal) : group.ordinal,
    create_user: group.creatorId,
    update_user: group.updaterId,
    create_time: chinaIso(group.createdAt),
    update_time: chinaIso(group.updatedAt),
    path_id: groupPath(call, group.id),
  };
}

function groupsOf({ simulation, caller }: AnyCall, projectId: string): JobGroup[] {
  return simulation.store.by.groupsOfProject
    .list(`${caller.region.name}/${projectId}`)
    .flatMap((id) => simulation.store.groups.get(id) ?? [])
    .sort((a, b) => a.ordinal - b.ordinal);
}

function tree(call: AnyCall, groups: JobGroup[], parentId: string): Build<"JobGroupNode">[] {
  return groups
    .filter((group) => group.parentId === parentId)
    .map((group) => ({ ...item(call, group), children: tree(call, groups, group.id) }));
}

function checkName(call: AnyCall, projectId: string, parentId: string, name: string, self?: string): void {
  if (!/^[\p{L}\p{N}_-]{1,32}$/u.test(name)) throw invalid("A group name is 1 to 32 letters, digits, _ and -.");
  const taken = groupsOf(call, projectId).some(
    (group) => group.parentId === parentId && group.name === name && group.id !== self,
  );
  if (taken) throw invalid(`The group name ${name} already exists here.`);
}

type GroupId = "createJobGroup" | "updateJobGroup" | "deleteJobGroup" | "moveJobsToGroup" | "swapJobGroups" | "getJobGroupTree";

export const groups: Handlers<GroupId> = {
  createJobGroup(call) {
    const { store, ids, clock } = call.simulation;
    const projectId = projectFor(call, call.path.project_id, "group");
    const parentId = call.body.parent_id || root;
    if (parentId !== root && lineage(call, groupFor(call, projectId, parentId).id).length >= deepest) {
      throw invalid(`Groups may be ${deepest} levels deep.`);
    }
    checkName(call, projectId, parentId, call.body.name ?? "");
    const id = ids.hex("group");
    const [userId, now] = [call.caller.user.id, clock.now()];
    const last = groupsOf(call, projectId).at(-1)?.ordinal ?? 0;
    const group: JobGroup = {
      id,
      region: call.caller.region.name,
      projectId,
      name: call.body.name ?? "",
      parentId,
      ordinal: last + 1,
      creatorId: userId,
      updaterId: userId,
      createdAt: now,
      updatedAt: now,
    };
    store.groups.put(id, group);
    return enveloped(call, [item(call, group)]);
  },
  updateJobGroup(call) {
    const { store, clock } = call.simulation;
    const projectId = projectFor(call, call.path.project_id, "group");
    const group = groupFor(call, projectId, call.body.id);
    const name = call.body.name ?? group.name;
    const parentId = call.body.parent_id ?? group.parentId;
    const under = parentId === root || parentId === "" ? [] : lineage(call, groupFor(call, projectId, parentId).id);
    if (under.some((ancestor) => ancestor.id === group.id)) throw invalid("A group cannot be put under itself.");
    checkName(call, projectId, parentId || root, name, group.id);
    const changed = { ...group, name, parentId: parentId || root, updaterId: call.caller.user.id, updatedAt: clock.now() };
    store.groups.put(group.id, changed);
    return enveloped(call, [item(call, changed)]);
  },
  deleteJobGroup(call) {
    const { store } = call.simulation;
    const projectId = projectFor(call, call.path.project_id, "group");
    const group = groupFor(call, projectId, call.query.id);
    if (groupsOf(call, projectId).some((other) => other.parentId === group.id)) throw invalid("The group has groups in it.");
    for (const id of store.by.jobsOfGroup.list(group.id)) {
      const job = store.jobs.get(id);
      if (job) leaveGroup(call, job.id, undefined);
    }
    store.groups.delete(group.id);
    return enveloped(call, null);
  },
  moveJobsToGroup(call) {
    const projectId = projectFor(call, call.path.project_id, "group");
    const { group_id: groupId, jobs = [] } = call.body;
    const target = groupId && groupId !== root ? groupFor(call, projectId, groupId).id : undefined;
    const ids = jobs.map((job) => jobFor(call, job.job_id ?? "", "modify")).map((job) => job.id);
    for (const id of ids) leaveGroup(call, id, target);
    return enveloped(
      call,
      ids.map((job_id) => ({ job_id, group_path_id: target ? groupPath(call, target) : "" })),
    );
  },
  swapJobGroups(call) {
    const { store } = call.simulation;
    const projectId = projectFor(call, call.path.project_id, "group");
    const source = groupFor(call, projectId, call.query.source_group_id);
    const target = groupFor(call, projectId, call.query.target_group_id);
    if (source.parentId !== target.parentId) throw invalid("Only groups of the same level can swap their positions.");
    store.groups.put(source.id, { ...source, ordinal: target.ordinal });
    store.groups.put(target.id, { ...target, ordinal: source.ordinal });
    return enveloped(call, null);
  },
  getJobGroupTree(call) {
    const projectId = projectFor(call, call.path.project_id);
    return enveloped(call, tree(call, groupsOf(call, projectId), root));
  },
};

/** Moves a job to another group, or to none, in the job and its configuration. */
function leaveGroup({ simulation }: AnyCall, jobId: string, groupId: string | undefined): void {
  const job = simulation.store.jobs.get(jobId);
  if (!job) return;
  const { groupId: _, ...rest } = job;
  const { group_id: __, ...config } = job.config;
  simulation.store.jobs.put(jobId, {
    ...rest,
    config: { ...config, ...(groupId && { group_id: groupId }) },
    ...(groupId && { groupId }),
  });
}
