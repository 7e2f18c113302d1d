import type { Declared } from "../../lifecycle/kind";
import type { Timeout } from "../parts/timeout";

/** A build that a deployment starts: once when the resource is made, and again whenever one of its inputs but `wait` and `timeout` changes. */
export interface BuildRunInputs extends Declared {
  /** The build job, usually `job.id`. 32 letters and digits. */
  jobId: string;
  /**
   * Values of this build's parameters by name; the job's own hold for the others. Up to 8,192 characters each. Write a private one
   * as a secret.
   */
  parameters?: { [name: string]: string };
  /** Builds this tag instead of the branch that the job names. */
  tag?: string;
  /** Builds this commit instead. One of `tag` and `commit`. */
  commit?: string;
  /** Values of any form, such as a commit or a hash of files: a change of one of them starts a new build. */
  triggers?: unknown[];
  /** Whether the deployment waits for the build and fails when it fails. Default: true. */
  wait?: boolean;
  /** How long the deployment waits. When it is over the deployment fails and the build goes on. Default: 4 hours, the longest build. */
  timeout?: Timeout;
}
