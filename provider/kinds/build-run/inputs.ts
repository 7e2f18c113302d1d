import { z } from "zod";
import { type Equal, record, replace, withDefault } from "../../lifecycle/kind";
import { parameterValue } from "../parts/parameters";
import { jobId, region } from "../parts/place";
import { line } from "../parts/text";
import { sameTimeout, serviceTimeout, timeoutSchema } from "../parts/timeout";
import { derivedFrom, input, type Written } from "../table";

const again = (what: string, equal?: Equal) =>
  replace(`${what}, so a new build is started; the old one is stopped if it still runs`, equal);

const table = {
  region: region(again("the job is in another region")),
  jobId: jobId(again("it is a build of another job")),
  parameters: input(z.record(z.string(), parameterValue).optional(), {
    doc: "Parameter values of this build by name; other parameters keep the job's values. Pass private ones as secrets.",
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
    doc: "Builds this commit instead of the branch that the job names. Set at most one of `tag` and `commit`.",
    wire: { name: "build_commit_id" },
    change: again("another commit is built"),
  }),
  triggers: input(z.array(z.unknown()).optional(), {
    doc: "Arbitrary values, such as a commit or a hash of files: a change of any of them starts a new build.",
    change: again("a trigger changes", withDefault([])),
  }),
  wait: input(z.boolean().optional(), {
    doc: "Whether the deployment waits for the build and fails if the build fails.",
    default: true,
    change: record(withDefault(true)),
  }),
  timeout: input(timeoutSchema.optional(), {
    doc: "How long the deployment waits. After that the deployment fails and the build continues.",
    otherwise: "4 hours, the longest build",
    change: record(withDefault(serviceTimeout, sameTimeout)),
  }),
};

const outputs = {
  number: input(z.number(), { doc: "Number of the build within its job." }),
  dailyNumber: input(z.string().optional(), { doc: "Number within its day, such as `20261122.3`." }),
  status: input(z.string(), {
    doc: "The service's status of the build, such as `SUCCESS`; without `wait` as of the start or the last refresh.",
  }),
  result: input(z.enum(["succeeded", "failed", "aborted", "timedOut"]).optional(), {
    doc: "Result of the build; undefined while it waits or runs.",
  }),
  recordId: input(z.string().optional(), { doc: "Id of its record, for reading logs and stages." }),
  message: input(z.string().optional(), { doc: "The service's message about a failed build." }),
  startedAt: input(z.string().optional(), { doc: "Start time, ISO 8601 with offset." }),
  finishedAt: input(z.string().optional(), { doc: "End time, ISO 8601 with offset." }),
  duration: input(z.number().optional(), { doc: "Duration in milliseconds." }),
  branch: input(z.string().optional(), { doc: "Branch that was built." }),
  revision: input(z.string().optional(), { doc: "Commit that was built." }),
  urls: input(z.record(z.string(), z.string()).optional(), {
    doc: "Packages and images that the build uploaded: name → URL.",
  }),
};

/**
 * A build started by a deployment: once when the resource is created, and again whenever an input other than `wait` and `timeout`
 * changes.
 */
export const buildRunInputs = { ...derivedFrom(table), outputs };
export type BuildRunInputs = Written<typeof table>;
