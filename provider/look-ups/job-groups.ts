import { groupsNow } from "../kinds/job-group/tree";
import { type LookUpScope, only, projectOf } from "./scope";
import type { GetJobGroupArgs, ListedJobGroup } from "./types";

export async function getJobGroup(at: LookUpScope, { path }: GetJobGroupArgs): Promise<ListedJobGroup> {
  const found = (await listJobGroups(at)).filter((group) => group.path === path);
  return only(`group ${JSON.stringify(path)}`, found, ({ id }) => id);
}

export async function listJobGroups(at: LookUpScope): Promise<ListedJobGroup[]> {
  const groups = await groupsNow(at.client, projectOf(at));
  return groups.map(({ live: _, path, ...group }) => ({ ...group, path: path.join("/") }));
}
