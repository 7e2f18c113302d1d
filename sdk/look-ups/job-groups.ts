import { asOutput, type InProject, type LookUpOptions, lookUp, only, projectOf } from "./look-up";

/** Which group: its names from the top down, joined by `/`. */
export interface GetJobGroupArgs extends InProject {
  path: string;
}

/** A job group with its place in the tree. */
export interface ListedJobGroup {
  /** What a job's `groupId` takes. */
  id: string;
  name: string;
  /** Group that it is in; undefined at the top. */
  parentId?: string;
  /** Names from the top down, joined by `/`. */
  path: string;
  /** Ids from the top down, joined by dots: `groupPathId` of `listBuildJobs`. */
  pathId: string;
}

/**
 * Looks up a job group by its path.
 *
 * ```ts
 * const java = await codearts.getJobGroup({ path: "Backend/Java" }); // groupId: java.id
 * ```
 *
 * Errors: no such group; no right to see the groups of the project.
 *
 * Source: getJobGroupTree (SDK).
 */
export async function getJobGroup(args: GetJobGroupArgs, options?: LookUpOptions): Promise<ListedJobGroup> {
  return lookUp("getJobGroup", args, options, async () => {
    const found = (await listJobGroups(args, options)).filter(({ path }) => path === args.path);
    return only("getJobGroup", `group ${JSON.stringify(args.path)}`, found, ({ id }) => id);
  });
}

/** {@link getJobGroup} for arguments that may be Outputs. */
export const getJobGroupOutput = asOutput(getJobGroup);

/**
 * Lists the job groups of a project, parents first.
 *
 * ```ts
 * const paths = (await codearts.listJobGroups()).map(({ path }) => path); // such as ["Backend", "Backend/Java"]
 * ```
 *
 * Source: getJobGroupTree (SDK).
 */
export function listJobGroups(args: InProject = {}, options?: LookUpOptions): Promise<ListedJobGroup[]> {
  return lookUp("listJobGroups", args, options, async (at) => {
    const { groupsNow }: typeof import("../../provider/kinds/job-group/tree") = require("../../provider/kinds/job-group/tree");
    const groups = await groupsNow(at.client, projectOf("listJobGroups", at));
    return groups.map(({ live: _, path, ...group }) => ({ ...group, path: path.join("/") }));
  });
}

/** {@link listJobGroups} for arguments that may be Outputs. */
export const listJobGroupsOutput = asOutput(listJobGroups);
