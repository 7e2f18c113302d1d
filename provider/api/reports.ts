/** Success ratios, build times, test and coverage reports. */
import type { CallOptions } from "../client/operation";
import type { Answer, Call, Query } from "./types";

export function reports(call: Call) {
  return {
    /**
     * Get the success ratio of a job within a date range. The range may not exceed 30 days.
     * Units: start_time, end_time: yyyy-MM-dd.
     * Operation getJobSuccessRatio, source: manual 4.9.
     */
    getSuccessRatio: (
      jobId: string,
      query: Query<"getJobSuccessRatio">,
      options?: CallOptions,
    ): Promise<Answer<"getJobSuccessRatio">> => call("getJobSuccessRatio", { path: { job_id: jobId }, query }, options),

    /**
     * Get the success ratio of a job per day.
     * Units: interval: days to look back.
     * Operation getBuildSuccessReport, source: manual 4.44.
     */
    getBuildSuccess: (query: Query<"getBuildSuccessReport">, options?: CallOptions): Promise<Answer<"getBuildSuccessReport">> =>
      call("getBuildSuccessReport", { query }, options),

    /**
     * Get the build times of a job.
     * Units: interval: days to look back.
     * Operation getBuildTimeReport, source: manual 4.55.
     */
    getBuildTime: (query: Query<"getBuildTimeReport">, options?: CallOptions): Promise<Answer<"getBuildTimeReport">> =>
      call("getBuildTimeReport", { query }, options),

    /**
     * Get the unit-test totals of a build.
     * Operation getTestReport, source: manual 4.50.
     */
    getTest: (jobId: string, query: Query<"getTestReport">, options?: CallOptions): Promise<Answer<"getTestReport">> =>
      call("getTestReport", { path: { job_id: jobId }, query }, options),

    /**
     * List the coverage reports of a build.
     * Operation listCoverageReports, source: manual 4.40.
     */
    listCoverage: (query: Query<"listCoverageReports">, options?: CallOptions): Promise<Answer<"listCoverageReports">> =>
      call("listCoverageReports", { query }, options),

    /**
     * Download a coverage report.
     * Gives a Download: `stream`, `bytes()`, `size`, `fileName`.
     * Operation downloadCoverageReport, source: manual 4.45.
     */
    downloadCoverage: (
      query: Query<"downloadCoverageReport">,
      options?: CallOptions,
    ): Promise<Answer<"downloadCoverageReport">> => call("downloadCoverageReport", { query }, options),

    /**
     * List the branches a job has built.
     * Operation listReportBranches, source: manual 4.85.
     */
    listBranches: (query: Query<"listReportBranches">, options?: CallOptions): Promise<Answer<"listReportBranches">> =>
      call("listReportBranches", { query }, options),

    /**
     * List the repositories a job has built.
     * Operation listReportRepositories, source: manual 4.87.
     */
    listRepositories: (jobId: string, options?: CallOptions): Promise<Answer<"listReportRepositories">> =>
      call("listReportRepositories", { path: { job_id: jobId } }, options),
  };
}
