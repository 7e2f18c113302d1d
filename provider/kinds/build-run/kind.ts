import { buildResult } from "../../client/build-result";
import { CodeArtsError } from "../../client/errors";
import { stopped, timeLeft } from "../../client/surroundings";
import { Refusal } from "../../lifecycle/errors";
import type { Cloud, Computed, Problem } from "../../lifecycle/kind";
import { compact, isAbsent, isObject } from "../../lifecycle/values";
import { parameterNameProblems } from "../parts/parameters";
import { serviceTimeout, type Timeout, timeoutRules } from "../parts/timeout";
import type { ListedKind } from "../table";
import {
  type Build,
  type BuildRequest,
  type BuildStatus,
  followBuild,
  readBuild,
  readOutputs,
  readStages,
  startBuild,
  stopBuild,
} from "./build";
import { type BuildRunInputs, buildRunInputs } from "./inputs";

/** The build's record; undefined if the service has removed it, which it does after a while. */
export interface LiveRun {
  readonly status?: BuildStatus;
  readonly urls?: { [artifact: string]: string };
}

/** A build: runJob, getBuildRecordInfo, getBuildStages, getBuildOutputs, stopBuild. */
export const buildRun: ListedKind<BuildRunInputs, LiveRun> = {
  name: "BuildRun",
  noun: "build run",
  plural: "build runs",
  // Waiting for the build sends nothing.
  offline: {
    answers: {
      runJob: { actual_build_number: "1" },
      getJobRunningStatus: { last_build_no: "0" },
      getBuildRecordInfo: { build_no: 1 },
    },
    inputs: { wait: false },
  },
  ...buildRunInputs,
  rules,
  label: ({ jobId }) => `of job ${jobId ?? "?"}`,

  /**
   * A failed build is not recorded: the deployment fails, and the next one starts a new build. A build that the deployment
   * stops waiting for is recorded, because it still runs.
   */
  async create(cloud, inputs, made) {
    const { jobId, parameters, tag, commit } = inputs;
    const build = await startBuild(cloud.client, compact<BuildRequest>(Object.entries({ jobId, parameters, tag, commit })));
    const id = `${jobId}/${build.number}`;
    const started = { number: build.number, dailyNumber: build.dailyNumber };
    if (inputs.wait === false) {
      const status = await readBuild(cloud.client, build);
      made(id, inputs, computedOf(build.number, { status }, started));
      return;
    }
    const given = timeLeft();
    const status = await waitFor(cloud, build, inputs.timeout);
    if (status?.result === "succeeded") {
      const urls = await readOutputs(cloud.client, build);
      made(id, inputs, computedOf(build.number, { status, urls }, started));
      return;
    }
    if (status === undefined) {
      made(id, inputs, computedOf(build.number, { status: await readBuild(cloud.client, build) }, started));
      const until = stopped()?.aborted ? "when the deployment is stopped" : `after ${waited(inputs.timeout, given)}`;
      throw new Refusal(`build ${build.number} still runs ${until}; it continues, and \`pulumi refresh\` records its result`);
    }
    throw new Refusal(await failure(cloud, build, status));
  },

  async read(cloud, id) {
    const build = buildOf(id);
    try {
      const status = await readBuild(cloud.client, build);
      return { status, ...(status.result === "succeeded" ? { urls: await readOutputs(cloud.client, build) } : {}) };
    } catch (error) {
      // A build removed from the service's records has still happened: it is not started again.
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
  const named = names.flatMap((name) => parameterNameProblems(name).map((message) => ({ path: ["parameters", name], message })));
  return [
    ...timeoutRules(written),
    ...named,
    ...(both ? [{ path: ["commit"], message: "cannot be combined with tag; write one of them" }] : []),
  ];
}

function buildOf(id: string): Build {
  const [, jobId = "", number] = /^([0-9A-Za-z]{32})\/(\d+)$/.exec(id) ?? [];
  if (number !== undefined) return { jobId, number: Number(number) };
  const message = `"${id}" is not the id of a build; write the job's id, a slash and the number of the build, such as ${"0".repeat(32)}/12`;
  throw new CodeArtsError({ kind: "input", message });
}

function computedOf(number: number, { status, urls }: LiveRun, started: { dailyNumber?: string } = {}): Computed {
  const { commit: revision, ...rest } = status ?? {};
  const known = { number, dailyNumber: started.dailyNumber, ...rest, revision, urls };
  return compact<Computed>(Object.entries(known));
}

function waited(timeout: Timeout = serviceTimeout, given: number): string {
  if (given < millisecondsOf(timeout)) return "the time limit of its customTimeouts";
  const [[unit, amount] = ["hours", 4]] = Object.entries(timeout);
  return `${amount} ${unit}`;
}

/** Reports stages as they start, so that users see what the deployment is waiting for. */
async function waitFor(cloud: Cloud, build: Build, timeout: Timeout = serviceTimeout): Promise<BuildStatus | undefined> {
  let latest = "";
  return followBuild(cloud.client, build, {
    timeout: Math.min(millisecondsOf(timeout), timeLeft()),
    signal: stopped(),
    onStatus: ({ status }) => {
      if (status !== latest) cloud.note(`build ${build.number}: ${status}`);
      latest = status;
    },
  }).catch((error: unknown) => {
    if (stopped()?.aborted) return undefined;
    throw error;
  });
}

const millisecondsOf = ({ hours = 0, minutes = 0, seconds = 0 }: Timeout): number =>
  ((hours * 60 + minutes) * 60 + seconds) * 1000;

/** How it ended and in which stage. */
async function failure(cloud: Cloud, build: Build, status: BuildStatus): Promise<string> {
  const stages = status.recordId === undefined ? [] : await readStages(cloud.client, status.recordId).catch(() => []);
  const failed = stages.find((stage) => (buildResult(stage.status, undefined) ?? "succeeded") !== "succeeded");
  const where = failed === undefined ? "" : ` in stage ${JSON.stringify(failed.name)}`;
  const why = status.message === undefined ? "" : `: ${status.message}`;
  return `build ${build.number} ended with ${status.status}${where}${why}\n  its log: pulumi-codearts run shows it live; the job's page keeps it. The next deployment starts a new build`;
}
