import { z } from "zod";
import type { Problem } from "../../lifecycle/kind";
import { type Undeclared, unmodelled } from "../../lifecycle/undeclared";
import { compact, isAbsent, isObject, isUnknown, same } from "../../lifecycle/values";
import { wireNames } from "../../lifecycle/wording";
import { cloneAddressForm, isCloneAddress, isWebAddress, line, webAddressForm } from "./text";
import { isBlank, pair, toBoolean, toText, type Wire } from "./wire";

/** A repository that the build takes code from. */
export interface Scm {
  /** Kind of repository, as the service spells it; others than the ones listed here are passed on as they are. */
  type: "codehub" | "repo" | "github" | "gitee" | "gerrit" | "gitcode" | (string & {});
  /** Clone address, as the service shows it. */
  url: string;
  /** Branch, tag or commit to build, as `ref` says. Default: the service's. */
  branch?: string;
  /** Repository id. */
  repositoryId: string;
  /** Web address of the repository. */
  webUrl: string;
  /** Whether a push starts a build. Default: the service's. */
  buildOnPush?: boolean;
  /** Whether Git LFS objects are fetched. Default: the service's. */
  lfs?: boolean;
  /** What `branch` names. Default: branch. */
  ref?: "branch" | "tag" | "commit";
  /** How many commits are cloned, 1 to 25. Default: 1. */
  depth?: number;
  /** Service endpoint that gives access to a repository outside CodeArts. */
  endpointId?: string;
  /** Origin of the repository, as the service names it. */
  source?: string;
  /** Repository group. */
  groupName?: string;
  /** Repository name. */
  repositoryName?: string;
}

export type WireScm = Wire<"Scm">;

export const scmSchema = z.strictObject({
  type: line(),
  url: line(),
  branch: line().optional(),
  repositoryId: line(),
  webUrl: line(),
  buildOnPush: z.boolean().optional(),
  lfs: z.boolean().optional(),
  ref: z.enum(["branch", "tag", "commit"]).optional(),
  depth: z.int().min(1).max(25).optional(),
  endpointId: line().optional(),
  source: line().optional(),
  groupName: line().optional(),
  repositoryName: line().optional(),
});
export const scmsSchema = z.array(scmSchema);

/** Rules that need more than one field or entry. */
export function scmRules(written: Readonly<Record<string, unknown>>): Problem[] {
  const scms: unknown[] = Array.isArray(written.scms) ? written.scms : [];
  return scms.flatMap((scm, index) => {
    if (!isObject(scm)) return [];
    const problems: Problem[] = [];
    const say = (key: keyof Scm, message: string) => problems.push({ path: ["scms", index, key], message });
    if (typeof scm.url === "string" && scm.url !== "" && !isCloneAddress(scm.url)) say("url", cloneAddressForm);
    if (typeof scm.webUrl === "string" && scm.webUrl !== "" && !isWebAddress(scm.webUrl)) say("webUrl", webAddressForm);
    if ((scm.ref === "commit" || scm.ref === "tag") && isAbsent(scm.branch)) {
      say("branch", `missing; ref: "${scm.ref}" needs the ${scm.ref} to build here`);
    }
    const twin = scms.slice(0, index).findIndex((other) => isObject(other) && isAlike(scm, other));
    if (twin >= 0) say("repositoryId", `the same repository and branch as scms[${twin}]; keep one of them`);
    return problems;
  });
}

const isAlike = (one: Record<string, unknown>, other: Record<string, unknown>): boolean =>
  !isAbsent(one.repositoryId) &&
  !isUnknown(one.branch) &&
  !isUnknown(other.branch) &&
  (["type", "repositoryId", "branch"] as const).every((key) => same(one[key], other[key]));

interface Part {
  /** Field on the wire. */
  readonly wire: keyof WireScm & string;
  /** The same under a second name; both are sent, either is read. */
  readonly alsoWire?: string;
  readonly toWire: (value: unknown) => unknown;
  readonly fromWire: (value: unknown) => unknown;
  /** What says nothing in a read; undefined where every value is somebody's. */
  readonly usual: unknown;
  /** A source that is written whole says it whatever it is. */
  readonly always?: boolean;
}

const asIs = (value: unknown) => value;
const text = (wire: Part["wire"], usual?: unknown): Part => ({
  wire,
  toWire: asIs,
  fromWire: (value) => (isBlank(value) ? undefined : toText(value)),
  usual,
});
/** Nothing in a read is false. What a job gets that does not say it is less sure, so that adoption writes either value. */
const flag = (wire: Part["wire"]): Part => ({ wire, toWire: asIs, fromWire: toBoolean, usual: false, always: true });

const parts: { readonly [K in keyof Required<Scm>]: Part } = {
  type: text("scm_type"),
  url: text("url"),
  branch: text("branch"),
  repositoryId: text("repo_id"),
  webUrl: text("web_url"),
  buildOnPush: flag("is_auto_build"),
  lfs: flag("enable_git_lfs"),
  ref: text("build_type", "branch"),
  depth: { wire: "depth", toWire: String, fromWire: (value) => (isBlank(value) ? undefined : Number(value)), usual: 1 },
  // Which of the two names the service takes is not known.
  endpointId: { ...text("end_point_id"), alsoWire: "endpoint_id" },
  source: text("source"),
  groupName: text("group_name"),
  repositoryName: text("repo_name"),
};
const entries = Object.entries(parts) as [keyof Scm, Part][];
wireNames.add(
  scmSchema,
  Object.fromEntries(entries.flatMap(([key, { wire, alsoWire }]) => [wire, alsoWire ?? wire].map((name) => [name, key]))),
);

const readPart = (wire: WireScm, part: Part): unknown =>
  part.fromWire(isBlank(wire[part.wire]) && part.alsoWire ? wire[part.alsoWire] : wire[part.wire]);

const byRepository = [
  { written: (scm: Scm) => scm.repositoryId, live: (wire: WireScm) => toText(wire.repo_id) },
  { written: (scm: Scm) => scm.url, live: (wire: WireScm) => toText(wire.url) },
];
const sameRepository = [
  { written: (scm: Scm) => scm.repositoryId, live: (scm: Scm) => scm.repositoryId },
  { written: (scm: Scm) => scm.url, live: (scm: Scm) => scm.url },
];

/**
 * The declared sources in their order, each with what others set on its live twin. What the program no longer says is left
 * out, as in a source that never said it: the list is sent whole, and the service fills in its own.
 */
export function scmsToWire(declared: readonly Scm[], applied: readonly Scm[] = [], live: readonly WireScm[] = []): WireScm[] {
  const twins = pair(declared, live, byRepository);
  const before = pair(declared, applied, sameRepository);
  return declared.map((scm) => {
    const wire: { [key: string]: unknown } = scmAsTaken(twins.get(scm) ?? {});
    const old = before.get(scm);
    for (const [key, part] of entries) {
      if (scm[key] !== undefined) setPart(wire, part, part.toWire(scm[key]));
      else if (old?.[key] !== undefined) setPart(wire, part, undefined);
    }
    return wire as WireScm;
  });
}

/** A live source as the service takes it: answers have texts in the place of booleans and numbers in the place of texts. */
export function scmAsTaken(live: WireScm): { [key: string]: unknown } {
  const wire: { [key: string]: unknown } = { ...live };
  for (const [, part] of entries) {
    for (const name of [part.wire, part.alsoWire]) {
      if (name === undefined || isAbsent(wire[name])) continue;
      const value = part.fromWire(wire[name]);
      if (value === undefined) delete wire[name];
      else wire[name] = part.toWire(value);
    }
  }
  return wire;
}

function setPart(wire: { [key: string]: unknown }, part: Part, value: unknown): void {
  for (const name of [part.wire, part.alsoWire]) {
    if (name === undefined) continue;
    if (value === undefined) delete wire[name];
    else wire[name] = value;
  }
}

export interface LiveScms {
  readonly scms: Scm[];
  readonly undeclared: Undeclared[];
}

export function scmsFromWire(live: readonly WireScm[], applied: readonly Scm[]): LiveScms {
  const twins = new Map([...pair(applied, live, byRepository)].map(([scm, wire]) => [wire, scm]));
  const undeclared: Undeclared[] = [];
  const scms = live.map((wire, index) => {
    const written = twins.get(wire);
    if (!written) return wholeScm(wire);
    undeclared.push(...besideScm(wire, written, index));
    // A field that the answer leaves out is one that the service does not tell, except where leaving out means "none".
    return compact<Scm>(
      entries.map(([key, part]) => {
        const value = readPart(wire, part);
        const silent = value === undefined && !(part.wire in wire) && !(part.alsoWire !== undefined && part.alsoWire in wire);
        return [
          key,
          written[key] === undefined ? undefined : silent ? written[key] : (value ?? part.usual ?? undefined),
        ] as const;
      }),
    );
  });
  return { scms, undeclared };
}

/** Details that the service may take from the repository itself. */
const descriptive: ReadonlySet<keyof Scm> = new Set(["branch", "groupName", "repositoryName", "source"]);
const wireFields: ReadonlySet<string> = new Set(entries.flatMap(([, { wire, alsoWire }]) => [wire, alsoWire ?? wire]));

function besideScm(wire: WireScm, written: Scm, index: number): Undeclared[] {
  const key = `scm ${written.repositoryId}`;
  const parts = entries.flatMap(([name, part]): Undeclared[] => {
    const value = readPart(wire, part);
    if (written[name] !== undefined || value === undefined) return [];
    const expected = descriptive.has(name) || same(value, part.usual);
    return [{ path: ["scms", index, name], key: `${key} ${name}`, value, expected }];
  });
  return [...parts, ...unmodelled(wire, (field) => wireFields.has(field), { path: ["scms", index], key, expected: true })];
}

export function wholeScm(wire: WireScm): Scm {
  return compact<Scm>(
    entries.map(([key, part]) => {
      const value = readPart(wire, part);
      return [key, part.always || !same(value, part.usual) ? value : undefined] as const;
    }),
  );
}
