import type { Answer, Query, Row } from "../../provider/client";
import type { BuildJobInputs } from "../generated/inputs";
import { type Camelled, camelled } from "./camel";
import {
  all,
  asOutput,
  type InProject,
  type LookUpOptions,
  lookUp,
  only,
  projectOf,
  readingCloud,
  type Sealed,
  sealed,
} from "./look-up";

/** Which job: by its id, or by its name in a project. */
export type GetBuildJobArgs = InProject & ({ id: string; name?: undefined } | { name: string; id?: undefined });

/**
 * A job with all its settings, as a program would declare them. Parameters, steps and triggers can hold secrets and are secret
 * Outputs; repositories are an Output too, secret where an address carries a password. Values of private parameters are asterisks.
 */
export type GetBuildJobResult = Sealed<BuildJobInputs, "parameters" | "steps" | "triggers" | "scms"> & { id: string };

/**
 * Looks up one build job.
 *
 * ```ts
 * const { id, parameters } = await codearts.getBuildJob({ name: "api" }); // parameters is a secret Output
 * ```
 *
 * Errors: no such job; no right to see it.
 *
 * Source: getJobConfig, listProjectJobs (manual 4.103, 4.98).
 */
export async function getBuildJob(args: GetBuildJobArgs, options?: LookUpOptions): Promise<GetBuildJobResult> {
  const job = await lookUp("getBuildJob", args, options, async (at) => {
    const { buildJob }: typeof import("../../provider/kinds/build-job/kind") = require("../../provider/kinds/build-job/kind");
    const id = args.id ?? (await idOf(args.name, await listBuildJobs({ ...args, search: args.name }, options)));
    const live = await buildJob.read(readingCloud(at), id, {});
    const found = only("getBuildJob", `job ${id}`, live === undefined ? [] : [live], () => id);
    return { ...buildJob.view(found, undefined, id, at.client.region).inputs, id };
  });
  const { hasCredentials }: typeof import("../../provider/lifecycle/secrets") = require("../../provider/lifecycle/secrets");
  const open = sealed(job, ["parameters", "steps", "triggers"]);
  return sealed(open, ["scms"], (scms) => hasCredentials(JSON.stringify(scms)));
}

function idOf(name: string, jobs: ListedBuildJob[]): string {
  const named = jobs.filter((job) => job.jobName === name);
  return only("getBuildJob", `job ${JSON.stringify(name)}`, named, ({ id }) => String(id)).id ?? "";
}

/** {@link getBuildJob} for arguments that may be Outputs; secret as a whole. `pulumi.unsecret(found.id)` is the id in clear. */
export const getBuildJobOutput = asOutput(getBuildJob);

type JobQuery = Query<"listProjectJobs">;

/** Which jobs. */
export interface ListBuildJobsArgs extends InProject {
  /** Part of the name. */
  search?: string;
  /** User id of who made them. */
  creatorId?: string;
  /** State of the latest build, such as `red`. */
  buildStatus?: JobQuery["build_status"];
  /** Only jobs of this job group (`path_id`). */
  groupPathId?: string;
}

/** A job as the list shows it. */
export type ListedBuildJob = Camelled<Row<"listProjectJobs">>;

/**
 * Lists the build jobs of a project, all pages of them.
 *
 * ```ts
 * const failing = (await codearts.listBuildJobs({ buildStatus: "red" })).map((job) => job.jobName);
 * ```
 *
 * Source: listProjectJobs (manual 4.98).
 */
export function listBuildJobs(args: ListBuildJobsArgs = {}, options?: LookUpOptions): Promise<ListedBuildJob[]> {
  return lookUp("listBuildJobs", args, options, async (at) => {
    const { search, creatorId, buildStatus, groupPathId } = args;
    const query = { search, creator_id: creatorId, build_status: buildStatus, group_path_id: groupPathId };
    const path = { project_id: projectOf("listBuildJobs", at) };
    return (await all(at.client.each("listProjectJobs", { path, query }))).map((row) => camelled(row));
  });
}

/** {@link listBuildJobs} for arguments that may be Outputs. */
export const listBuildJobsOutput = asOutput(listBuildJobs);

/** Which machines. */
export interface GetExecutorSpecsArgs extends InProject {
  /** CPU of the machines, `x86-64` or `arm`. Default: x86-64. */
  arch?: string;
}

/**
 * The sizes of build machines that a project may use, for `flavor`.
 *
 * ```ts
 * const sizes = await codearts.getExecutorSpecs({ arch: "arm" }); // such as ["2U8G", "4U8G"]
 * ```
 *
 * Source: listExecutorSpecs (manual 4.31).
 */
export function getExecutorSpecs(args: GetExecutorSpecsArgs = {}, options?: LookUpOptions): Promise<string[]> {
  return lookUp("getExecutorSpecs", args, options, async (at) => {
    const query = { project_id: projectOf("getExecutorSpecs", at), arch: args.arch ?? "x86-64" };
    return [...(await at.client.request("listExecutorSpecs", { query }))];
  });
}

/** {@link getExecutorSpecs} for arguments that may be Outputs. */
export const getExecutorSpecsOutput = asOutput(getExecutorSpecs);

/** A parameter that every build has without declaring it. */
export type SystemParameter = Camelled<NonNullable<Answer<"listSystemParameters">>>[number];

/**
 * The parameters that every build has, such as `BUILDNUMBER`.
 *
 * Source: listSystemParameters (manual 4.86).
 */
export function getSystemParameters(
  args: Omit<InProject, "projectId"> = {},
  options?: LookUpOptions,
): Promise<SystemParameter[]> {
  return lookUp("getSystemParameters", args, options, async ({ client }) =>
    ((await client.request("listSystemParameters", {})) ?? []).map((row) => camelled(row)),
  );
}

/** {@link getSystemParameters} for arguments that may be Outputs. */
export const getSystemParametersOutput = asOutput(getSystemParameters);
