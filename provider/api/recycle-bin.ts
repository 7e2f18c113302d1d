/** Deleted jobs. */
import type { CallOptions } from "../client/operation";
import type { Answer, Body, Call, Query } from "./types";

export function recycleBin(call: Call) {
  return {
    /**
     * List deleted jobs.
     * Pages: page_no from 1, page_size at most 100. All rows: `client.each("listRecycledJobs", …)`.
     * Operation listRecycledJobs, source: manual 4.73.
     */
    list: (query?: Query<"listRecycledJobs">, options?: CallOptions): Promise<Answer<"listRecycledJobs">> =>
      call("listRecycledJobs", { query }, options),

    /**
     * Delete jobs from the recycle bin for good.
     * Operation deleteRecycledJobs, source: manual 4.74.
     */
    delete: (body: Body<"deleteRecycledJobs">, options?: CallOptions): Promise<Answer<"deleteRecycledJobs">> =>
      call("deleteRecycledJobs", { body }, options),

    /**
     * Restore jobs from the recycle bin.
     * Operation restoreRecycledJobs, source: manual 4.76.
     */
    restore: (body: Body<"restoreRecycledJobs">, options?: CallOptions): Promise<Answer<"restoreRecycledJobs">> =>
      call("restoreRecycledJobs", { body }, options),

    /**
     * Empty the recycle bin.
     * Operation emptyRecycleBin, source: manual 4.75.
     */
    empty: (options?: CallOptions): Promise<Answer<"emptyRecycleBin">> => call("emptyRecycleBin", {}, options),

    /**
     * Set how long deleted jobs are kept. Only the tenant account itself may call this; its sub-users may not.
     * keep_time: 1 to 30 days; only the tenant account may set it.
     * Operation setRecycleBinKeepTime, source: manual 4.72.
     */
    setKeepTime: (body: Body<"setRecycleBinKeepTime">, options?: CallOptions): Promise<Answer<"setRecycleBinKeepTime">> =>
      call("setRecycleBinKeepTime", { body }, options),
  };
}
