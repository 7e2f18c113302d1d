import type { Problem } from "./kind";
import { type Origin, resourceOf } from "./origin";
import { isUnknown } from "./values";

/** Who has which name in this run, as far as the engine has asked for checks: the resources of the program, in their order. */
export interface Names {
  /** `held` is the resource's name in state; undefined where it is to be made. */
  checked(origin: Origin, name: string, held: string | undefined): void;
  /** Another resource that wants the name. */
  rivalOf(origin: Origin, name: string): string | undefined;
  /** Another resource that has the name and takes this one's in exchange. */
  partnerOf(origin: Origin, name: string, held: string | undefined): string | undefined;
  /** The resource that is being made under a name; each is given once. */
  take(name: string): Origin | undefined;
  /** The resources that want a name: several only where names are free. */
  originsOf(name: string): readonly Origin[];
  /** Whether the program declares the resource. */
  isDeclared(urn: string): boolean;
  /** Whether the resource is in state already, so that what is made now replaces that. */
  isReplaced(urn: string): boolean;
}

interface Known {
  readonly origin: Origin;
  readonly name: string;
  /** Its name in state, once it was found there. */
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
      if (before && before.name !== name) wanted.set(before.name, others(before.name, origin));
      // A replacement is checked twice, the second time as if nothing were in state.
      resources.set(origin.urn, { origin, name, held: held ?? before?.held });
      wanted.set(name, [...others(name, origin), origin]);
    },
    rivalOf: (origin, name) => others(name, origin).map(({ urn }) => resourceOf(urn))[0],
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
    isDeclared: (urn) => resources.has(urn),
    isReplaced: (urn) => resources.get(urn)?.held !== undefined,
  };
}

/** Inputs that say where an object is and what it is called. */
const identity = ["region", "projectId", "iamProjectId", "jobId", "name", "channel"];

/** Whether an object's name and place are known already. */
export const identified = (inputs: Readonly<Record<string, unknown>>): boolean => !identity.some((key) => isUnknown(inputs[key]));

export const twice = (kind: { readonly twice?: string }): string =>
  kind.twice ?? "another resource of this program has the same name; give each a name of its own";

/** What is wrong with a name that others have or want too, where each has one object. */
export function nameProblems(
  names: Names,
  origin: Origin,
  name: string,
  { held, twice }: { held: string | undefined; twice: string },
): Problem[] {
  const rival = names.rivalOf(origin, name);
  if (rival !== undefined) return [{ path: ["name"], message: `${twice} (the other is ${JSON.stringify(rival)})` }];
  const partner = names.partnerOf(origin, name, held);
  if (partner === undefined) return [];
  const message = `swapped with that of ${JSON.stringify(partner)}, which the service cannot do in one step; give one of them a third name first, deploy, then swap`;
  return [{ path: ["name"], message }];
}
