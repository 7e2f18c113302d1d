/** The change history of a job, and the difference between two versions. */
import type { AnyCall } from "../../operation";
import type { Job, JobChange, JobConfig } from "../../store/model";
import { parametersAsRead } from "./parameters";

/** Number of replaced configurations kept per job for comparison; the history keeps every entry. */
const keptVersions = 20;

const versionKey = (jobId: string, number: number) => `${jobId}/${number}`;

/** The history with a new entry; `replaced` is the configuration before the change. */
export function withChange(call: AnyCall, job: Pick<Job, "id" | "changes">, type: string, replaced?: JobConfig): JobChange[] {
  const { ids, clock, store } = call.simulation;
  const number = (job.changes.at(-1)?.number ?? 0) + 1;
  const id = String(500_000_000 + Math.floor(ids.fraction(`change ${job.id} ${number}`) * 99_999_999));
  if (replaced) store.jobVersions.put(versionKey(job.id, number), { jobId: job.id, config: replaced });
  store.jobVersions.delete(versionKey(job.id, number - keptVersions));
  return [...job.changes, { id, number, type, userId: call.caller.user.id, at: clock.now() }];
}

/** The configuration after a change; undefined if there was no such change or it is no longer kept. */
export function configAfter({ simulation }: AnyCall, job: Job, number: number): JobConfig | undefined {
  if (!job.changes.some((change) => change.number === number)) return undefined;
  const next = job.changes.find((change) => change.number > number);
  return next ? simulation.store.jobVersions.get(versionKey(job.id, next.number))?.config : job.config;
}

function flatten(value: unknown, at: string, into: Map<string, string>): Map<string, string> {
  if (typeof value === "object" && value !== null) {
    for (const [key, entry] of Object.entries(value)) flatten(entry, at ? `${at}.${key}` : key, into);
  } else into.set(at, JSON.stringify(value) ?? "");
  return into;
}

/** One line per changed value, private values masked; null if nothing differs. */
export function differenceOf({ simulation }: AnyCall, older: JobConfig, newer: JobConfig): string | null {
  const flat = (config: JobConfig) => {
    const parameters = parametersAsRead(simulation, config.parameters ?? [], true);
    return flatten({ ...config, parameters }, "", new Map());
  };
  const [before, after] = [flat(older), flat(newer)];
  const lines = [...new Set([...before.keys(), ...after.keys()])].flatMap((path) => {
    const [was, is] = [before.get(path), after.get(path)];
    return was === is
      ? []
      : [...(was === undefined ? [] : [`- ${path}: ${was}`]), ...(is === undefined ? [] : [`+ ${path}: ${is}`])];
  });
  return lines.length > 0 ? lines.join("\n") : null;
}
