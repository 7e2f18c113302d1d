/** Tenant, quota and projects. */
import type { CallOptions } from "../client/operation";
import type { Answer, Call, Query } from "./types";

export function account(call: Call) {
  return {
    /**
     * Get the monthly build quota of the tenant of a project.
     * Operation getPackageQuota, source: manual 4.36.
     */
    getPackageQuota: (query: Query<"getPackageQuota">, options?: CallOptions): Promise<Answer<"getPackageQuota">> =>
      call("getPackageQuota", { query }, options),

    /**
     * Get the billing type of the tenant.
     * Operation getChargeType, source: manual 4.41.
     */
    getChargeType: (options?: CallOptions): Promise<Answer<"getChargeType">> => call("getChargeType", {}, options),

    /**
     * Get the state of the tenant.
     * Operation getDomainStatus, source: manual 4.48.
     */
    getDomainStatus: (options?: CallOptions): Promise<Answer<"getDomainStatus">> => call("getDomainStatus", {}, options),

    /**
     * Tell whether the account is federated. Absent from the SDK.
     * Operation isFederatedAccount, source: manual 4.42.
     */
    isFederated: (options?: CallOptions): Promise<Answer<"isFederatedAccount">> => call("isFederatedAccount", {}, options),

    /**
     * Get job count and success ratio of the tenant.
     * Operation getJobTotals, source: manual 4.88.
     */
    getJobTotals: (options?: CallOptions): Promise<Answer<"getJobTotals">> => call("getJobTotals", {}, options),

    /**
     * List the projects of the caller.
     * Operation listRelatedProjects, source: manual 4.62.
     */
    listRelatedProjects: (options?: CallOptions): Promise<Answer<"listRelatedProjects">> =>
      call("listRelatedProjects", {}, options),

    /**
     * Page through the projects of the caller.
     * Pages: page_no from 1, page_size at most 100. All rows: `client.each("searchRelatedProjects", …)`.
     * Operation searchRelatedProjects, source: manual 4.66.
     */
    searchRelatedProjects: (
      query?: Query<"searchRelatedProjects">,
      options?: CallOptions,
    ): Promise<Answer<"searchRelatedProjects">> => call("searchRelatedProjects", { query }, options),
  };
}
