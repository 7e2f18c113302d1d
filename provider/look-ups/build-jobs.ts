import { buildJob } from "../kinds/build-job/kind";
import { hasCredentials } from "../lifecycle/secrets";
import { camelled } from "./camel";
import { all, type LookUpScope, only, projectOf, readingCloud } from "./scope";
import type { GetBuildJobArgs, GetExecutorSpecsArgs, ListBuildJobsArgs, ListedBuildJob, SystemParameter } from "./types";

export async function getBuildJob(at: LookUpScope, args: GetBuildJobArgs) {
  const id = args.id ?? (await idOf(args.name, await listBuildJobs(at, { search: args.name })));
  const live = await buildJob.read(readingCloud(at), id, {});
  const found = only(`job ${id}`, live === undefined ? [] : [live], () => id);
  return { ...buildJob.view(found, undefined, id, at.client.region).inputs, id };
}

/** Parts of a job that may contain secrets; repositories if a URL contains a password. */
export const buildJobSecrets = ({ scms }: { scms?: unknown }) => [
  ...(["parameters", "steps", "triggers"] as const),
  ...(hasCredentials(JSON.stringify(scms) ?? "") ? (["scms"] as const) : []),
];

function idOf(name: string, jobs: ListedBuildJob[]): string {
  const named = jobs.filter((job) => job.jobName === name);
  return only(`job ${JSON.stringify(name)}`, named, ({ id }) => String(id)).id ?? "";
}

export async function listBuildJobs(at: LookUpScope, args: ListBuildJobsArgs): Promise<ListedBuildJob[]> {
  const { search, creatorId, buildStatus, groupPathId } = args;
  const query = { search, creator_id: creatorId, build_status: buildStatus, group_path_id: groupPathId };
  const path = { project_id: projectOf(at) };
  return (await all(at.client.each("listProjectJobs", { path, query }))).map((row) => camelled(row));
}

export async function getExecutorSpecs(at: LookUpScope, args: GetExecutorSpecsArgs): Promise<string[]> {
  const query = { project_id: projectOf(at), arch: args.arch ?? "x86-64" };
  return [...(await at.client.request("listExecutorSpecs", { query }))];
}

export async function getSystemParameters({ client }: LookUpScope): Promise<SystemParameter[]> {
  return ((await client.request("listSystemParameters", {})) ?? []).map((row) => camelled(row));
}
