import * as pulumi from "@pulumi/pulumi";
import type { BuildRunInputs } from "../provider/kinds/build-run/inputs";
import type { Timeout } from "../provider/kinds/parts/timeout";
import { typeOf } from "./handle";
import type { ArgsOf } from "./inputs";
import { unset } from "./outputs";
import { providedBy } from "./provided-by";
import { secretPaths } from "./secret-paths";

/** Arguments of a {@link BuildRun}. */
export type BuildRunArgs = Omit<ArgsOf<BuildRunInputs, "region">, "adoptExisting" | "triggers"> & {
  /** Values of any form, such as a commit or a hash of files: a change of one of them starts a new build. */
  triggers?: pulumi.Input<unknown[]>;
};

const outputs = [
  "region",
  "jobId",
  "parameters",
  "tag",
  "commit",
  "triggers",
  "wait",
  "timeout",
  "number",
  "dailyNumber",
  "status",
  "result",
  "recordId",
  "message",
  "startedAt",
  "finishedAt",
  "duration",
  "branch",
  "revision",
  "urls",
] as const;

/**
 * A build that a deployment starts, and by default waits for.
 *
 * ```ts
 * const images = new codearts.BuildRun("images", {
 *   jobId: job.id,
 *   parameters: { channel: "stable" },
 *   triggers: [version],
 *   timeout: { minutes: 30 },
 * });
 * export const image = images.urls;
 * ```
 *
 * A change of anything but `wait` and `timeout` starts a new build. A build that fails fails the deployment, and the next
 * deployment starts another. Deletion stops the build if it still runs, and does nothing else. A preview starts nothing.
 *
 * Errors: a wrong input (found before any call, with its path); a job that is gone or disabled; a build that fails, with its
 * stage; a build that still runs when `timeout` is over (it goes on, and `pulumi refresh` tells how it ended).
 *
 * Source: runJob, getBuildRecordInfo, getBuildStages, getBuildOutputs, stopBuild (manual 4.94, 4.102, 4.51, 4.13, 4.15).
 */
export class BuildRun extends pulumi.CustomResource {
  /** @internal */
  static readonly __pulumiType = typeOf("BuildRun");

  /** `jobId/number`. */
  declare readonly id: pulumi.Output<pulumi.ID>;
  declare readonly region: pulumi.Output<string>;
  declare readonly jobId: pulumi.Output<string>;
  declare readonly parameters: pulumi.Output<BuildRunInputs["parameters"]>;
  declare readonly tag: pulumi.Output<string | undefined>;
  declare readonly triggers: pulumi.Output<unknown[] | undefined>;
  declare readonly wait: pulumi.Output<boolean | undefined>;
  declare readonly timeout: pulumi.Output<Timeout | undefined>;
  /** Number of the build within its job. */
  declare readonly number: pulumi.Output<number>;
  /** Number within its day, such as `20261122.3`. */
  declare readonly dailyNumber: pulumi.Output<string | undefined>;
  /** The service's word for how it stands, such as `SUCCESS`; without `wait` as of the start or the last refresh. */
  declare readonly status: pulumi.Output<string>;
  /** How it ended; undefined while it waits or runs. */
  declare readonly result: pulumi.Output<"succeeded" | "failed" | "aborted" | "timedOut" | undefined>;
  /** Id of its record, which logs and stages are found by. */
  declare readonly recordId: pulumi.Output<string | undefined>;
  /** What the service says of a build that failed. */
  declare readonly message: pulumi.Output<string | undefined>;
  /** Times as the service writes them, ISO 8601 with offset. */
  declare readonly startedAt: pulumi.Output<string | undefined>;
  declare readonly finishedAt: pulumi.Output<string | undefined>;
  /** Milliseconds. */
  declare readonly duration: pulumi.Output<number | undefined>;
  declare readonly commit: pulumi.Output<string | undefined>;
  /** Branch and commit that were built. */
  declare readonly branch: pulumi.Output<string | undefined>;
  declare readonly revision: pulumi.Output<string | undefined>;
  /** Packages and images that came of it: name → address. */
  declare readonly urls: pulumi.Output<{ [artifact: string]: string } | undefined>;

  constructor(name: string, args: BuildRunArgs, options?: pulumi.CustomResourceOptions) {
    super(
      BuildRun.__pulumiType,
      name,
      { ...unset(outputs), ...args, ...secretPaths(args), ...providedBy("buildRun", BuildRun.__pulumiType, name, options, args) },
      options,
    );
  }

  /** Whether a value is a build run, also one of another copy of this package. */
  static override isInstance(value: unknown): value is BuildRun {
    if (typeof value !== "object" || value === null) return false;
    return Reflect.get(value, "__pulumiType") === BuildRun.__pulumiType;
  }
}
