/** Job names are unique in their project. */
import type { AnyCall } from "../../operation";

/** Whether a job other than `self` has the name; whether a recycled job counts depends on the reading. */
export function nameTaken({ simulation, caller }: AnyCall, projectId: string, name: string, self?: string): boolean {
  const { store, readings } = simulation;
  const held = readings.get("recycled-name") === "held";
  return store.by.jobsByName
    .list(`${caller.region.name}/${projectId}/${name}`)
    .some((id) => id !== self && (held || !store.jobs.get(id)?.deleted));
}
