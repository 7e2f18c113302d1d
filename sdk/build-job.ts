import * as pulumi from "@pulumi/pulumi";
import type { BuildJobInputs } from "../provider/kinds/build-job/inputs";
import { clearText } from "./clear-text";
import { typeOf } from "./handle";
import type { ArgsOf } from "./inputs";
import { readOnDemand, unset } from "./outputs";
import { providedBy } from "./provided-by";
import { secretPaths } from "./secret-paths";

/**
 * Arguments of a {@link BuildJob}. Only what is named here is managed; what people set in the console beside it stays, and
 * is listed in `undeclared`.
 */
export type BuildJobArgs = ArgsOf<BuildJobInputs, "region" | "projectId" | "name">;

/** Outputs that every job has. */
const always = ["region", "projectId", "name", "undeclared"] as const;

/** Outputs that a job has where the program declares them. */
const declared = [
  "arch",
  "flavor",
  "hostType",
  "groupId",
  "definition",
  "updateSubmodules",
  "buildOnCodeUpdate",
  "timeout",
  "scms",
  "parameters",
  "steps",
  "stepSecrets",
  "schedules",
  "triggers",
  "disabled",
  "deletion",
  "adoptExisting",
  "raw",
] as const;

/**
 * A build job of CodeArts Build.
 *
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import * as codearts from "pulumi-codearts";
 *
 * const job = new codearts.BuildJob("api", {
 *   projectId: new pulumi.Config().require("projectId"),
 *   scms: [{ type: "codehub", repositoryId: "2111746211", url: "git@…/api.git", webUrl: "https://…", branch: "main" }],
 *   parameters: { codeBranch: "main", channel: { default: "beta", options: ["beta", "stable"], runtime: true } },
 *   steps: [codearts.steps.maven({ command: "mvn -B verify" })],
 *   timeout: { minutes: 30 },
 * });
 * ```
 *
 * A change of `projectId` or `region` replaces the job: the new one is made first, then the old one deleted. Everything
 * else is changed in place. Deletion moves a job to the recycle bin, unless `deletion` says otherwise.
 *
 * Errors: a wrong input (found before any call, with its path); a name that is taken in the project (`adoptExisting` takes
 * the job over); what the service refuses, with its code and request id.
 *
 * Source: createJob, updateJob, getJobConfig, setJobDisabled, deleteJob (manual 4.95, 4.96, 4.103, 4.43, 4.60).
 */
export class BuildJob extends pulumi.CustomResource {
  /** @internal */
  static readonly __pulumiType = typeOf("BuildJob");

  /** Id of the job. */
  declare readonly id: pulumi.Output<pulumi.ID>;
  declare readonly region: pulumi.Output<string>;
  declare readonly projectId: pulumi.Output<string>;
  declare readonly name: pulumi.Output<string>;
  declare readonly arch: pulumi.Output<BuildJobInputs["arch"]>;
  declare readonly flavor: pulumi.Output<string | undefined>;
  declare readonly hostType: pulumi.Output<string | undefined>;
  declare readonly groupId: pulumi.Output<string | undefined>;
  declare readonly definition: pulumi.Output<BuildJobInputs["definition"]>;
  declare readonly updateSubmodules: pulumi.Output<boolean | undefined>;
  declare readonly buildOnCodeUpdate: pulumi.Output<boolean | undefined>;
  declare readonly timeout: pulumi.Output<BuildJobInputs["timeout"]>;
  declare readonly scms: pulumi.Output<BuildJobInputs["scms"]>;
  declare readonly parameters: pulumi.Output<BuildJobInputs["parameters"]>;
  declare readonly steps: pulumi.Output<BuildJobInputs["steps"]>;
  declare readonly stepSecrets: pulumi.Output<BuildJobInputs["stepSecrets"]>;
  declare readonly schedules: pulumi.Output<BuildJobInputs["schedules"]>;
  declare readonly triggers: pulumi.Output<BuildJobInputs["triggers"]>;
  declare readonly disabled: pulumi.Output<BuildJobInputs["disabled"]>;
  declare readonly deletion: pulumi.Output<BuildJobInputs["deletion"]>;
  declare readonly adoptExisting: pulumi.Output<boolean | undefined>;
  declare readonly raw: pulumi.Output<BuildJobInputs["raw"]>;
  /** Paths of settings that are live and not declared, such as `parameters["HOTFIX"]`; as of the last update or refresh. */
  declare readonly undeclared: pulumi.Output<string[]>;

  static {
    readOnDemand(BuildJob, declared);
  }

  constructor(name: string, args: BuildJobArgs = {}, options?: pulumi.CustomResourceOptions) {
    // A job that is looked up by id has the name that it has.
    const hints = {
      ...orderOf(args.parameters),
      ...clearText(args, { privateParameters: true, stepSecrets: true }),
      ...secretPaths(args),
    };
    const inputs = options?.id ? args : { ...args, name: args.name ?? name, ...hints };
    const read = unset(options?.id ? [...always, ...declared] : always);
    super(
      BuildJob.__pulumiType,
      name,
      { ...read, ...inputs, ...providedBy("buildJob", BuildJob.__pulumiType, name, options, args) },
      options,
    );
  }

  /** Looks up a job that this program does not manage, in the configured region unless another is given. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    args: { region?: pulumi.Input<string> } = {},
    options?: pulumi.CustomResourceOptions,
  ): BuildJob {
    return new BuildJob(name, args, { ...options, id });
  }

  /** Whether a value is a build job, also one of another copy of this package. */
  static override isInstance(value: unknown): value is BuildJob {
    if (typeof value !== "object" || value === null) return false;
    return Reflect.get(value, "__pulumiType") === BuildJob.__pulumiType;
  }
}

/**
 * The names of the parameters in the program's order, where that is not the one in which Pulumi sorts them on the way to a
 * provider. Names are no secrets, also where a value beside them is one.
 */
function orderOf(parameters: BuildJobArgs["parameters"]): { __parameterOrder?: pulumi.Input<string[]> } {
  if (parameters === undefined || parameters === null) return {};
  if (pulumi.Output.isInstance(parameters) || parameters instanceof Promise)
    return { __parameterOrder: pulumi.unsecret(pulumi.output(parameters).apply((known) => Object.keys(known ?? {}))) };
  const names = Object.keys(parameters);
  const isSorted = names.every((name, index) => index === 0 || (names[index - 1] ?? "") < name);
  return isSorted ? {} : { __parameterOrder: names };
}
