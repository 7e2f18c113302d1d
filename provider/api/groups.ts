/** Job groups. */
import type { CallOptions } from "../client/operation";
import type { Answer, Body, Call, Query } from "./types";

export function groups(call: Call) {
  return {
    /**
     * Create a job group.
     * Errors: after a lost answer there is no second try: `happened` is "unknown".
     * Operation createJobGroup, source: sdk.
     */
    create: (projectId: string, body: Body<"createJobGroup">, options?: CallOptions): Promise<Answer<"createJobGroup">> =>
      call("createJobGroup", { path: { project_id: projectId }, body }, options),

    /**
     * Change a job group.
     * Operation updateJobGroup, source: sdk.
     */
    update: (projectId: string, body: Body<"updateJobGroup">, options?: CallOptions): Promise<Answer<"updateJobGroup">> =>
      call("updateJobGroup", { path: { project_id: projectId }, body }, options),

    /**
     * Delete a job group.
     * Operation deleteJobGroup, source: sdk.
     */
    delete: (projectId: string, query: Query<"deleteJobGroup">, options?: CallOptions): Promise<Answer<"deleteJobGroup">> =>
      call("deleteJobGroup", { path: { project_id: projectId }, query }, options),

    /**
     * Get the group tree of a project.
     * Operation getJobGroupTree, source: sdk.
     */
    getTree: (projectId: string, options?: CallOptions): Promise<Answer<"getJobGroupTree">> =>
      call("getJobGroupTree", { path: { project_id: projectId } }, options),

    /**
     * Move jobs to a group.
     * Operation moveJobsToGroup, source: sdk.
     */
    moveJobs: (projectId: string, body: Body<"moveJobsToGroup">, options?: CallOptions): Promise<Answer<"moveJobsToGroup">> =>
      call("moveJobsToGroup", { path: { project_id: projectId }, body }, options),

    /**
     * Swap the positions of two groups.
     * Units: target_group_id: seconds.
     * Errors: after a lost answer there is no second try: `happened` is "unknown".
     * Operation swapJobGroups, source: sdk.
     */
    swap: (projectId: string, query: Query<"swapJobGroups">, options?: CallOptions): Promise<Answer<"swapJobGroups">> =>
      call("swapJobGroups", { path: { project_id: projectId }, query }, options),
  };
}
