/** Applies events of the elapsed time: schedules fire, and the retention of deleted jobs ends. Runs before every request. */
import { scheduleOf } from "../nouns/jobs/config";
import { expiryOf, keepMilliseconds, purge } from "../nouns/recycle-bin";
import { regions } from "../regions";
import type { Simulation } from "../simulation";
import type { Job } from "../store/model";
import { startBuild } from "./start-build";

/** Maximum number of missed runs of a job to catch up. */
const mostRuns = 1000;

interface Due {
  /** The version for which `at` was computed. */
  key: string;
  at: number;
}

const schedules = new WeakMap<Simulation, Due>();
const retentions = new WeakMap<Simulation, Due & { from: number }>();
const nextRuns = new WeakMap<Job, number>();

/** Next time at which a schedule of the job fires after the time already processed. */
function nextRun(job: Job): number {
  const before = nextRuns.get(job);
  if (before !== undefined) return before;
  const from = new Date(job.scheduledUntil);
  const times = (job.config.triggers ?? []).map(
    (trigger) => scheduleOf(trigger, job.name)?.nextRun(from)?.getTime() ?? Number.POSITIVE_INFINITY,
  );
  const next = Math.min(...times, Number.POSITIVE_INFINITY);
  nextRuns.set(job, next);
  return next;
}

function scheduledJobs({ store }: Simulation): Job[] {
  return store.by.scheduledJobs.list("all").flatMap((id) => store.jobs.get(id) ?? []);
}

function recycledJobs({ store }: Simulation): Job[] {
  return regions.flatMap(({ name }) => store.by.recycledJobs.list(name)).flatMap((id) => store.jobs.get(id) ?? []);
}

function scheduleDue(simulation: Simulation): number {
  const key = String(simulation.store.version);
  const before = schedules.get(simulation);
  if (before?.key === key) return before.at;
  let at = Number.POSITIVE_INFINITY;
  for (const job of scheduledJobs(simulation)) at = Math.min(at, nextRun(job));
  schedules.set(simulation, { key, at });
  return at;
}

/** No retention ends before this. Later deletions expire later, so writes need no new check. */
function retentionDue(simulation: Simulation, now: number): number {
  const keeps = regions.map(({ name }) => keepMilliseconds(simulation, name));
  const key = `${simulation.store.replacements} ${keeps}`;
  const before = retentions.get(simulation);
  if (before?.key === key && before.from <= now && now < before.at) return before.at;
  let at = now + Math.min(...keeps);
  for (const job of recycledJobs(simulation)) at = Math.min(at, expiryOf(simulation, job));
  retentions.set(simulation, { key, at, from: now });
  return at;
}

function runSchedules(simulation: Simulation, id: string, now: number): void {
  const { store } = simulation;
  for (let count = 0; ; count += 1) {
    const job = store.jobs.get(id);
    const at = job ? nextRun(job) : Number.POSITIVE_INFINITY;
    if (!job || at > now) return;
    const due = { ...job, scheduledUntil: count < mostRuns ? at : now };
    store.jobs.put(id, due);
    if (count < mostRuns) startBuild(simulation, due, { userId: job.creatorId, trigger: "TIMER", at, values: new Map() });
  }
}

export function catchUp(simulation: Simulation): void {
  const now = simulation.clock.now();
  if (Math.min(scheduleDue(simulation), retentionDue(simulation, now)) > now) return;
  for (const job of scheduledJobs(simulation)) runSchedules(simulation, job.id, now);
  for (const job of recycledJobs(simulation)) if (expiryOf(simulation, job) <= now) purge(simulation, job);
  simulation.store.commit();
}

/** Drops runs that were due while no simulator was running. */
export function skipMissedRuns(simulation: Simulation): void {
  const now = simulation.clock.now();
  for (const job of scheduledJobs(simulation)) {
    if (nextRun(job) <= now) simulation.store.jobs.put(job.id, { ...job, scheduledUntil: now });
  }
  simulation.store.commit();
}
