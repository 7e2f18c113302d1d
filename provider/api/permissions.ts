/** Permissions on jobs. */
import type { CallOptions } from "../client/operation";
import type { Answer, Body, Call, Query } from "./types";

export function permissions(call: Call) {
  return {
    /**
     * Get what the caller may do with a job.
     * Operation getJobPermission, source: manual 4.35.
     */
    getJob: (query: Query<"getJobPermission">, options?: CallOptions): Promise<Answer<"getJobPermission">> =>
      call("getJobPermission", { query }, options),

    /**
     * List the permissions of every role on a job.
     * Operation listJobRolePermissions, source: manual 4.32.
     */
    listJobRoles: (query: Query<"listJobRolePermissions">, options?: CallOptions): Promise<Answer<"listJobRolePermissions">> =>
      call("listJobRolePermissions", { query }, options),

    /**
     * List the default permissions of every role in a project.
     * Operation listDefaultProjectPermissions, source: manual 4.82.
     */
    listDefaultProject: (
      query: Query<"listDefaultProjectPermissions">,
      options?: CallOptions,
    ): Promise<Answer<"listDefaultProjectPermissions">> => call("listDefaultProjectPermissions", { query }, options),

    /**
     * Get what the caller may do in a project.
     * Operation getUserProjectPermission, source: manual 4.34.
     */
    getUserProject: (
      query: Query<"getUserProjectPermission">,
      options?: CallOptions,
    ): Promise<Answer<"getUserProjectPermission">> => call("getUserProjectPermission", { query }, options),

    /**
     * Tell whether secure intranet access is on.
     * Operation isInternalAccessEnabled, source: manual 4.33.
     */
    isInternalAccessEnabled: (options?: CallOptions): Promise<Answer<"isInternalAccessEnabled">> =>
      call("isInternalAccessEnabled", {}, options),

    /**
     * Set the role permissions of several jobs.
     * Operation updateJobPermissions, source: sdk.
     */
    updateJobs: (body: Body<"updateJobPermissions">, options?: CallOptions): Promise<Answer<"updateJobPermissions">> =>
      call("updateJobPermissions", { body }, options),

    /**
     * Switch a job to or from the project-level permissions.
     * Operation setProjectPermissionSwitch, source: sdk.
     */
    setProjectSwitch: (
      body: Body<"setProjectPermissionSwitch">,
      options?: CallOptions,
    ): Promise<Answer<"setProjectPermissionSwitch">> => call("setProjectPermissionSwitch", { body }, options),
  };
}
