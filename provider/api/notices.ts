/** Notice settings of a job, one per channel. They cannot be made or deleted, only changed. */
import type { CallOptions } from "../client/operation";
import type { Answer, Body, Call, Query } from "./types";

export function notices(call: Call) {
  return {
    /**
     * List the notice settings of a job.
     * Errors: notFound when there is no such job.
     * Operation listJobNotices, source: manual 4.47.
     */
    list: (jobId: string, options?: CallOptions): Promise<Answer<"listJobNotices">> =>
      call("listJobNotices", { path: { job_id: jobId } }, options),

    /**
     * Set the notice settings of one channel of a job.
     * `param_config` carries the webhook and its key: a secret. Do not read the result.
     * Errors: notFound when there is no such job.
     * Operation updateJobNotice, source: sdk.
     */
    update: (jobId: string, body: Body<"updateJobNotice">, options?: CallOptions): Promise<Answer<"updateJobNotice">> =>
      call("updateJobNotice", { path: { job_id: jobId }, body }, options),

    /**
     * Check a webhook address.
     * Operation checkWebhookUrl, source: manual 4.79.
     */
    checkWebhookUrl: (body: Body<"checkWebhookUrl">, options?: CallOptions): Promise<Answer<"checkWebhookUrl">> =>
      call("checkWebhookUrl", { body }, options),

    /**
     * List the notice settings of a job (v3). Newer twin: `notices.list`.
     * Operation listJobNoticesV3, source: manual 4.24.
     */
    listV3: (jobId: string, options?: CallOptions): Promise<Answer<"listJobNoticesV3">> =>
      call("listJobNoticesV3", { path: { job_id: jobId } }, options),

    /**
     * Set the notice settings of one channel of a job (v3). Newer twin: `notices.update`.
     * Operation updateJobNoticeV3, source: manual 4.25.
     */
    updateV3: (jobId: string, body: Body<"updateJobNoticeV3">, options?: CallOptions): Promise<Answer<"updateJobNoticeV3">> =>
      call("updateJobNoticeV3", { path: { job_id: jobId }, body }, options),

    /**
     * Turn off one notice channel of a job.
     * Operation disableJobNoticeV3, source: manual 4.26.
     */
    disableV3: (
      jobId: string,
      query: Query<"disableJobNoticeV3">,
      options?: CallOptions,
    ): Promise<Answer<"disableJobNoticeV3">> => call("disableJobNoticeV3", { path: { job_id: jobId }, query }, options),
  };
}
