import { z } from "zod";
import { buildResult } from "../../client/build-result";
import { CodeArtsError } from "../../client/errors";
import { jobIdPattern } from "../../client/generated/operations";
import { Refusal } from "../../lifecycle/errors";
import {
  type Cloud,
  type Computed,
  type Equal,
  type Fields,
  type Kind,
  type Problem,
  record,
  replace,
  withDefault,
} from "../../lifecycle/kind";
import { compact, isAbsent, isObject } from "../../lifecycle/values";
import { wireNames } from "../../lifecycle/wording";
import { nameProblems, parameterValue } from "../parts/parameters";
import { regionSchema } from "../parts/place";
import { line } from "../parts/text";
import { sameTimeout, type Timeout, timeoutRules, timeoutSchema } from "../parts/timeout";
import { type Build, type BuildStatus, followBuild, readBuild, readOutputs, readStages, startBuild, stopBuild } from "./build";
import type { BuildRunInputs } from "./inputs";

export type { BuildRunInputs } from "./inputs";

/** What is known of the build; undefined where the service has forgotten it, as it does in time. */
interface LiveRun {
  readonly status?: BuildStatus;
  readonly urls?: { [artifact: string]: string };
}

const schema = z.strictObject({
  region: regionSchema,
  adoptExisting: z.boolean().optional(),
  jobId: z.string().regex(jobIdPattern, "not the id of a build job (32 letters and digits); write job.id"),
  parameters: z.record(z.string(), parameterValue).optional(),
  tag: line().optional(),
  commit: line().optional(),
  triggers: z.array(z.unknown()).optional(),
  wait: z.boolean().optional(),
  timeout: timeoutSchema.optional(),
});

wireNames.add(schema, { build_tag: "tag", build_commit_id: "commit", parameter: "parameters" });

const again = (what: string, equal?: Equal) =>
  replace(`${what}, so a new build is started; the old one is stopped if it still runs`, equal);

const longest: Timeout = { hours: 4 };

const fields: Fields<BuildRunInputs> = {
  region: again("the job is in another region"),
  adoptExisting: record(withDefault(false)),
  jobId: again("it is a build of another job"),
  parameters: again("its parameters change", withDefault({})),
  tag: again("another tag is built"),
  commit: again("another commit is built"),
  triggers: again("a trigger changes", withDefault([])),
  wait: record(withDefault(true)),
  timeout: record(withDefault(longest, sameTimeout)),
};

/** A build: runJob, getBuildRecordInfo, getBuildStages, getBuildOutputs, stopBuild. */
export const buildRun: Kind<BuildRunInputs, LiveRun> = {
  name: "BuildRun",
  schema,
  rules,
  fields,
  label: ({ jobId }) => `of job ${jobId ?? "?"}`,

  /**
   * A build that fails is not recorded: the deployment fails, and the next one starts a new build. One that the deployment
   * no longer waits for is recorded, as it still runs.
   */
  async create(cloud, inputs, made) {
    const { jobId, parameters, tag, commit } = inputs;
    const build = await startBuild(cloud.client, compact(Object.entries({ jobId, parameters, tag, commit })) as never);
    const id = `${jobId}/${build.number}`;
    const started = { number: build.number, dailyNumber: build.dailyNumber };
    if (inputs.wait === false) {
      const status = await readBuild(cloud.client, build);
      made(id, inputs, computedOf(build.number, { status }, started));
      return;
    }
    const status = await waitFor(cloud, build, inputs.timeout);
    if (status?.result === "succeeded") {
      const urls = await readOutputs(cloud.client, build);
      made(id, inputs, computedOf(build.number, { status, urls }, started));
      return;
    }
    if (status === undefined) {
      made(id, inputs, computedOf(build.number, { status: await readBuild(cloud.client, build) }, started));
      throw new Refusal(
        `build ${build.number} still runs after ${describe(inputs.timeout)}; it goes on, and \`pulumi refresh\` tells how it ended`,
      );
    }
    throw new Refusal(await failure(cloud, build, status));
  },

  async read(cloud, id) {
    const build = buildOf(id);
    try {
      const status = await readBuild(cloud.client, build);
      return { status, ...(status.result === "succeeded" ? { urls: await readOutputs(cloud.client, build) } : {}) };
    } catch (error) {
      // A build that the service has forgotten has happened all the same: it is not started again.
      if (error instanceof CodeArtsError && error.kind === "notFound") return {};
      throw error;
    }
  },

  view(live, applied, id, region) {
    const build = buildOf(id);
    const inputs = applied ?? { region, jobId: build.jobId };
    return { inputs, undeclared: [], ...(live.status === undefined ? {} : { computed: computedOf(build.number, live) }) };
  },

  update: async () => undefined,

  async delete(cloud, id) {
    const build = buildOf(id);
    try {
      const { result } = await readBuild(cloud.client, build);
      if (result !== undefined) return;
      if (await stopBuild(cloud.client, build)) cloud.note(`build ${build.number} was still running and is stopped`);
    } catch (error) {
      if (!(error instanceof CodeArtsError) || error.kind !== "notFound") throw error;
    }
  },
};

function rules(written: Readonly<Record<string, unknown>>): Problem[] {
  const both = !isAbsent(written.tag) && !isAbsent(written.commit);
  const names = isObject(written.parameters) ? Object.keys(written.parameters) : [];
  const named = names.flatMap((name) => nameProblems(name).map((message) => ({ path: ["parameters", name], message })));
  return [
    ...timeoutRules(written),
    ...named,
    ...(both ? [{ path: ["commit"], message: "stands beside tag; write one of them" }] : []),
  ];
}

function buildOf(id: string): Build {
  const [, jobId = "", number] = /^([0-9A-Za-z]{32})\/(\d+)$/.exec(id) ?? [];
  if (number !== undefined) return { jobId, number: Number(number) };
  const message = `"${id}" is no id of a build; write the job's id, a slash and the number of the build, such as ${"0".repeat(32)}/12`;
  throw new CodeArtsError({ kind: "input", message });
}

function computedOf(number: number, { status, urls }: LiveRun, started: { dailyNumber?: string } = {}): Computed {
  const { commit: revision, ...rest } = status ?? {};
  const known = { number, dailyNumber: started.dailyNumber, ...rest, revision, urls };
  return compact(Object.entries(known)) as Computed;
}

function describe(timeout: Timeout = longest): string {
  const [[unit, amount] = ["hours", 4]] = Object.entries(timeout);
  return `${amount} ${unit}`;
}

/** Stages are told as they come: a deployment that waits for minutes says what for. */
async function waitFor(cloud: Cloud, build: Build, timeout: Timeout = longest): Promise<BuildStatus | undefined> {
  const milliseconds = ((timeout.hours ?? 0) * 3600 + (timeout.minutes ?? 0) * 60 + (timeout.seconds ?? 0)) * 1000;
  let told = "";
  return followBuild(cloud.client, build, {
    timeout: milliseconds,
    onStatus: ({ status }) => {
      if (status !== told) cloud.note(`build ${build.number}: ${status}`);
      told = status;
    },
  });
}

/** How it ended and in which stage. */
async function failure(cloud: Cloud, build: Build, status: BuildStatus): Promise<string> {
  const stages = status.recordId === undefined ? [] : await readStages(cloud.client, status.recordId).catch(() => []);
  const failed = stages.find((stage) => (buildResult(stage.status, undefined) ?? "succeeded") !== "succeeded");
  const where = failed === undefined ? "" : ` in stage ${JSON.stringify(failed.name)}`;
  const why = status.message === undefined ? "" : `: ${status.message}`;
  return `build ${build.number} ended with ${status.status}${where}${why}\n  its log: pulumi-codearts run shows it live; the job's page keeps it. The next deployment starts a new build`;
}
