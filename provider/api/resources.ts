/** Executors and purchased resources. */
import type { CallOptions } from "../client/operation";
import type { Answer, Body, Call, Query } from "./types";

export function resources(call: Call) {
  return {
    /**
     * List the built-in executor sizes of a project. The body is a bare array.
     * Operation listExecutorSpecs, source: manual 4.31.
     */
    listExecutorSpecs: (query: Query<"listExecutorSpecs">, options?: CallOptions): Promise<Answer<"listExecutorSpecs">> =>
      call("listExecutorSpecs", { query }, options),

    /**
     * List purchased resources by state. Absent from the SDK.
     * Operation listPackageSpecStatus, source: manual 4.89.
     */
    listPackageSpecStatus: (
      query: Query<"listPackageSpecStatus">,
      options?: CallOptions,
    ): Promise<Answer<"listPackageSpecStatus">> => call("listPackageSpecStatus", { query }, options),

    /**
     * List when purchased resources expire.
     * Operation listResourceCountdowns, source: manual 4.90.
     */
    listCountdowns: (body: Body<"listResourceCountdowns">, options?: CallOptions): Promise<Answer<"listResourceCountdowns">> =>
      call("listResourceCountdowns", { body }, options),
  };
}
