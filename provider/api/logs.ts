/** Build logs. */
import { followLog } from "../client/follow";
import type { CallOptions } from "../client/operation";
import type { Answer, Call, Query } from "./types";

export function logs(call: Call) {
  return {
    /**
     * The log of a build as it grows, piece by piece, until the build has ended. `onProgress` gets the bytes read so far.
     * Errors: notFound when there is no such job or build; cancelled when the signal fires.
     * Operations getRealTimeLog and getBuildRecordInfo, source: sdk, manual 4.102.
     */
    follow: (jobId: string, buildNo: number, options: CallOptions = {}): AsyncGenerator<string, void, undefined> => {
      const path = { job_id: jobId, build_no: buildNo };
      const source = {
        operation: "getRealTimeLog",
        read: (start: number) => call("getRealTimeLog", { path, query: { size: "1000", start_offset: start } }, options),
        hasEnded: async () => Boolean((await call("getBuildRecordInfo", { path }, options)).finish_time),
      };
      return followLog(source, options);
    },

    /**
     * Read the log of a build by offsets.
     * Units: size: lines, always "1000".
     * Operation getRealTimeLog, source: sdk.
     */
    getRealTime: (
      jobId: string,
      buildNo: number,
      query: Query<"getRealTimeLog">,
      options?: CallOptions,
    ): Promise<Answer<"getRealTimeLog">> =>
      call("getRealTimeLog", { path: { job_id: jobId, build_no: buildNo }, query }, options),

    /**
     * Download the whole log of a build.
     * `onProgress` is called as the bytes arrive.
     * Gives a Download: `stream`, `bytes()`, `size`, `fileName`.
     * Operation downloadBuildLog, source: sdk.
     */
    download: (recordId: string, query?: Query<"downloadBuildLog">, options?: CallOptions): Promise<Answer<"downloadBuildLog">> =>
      call("downloadBuildLog", { path: { record_id: recordId }, query }, options),

    /**
     * Download the log of one step of a build (v4).
     * Gives a Download: `stream`, `bytes()`, `size`, `fileName`.
     * Operation downloadStepLogV4, source: manual 4.11.
     */
    downloadStepV4: (
      recordId: string,
      query: Query<"downloadStepLogV4">,
      options?: CallOptions,
    ): Promise<Answer<"downloadStepLogV4">> => call("downloadStepLogV4", { path: { record_id: recordId }, query }, options),

    /**
     * Download the whole log of a build (v4).
     * Gives a Download: `stream`, `bytes()`, `size`, `fileName`.
     * Operation downloadBuildLogV4, source: manual 4.10.
     */
    downloadV4: (
      recordId: string,
      query?: Query<"downloadBuildLogV4">,
      options?: CallOptions,
    ): Promise<Answer<"downloadBuildLogV4">> => call("downloadBuildLogV4", { path: { record_id: recordId }, query }, options),

    /**
     * Download the whole log of a build (v3). Going offline. Use `logs.download`.
     * Gives a Download: `stream`, `bytes()`, `size`, `fileName`.
     * Operation downloadBuildLogV3, source: manual 7.1.
     * @deprecated The service calls it outdated.
     */
    downloadV3: (recordId: string, options?: CallOptions): Promise<Answer<"downloadBuildLogV3">> =>
      call("downloadBuildLogV3", { path: { record_id: recordId } }, options),

    /**
     * Read the log of a running build (v3). Newer twin: `logs.getRealTime`.
     * Units: offset: characters of the log; 0 first, then the offset of the answer.
     * Operation getRealTimeLogV3, source: manual 4.28.
     */
    getRealTimeV3: (
      jobId: string,
      buildNo: number,
      query: Query<"getRealTimeLogV3">,
      options?: CallOptions,
    ): Promise<Answer<"getRealTimeLogV3">> =>
      call("getRealTimeLogV3", { path: { job_id: jobId, build_no: buildNo }, query }, options),
  };
}
