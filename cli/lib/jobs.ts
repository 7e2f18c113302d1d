/** Lists the jobs and groups of a project; shared by several verbs. */
import type { Client } from "../../provider/client";
import { groupsNow } from "../../provider/kinds/job-group/tree";
import type { Wire } from "../../provider/kinds/parts/wire";

export type JobRow = Wire<"JobListItem"> & { id: string; job_name: string };

/** `search` is a part of the name; `groupPath` the `path_id` of a group. */
export async function listJobs(
  client: Client,
  projectId: string,
  filter: { search?: string; groupPath?: string } = {},
): Promise<JobRow[]> {
  const { search, groupPath } = filter;
  const query = { ...(search === undefined ? {} : { search }), ...(groupPath === undefined ? {} : { group_path_id: groupPath }) };
  const rows: JobRow[] = [];
  for await (const row of client.each("listProjectJobs", { path: { project_id: projectId }, query })) {
    if (row.id && row.job_name) rows.push({ ...row, id: row.id, job_name: row.job_name });
  }
  return rows;
}

export interface Group {
  /** Value of a job's `group_id`. */
  id: string;
  /** Value of the job list's filter. */
  pathId: string;
  /** Names, root first. */
  path: string[];
}

/** Groups in tree order. */
export async function listGroups(client: Client, projectId: string): Promise<Group[]> {
  const groups = await groupsNow(client, projectId);
  return groups.flatMap(({ id, live, path, pathId }) =>
    [...new Set([live.group_id || id, id])].map((name) => ({ id: name, path: [...path], pathId })),
  );
}

/** Matches patterns such as `api-*`; without `*` or `?` the exact name. */
export function matcher(patterns: string[]): (name: string) => boolean {
  if (patterns.length === 0) return () => true;
  const tests = patterns.map((pattern) => {
    const escaped = pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".");
    return new RegExp(`^${escaped}$`, "su");
  });
  return (name) => tests.some((test) => test.test(name));
}
