/** Build records, stages and graphs. */
import type { CallOptions } from "../client/operation";
import type { Answer, Body, Call, Query } from "./types";

export function records(call: Call) {
  return {
    /**
     * List the build records of a build project.
     * Pages: page from 0, limit at most 100. All rows: `client.each("listBuildRecords", …)`.
     * Units: from_date, to_date: yyyy-MM-dd HH:mm:ss.
     * Operation listBuildRecords, source: manual 4.67.
     */
    list: (
      buildProjectId: string,
      query?: Query<"listBuildRecords">,
      options?: CallOptions,
    ): Promise<Answer<"listBuildRecords">> =>
      call("listBuildRecords", { path: { build_project_id: buildProjectId }, query }, options),

    /**
     * Count the builds of a build project.
     * Units: from_date, to_date: yyyy-MM-dd HH:mm:ss.
     * Operation countBuildRecords, source: manual 4.53.
     */
    count: (
      buildProjectId: string,
      query?: Query<"countBuildRecords">,
      options?: CallOptions,
    ): Promise<Answer<"countBuildRecords">> =>
      call("countBuildRecords", { path: { build_project_id: buildProjectId }, query }, options),

    /**
     * Get one build record.
     * Operation getBuildRecord, source: manual 4.68.
     */
    get: (recordId: string, options?: CallOptions): Promise<Answer<"getBuildRecord">> =>
      call("getBuildRecord", { path: { record_id: recordId } }, options),

    /**
     * Get the full record of one build.
     * Operation getBuildRecordInfo, source: manual 4.102.
     */
    getInfo: (jobId: string, buildNo: number, options?: CallOptions): Promise<Answer<"getBuildRecordInfo">> =>
      call("getBuildRecordInfo", { path: { job_id: jobId, build_no: buildNo } }, options),

    /**
     * List build records of a job within a time range.
     * Pages: page_index from 0, page_size at most 100. All rows: `client.each("listBuildInfoRecords", …)`.
     * Units: start_time, end_time: yyyy-MM-dd HH:mm:ss.
     * Operation listBuildInfoRecords, source: manual 4.30.
     */
    listBuildInfo: (
      jobId: string,
      query: Query<"listBuildInfoRecords">,
      options?: CallOptions,
    ): Promise<Answer<"listBuildInfoRecords">> => call("listBuildInfoRecords", { path: { job_id: jobId }, query }, options),

    /**
     * Get the record of one build.
     * Operation getBuildInfoRecord, source: manual 4.108.
     */
    getBuildInfo: (jobId: string, buildNo: number, options?: CallOptions): Promise<Answer<"getBuildInfoRecord">> =>
      call("getBuildInfoRecord", { path: { job_id: jobId, build_no: buildNo } }, options),

    /**
     * List brief build records of several build projects.
     * Operation listBriefRecords, source: manual 4.52.
     */
    listBrief: (
      body: Body<"listBriefRecords">,
      query?: Query<"listBriefRecords">,
      options?: CallOptions,
    ): Promise<Answer<"listBriefRecords">> => call("listBriefRecords", { query, body }, options),

    /**
     * Get the build script of a build record.
     * Operation getBuildScript, source: manual 4.38.
     */
    getScript: (recordId: string, options?: CallOptions): Promise<Answer<"getBuildScript">> =>
      call("getBuildScript", { path: { record_id: recordId } }, options),

    /**
     * Get the stages of a build.
     * Operation getBuildStages, source: manual 4.51.
     */
    getStages: (recordId: string, query?: Query<"getBuildStages">, options?: CallOptions): Promise<Answer<"getBuildStages">> =>
      call("getBuildStages", { path: { record_id: recordId }, query }, options),

    /**
     * Get the dependency graph of a parent build.
     * Operation getBuildFlowGraph, source: manual 4.110.
     */
    getFlowGraph: (buildFlowRecordId: string, options?: CallOptions): Promise<Answer<"getBuildFlowGraph">> =>
      call("getBuildFlowGraph", { path: { build_flow_record_id: buildFlowRecordId } }, options),

    /**
     * Get the full record of one build (v4). Newer twin: `records.getInfo`.
     * Operation getBuildRecordInfoV4, source: manual 4.12.
     */
    getInfoV4: (jobId: string, buildNo: number, options?: CallOptions): Promise<Answer<"getBuildRecordInfoV4">> =>
      call("getBuildRecordInfoV4", { path: { job_id: jobId, build_no: buildNo } }, options),

    /**
     * Get the full record of one build (v3). Going offline. Use `records.getInfo`.
     * Operation getBuildRecordInfoV3, source: manual 7.3.
     * @deprecated The service calls it outdated.
     */
    getInfoV3: (jobId: string, buildNo: number, options?: CallOptions): Promise<Answer<"getBuildRecordInfoV3">> =>
      call("getBuildRecordInfoV3", { path: { job_id: jobId, build_no: buildNo } }, options),

    /**
     * List build records of a job within a time range (v3). Newer twin: `records.listBuildInfo`.
     * Pages: page_index from 0, page_size at most 100. All rows: `client.each("listBuildInfoRecordsV3", …)`.
     * Units: start_time, end_time: yyyy-MM-dd HH:mm:ss.
     * Operation listBuildInfoRecordsV3, source: manual 4.29.
     */
    listBuildInfoV3: (
      jobId: string,
      query: Query<"listBuildInfoRecordsV3">,
      options?: CallOptions,
    ): Promise<Answer<"listBuildInfoRecordsV3">> => call("listBuildInfoRecordsV3", { path: { job_id: jobId }, query }, options),

    /**
     * Get the dependency graph of a parent build (v3). Going offline. Use `records.getFlowGraph`.
     * Operation getBuildFlowGraphV3, source: manual 7.2.
     * @deprecated The service calls it outdated.
     */
    getFlowGraphV3: (buildFlowRecordId: string, options?: CallOptions): Promise<Answer<"getBuildFlowGraphV3">> =>
      call("getBuildFlowGraphV3", { path: { build_flow_record_id: buildFlowRecordId } }, options),
  };
}
