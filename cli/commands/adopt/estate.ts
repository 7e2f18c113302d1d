/** Reads the live objects: lists, and each object once. Sends read requests only. */

import type { Client } from "../../../provider/client";
import { CodeArtsError } from "../../../provider/client/errors";
import { kinds } from "../../../provider/kinds";
import { type Group, type JobRow, listGroups, listJobs } from "../../lib/jobs";
import { CliError, count, startProgress } from "../../lib/terminal";
import { channels, listObjects, type Place, projectKinds, readJob, readNotice, readObject, tenantKinds } from "./kinds";
import type { Adoptable, KindName } from "./model";
import { refine } from "./refine";

export interface Selection {
  projectIds: string[];
  kinds: Set<KindName>;
  /** Matches the object's own name; for a notice, the name of its job. */
  matches(name: string): boolean;
  /** Group paths, such as `Backend/Java`; empty: all jobs. */
  groups: string[];
  /** Narrows the jobs of a project further. */
  pick?(projectId: string, jobs: ListedJob[]): Promise<ListedJob[]>;
}

export interface ListedJob {
  row: JobRow;
  group?: string[];
}

/** What is skipped, and why. */
export interface LeftOut {
  what: string;
  why: string;
  /** The object exists and was selected, but cannot be adopted; false for an object deleted in the meantime. */
  isLoss: boolean;
}

export interface Estate {
  objects: Adoptable[];
  leftOut: LeftOut[];
}

export async function readEstate(place: Place, selection: Selection): Promise<Estate> {
  const estate: Estate = { objects: [], leftOut: [] };
  for (const projectId of selection.projectIds) await readProject(place, projectId, selection, estate);
  for (const kind of tenantKinds) {
    if (selection.kinds.has(kind)) await readKind(place, kind, selection, estate);
  }
  estate.leftOut.push(...withoutInput(estate.objects));
  return { ...estate, objects: refine(estate.objects) };
}

/** Live fields without an input: the live objects keep them through updates. */
function withoutInput(objects: Adoptable[]): LeftOut[] {
  const counts = new Map<string, Map<KindName, number>>();
  for (const { kind, noInput = [] } of objects) {
    for (const path of noInput) {
      const ofPath = counts.get(path) ?? new Map<KindName, number>();
      counts.set(path, ofPath.set(kind, (ofPath.get(kind) ?? 0) + 1));
    }
  }
  const parts = [...counts].map(
    ([path, ofPath]) =>
      `${path} (${[...ofPath].map(([kind, number]) => count(number, kinds[kind].noun, kinds[kind].plural)).join(", ")})`,
  );
  if (parts.length === 0) return [];
  const why =
    "no input exists for it; the live object keeps it through every update, and an object that the program creates again does not have it";
  return [{ what: parts.sort().join(", "), why, isLoss: false }];
}

async function readProject(place: Place, projectId: string, selection: Selection, estate: Estate): Promise<void> {
  const { kinds } = selection;
  for (const kind of projectKinds) if (kinds.has(kind)) await readKind(place, kind, selection, estate, projectId);
  if (!kinds.has("buildJob") && !kinds.has("notice")) return;
  const groups = await listGroups(place.client, projectId).catch(emptyWhenRefused);
  const listed = await listSelected(place.client, projectId, groups, selection);
  const progress = startProgress("read", listed.length);
  let done = 0;
  await eachOf(listed, async ({ row }) => {
    const name = JSON.stringify(row.job_name);
    if (kinds.has("buildJob")) await readOne(estate, `job ${name}`, () => readGrouped(place, projectId, row, groups));
    for (const channel of kinds.has("notice") ? channels : []) {
      await readOne(estate, `notice ${channel} of job ${name}`, () => readNotice(place, row, channel, projectId));
    }
    progress.update(++done, row.job_name);
  });
  progress.finish();
}

async function readGrouped(place: Place, projectId: string, row: JobRow, groups: Group[]): Promise<Adoptable[]> {
  const objects = await readJob(place, row, { name: row.job_name, projectId });
  return objects.map((object) => {
    const group = groups.find(({ id }) => id === object.inputs.groupId)?.path;
    return group === undefined ? object : { ...object, group };
  });
}

/** Jobs of a group that the caller may not read are treated as ungrouped. */
function emptyWhenRefused(error: unknown): [] {
  if (error instanceof CodeArtsError && ["forbidden", "notFound", "refused"].includes(error.kind)) return [];
  throw error;
}

async function listSelected(client: Client, projectId: string, groups: Group[], selection: Selection): Promise<ListedJob[]> {
  const wanted = selection.groups.length === 0 ? undefined : groups.filter(({ path }) => isWithin(path, selection.groups));
  if (wanted?.length === 0 && selection.projectIds.length === 1) throw unknownGroup(projectId, groups, selection.groups);
  const all = wanted === undefined && selection.pick === undefined ? await listJobs(client, projectId) : [];
  const listed: ListedJob[] = all.map((row) => ({ row }));
  if (wanted !== undefined) listed.push(...(await listByGroup(client, projectId, wanted)));
  else if (selection.pick !== undefined) {
    const grouped = await listByGroup(client, projectId, groups);
    const known = new Set(grouped.map(({ row }) => row.id));
    const others = (await listJobs(client, projectId)).filter((row) => !known.has(row.id));
    listed.push(...grouped, ...others.map((row) => ({ row })));
  }
  const named = listed.filter(({ row }) => selection.matches(row.job_name));
  return selection.pick === undefined ? named : selection.pick(projectId, named);
}

async function listByGroup(client: Client, projectId: string, groups: Group[]): Promise<ListedJob[]> {
  const found = new Map<string, ListedJob>();
  for (const { pathId, path } of groups) {
    for (const row of await listJobs(client, projectId, { groupPath: pathId })) found.set(row.id, { row, group: path });
  }
  return [...found.values()];
}

function unknownGroup(projectId: string, groups: Group[], wanted: string[]): CliError {
  const paths = [...new Set(groups.map(({ path }) => path.join("/")))];
  const there = paths.length === 0 ? "it has no groups that you may read" : `it has ${paths.slice(0, 20).join(", ")}`;
  return new CliError(`project ${projectId} has no group ${wanted.map((name) => JSON.stringify(name)).join(", ")}; ${there}`);
}

function isWithin(path: string[], wanted: string[]): boolean {
  const whole = path.join("/");
  return wanted.some((group) => whole === group || whole.startsWith(`${group}/`));
}

async function readKind(place: Place, kind: KindName, selection: Selection, estate: Estate, projectId?: string): Promise<void> {
  const { noun: one, plural: many } = kinds[kind];
  const about = projectId === undefined ? {} : { projectId };
  const listed = await listObjects(kind, place.client, projectId).catch((error: unknown) => {
    const reason = emptyWhenRefused(error);
    const owner = projectId === undefined ? "the account" : `project ${projectId}`;
    estate.leftOut.push({ what: `${many} of ${owner}`, why: error instanceof Error ? error.message : "", isLoss: true });
    return reason;
  });
  const wanted = listed.filter(({ name }) => selection.matches(name));
  await eachOf(wanted, (object) =>
    readOne(estate, `${one} ${JSON.stringify(object.name)}`, () => readObject(kind, place, object, about)),
  );
}

/** An object that cannot be read or declared does not stop the others from being adopted. */
export async function readOne(estate: Estate, what: string, read: () => Promise<Adoptable[]>): Promise<void> {
  try {
    estate.objects.push(...(await read()));
  } catch (error) {
    if (!(error instanceof CodeArtsError) || !["notFound", "forbidden", "refused", "invalidAnswer", "input"].includes(error.kind))
      throw error;
    const isGone = error.kind === "notFound";
    estate.leftOut.push({ what, why: isGone ? "already deleted" : error.message, isLoss: !isGone });
  }
}

/** Bounded here, because the client's own limit would count waiting time as part of each call. */
export async function eachOf<T>(items: T[], run: (item: T) => Promise<void>, width = 16): Promise<void> {
  const rest = items[Symbol.iterator]();
  const worker = async () => {
    for (const item of rest) await run(item);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
}
