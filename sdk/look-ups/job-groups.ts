import type { GetJobGroupArgs, InProject, ListedJobGroup } from "../../provider/look-ups/types";
import { asOutput, type LookUpOptions, lookUp } from "./look-up";

export type { GetJobGroupArgs, ListedJobGroup } from "../../provider/look-ups/types";

/** Loaded by the first look-up only. */
const groups = (): typeof import("../../provider/look-ups/job-groups") => require("../../provider/look-ups/job-groups");

/**
 * Looks up a job group by its path.
 *
 * ```ts
 * const java = await codearts.getJobGroup({ path: "Backend/Java" }); // groupId: java.id
 * ```
 *
 * Errors: no such group; no permission to read the groups of the project.
 *
 * Source: getJobGroupTree (SDK).
 */
export async function getJobGroup(args: GetJobGroupArgs, options?: LookUpOptions): Promise<ListedJobGroup> {
  return lookUp("getJobGroup", args, options, (at) => groups().getJobGroup(at, args));
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
  return lookUp("listJobGroups", args, options, (at) => groups().listJobGroups(at));
}

/** {@link listJobGroups} for arguments that may be Outputs. */
export const listJobGroupsOutput = asOutput(listJobGroups);
