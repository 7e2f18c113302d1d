/** Starts a build of a job, for a caller or a schedule. */

import { createHash } from "node:crypto";
import { localDay } from "../clock";
import { attribute, isPrivate, parameterName } from "../nouns/jobs/parameters";
import type { Simulation } from "../simulation";
import type { BuildRun, Job } from "../store/model";
import { planBuild } from "./plan";

export interface Start {
  userId: string;
  trigger: BuildRun["trigger"];
  at: number;
  /** Parameter values by name. */
  values: ReadonlyMap<string, string>;
  tag?: string | null;
  commit?: string | null;
  /** The revision requested by the run: `branch`, `tag` or `commit`. */
  buildType?: string | null;
}

/** A job that builds tags or commits starts only if the run names one, or the branch. */
function isUnscheduled(job: Job, { tag, commit, buildType }: Start): boolean {
  const type = buildType ?? job.config.scms?.[0]?.build_type ?? "branch";
  return (type === "tag" && !tag) || (type === "commit" && !commit);
}

function parametersFor(job: Job, values: ReadonlyMap<string, string>): BuildRun["parameters"] {
  const own = (job.config.parameters ?? []).map((parameter) => {
    const name = parameterName(parameter);
    return { name, value: values.get(name) ?? attribute(parameter, "defaultValue") ?? "", secret: isPrivate(parameter) };
  });
  const known = new Set(own.map(({ name }) => name));
  const extra = [...values].filter(([name]) => !known.has(name)).map(([name, value]) => ({ name, value, secret: false }));
  return [...own, ...extra];
}

/** A branch has one commit by default. */
function commitOf(job: Job, branch: string): string {
  return createHash("sha1")
    .update(`${job.config.scms?.[0]?.url ?? job.id} ${branch}`)
    .digest("hex");
}

export function startBuild(simulation: Simulation, job: Job, start: Start): BuildRun {
  const { store, ids } = simulation;
  const number = job.buildCount + 1;
  const day = localDay(start.at);
  const parameters = parametersFor(job, start.values);
  const scm = job.config.scms?.[0];
  const branch =
    start.values.get("codeBranch") ?? scm?.branch ?? parameters.find(({ name }) => name === "codeBranch")?.value ?? "master";
  const build: BuildRun = {
    recordId: ids.uuid("record"),
    rowId: ids.uuid("record row"),
    jobId: job.id,
    buildProjectId: job.buildProjectId,
    region: job.region,
    projectId: job.projectId,
    jobName: job.name,
    number,
    daily: `${day}.${store.by.buildsOfDay.count(`${job.id}/${day}`) + 1}`,
    executionId: `j_${ids.hex("execution").slice(0, 8)}`,
    trigger: start.trigger,
    userId: start.userId,
    createdAt: start.at,
    ...planBuild(simulation, job, number),
    ...(isUnscheduled(job, start) && { unscheduled: true as const }),
    ...(scm && { scm }),
    branch,
    tag: start.tag ?? null,
    commit: start.commit ?? commitOf(job, start.tag ?? branch),
    parameters,
    buildConfigType: job.config.build_config_type ?? "ACTION",
  };
  store.builds.put(build.recordId, build);
  store.jobs.put(job.id, { ...job, buildCount: number });
  return build;
}
