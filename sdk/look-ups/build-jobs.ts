import type {
  GetBuildJobArgs,
  GetExecutorSpecsArgs,
  InProject,
  ListBuildJobsArgs,
  ListedBuildJob,
  SystemParameter,
} from "../../provider/look-ups/types";
import type { BuildJobInputs } from "../generated/inputs";
import { asOutput, type LookUpOptions, lookUp, type Sealed, sealed } from "./look-up";

export type {
  GetBuildJobArgs,
  GetExecutorSpecsArgs,
  ListBuildJobsArgs,
  ListedBuildJob,
  SystemParameter,
} from "../../provider/look-ups/types";

/** Loaded by the first look-up only. */
const jobs = (): typeof import("../../provider/look-ups/build-jobs") => require("../../provider/look-ups/build-jobs");

/**
 * A job with all its settings, as inputs. Parameters, steps and triggers may contain secrets and are secret Outputs;
 * repositories are an Output too, secret if a URL contains a password. Values of private parameters are asterisks.
 */
export type GetBuildJobResult = Sealed<BuildJobInputs, "parameters" | "steps" | "triggers" | "scms"> & { id: string };

/**
 * Looks up one build job.
 *
 * ```ts
 * const { id, parameters } = await codearts.getBuildJob({ name: "api" }); // parameters is a secret Output
 * ```
 *
 * Errors: no such job; no permission to read it.
 *
 * Source: getJobConfig, listProjectJobs (manual 4.103, 4.98).
 */
export async function getBuildJob(args: GetBuildJobArgs, options?: LookUpOptions): Promise<GetBuildJobResult> {
  const job = await lookUp("getBuildJob", args, options, (at) => jobs().getBuildJob(at, args));
  const secrets: readonly string[] = jobs().buildJobSecrets(job);
  return sealed(job, ["parameters", "steps", "triggers", "scms"], (key) => secrets.includes(key));
}

/** {@link getBuildJob} for arguments that may be Outputs; secret as a whole. `pulumi.unsecret(found.id)` is the plain id. */
export const getBuildJobOutput = asOutput(getBuildJob);

/**
 * Lists all build jobs of a project.
 *
 * ```ts
 * const failing = (await codearts.listBuildJobs({ buildStatus: "red" })).map((job) => job.jobName);
 * ```
 *
 * Source: listProjectJobs (manual 4.98).
 */
export function listBuildJobs(args: ListBuildJobsArgs = {}, options?: LookUpOptions): Promise<ListedBuildJob[]> {
  return lookUp("listBuildJobs", args, options, (at) => jobs().listBuildJobs(at, args));
}

/** {@link listBuildJobs} for arguments that may be Outputs. */
export const listBuildJobsOutput = asOutput(listBuildJobs);

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
  return lookUp("getExecutorSpecs", args, options, (at) => jobs().getExecutorSpecs(at, args));
}

/** {@link getExecutorSpecs} for arguments that may be Outputs. */
export const getExecutorSpecsOutput = asOutput(getExecutorSpecs);

/**
 * The parameters that every build has, such as `BUILDNUMBER`.
 *
 * Source: listSystemParameters (manual 4.86).
 */
export function getSystemParameters(
  args: Omit<InProject, "projectId"> = {},
  options?: LookUpOptions,
): Promise<SystemParameter[]> {
  return lookUp("getSystemParameters", args, options, (at) => jobs().getSystemParameters(at));
}

/** {@link getSystemParameters} for arguments that may be Outputs. */
export const getSystemParametersOutput = asOutput(getSystemParameters);
