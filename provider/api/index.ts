/**
 * The client: every operation of CodeArts Build, HSS CI/CD and IAM, typed, signed and retried.
 *
 * ```ts
 * import { createClient } from "pulumi-codearts/client";
 * const client = createClient({ region: "cn-north-4", accessKey, secretKey });
 * const { job_id } = await client.jobs.create({ project_id, job_name: "api", arch: "x86-64", steps: [] });
 * for await (const job of client.each("listProjectJobs", { path: { project_id } })) console.log(job.job_name);
 * ```
 */

import type { ClientOptions } from "../client/settings";
import { settings } from "../config";
import { buildClient, type Client, connect } from "./create-client";

export type { Download } from "../client/download";
export { CodeArtsError, type ErrorKind, type Happened } from "../client/errors";
export type { UploadFile } from "../client/multipart";
export type { CallOptions, Progress } from "../client/operation";
export type { ClientOptions } from "../client/settings";
export type { CicdOptions } from "./cicd";
export type { Client } from "./create-client";
export { operations } from "./generated/operations";
export type { ListInput, PagedOperation, Row } from "./pages";
export type { Answer, Body, Input, OperationId, Path, Query, Schemas } from "./types";

/**
 * Makes a client with connections and a queue of its own. What the options leave out is taken from the environment variables of Huawei's
 * tools and the KooCLI profile file. Throws a CodeArtsError of kind "credentials" when no place has any, naming all of them.
 */
export function createClient(options: ClientOptions = {}): Client {
  const complete = settings(options);
  return buildClient(complete, connect(complete.requestsInFlight, complete.proxy));
}
