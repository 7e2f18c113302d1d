/** Rules of build.yml across keys. */
import { isObject, type Path } from "../../provider/pulumi-wire";
import { hint } from "../../provider/shared/nearest";
import { actions, preBuild } from "./actions";
import type { BuildYamlProblem } from "./wording";

type Keys = Record<string, unknown>;
const error = (path: Path, message: string): BuildYamlProblem => ({ severity: "error", path, message });
const warning = (path: Path, message: string): BuildYamlProblem => ({ severity: "warning", path, message });
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

export function crossRules(file: Keys): BuildYamlProblem[] {
  const resources = [
    { path: ["env"], owner: file.env },
    ...list(file.envs).map((owner, index) => ({ path: ["envs", index], owner })),
  ];
  return [
    ...parts(file),
    ...twins(list(file.params), "name", ["params"]),
    ...resources.flatMap(({ path, owner }) =>
      isObject(owner) && isObject(owner.resource) ? resourceRules(owner.resource, [...path, "resource"]) : [],
    ),
    ...(isObject(file.steps) ? stageRules(file.steps) : []),
    ...(isObject(file.buildflow) ? taskRules(list(file.buildflow.jobs), ["buildflow", "jobs"]) : []),
    ...list(file.buildflows).flatMap((flow, index) =>
      isObject(flow) ? taskRules(list(flow.jobs), ["buildflows", index, "jobs"]) : [],
    ),
  ];
}

/** Which parts can be combined. */
function parts({ env, envs, steps, buildflow, buildflows }: Keys): BuildYamlProblem[] {
  const flow = buildflow !== undefined ? "buildflow" : buildflows !== undefined ? "buildflows" : undefined;
  const found: BuildYamlProblem[] = [];
  if (steps === undefined && flow === undefined) found.push(error([], "neither steps nor buildflow; write one of them"));
  if (buildflow !== undefined && buildflows !== undefined)
    found.push(error(["buildflows"], "cannot be combined with buildflow; write one of the two"));
  if (steps !== undefined && flow !== undefined)
    found.push(warning(["steps"], `is for a single task; with ${flow} each task has its steps in the file that build_ref names`));
  if (env !== undefined && envs !== undefined) found.push(warning(["envs"], "cannot be combined with env; write one of the two"));
  return found;
}

function resourceRules({ type, class: size, pool }: Keys, path: Path): BuildYamlProblem[] {
  const found: BuildYamlProblem[] = [];
  if (type === "custom" && size !== undefined)
    found.push(error([...path, "class"], "your own agents (type: custom) have no class; remove it"));
  if (type === "custom" && pool === undefined) found.push(error([...path, "pool"], "missing; type: custom needs the agent pool"));
  if (type === "docker" && pool !== undefined)
    found.push(warning([...path, "pool"], "is for type: custom; the service's own executors have no pool"));
  return found;
}

function stageRules(stages: Keys): BuildYamlProblem[] {
  return Object.entries(stages).flatMap(([stage, steps]) =>
    list(steps).flatMap((step, index) => stepRules(step, ["steps", stage, index], stage)),
  );
}

function stepRules(step: unknown, path: Path, stage: string): BuildYamlProblem[] {
  if (!isObject(step)) return [];
  const keywords = Object.keys(step);
  if (keywords.length !== 1) return [error(path, keywordProblem(keywords))];
  const [keyword = ""] = keywords;
  if (!Object.hasOwn(actions, keyword))
    return [warning([...path, keyword], `unknown action${hint(keyword, Object.keys(actions))}`)];
  const body = step[keyword];
  const found: BuildYamlProblem[] = [];
  if (stage === "PRE_BUILD" && !preBuild.includes(keyword))
    found.push(warning([...path, keyword], `the manual has ${preBuild.join(", ")} before the build; this one belongs in BUILD`));
  if (keyword === "swr" && isObject(body) && body.image === undefined)
    found.push(error([...path, keyword, "image"], "missing; write the URL of the image"));
  return found;
}

function keywordProblem(keywords: string[]): string {
  if (keywords.length === 0) return "empty; a step has exactly one keyword";
  const hasBody = keywords.some((key) => ["name", "image", "inputs"].includes(key));
  const question = hasBody ? "; are name, image and inputs indented below the keyword?" : "";
  return `has ${keywords.join(", ")}; a step has exactly one keyword${question}`;
}

/** Tasks have unique names, depend on existing tasks, and not on themselves. */
function taskRules(jobs: unknown[], path: Path): BuildYamlProblem[] {
  const dependencies = new Map<string, string[]>();
  for (const task of jobs) {
    if (isObject(task) && typeof task.job === "string")
      dependencies.set(
        task.job,
        list(task.depends_on).filter((name) => typeof name === "string"),
      );
  }
  const names = [...dependencies.keys()];
  const unknown = jobs.flatMap((task, index) =>
    list(isObject(task) ? task.depends_on : []).flatMap((name, at): BuildYamlProblem[] =>
      typeof name !== "string" || dependencies.has(name)
        ? []
        : [error([...path, index, "depends_on", at], `no task has this name${hint(name, names)}`)],
    ),
  );
  const circles = jobs.flatMap((task, index): BuildYamlProblem[] => {
    const circle = isObject(task) && typeof task.job === "string" ? circleOf(task.job, dependencies) : undefined;
    return circle === undefined ? [] : [error([...path, index, "depends_on"], `circular dependency: ${circle.join(" → ")}`)];
  });
  return [...twins(jobs, "job", path), ...unknown, ...circles];
}

/** The shortest cycle through a task. */
function circleOf(start: string, dependencies: ReadonlyMap<string, string[]>): string[] | undefined {
  let ways = [[start]];
  const seen = new Set<string>();
  while (ways.length > 0) {
    const next: string[][] = [];
    for (const way of ways) {
      for (const name of dependencies.get(way.at(-1) ?? "") ?? []) {
        if (name === start) return [...way, start];
        if (!seen.has(name)) next.push([...way, name]);
        seen.add(name);
      }
    }
    ways = next;
  }
  return undefined;
}

function twins(entries: unknown[], key: string, path: Path): BuildYamlProblem[] {
  const first = new Map<string, number>();
  return entries.flatMap((entry, index): BuildYamlProblem[] => {
    const name = isObject(entry) ? entry[key] : undefined;
    if (typeof name !== "string") return [];
    const twin = first.get(name);
    if (twin === undefined) first.set(name, index);
    return twin === undefined ? [] : [error([...path, index, key], `the same name as ${path.join(".")}[${twin}]`)];
  });
}
