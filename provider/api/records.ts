/** Build records, stages and graphs. */
import type { CallOptions } from "../client/operation";
import type { Answer, Body, Call, Query } from "./types";

export function records(call: Call) {
  return {
    /**
     * List the build records of a build project.
     * listBuildRecords, source: manual 4.67.
     */
    list: (
      buildProjectId: string,
      query?: Query<"listBuildRecords">,
      options?: CallOptions,
    ): Promise<Answer<"listBuildRecords">> =>
      call("listBuildRecords", { path: { build_project_id: buildProjectId }, query }, options),

    /**
     * Count the builds of a build project.
     * countBuildRecords, source: manual 4.53.
     */
    count: (
      buildProjectId: string,
      query?: Query<"countBuildRecords">,
      options?: CallOptions,
    ): Promise<Answer<"countBuildRecords">> =>
      call("countBuildRecords", { path: { build_project_id: buildProjectId }, query }, options),

    /**
     * Get one build record.
     * getBuildRecord, source: manual 4.68.
     */
    get: (recordId: string, options?: CallOptions): Promise<Answer<"getBuildRecord">> =>
      call("getBuildRecord", { path: { record_id: recordId } }, options),

    /**
     * Get the full record of one build.
     * getBuildRecordInfo, source: manual 4.102.
     */
    getInfo: (jobId: string, buildNo: number, options?: CallOptions): Promise<Answer<"getBuildRecordInfo">> =>
      call("getBuildRecordInfo", { path: { job_id: jobId, build_no: buildNo } }, options),

    /**
     * List build records of a job within a time range.
     * listBuildInfoRecords, source: manual 4.30.
     */
    listBuildInfo: (
      jobId: string,
      query: Query<"listBuildInfoRecords">,
      options?: CallOptions,
    ): Promise<Answer<"listBuildInfoRecords">> => call("listBuildInfoRecords", { path: { job_id: jobId }, query }, options),

    /**
     * Get the record of one build.
     * getBuildInfoRecord, source: manual 4.108.
     */
    getBuildInfo: (jobId: string, buildNo: number, options?: CallOptions): Promise<Answer<"getBuildInfoRecord">> =>
      call("getBuildInfoRecord", { path: { job_id: jobId, build_no: buildNo } }, options),

    /**
     * List brief build records of several build projects.
     * listBriefRecords, source: manual 4.52.
     */
    listBrief: (
      body: Body<"listBriefRecords">,
      query?: Query<"listBriefRecords">,
      options?: CallOptions,
    ): Promise<Answer<"listBriefRecords">> => call("listBriefRecords", { query, body }, options),

    /**
     * Get the build script of a build record.
     * getBuildScript, source: manual 4.38.
     */
    getScript: (recordId: string, options?: CallOptions): Promise<Answer<"getBuildScript">> =>
      call("getBuildScript", { path: { record_id: recordId } }, options),

    /**
     * Get the stages of a build.
     * getBuildStages, source: manual 4.51.
     */
    getStages: (recordId: string, query?: Query<"getBuildStages">, options?: CallOptions): Promise<Answer<"getBuildStages">> =>
      call("getBuildStages", { path: { record_id: recordId }, query }, options),

    /**
     * Get the dependency graph of a parent build.
     * getBuildFlowGraph, source: manual 4.110.
     */
    getFlowGraph: (buildFlowRecordId: string, options?: CallOptions): Promise<Answer<"getBuildFlowGraph">> =>
      call("getBuildFlowGraph", { path: { build_flow_record_id: buildFlowRecordId } }, options),

    /**
     * Get the full record of one build (v4). Newer twin: `records.getInfo`.
     * getBuildRecordInfoV4, source: manual 4.12.
     */
    getInfoV4: (jobId: string, buildNo: number, options?: CallOptions): Promise<Answer<"getBuildRecordInfoV4">> =>
      call("getBuildRecordInfoV4", { path: { job_id: jobId, build_no: buildNo } }, options),

    /**
     * Get the full record of one build (v3). Going offline. Use `records.getInfo`.
     * getBuildRecordInfoV3, source: manual 7.3.
     * @deprecated The service calls it outdated.
     */
    getInfoV3: (jobId: string, buildNo: number, options?: CallOptions): Promise<Answer<"getBuildRecordInfoV3">> =>
      call("getBuildRecordInfoV3", { path: { job_id: jobId, build_no: buildNo } }, options),

    /**
     * List build records of a job within a time range (v3). Newer twin: `records.listBuildInfo`.
     * listBuildInfoRecordsV3, source: manual 4.29.
     */
    listBuildInfoV3: (
      jobId: string,
      query: Query<"listBuildInfoRecordsV3">,
      options?: CallOptions,
    ): Promise<Answer<"listBuildInfoRecordsV3">> => call("listBuildInfoRecordsV3", { path: { job_id: jobId }, query }, options),

    /**
     * Get the dependency graph of a parent build (v3). Going offline. Use `records.getFlowGraph`.
     * getBuildFlowGraphV3, source: manual 7.2.
     * @deprecated The service calls it outdated.
     */
    getFlowGraphV3: (buildFlowRecordId: string, options?: CallOptions): Promise<Answer<"getBuildFlowGraphV3">> =>
      call("getBuildFlowGraphV3", { path: { build_flow_record_id: buildFlowRecordId } }, options),
  };
}
