/** The result of a build from the status in its record, whose values are not documented. */
export type BuildResult = "succeeded" | "failed" | "aborted" | "timedOut";

/** Undefined while the build waits or runs. An unknown status counts as a failure if the record has an end time. */
export function buildResult(status: string, finishTime: unknown): BuildResult | undefined {
  if (/^(BUILD_?)?(SUCC|PASS)/i.test(status)) return "succeeded";
  // QUEUE_TIMEOUT, SCHEDULE_FAILURE, INIT_ERROR: such a build never ran, and never will.
  if (/TIME.?OUT/i.test(status)) return "timedOut";
  if (/ABORT|CANCEL|STOPPED/i.test(status)) return "aborted";
  if (/FAIL|ERROR/i.test(status)) return "failed";
  return finishTime ? "failed" : undefined;
}
