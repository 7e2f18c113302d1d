import { z } from "zod";
import type { Problem } from "../../lifecycle/kind";
import { type Undeclared, unmodelled } from "../../lifecycle/undeclared";
import { compact, isAbsent, isObject, isUnknown, same } from "../../lifecycle/values";
import { input, openEnum, type PlainField, part, plainFields } from "../table";
import { asFlag, asText, asTextNumber } from "./plain-fields";
import { cloneAddressForm, isCloneAddress, isWebAddress, line, webAddressForm } from "./text";
import { isBlank, pair, toText, type Wire } from "./wire";

export type WireScm = Wire<"Scm">;

/** An absent value in a read means false. The default of a new job is not certain, so adoption writes either value. */
const uncertainFlag = (name: string): PlainField => ({ ...asFlag(name, false), always: true });

/** Known values; the service has others. */
const sourceType = openEnum(line(), ["codehub", "repo", "github", "gitee", "gerrit", "gitcode"]);

const scmTable = {
  type: input(sourceType, {
    doc: "Type of repository, in the service's spelling; values not listed here are passed on unchanged.",
    wire: asText("scm_type"),
  }),
  url: input(line(), { doc: "Clone URL, as shown by the service.", wire: asText("url") }),
  branch: input(line().optional(), {
    doc: "Branch, tag or commit to build, as `ref` says.",
    otherwise: "the service's",
    wire: asText("branch"),
  }),
  repositoryId: input(line(), { doc: "Repository id.", wire: asText("repo_id") }),
  webUrl: input(line(), { doc: "Web URL of the repository.", wire: asText("web_url") }),
  buildOnPush: input(z.boolean().optional(), {
    doc: "Whether a push starts a build.",
    otherwise: "the service's",
    atWorst: true,
    wire: uncertainFlag("is_auto_build"),
  }),
  lfs: input(z.boolean().optional(), {
    doc: "Whether Git LFS objects are fetched.",
    otherwise: "the service's",
    wire: uncertainFlag("enable_git_lfs"),
  }),
  ref: input(z.enum(["branch", "tag", "commit"]).optional(), {
    doc: "What `branch` names.",
    default: "branch",
    wire: asText("build_type", "branch"),
  }),
  depth: input(z.int().min(1).max(25).optional(), {
    doc: "Number of commits to clone.",
    limits: "1 to 25",
    default: 1,
    wire: asTextNumber("depth", 1),
  }),
  endpointId: input(line().optional(), {
    doc: "Service endpoint for access to a repository outside CodeArts.",
    // It is not documented which of the two names the service reads: both are sent, either is read.
    wire: { ...asText("end_point_id"), also: ["endpoint_id"] },
  }),
  source: input(line().optional(), { doc: "Origin of the repository, in the service's spelling.", wire: asText("source") }),
  groupName: input(line().optional(), { doc: "Repository group.", wire: asText("group_name") }),
  repositoryName: input(line().optional(), { doc: "Repository name.", wire: asText("repo_name") }),
} as const;
export const scmSchema = part("Scm", "A repository to build.", scmTable);
export const scmsSchema = z.array(scmSchema);
export type Scm = z.output<typeof scmSchema>;

/** Rules across fields or entries. */
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

const entries = plainFields(scmTable);
const namesOf = ({ name, also = [] }: PlainField): string[] => [name, ...also];
const readField = (wire: WireScm, field: PlainField): unknown =>
  field.fromWire(
    namesOf(field)
      .map((name) => wire[name])
      .find((value) => !isBlank(value)),
  );

const byRepository = [
  { written: (scm: Scm) => scm.repositoryId, live: (wire: WireScm) => toText(wire.repo_id) },
  { written: (scm: Scm) => scm.url, live: (wire: WireScm) => toText(wire.url) },
];
const sameRepository = [
  { written: (scm: Scm) => scm.repositoryId, live: (scm: Scm) => scm.repositoryId },
  { written: (scm: Scm) => scm.url, live: (scm: Scm) => scm.url },
];

/**
 * The declared sources in their order, each with the undeclared settings of its live twin. Settings removed from the program
 * are omitted: the complete list is sent, and the service fills in its defaults.
 */
export function scmsToWire(declared: readonly Scm[], applied: readonly Scm[] = [], live: readonly WireScm[] = []): WireScm[] {
  const twins = pair(declared, live, byRepository);
  const before = pair(declared, applied, sameRepository);
  return declared.map((scm) => {
    const wire = scmAsTaken(twins.get(scm) ?? {});
    const old = before.get(scm);
    for (const [key, field] of entries) {
      if (scm[key] !== undefined) setPart(wire, field, field.toWire(scm[key]));
      else if (old?.[key] !== undefined) setPart(wire, field, undefined);
    }
    return wire;
  });
}

/** A live source in the form that the service accepts: reads return strings for booleans and numbers for strings. */
export function scmAsTaken(live: WireScm): WireScm {
  const wire: WireScm & { [key: string]: unknown } = { ...live };
  for (const [, field] of entries) {
    for (const name of namesOf(field)) {
      if (isAbsent(wire[name])) continue;
      const value = field.fromWire(wire[name]);
      if (value === undefined) delete wire[name];
      else wire[name] = field.toWire(value);
    }
  }
  return wire;
}

function setPart(wire: { [key: string]: unknown }, field: PlainField, value: unknown): void {
  for (const name of namesOf(field)) {
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
    undeclared.push(...undeclaredInScm(wire, written, index));
    // A field missing from the read is unknown, except where absence means "none".
    return compact<Scm>(
      entries.map(([key, field]) => {
        const value = readField(wire, field);
        const silent = value === undefined && !namesOf(field).some((name) => name in wire);
        return [
          key,
          written[key] === undefined ? undefined : silent ? written[key] : (value ?? field.fresh ?? undefined),
        ] as const;
      }),
    );
  });
  return { scms, undeclared };
}

/** Details that the service may derive from the repository. */
const descriptive: ReadonlySet<keyof Scm> = new Set(["branch", "groupName", "repositoryName", "source"]);
const wireFields: ReadonlySet<string> = new Set(entries.flatMap(([, field]) => namesOf(field)));

function undeclaredInScm(wire: WireScm, written: Scm, index: number): Undeclared[] {
  const key = `scm ${written.repositoryId}`;
  const parts = entries.flatMap(([name, field]): Undeclared[] => {
    const value = readField(wire, field);
    if (written[name] !== undefined || value === undefined) return [];
    // The service's default for a flag is not certain: either value may be its own.
    const expected = descriptive.has(name) || field.always === true || same(value, field.fresh);
    return [{ path: ["scms", index, name], key: `${key} ${name}`, value, expected }];
  });
  return [...parts, ...unmodelled(wire, (field) => wireFields.has(field), { path: ["scms", index], key, expected: true })];
}

function wholeScm(wire: WireScm): Scm {
  return compact<Scm>(
    entries.map(([key, field]) => {
      const value = readField(wire, field);
      return [key, field.always || !same(value, field.fresh) ? value : undefined] as const;
    }),
  );
}
