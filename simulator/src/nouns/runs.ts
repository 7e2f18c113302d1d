/** Finds builds, for all nouns that use them. */
import { type BuildState, buildState } from "../engine/build-state";
import type { AnyCall } from "../operation";
import { missing } from "../refusal";
import type { BuildRun, Job } from "../store/model";
import { jobFor, jobRights } from "./access";

/** Builds of a job, oldest first. */
export function buildsOf({ simulation }: AnyCall, job: Job): BuildRun[] {
  return simulation.store.by.buildsOfJob.list(job.id).flatMap((id) => simulation.store.builds.get(id) ?? []);
}

export function buildOf(call: AnyCall, jobId: string, number: number): BuildRun {
  const job = jobFor(call, jobId);
  const build = buildsOf(call, job).find((candidate) => candidate.number === number);
  if (!build) throw missing(`Build ${number} of the build task`);
  return build;
}

export function buildByRecord(call: AnyCall, recordId: string): BuildRun {
  const build = call.simulation.store.builds.get(recordId);
  const job = build && call.simulation.store.jobs.get(build.jobId);
  if (!build || !job || job.deleted || build.region !== call.caller.region.name) throw missing("The build record");
  if (!jobRights(call, job).view) throw missing("The build record");
  return build;
}

export function stateOf({ simulation }: AnyCall, build: BuildRun): BuildState {
  return buildState(build, simulation.clock.now());
}

/** The name of a repository: the last part of its URL. */
export function repositoryName(build: BuildRun): string {
  const url = build.scm?.url ?? "";
  return build.scm?.repo_name ?? url.slice(Math.max(url.lastIndexOf("/"), url.lastIndexOf(":")) + 1).replace(/\.git$/, "");
}

/** Result in the history endpoints; empty while the build runs. */
export function resultOf(state: BuildState): string {
  return state.finished ? state.status : "";
}
