import { createHash } from "node:crypto";
import { account } from "../config";
import type { Claims } from "./claims";
import { Refusal } from "./errors";
import type { Problem } from "./kind";
import { type Origin, resourceOf } from "./origin";
import { isUnknown } from "./values";

/** Which resource uses which name in this run, from the checks so far, in the program's order. */
export interface Names {
  /** `held` is the resource's name in state; undefined if it is to be created. Returns the name that it requested before, if different. */
  checked(origin: Origin, name: string, held: string | undefined): string | undefined;
  /** Another resource that swaps names with this one. */
  partnerOf(origin: Origin, name: string, held: string | undefined): string | undefined;
  /** The resource that is being created under a name; each is returned once. */
  take(name: string): Origin | undefined;
  /** The resources that request a name: several only if names need not be unique. */
  originsOf(name: string): readonly Origin[];
  /** Whether the resource is already in state, so that its create is a replacement. */
  isReplaced(urn: string): boolean;
}

interface Known {
  readonly origin: Origin;
  readonly name: string;
  /** Its name in state, if it was found there. */
  readonly held: string | undefined;
}

export function startNames(): Names {
  const resources = new Map<string, Known>();
  const wanted = new Map<string, Origin[]>();
  const taken = new Set<string>();
  const others = (name: string, { urn }: Origin) => (wanted.get(name) ?? []).filter((origin) => origin.urn !== urn);
  return {
    checked(origin, name, held) {
      const before = resources.get(origin.urn);
      const earlier = before && before.name !== name ? before.name : undefined;
      if (earlier !== undefined) wanted.set(earlier, others(earlier, origin));
      // The engine checks a replacement twice, the second time without old inputs.
      resources.set(origin.urn, { origin, name, held: held ?? before?.held });
      wanted.set(name, [...others(name, origin), origin]);
      return earlier;
    },
    partnerOf(origin, name, held) {
      if (held === undefined || held === name) return undefined;
      const partner = others(held, origin).find(({ urn }) => resources.get(urn)?.held === name);
      return partner && resourceOf(partner.urn);
    },
    take(name) {
      const origin = wanted.get(name)?.find(({ urn }) => !taken.has(urn));
      if (origin) taken.add(origin.urn);
      return origin;
    },
    originsOf: (name) => wanted.get(name) ?? [],
    isReplaced: (urn) => resources.get(urn)?.held !== undefined,
  };
}

/** Whether an object's name and location are known. */
export const identified = (
  { identity }: { readonly identity: readonly string[] },
  inputs: Readonly<Record<string, unknown>>,
): boolean => !identity.some((key) => isUnknown(inputs[key]));

export const twice = (kind: { readonly twice?: string }): string =>
  kind.twice ?? "another resource of this program has the same name; give each a unique name";

const otherIs = (twice: string, rival: string): string => `${twice} (the other is ${JSON.stringify(rival)})`;

type Inputs = object;

/**
 * A name that is comparable across the processes of a run: project and job ids are global, other names belong to an account.
 * Hashed, because it is written to a file and contains endpoints and key ids.
 */
function inRun(inputs: Inputs, name: string): string {
  const { address, keys } = account();
  const isOne = ["projectId", "jobId"].some((key) => typeof Reflect.get(inputs, key) === "string");
  return createHash("sha256")
    .update(JSON.stringify([address, isOne ? "" : keys, name]))
    .digest("base64");
}
const wanted = (inputs: Inputs, name: string) => `wanted ${inRun(inputs, name)}`;
const made = (inputs: Inputs, name: string) => `made ${inRun(inputs, name)}`;
const declared = (urn: string) => `declared ${urn}`;

/** Records the name that a resource requests, and returns another resource that requests it too. */
export function wantName(
  claims: Claims,
  inputs: Inputs,
  { name, earlier }: { name: string; earlier: string | undefined },
  { urn }: Origin,
): string | undefined {
  if (earlier !== undefined) claims.drop(wanted(inputs, earlier), urn);
  claims.add(wanted(inputs, name), urn);
  claims.add(declared(urn), urn);
  const rival = claims.holders(wanted(inputs, name)).find((other) => other !== urn);
  return rival && resourceOf(rival);
}

/** Whether the program declares the resource, with any provider. */
export const isDeclared = (claims: Claims, urn: string): boolean => claims.holders(declared(urn)).length > 0;

/** Refuses to create a second object with the same name, before calling the service. */
export function claimName(
  claims: Claims,
  kind: { readonly twice?: string },
  inputs: Inputs,
  name: string,
  origin: Origin | undefined,
): void {
  const [other] = claims.holders(made(inputs, name));
  if (other !== undefined) throw new Refusal(other === "" ? twice(kind) : otherIs(twice(kind), resourceOf(other)));
  claims.add(made(inputs, name), origin?.urn ?? "");
}

export function releaseName(claims: Claims, inputs: Inputs, name: string): void {
  for (const urn of claims.holders(made(inputs, name))) claims.drop(made(inputs, name), urn);
}

/** Problem with a unique name that another resource has or requests. */
export function nameProblems(
  names: Names,
  origin: Origin,
  name: string,
  { held, twice, rival }: { held: string | undefined; twice: string; rival: string | undefined },
): Problem[] {
  if (rival !== undefined) return [{ path: ["name"], message: otherIs(twice, rival) }];
  const partner = names.partnerOf(origin, name, held);
  if (partner === undefined) return [];
  const message = `swapped with that of ${JSON.stringify(partner)}, which the service cannot do in one step; rename one of them to a third name first, deploy, then swap`;
  return [{ path: ["name"], message }];
}
