/** The change history of a job, and the difference between two versions. */
import type { AnyCall } from "../../operation";
import type { Job, JobChange, JobConfig } from "../../store/model";
import { parametersAsRead } from "./parameters";

/** Older configurations that are kept for comparing; older entries keep their line without it. */
const keptVersions = 20;

/** The history with one more entry; `before` is the configuration that was replaced. */
export function withChange(call: AnyCall, job: Pick<Job, "id" | "changes">, type: string, before?: JobConfig): JobChange[] {
  const { ids, clock } = call.simulation;
  const number = (job.changes.at(-1)?.number ?? 0) + 1;
  const id = String(500_000_000 + Math.floor(ids.fraction(`change ${job.id} ${number}`) * 99_999_999));
  const entry: JobChange = { id, number, type, userId: call.caller.user.id, at: clock.now(), ...(before && { before }) };
  const changes = [...job.changes, entry];
  const withoutConfig = changes.length - keptVersions;
  return changes.map((change, index) => (index < withoutConfig && change.before ? { ...change, before: undefined } : change));
}

/** The configuration after a change; undefined when there was no such change or it is no longer kept. */
export function configAfter(job: Job, number: number): JobConfig | undefined {
  if (!job.changes.some((change) => change.number === number)) return undefined;
  const next = job.changes.find((change) => change.number > number);
  return next ? next.before : job.config;
}

function flatten(value: unknown, at: string, into: Map<string, string>): Map<string, string> {
  if (typeof value === "object" && value !== null) {
    for (const [key, entry] of Object.entries(value)) flatten(entry, at ? `${at}.${key}` : key, into);
  } else into.set(at, JSON.stringify(value) ?? "");
  return into;
}

/** One line per changed value, private values masked; null when nothing differs. */
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
