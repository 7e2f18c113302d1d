import type { Client } from "../../client";
import { need } from "../../client/errors";
import { Refusal } from "../../lifecycle/errors";
import type { Change, Cloud, Found, RecordCreated, View } from "../../lifecycle/kind";
import { compact, isUnknown } from "../../lifecycle/values";
import { projectIdMissing } from "../parts/place";
import { unlessGone } from "../parts/shared-reads";
import { type Listed, type ListedKind, notKnown } from "../table";
import { type JobGroupInputs, jobGroupInputs } from "./inputs";
import { type Group, groupsChanged, groupsNow, groupsOf, isWithin, topOf } from "./tree";

const text = (value: string | undefined): string => (value === undefined || isUnknown(value) ? "(not known yet)" : value);

/** Groups of build jobs: createJobGroup, getJobGroupTree, updateJobGroup, deleteJobGroup. */
export const jobGroup: ListedKind<JobGroupInputs, Group> = {
  name: "JobGroup",
  noun: "job group",
  plural: "job groups",
  offline: { answers: { createJobGroup: [{ id: notKnown }] } },
  ...jobGroupInputs,
  uniqueName: true,
  // It is not documented whether the service refuses a second group with the same name.
  lookFirst: true,
  twice: "another JobGroup of this program has the same name under the same parent; give each a unique name",
  label: ({ name }) => text(name),
  place: ({ projectId, parentId }) => `${parentId === undefined ? "" : `group ${text(parentId)} of `}project ${text(projectId)}`,
  // Under the same parent the name is free only after the old group is deleted.
  deleteFirst: (changed) => !(["region", "projectId", "name", "parentId"] as const).some((key) => changed.has(key)),
  create,
  read,
  view,
  update: change,
  delete: remove,
  find,
  listIn,
  isAdoptedOnRequest: true,
};

async function create({ client }: Cloud, inputs: JobGroupInputs, made: RecordCreated<JobGroupInputs>): Promise<void> {
  const { projectId, name, parentId } = inputs;
  const body = { name, project_id: projectId, ...(parentId !== undefined && { parent_id: parentId }) };
  const answer = await client.groups.create(projectId, body).finally(() => groupsChanged(client, projectId));
  made(need(answer[0]?.id, "id", "createJobGroup", "unknown"), inputs);
}

async function read({ client }: Cloud, id: string, { projectId }: Partial<JobGroupInputs>): Promise<Group | undefined> {
  if (projectId === undefined) throw projectIdMissing();
  return (await groupsOf(client, projectId)).find((group) => group.id === id);
}

function view(live: Group, applied: JobGroupInputs | undefined, _id: string, region: string): View<JobGroupInputs> {
  const isDeclared = applied === undefined || applied.parentId !== undefined;
  const inputs = {
    ...(applied ?? { region, projectId: live.live.project_id ?? undefined }),
    name: live.name,
    parentId: isDeclared ? live.parentId : undefined,
  };
  return {
    inputs: compact<JobGroupInputs>(Object.entries(inputs)),
    undeclared: !isDeclared && live.parentId !== undefined ? ["parentId"] : [],
  };
}

async function change({ client }: Cloud, id: string, { applied, declared }: Change<JobGroupInputs>) {
  const { projectId, name } = declared;
  const groups = await groupsNow(client, projectId);
  const group = groups.find((one) => one.id === id);
  if (group === undefined)
    throw new Refusal(
      `the group ${id} is gone; \`pulumi refresh\` removes it from state, and the next deployment creates a new one`,
    );
  const isDropped = declared.parentId === undefined && applied.parentId !== undefined;
  const parentId = declared.parentId ?? (isDropped ? undefined : group.parentId);
  const parent = groups.find((one) => one.id === parentId);
  if (parent && isWithin(parent, group))
    throw new Refusal(`parentId: ${parent.path.join("/")} is inside this group, which cannot be moved into itself`);
  // An update may reset omitted fields, so all are sent.
  const body = { id, name, project_id: projectId, parent_id: parentId ?? topOf(groups), group_id: group.live.group_id ?? id };
  await client.groups.update(projectId, body).finally(() => groupsChanged(client, projectId));
  const now = (await groupsOf(client, projectId)).find((one) => one.id === id);
  if (now && now.parentId !== parentId)
    throw new Refusal(
      `the service accepted the move but did not move the group ${now.path.join("/")}; move it in the console, then run \`pulumi refresh\``,
    );
  return now && { undeclared: view(now, declared, id, declared.region).undeclared };
}

async function remove(cloud: Cloud, id: string, { projectId }: JobGroupInputs): Promise<void> {
  const { client } = cloud;
  const groups = await groupsNow(client, projectId);
  const group = groups.find((one) => one.id === id);
  if (group === undefined) return;
  const inside = await contentsOf(client, projectId, group, groups);
  if (inside !== undefined)
    throw new Refusal(`${inside} in it; move or delete them first, or keep the group: \`pulumi state delete\``);
  await unlessGone(client.groups.delete(projectId, { id })).finally(() => groupsChanged(client, projectId));
}

/**
 * `2 groups (Java, Web) and 1 job (api) are`; undefined for an empty group. Only empty groups are deleted, because jobs would
 * lose their group.
 */
async function contentsOf(
  client: Client,
  projectId: string,
  group: Group,
  groups: readonly Group[],
): Promise<string | undefined> {
  const within = groups.filter(({ parentId }) => parentId === group.id).map(({ name }) => name);
  const jobs: string[] = [];
  const query = { group_path_id: group.pathId };
  for await (const { job_name } of client.each("listProjectJobs", { path: { project_id: projectId }, query }))
    jobs.push(job_name ?? "?");
  const parts = [named(within, "group"), named(jobs, "job")].filter((part) => part !== "");
  if (parts.length === 0) return undefined;
  return `${parts.join(" and ")} ${within.length + jobs.length === 1 ? "is" : "are"}`;
}

function named(names: readonly string[], noun: string): string {
  if (names.length === 0) return "";
  const more = names.length > 5 ? ", …" : "";
  return `${names.length} ${noun}${names.length === 1 ? "" : "s"} (${names.slice(0, 5).join(", ")}${more})`;
}

async function find({ client }: Cloud, { projectId, parentId, name }: JobGroupInputs): Promise<Found[]> {
  const found = (await groupsNow(client, projectId)).filter((group) => group.parentId === parentId && group.name === name);
  return found.map(({ id, live }) => {
    const createdAt = Date.parse(live.create_time ?? "");
    return { id, creatorId: live.create_user ?? undefined, ...(createdAt > 0 && { createdAt }) };
  });
}

async function* listIn(client: Client, projectId: string): AsyncIterable<Listed> {
  for (const { id, name } of await groupsNow(client, projectId)) yield { id, name };
}
