/** Which module a resource goes to: one per job group or per project, split when it holds many jobs. */
import { type Adoptable, type KindName, kindByWord, wordOf } from "./model";
import { Taken, toSlug } from "./names";
import { groupBy } from "./shape";

/** A file with more jobs than this is split, to stay readable. */
const jobsPerModule = 100;

/** Module for resources without a group, such as `templates`. */
const moduleOfKind = (kind: KindName): string => wordOf(kind).replace(/([^s])$/, "$1s");

export interface Layout {
  moduleOf(adoptable: Adoptable): string;
}

/** Sort key that keeps related objects together. */
export function printPlace({ projectId = "", group = [] }: Adoptable): string {
  return `${projectId}\n${group.join("\n")}`;
}

export function createLayout(adoptables: Adoptable[]): Layout {
  const jobs = adoptables.filter(({ kind }) => kind === "buildJob");
  const severalProjects = new Set(jobs.map(({ projectId }) => projectId)).size > 1;
  const paths = new Taken(
    [
      "index",
      "config",
      "shared/steps",
      "shared/parameters",
      ...[...kindByWord.values()].filter((kind) => kind !== "buildJob").map(moduleOfKind),
    ],
    (path) => path.toLowerCase(),
  );
  const modules = new Map<string, string>();
  for (const [, own] of groupBy(jobs, printPlace)) {
    const [first] = own;
    if (first === undefined) continue;
    const wanted = jobModule(first, severalProjects, jobs);
    const parts = Math.ceil(own.length / jobsPerModule);
    const size = Math.ceil(own.length / parts);
    for (let part = 0; part < parts; part += 1) {
      const path = paths.take(parts === 1 ? wanted : `${wanted}-${part + 1}`);
      for (const job of own.slice(part * size, (part + 1) * size)) modules.set(job.id, path);
    }
  }
  return {
    moduleOf: ({ kind, id }) => (kind === "buildJob" ? (modules.get(id) ?? "jobs") : moduleOfKind(kind)),
  };
}

function jobModule({ projectId = "", group = [] }: Adoptable, severalProjects: boolean, jobs: Adoptable[]): string {
  const folder = severalProjects ? `project-${projectId.slice(0, 8)}` : "jobs";
  if (group.length > 0) return `${folder}/${group.map((name) => toSlug(name, "group")).join("-")}`;
  const hasGroups = jobs.some((job) => job.projectId === projectId && (job.group?.length ?? 0) > 0);
  if (hasGroups) return `${folder}/ungrouped`;
  return severalProjects ? `${folder}/jobs` : "jobs/all";
}
