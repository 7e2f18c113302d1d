/** Names whose values the journal must not show: the private parameters of the job of a request. */
import type { Simulation } from "../simulation";
import type { Job } from "../store/model";
import { privateNames } from "./jobs/parameters";

const none: ReadonlySet<string> = new Set();

function jobIdOf(value: unknown): string | undefined {
  const { job_id, copy_job_id }: { job_id?: unknown; copy_job_id?: unknown } =
    typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
  const id = job_id ?? copy_job_id;
  return typeof id === "string" ? id : undefined;
}

function namesOf(job: Job | undefined): string[] {
  return privateNames(job?.config.parameters ?? []);
}

export function privateNamesFor({ store }: Simulation, path: unknown, body: unknown): ReadonlySet<string> {
  const ids = [jobIdOf(path), jobIdOf(body)];
  const names = ids.flatMap((id) => (id === undefined ? [] : namesOf(store.jobs.get(id))));
  return names.length > 0 ? new Set(names) : none;
}
