import { difference } from "../../lifecycle/diff";
import { orderOf } from "../parts/parameters";
import { configToCreate, configToUpdate } from "./config";
import { disabledToWire } from "./disabled";
import type { BuildJobInputs } from "./inputs";
import { buildJob } from "./kind";

/** A call as it would be sent, without endpoint and signature. */
export interface PlannedRequest {
  readonly operation: string;
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/**
 * The calls of a deployment step, computed without sending any. A write is followed by a read of its result. A real update
 * reads the job first and keeps undeclared settings; here the job is assumed to be in its last applied state.
 */
export function plannedRequests(
  id: string,
  applied: BuildJobInputs | undefined,
  declared: BuildJobInputs | undefined,
): PlannedRequest[] {
  if (declared === undefined) return applied === undefined ? [] : deletion(id, applied);
  if (applied === undefined) {
    const create = { operation: "createJob", body: configToCreate(declared, orderOf(declared)) };
    return [create, ...(declared.disabled ? [disabling(id, declared)] : []), reading(id)];
  }
  const { changed, replaces } = difference(buildJob.fields, applied, declared);
  if (replaces.length > 0) return [...plannedRequests("(new)", undefined, declared), ...deletion(id, applied)];
  const updated = [...changed].some((key) => buildJob.fields[key].change === "update" && !buildJob.fields[key].after);
  const live = configToCreate(applied);
  return [
    ...(updated
      ? [reading(id), { operation: "updateJob", body: configToUpdate(id, { applied, declared }, live, orderOf(declared)) }]
      : []),
    ...(changed.has("disabled") ? [disabling(id, declared)] : []),
    ...(updated || changed.has("disabled") ? [reading(id)] : []),
  ];
}

const reading = (id: string): PlannedRequest => ({
  operation: "getJobConfig",
  path: { job_id: id },
  query: { get_all_params: "true" },
});

const disabling = (id: string, { disabled }: BuildJobInputs): PlannedRequest => ({
  operation: "setJobDisabled",
  path: { job_id: id },
  body: disabledToWire(disabled),
});

const deletion = (id: string, { deletion: how }: BuildJobInputs): PlannedRequest[] => [
  { operation: "deleteJob", path: { job_id: id } },
  ...(how === "purge" ? [{ operation: "deleteRecycledJobs", body: { job_ids: [id] } }] : []),
];
