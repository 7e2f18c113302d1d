import { z } from "zod";
import { type Equal, record, replace, withDefault } from "../../lifecycle/kind";
import { parameterValue } from "../parts/parameters";
import { jobId, region } from "../parts/place";
import { line } from "../parts/text";
import { sameTimeout, serviceTimeout, timeoutSchema } from "../parts/timeout";
import { input, madeFrom, type Written } from "../table";

const again = (what: string, equal?: Equal) =>
  replace(`${what}, so a new build is started; the old one is stopped if it still runs`, equal);

const table = {
  region: region(again("the job is in another region")),
  jobId: jobId(again("it is a build of another job")),
  parameters: input(z.record(z.string(), parameterValue).optional(), {
    doc: "Values of this build's parameters by name; the job's own hold for the others. Write a private one as a secret.",
    limits: "up to 8,192 characters each",
    wire: { name: "parameter" },
    change: again("its parameters change", withDefault({})),
  }),
  tag: input(line().optional(), {
    doc: "Builds this tag instead of the branch that the job names.",
    wire: { name: "build_tag" },
    change: again("another tag is built"),
  }),
  commit: input(line().optional(), {
    doc: "Builds this commit instead. One of `tag` and `commit`.",
    wire: { name: "build_commit_id" },
    change: again("another commit is built"),
  }),
  triggers: input(z.array(z.unknown()).optional(), {
    doc: "Values of any form, such as a commit or a hash of files: a change of one of them starts a new build.",
    change: again("a trigger changes", withDefault([])),
  }),
  wait: input(z.boolean().optional(), {
    doc: "Whether the deployment waits for the build and fails when it fails.",
    default: true,
    change: record(withDefault(true)),
  }),
  timeout: input(timeoutSchema.optional(), {
    doc: "How long the deployment waits. When it is over the deployment fails and the build goes on.",
    otherwise: "4 hours, the longest build",
    change: record(withDefault(serviceTimeout, sameTimeout)),
  }),
};

const outputs = {
  number: input(z.number(), { doc: "Number of the build within its job." }),
  dailyNumber: input(z.string().optional(), { doc: "Number within its day, such as `20261122.3`." }),
  status: input(z.string(), {
    doc: "The service's word for its state, such as `SUCCESS`; without `wait` as of the start or the last refresh.",
  }),
  result: input(z.enum(["succeeded", "failed", "aborted", "timedOut"]).optional(), {
    doc: "How it ended; undefined while it waits or runs.",
  }),
  recordId: input(z.string().optional(), { doc: "Id of its record, by which logs and stages are found." }),
  message: input(z.string().optional(), { doc: "What the service says of a build that failed." }),
  startedAt: input(z.string().optional(), { doc: "Time of its start, ISO 8601 with offset." }),
  finishedAt: input(z.string().optional(), { doc: "Time of its end, ISO 8601 with offset." }),
  duration: input(z.number().optional(), { doc: "Duration in milliseconds." }),
  branch: input(z.string().optional(), { doc: "Branch that was built." }),
  revision: input(z.string().optional(), { doc: "Commit that was built." }),
  urls: input(z.record(z.string(), z.string()).optional(), {
    doc: "Packages and images that the build uploaded: name → address.",
  }),
};

/** A build that a deployment starts: once when the resource is created, and again whenever an input but `wait` and `timeout` changes. */
export const buildRunInputs = { ...madeFrom(table), outputs };
export type BuildRunInputs = Written<typeof table>;
