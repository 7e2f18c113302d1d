/** Running builds and their history. */
import type { CallOptions } from "../client/operation";
import type { Answer, Body, Call, Query } from "./types";

export function builds(call: Call) {
  return {
    /**
     * Start a build.
     * Errors: notFound when there is no such job; an answer that was lost is not followed by a second try (`happened` is
     * "unknown").
     * runJob, source: manual 4.94.
     */
    run: (body: Body<"runJob">, options?: CallOptions): Promise<Answer<"runJob">> => call("runJob", { body }, options),

    /**
     * Stop a build.
     * stopBuild, source: manual 4.15.
     */
    stop: (jobId: string, query?: Query<"stopBuild">, options?: CallOptions): Promise<Answer<"stopBuild">> =>
      call("stopBuild", { path: { job_id: jobId }, query }, options),

    /**
     * Get the state of a build of a job.
     * getJobStatus, source: manual 4.104.
     */
    getStatus: (jobId: string, query?: Query<"getJobStatus">, options?: CallOptions): Promise<Answer<"getJobStatus">> =>
      call("getJobStatus", { path: { job_id: jobId }, query }, options),

    /**
     * Tell whether a job is building.
     * getJobRunningStatus, source: manual 4.49.
     */
    getRunningStatus: (jobId: string, options?: CallOptions): Promise<Answer<"getJobRunningStatus">> =>
      call("getJobRunningStatus", { path: { job_id: jobId } }, options),

    /**
     * List builds of a job within the last days.
     * Units: interval: How many days to look back.
     * listBuildHistory, source: manual 4.2.
     */
    listHistory: (jobId: string, query: Query<"listBuildHistory">, options?: CallOptions): Promise<Answer<"listBuildHistory">> =>
      call("listBuildHistory", { path: { job_id: jobId }, query }, options),

    /**
     * List builds of a job within a date range. The range may not exceed 30 days.
     * Units: start_time: First day; end_time: Last day.
     * listBuildHistoryByPeriod, source: manual 4.1.
     */
    listHistoryByPeriod: (
      jobId: string,
      query: Query<"listBuildHistoryByPeriod">,
      options?: CallOptions,
    ): Promise<Answer<"listBuildHistoryByPeriod">> =>
      call("listBuildHistoryByPeriod", { path: { job_id: jobId }, query }, options),

    /**
     * Get parameters and steps of one build.
     * getBuildHistoryDetail, source: manual 4.8.
     */
    getHistoryDetail: (jobId: string, buildNumber: number, options?: CallOptions): Promise<Answer<"getBuildHistoryDetail">> =>
      call("getBuildHistoryDetail", { path: { job_id: jobId, build_number: buildNumber } }, options),

    /**
     * Get the latest successful build of a repository.
     * getLastSuccessfulBuild, source: manual 4.7.
     */
    getLastSuccessful: (
      projectId: string,
      query: Query<"getLastSuccessfulBuild">,
      options?: CallOptions,
    ): Promise<Answer<"getLastSuccessfulBuild">> =>
      call("getLastSuccessfulBuild", { path: { project_id: projectId }, query }, options),

    /**
     * Get the artifacts of one build.
     * getBuildOutputs, source: manual 4.13.
     */
    getOutputs: (jobId: string, buildNo: number, options?: CallOptions): Promise<Answer<"getBuildOutputs">> =>
      call("getBuildOutputs", { path: { job_id: jobId, build_no: buildNo } }, options),

    /**
     * List the parameter values of one build.
     * listBuildParameters, source: manual 4.109.
     */
    listParameters: (jobId: string, buildNo: number, options?: CallOptions): Promise<Answer<"listBuildParameters">> =>
      call("listBuildParameters", { path: { job_id: jobId, build_no: buildNo } }, options),

    /**
     * Start a build (v3). Newer twin: `builds.run`.
     * Errors: an answer that was lost is not followed by a second try (`happened` is "unknown").
     * runJobV3, source: manual 4.6.
     */
    runV3: (body: Body<"runJobV3">, options?: CallOptions): Promise<Answer<"runJobV3">> => call("runJobV3", { body }, options),

    /**
     * Stop a build (v3). Newer twin: `builds.stop`.
     * stopBuildV3, source: manual 4.14.
     */
    stopV3: (jobId: string, buildNo: number, options?: CallOptions): Promise<Answer<"stopBuildV3">> =>
      call("stopBuildV3", { path: { job_id: jobId, build_no: buildNo } }, options),

    /**
     * Stop a build by job and number in the body (v3). Going offline. Use `builds.stop`.
     * stopJobV3, source: manual 7.4.
     * @deprecated The service calls it outdated.
     */
    stopJobV3: (body: Body<"stopJobV3">, options?: CallOptions): Promise<Answer<"stopJobV3">> =>
      call("stopJobV3", { body }, options),

    /**
     * Tell whether a job is running.
     * isJobRunningV3, source: manual 4.4.
     */
    isRunningV3: (jobId: string, options?: CallOptions): Promise<Answer<"isJobRunningV3">> =>
      call("isJobRunningV3", { path: { job_id: jobId } }, options),
  };
}
