/** Reads the ids in this stack's state through the Pulumi CLI; only if a name is taken, to report by which resource. */
import { execFile } from "node:child_process";
import { environment } from "../config";
import { classOfType, isObject, splitUrn } from "../pulumi-wire";
import { type Origin, stackOf } from "./origin";

const longest = 20_000;
const stacks = new Map<string, Promise<ReadonlyMap<string, string>>>();

/** URN of the resource that owns an object, by the kind's name and the object's id. Empty if the CLI fails. */
export function stateOf(origin: Origin): Promise<ReadonlyMap<string, string>> {
  const stack = stackOf(origin);
  // The plugin does not know the organization; a plain name uses the current one.
  const known = stacks.get(stack) ?? exported(origin.organization === "" ? splitUrn(origin.urn).stack : stack);
  stacks.set(stack, known);
  return known;
}

export const keyOf = (kind: string, id: string): string => `${kind} ${id}`;

async function exported(stack: string): Promise<ReadonlyMap<string, string>> {
  const args = ["stack", "export", `--stack=${stack}`, "--non-interactive"];
  const text = await new Promise<string>((resolve) => {
    const options = { cwd: process.cwd(), env: environment(), timeout: longest, maxBuffer: 2 ** 30, windowsHide: true };
    execFile("pulumi", args, options, (error, stdout) => resolve(error ? "{}" : stdout));
  });
  return idsIn(text);
}

function idsIn(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  try {
    const state: unknown = JSON.parse(text);
    const deployment = isObject(state) && isObject(state.deployment) ? state.deployment : {};
    for (const resource of Array.isArray(deployment.resources) ? deployment.resources : []) {
      if (!isObject(resource)) continue;
      const { id, urn, type } = resource;
      const kind = typeof type === "string" ? classOfType(type) : undefined;
      if (kind !== undefined && typeof id === "string" && typeof urn === "string") found.set(keyOf(kind, id), urn);
    }
  } catch {
    // Not an export, so nothing is known.
  }
  return found;
}
