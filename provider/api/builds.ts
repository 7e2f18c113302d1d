/** Running builds and their history. */
import type { CallOptions } from "../client/operation";
import type { Answer, Body, Call, Query } from "./types";

export function builds(call: Call) {
  return {
    /**
     * Start a build.
     * Errors: notFound when there is no such job; after a lost answer there is no second try: `happened` is "unknown".
     * Operation runJob, source: manual 4.94.
     */
    run: (body: Body<"runJob">, options?: CallOptions): Promise<Answer<"runJob">> => call("runJob", { body }, options),

    /**
     * Stop a build.
     * Operation stopBuild, source: manual 4.15.
     */
    stop: (jobId: string, query?: Query<"stopBuild">, options?: CallOptions): Promise<Answer<"stopBuild">> =>
      call("stopBuild", { path: { job_id: jobId }, query }, options),

    /**
     * Get the state of a build of a job.
     * Operation getJobStatus, source: manual 4.104.
     */
    getStatus: (jobId: string, query?: Query<"getJobStatus">, options?: CallOptions): Promise<Answer<"getJobStatus">> =>
      call("getJobStatus", { path: { job_id: jobId }, query }, options),

    /**
     * Tell whether a job is building.
     * Operation getJobRunningStatus, source: manual 4.49.
     */
    getRunningStatus: (jobId: string, options?: CallOptions): Promise<Answer<"getJobRunningStatus">> =>
      call("getJobRunningStatus", { path: { job_id: jobId } }, options),

    /**
     * List builds of a job within the last days.
     * Pages: offset counts pages from 0, limit at most 100. All rows: `client.each("listBuildHistory", …)`.
     * Units: interval: days to look back.
     * Operation listBuildHistory, source: manual 4.2.
     */
    listHistory: (jobId: string, query: Query<"listBuildHistory">, options?: CallOptions): Promise<Answer<"listBuildHistory">> =>
      call("listBuildHistory", { path: { job_id: jobId }, query }, options),

    /**
     * List builds of a job within a date range. The range may not exceed 30 days.
     * Pages: offset counts pages from 0, limit at most 100. All rows: `client.each("listBuildHistoryByPeriod", …)`.
     * Units: start_time, end_time: yyyy-MM-dd.
     * Operation listBuildHistoryByPeriod, source: manual 4.1.
     */
    listHistoryByPeriod: (
      jobId: string,
      query: Query<"listBuildHistoryByPeriod">,
      options?: CallOptions,
    ): Promise<Answer<"listBuildHistoryByPeriod">> =>
      call("listBuildHistoryByPeriod", { path: { job_id: jobId }, query }, options),

    /**
     * Get parameters and steps of one build.
     * Operation getBuildHistoryDetail, source: manual 4.8.
     */
    getHistoryDetail: (jobId: string, buildNumber: number, options?: CallOptions): Promise<Answer<"getBuildHistoryDetail">> =>
      call("getBuildHistoryDetail", { path: { job_id: jobId, build_number: buildNumber } }, options),

    /**
     * Get the latest successful build of a repository.
     * Operation getLastSuccessfulBuild, source: manual 4.7.
     */
    getLastSuccessful: (
      projectId: string,
      query: Query<"getLastSuccessfulBuild">,
      options?: CallOptions,
    ): Promise<Answer<"getLastSuccessfulBuild">> =>
      call("getLastSuccessfulBuild", { path: { project_id: projectId }, query }, options),

    /**
     * Get the artifacts of one build.
     * Operation getBuildOutputs, source: manual 4.13.
     */
    getOutputs: (jobId: string, buildNo: number, options?: CallOptions): Promise<Answer<"getBuildOutputs">> =>
      call("getBuildOutputs", { path: { job_id: jobId, build_no: buildNo } }, options),

    /**
     * List the parameter values of one build.
     * Operation listBuildParameters, source: manual 4.109.
     */
    listParameters: (jobId: string, buildNo: number, options?: CallOptions): Promise<Answer<"listBuildParameters">> =>
      call("listBuildParameters", { path: { job_id: jobId, build_no: buildNo } }, options),

    /**
     * Start a build (v3). Newer twin: `builds.run`.
     * Errors: after a lost answer there is no second try: `happened` is "unknown".
     * Operation runJobV3, source: manual 4.6.
     */
    runV3: (body: Body<"runJobV3">, options?: CallOptions): Promise<Answer<"runJobV3">> => call("runJobV3", { body }, options),

    /**
     * Stop a build (v3). Newer twin: `builds.stop`.
     * Operation stopBuildV3, source: manual 4.14.
     */
    stopV3: (jobId: string, buildNo: number, options?: CallOptions): Promise<Answer<"stopBuildV3">> =>
      call("stopBuildV3", { path: { job_id: jobId, build_no: buildNo } }, options),

    /**
     * Stop a build by job and number in the body (v3). Going offline. Use `builds.stop`.
     * Operation stopJobV3, source: manual 7.4.
     * @deprecated The service calls it outdated.
     */
    stopJobV3: (body: Body<"stopJobV3">, options?: CallOptions): Promise<Answer<"stopJobV3">> =>
      call("stopJobV3", { body }, options),

    /**
     * Tell whether a job is running.
     * Operation isJobRunningV3, source: manual 4.4.
     */
    isRunningV3: (jobId: string, options?: CallOptions): Promise<Answer<"isJobRunningV3">> =>
      call("isJobRunningV3", { path: { job_id: jobId } }, options),
  };
}
