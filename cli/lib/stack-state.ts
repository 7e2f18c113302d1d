/** A stack's state, from `pulumi stack export` or a file. */
import { isObject } from "../../provider/pulumi-wire";
import type { Wanted } from "./json";

export interface StateResource {
  urn: string;
  type: string;
  id?: string;
}

export interface StackState {
  resources: StateResource[];
  pendingOperations: number;
}

export const stackState: Pick<Wanted<StackState>, "what" | "take"> = {
  what: "the state of a stack",
  take(value) {
    if (!isObject(value)) return undefined;
    // A file of the file backend also works.
    const latest = isObject(value.checkpoint) ? value.checkpoint.latest : undefined;
    const deployment = isObject(value.deployment) ? value.deployment : latest;
    if (!isObject(deployment)) return undefined;
    const { resources, pending_operations: pending } = deployment;
    return {
      resources: Array.isArray(resources) ? resources.filter(isObject).flatMap(toResource) : [],
      pendingOperations: Array.isArray(pending) ? pending.length : 0,
    };
  },
};

function toResource({ urn, type, id }: Record<string, unknown>): StateResource[] {
  if (typeof type !== "string") return [];
  return [{ urn: typeof urn === "string" ? urn : "", type, ...(typeof id === "string" && id !== "" ? { id } : {}) }];
}
