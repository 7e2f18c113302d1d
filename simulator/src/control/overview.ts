/** The state shown on the page: the first jobs, builds and recycled jobs of all regions. */
import { buildState } from "../engine/build-state";
import type { Simulation } from "../simulation";
import { userName } from "../users";

const mostRows = 200;

export function overview(simulation: Simulation) {
  const { store, clock } = simulation;
  const now = clock.now();
  const all = [...store.jobs.values()];
  const jobs = all.filter((job) => !job.deleted);
  const recycled = all.filter((job) => job.deleted);
  const builds = [...store.builds.values()].slice(-mostRows).reverse();
  return {
    clock: clock.state(),
    totals: { jobs: jobs.length, recycled: recycled.length, builds: store.builds.size, templates: store.templates.size },
    jobs: jobs.slice(-mostRows).map((job) => ({
      id: job.id,
      name: job.name,
      region: job.region,
      project: job.projectId,
      creator: userName(job.creatorId),
      disabled: job.disabled !== undefined,
      builds: job.buildCount,
      steps: (job.config.steps ?? []).length,
    })),
    builds: builds.map((build) => {
      const state = buildState(build, now);
      return {
        record: build.recordId,
        job: build.jobName,
        number: build.number,
        status: state.status,
        seconds: Math.round(state.duration / 1000),
        steps: state.steps.map((step) => ({ name: step.plan.name, status: step.status })),
      };
    }),
    recycled: recycled.slice(-mostRows).map((job) => ({
      id: job.id,
      name: job.name,
      project: job.projectId,
      deletedAt: new Date(job.deleted?.at ?? 0).toISOString(),
    })),
  };
}
