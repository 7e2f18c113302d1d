/** Build jobs: create, read, update, copy, delete, disable, list. */
import type { CallOptions } from "../client/operation";
import type { Answer, Body, Call, Query } from "./types";

export function jobs(call: Call) {
  return {
    /**
     * Create a job.
     * Limits: name 1 to 115 letters, digits, _ and -, unique in its project; 50 steps (30 in the Beijing regions).
     * Errors: after a lost answer there is no second try: `happened` is "unknown".
     * Operation createJob, source: manual 4.95.
     */
    create: (body: Body<"createJob">, options?: CallOptions): Promise<Answer<"createJob">> =>
      call("createJob", { body }, options),

    /**
     * Replace the configuration of a job. Send the whole configuration. Neither the manual nor the SDK lists
     * build_if_code_updated, timeout and group_id for this endpoint, and the SDK also lacks triggers; what an omitted field
     * does to the stored value is not documented.
     * Errors: notFound when there is no such job.
     * Operation updateJob, source: manual 4.96.
     */
    update: (body: Body<"updateJob">, options?: CallOptions): Promise<Answer<"updateJob">> =>
      call("updateJob", { body }, options),

    /**
     * Copy a job. Send a complete configuration for the new job. Neither the manual nor the SDK lists build_if_code_updated,
     * timeout and group_id for this endpoint.
     * Errors: notFound when there is no such job; after a lost answer there is no second try: `happened` is "unknown".
     * Operation copyJob, source: manual 4.97.
     */
    copy: (body: Body<"copyJob">, options?: CallOptions): Promise<Answer<"copyJob">> => call("copyJob", { body }, options),

    /**
     * Suggest a name for a copy of a job.
     * Operation suggestCopyName, source: manual 4.84.
     */
    suggestCopyName: (jobId: string, options?: CallOptions): Promise<Answer<"suggestCopyName">> =>
      call("suggestCopyName", { path: { job_id: jobId } }, options),

    /**
     * Delete a job. The job goes to the recycle bin.
     * Errors: notFound when there is no such job.
     * Operation deleteJob, source: manual 4.60.
     */
    delete: (jobId: string, options?: CallOptions): Promise<Answer<"deleteJob">> =>
      call("deleteJob", { path: { job_id: jobId } }, options),

    /**
     * Delete several jobs. The SDK declares a single deleted job as the result, although several IDs are sent.
     * Operation deleteJobs, source: sdk.
     */
    deleteMany: (body: Body<"deleteJobs">, options?: CallOptions): Promise<Answer<"deleteJobs">> =>
      call("deleteJobs", { body }, options),

    /**
     * Get the configuration of a job.
     * Errors: notFound when there is no such job.
     * Operation getJobConfig, source: manual 4.103.
     */
    getConfig: (jobId: string, query?: Query<"getJobConfig">, options?: CallOptions): Promise<Answer<"getJobConfig">> =>
      call("getJobConfig", { path: { job_id: jobId }, query }, options),

    /**
     * Get build-related facts about a job.
     * Errors: notFound when there is no such job.
     * Operation getJobInfo, source: manual 4.46.
     */
    getInfo: (jobId: string, options?: CallOptions): Promise<Answer<"getJobInfo">> =>
      call("getJobInfo", { path: { job_id: jobId } }, options),

    /**
     * Get a job as a pipeline sees it.
     * Operation getPipelineJobInfo, source: manual 4.105.
     */
    getPipelineInfo: (
      jobId: string,
      query?: Query<"getPipelineJobInfo">,
      options?: CallOptions,
    ): Promise<Answer<"getPipelineJobInfo">> => call("getPipelineJobInfo", { path: { job_id: jobId }, query }, options),

    /**
     * List the jobs of a project. The manual says page_index starts at 1, the SDK at 0; treat it as 0-based. Later revisions
     * of the page wrap the answer in the usual envelope, so accept jobs and total both at the root and inside result.
     * Pages: page_index from 0, page_size at most 100. All rows: `client.each("listProjectJobs", …)`.
     * Operation listProjectJobs, source: manual 4.98.
     */
    listProject: (
      projectId: string,
      query: Query<"listProjectJobs">,
      options?: CallOptions,
    ): Promise<Answer<"listProjectJobs">> => call("listProjectJobs", { path: { project_id: projectId }, query }, options),

    /**
     * List every job the caller can see. The manual lists no parameters; these are from the SDK.
     * Pages: page_index from 0, page_size at most 100. All rows: `client.each("listUserJobs", …)`.
     * Operation listUserJobs, source: manual 4.37.
     */
    listUser: (query?: Query<"listUserJobs">, options?: CallOptions): Promise<Answer<"listUserJobs">> =>
      call("listUserJobs", { query }, options),

    /**
     * Tell whether a job name is taken in a project.
     * Operation checkJobNameExists, source: manual 4.39.
     */
    checkNameExists: (query: Query<"checkJobNameExists">, options?: CallOptions): Promise<Answer<"checkJobNameExists">> =>
      call("checkJobNameExists", { query }, options),

    /**
     * Check the job count against its limit.
     * Operation checkJobCountLimit, source: manual 4.91.
     */
    checkCountLimit: (options?: CallOptions): Promise<Answer<"checkJobCountLimit">> => call("checkJobCountLimit", {}, options),

    /**
     * Disable or enable a job.
     * Errors: notFound when there is no such job.
     * Operation setJobDisabled, source: manual 4.43.
     */
    setDisabled: (jobId: string, body: Body<"setJobDisabled">, options?: CallOptions): Promise<Answer<"setJobDisabled">> =>
      call("setJobDisabled", { path: { job_id: jobId }, body }, options),

    /**
     * Get who disabled a job and why.
     * Operation getJobDisableInfo, source: manual 4.69.
     */
    getDisableInfo: (jobId: string, options?: CallOptions): Promise<Answer<"getJobDisableInfo">> =>
      call("getJobDisableInfo", { path: { job_id: jobId } }, options),

    /**
     * Compare two versions of a job configuration. The misspelt name revisedl_no is real.
     * Operation diffJobConfig, source: manual 4.71.
     */
    diffConfig: (jobId: string, query: Query<"diffJobConfig">, options?: CallOptions): Promise<Answer<"diffJobConfig">> =>
      call("diffJobConfig", { path: { job_id: jobId }, query }, options),

    /**
     * List the changes made to a job.
     * Pages: page_no from 1, page_size at most 100. All rows: `client.each("listJobUpdateHistory", …)`.
     * Operation listJobUpdateHistory, source: manual 4.83.
     */
    listUpdateHistory: (
      jobId: string,
      query?: Query<"listJobUpdateHistory">,
      options?: CallOptions,
    ): Promise<Answer<"listJobUpdateHistory">> => call("listJobUpdateHistory", { path: { job_id: jobId }, query }, options),

    /**
     * List the kinds of build parameters and their rules.
     * Operation listParameterTypes, source: manual 4.61.
     */
    listParameterTypes: (options?: CallOptions): Promise<Answer<"listParameterTypes">> => call("listParameterTypes", {}, options),

    /**
     * List the parameters every new job starts with.
     * Operation listDefaultParameters, source: manual 4.64.
     */
    listDefaultParameters: (options?: CallOptions): Promise<Answer<"listDefaultParameters">> =>
      call("listDefaultParameters", {}, options),

    /**
     * List the predefined parameters.
     * Operation listSystemParameters, source: manual 4.86.
     */
    listSystemParameters: (options?: CallOptions): Promise<Answer<"listSystemParameters">> =>
      call("listSystemParameters", {}, options),

    /**
     * Follow a job.
     * Operation followJob, source: sdk.
     */
    follow: (jobId: string, options?: CallOptions): Promise<Answer<"followJob">> =>
      call("followJob", { path: { job_id: jobId } }, options),

    /**
     * Stop following a job.
     * Operation unfollowJob, source: sdk.
     */
    unfollow: (jobId: string, options?: CallOptions): Promise<Answer<"unfollowJob">> =>
      call("unfollowJob", { path: { job_id: jobId } }, options),

    /**
     * Create a job (v3, outdated). The English page marks this endpoint as outdated. Use `jobs.create`.
     * Errors: after a lost answer there is no second try: `happened` is "unknown".
     * Operation createJobV3, source: manual 4.19.
     * @deprecated The service calls it outdated.
     */
    createV3: (body: Body<"createJobV3">, options?: CallOptions): Promise<Answer<"createJobV3">> =>
      call("createJobV3", { body }, options),

    /**
     * Replace the configuration of a job (v3). Newer twin: `jobs.update`. The manual and the SDK list neither triggers nor
     * build_if_code_updated, timeout, group_id, enable_git_lfs, group_name and repo_name for this endpoint.
     * Errors: notFound when there is no such job.
     * Operation updateJobV3, source: manual 4.20.
     */
    updateV3: (body: Body<"updateJobV3">, options?: CallOptions): Promise<Answer<"updateJobV3">> =>
      call("updateJobV3", { body }, options),

    /**
     * Delete a job (v3). Newer twin: `jobs.delete`.
     * Errors: notFound when there is no such job.
     * Operation deleteJobV3, source: manual 4.16.
     */
    deleteV3: (jobId: string, options?: CallOptions): Promise<Answer<"deleteJobV3">> =>
      call("deleteJobV3", { path: { job_id: jobId } }, options),

    /**
     * Disable a job (v3). Newer twin: `jobs.setDisabled`.
     * Operation disableJobV3, source: manual 4.17.
     */
    disableV3: (jobId: string, options?: CallOptions): Promise<Answer<"disableJobV3">> =>
      call("disableJobV3", { path: { job_id: jobId } }, options),

    /**
     * Enable a disabled job (v3). Newer twin: `jobs.setDisabled`.
     * Operation enableJobV3, source: manual 4.18.
     */
    enableV3: (jobId: string, options?: CallOptions): Promise<Answer<"enableJobV3">> =>
      call("enableJobV3", { path: { job_id: jobId } }, options),

    /**
     * Get the configuration of a job (v3). Newer twin: `jobs.getConfig`.
     * Errors: notFound when there is no such job.
     * Operation getJobConfigV3, source: manual 4.27.
     */
    getConfigV3: (jobId: string, query?: Query<"getJobConfigV3">, options?: CallOptions): Promise<Answer<"getJobConfigV3">> =>
      call("getJobConfigV3", { path: { job_id: jobId }, query }, options),

    /**
     * List the jobs of a project (v3). Newer twin: `jobs.listProject`.
     * Pages: page_index from 0, page_size at most 100. All rows: `client.each("listProjectJobsV3", …)`.
     * Operation listProjectJobsV3, source: manual 4.5.
     */
    listProjectV3: (
      projectId: string,
      query: Query<"listProjectJobsV3">,
      options?: CallOptions,
    ): Promise<Answer<"listProjectJobsV3">> => call("listProjectJobsV3", { path: { project_id: projectId }, query }, options),
  };
}
