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
import { buildClient, connect } from "./client/build-client";
import type { Client, ClientOptions } from "./client/index";
import { settings } from "./config";

export * from "./client/index";

/**
 * Creates a client with its own connections and queue. Missing options are taken from the environment variables of Huawei's
 * tools and the KooCLI profile file. Throws a CodeArtsError of kind "credentials" that lists all searched sources if none has
 * credentials.
 */
export function createClient(options: ClientOptions = {}): Client {
  const complete = settings(options);
  return buildClient(complete, connect(complete.requestsInFlight, complete.proxy));
}
