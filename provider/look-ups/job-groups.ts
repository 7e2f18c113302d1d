import { groupsNow } from "../kinds/job-group/tree";
import { only, type Place, projectOf } from "./place";
import type { GetJobGroupArgs, ListedJobGroup } from "./types";

export async function getJobGroup(at: Place, { path }: GetJobGroupArgs): Promise<ListedJobGroup> {
  const found = (await listJobGroups(at)).filter((group) => group.path === path);
  return only(`group ${JSON.stringify(path)}`, found, ({ id }) => id);
}

export async function listJobGroups(at: Place): Promise<ListedJobGroup[]> {
  const groups = await groupsNow(at.client, projectOf(at));
  return groups.map(({ live: _, path, ...group }) => ({ ...group, path: path.join("/") }));
}
