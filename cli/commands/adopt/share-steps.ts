/** Step lists and single steps that three or more jobs have in common. */
import { type Code, Name } from "./code";
import { type Definition, field, lift, type SharingJob, withEnding, worthSharing } from "./lift";
import { capitalise, moduleName, type Taken, toIdentifier, toSlug } from "./names";
import { canonical, groupBy, type Leaves, leavesOf, type Variable, variablesOf } from "./shape";

/** A function with more parameters than this is harder to read than what it replaces. */
const maxVariables = { list: 3, step: 2 };

export type Lifted = (Code | undefined)[];

interface StepList {
  index: number;
  steps: Code[];
  leaves: Leaves;
}

/** Whole lists of two or more steps: equal ones, and those of one shape that differ in a few values. */
export function shareLists(jobs: SharingJob[], taken: Taken, definitions: Definition[]): Lifted {
  const lifted: Lifted = jobs.map(() => undefined);
  const lists = jobs.flatMap(({ steps }, index): StepList[] => {
    const leaves = steps.length > 1 ? leavesOf(steps) : undefined;
    return leaves === undefined ? [] : [{ index, steps, leaves }];
  });
  for (const [, group] of groupBy(lists, ({ steps }) => shapeKey(steps))) {
    for (const { members, variables } of clusters(group)) {
      const first = members[0]?.steps ?? [];
      const users = members.map(({ index }) => jobs[index]?.name ?? "");
      const wanted = listNames(first, users);
      const { name, calls } = lift({ of: "steps", sample: first, variables, wanted, doc: listDoc(first) }, taken, definitions);
      members.forEach(({ index }, member) => {
        lifted[index] = calls?.[member] ?? new Name(name);
      });
    }
  }
  return lifted;
}

interface Cluster {
  members: StepList[];
  variables: Variable[];
}

/**
 * Parts of a group of one shape whose members differ in at most a few values. The most frequent difference in the group (a
 * module's name in a command) becomes a parameter first; the rest must then be equal.
 */
function clusters(group: StepList[]): Cluster[] {
  if (group.length < worthSharing) return [];
  const whole = variablesOf(
    group.map(({ leaves }) => leaves),
    maxVariables.list,
  );
  if (whole !== undefined) return [{ members: group, variables: whole }];
  const columns = [...(group[0]?.leaves.keys() ?? [])].map((path) => ({
    path,
    values: new Set(group.map(({ leaves }) => leaves.get(path))).size,
  }));
  columns.sort((a, b) => b.values - a.values);
  let rest = group;
  const found: Cluster[] = [];
  for (let free = 1; free <= maxVariables.list; free += 1) {
    const paths = new Set(columns.slice(0, free).map(({ path }) => path));
    const next: StepList[] = [];
    for (const [, members] of groupBy(rest, ({ leaves }) => JSON.stringify([...leaves].filter(([path]) => !paths.has(path))))) {
      const variables =
        members.length < worthSharing
          ? undefined
          : variablesOf(
              members.map(({ leaves }) => leaves),
              maxVariables.list,
            );
      if (variables === undefined) next.push(...members);
      else found.push({ members, variables });
    }
    rest = next;
  }
  return found;
}

interface Occurrence {
  step: Code;
  /** The list that contains it, and how many jobs have that list. */
  list: Code[];
  jobs: number;
  put(code: Code): void;
}

/** Single steps of the remaining lists, and of the shared lists themselves. */
export function shareSteps(jobs: SharingJob[], lists: Lifted, taken: Taken, definitions: Definition[]): Code[] {
  const result: Code[] = jobs.map((job, index) => lists[index] ?? [...job.steps]);
  const occurrences: Occurrence[] = [];
  const collect = (steps: Code, jobCount: number) => {
    if (!Array.isArray(steps)) return;
    steps.forEach((step, index) => {
      // A step with a parameter of its function, or with a secret, cannot be shared.
      if (leavesOf(step) === undefined) return;
      occurrences.push({ step, list: steps, jobs: jobCount, put: (code) => steps.splice(index, 1, code) });
    });
  };
  result.forEach((steps) => {
    collect(steps, 1);
  });
  for (const definition of definitions) collect(definition.body, worthSharing);

  const rest: Occurrence[] = [];
  for (const [, equal] of groupBy(occurrences, ({ step }) => canonical(step))) {
    if (!isShared(equal)) rest.push(...equal);
    else defineStep(equal, [], taken, definitions);
  }
  for (const [, group] of groupBy(rest, ({ step }) => shapeKey([step]))) {
    if (!isShared(group) || group.length < worthSharing) continue;
    const leaves = group.map(({ step }) => leavesOf(step)).filter((found) => found !== undefined);
    const variables = leaves.length === group.length ? variablesOf(leaves, maxVariables.step) : undefined;
    if (variables !== undefined && (leaves[0]?.size ?? 0) > 2) defineStep(group, variables, taken, definitions);
  }
  return result;
}

function isShared(group: Occurrence[]): boolean {
  const jobs = new Map(group.map((occurrence) => [occurrence.list, occurrence.jobs]));
  return group.length > 1 && [...jobs.values()].reduce((sum, number) => sum + number, 0) >= worthSharing;
}

function defineStep(group: Occurrence[], variables: Variable[], taken: Taken, definitions: Definition[]): void {
  const sample = group[0]?.step;
  const fixedName = variables.every(({ paths }) => !paths.includes("/name"));
  const module = moduleName(String(field(sample, "module")));
  const spoken = toIdentifier(fixedName ? spokenName(sample) : (module ?? ""), "step");
  const wanted = [spoken, `${spoken}${capitalise(toolOf(sample))}`].map((name) => withEnding(name, "Step"));
  const { name, calls } = lift({ of: "step", sample, variables, wanted, doc: "" }, taken, definitions);
  group.forEach(({ put }, member) => {
    put(calls?.[member] ?? new Name(name));
  });
}

/** Lists whose steps have the same types and properties. */
function shapeKey(steps: Code[]): string {
  const paths = [...(leavesOf(steps)?.keys() ?? [canonical(steps)])].sort().join();
  return `${steps.map((step) => String(field(step, "module"))).join()}|${paths}`;
}

/** Named after what its jobs' names have in common, or the first step; then after the tool, or the last step. */
function listNames(steps: Code[], jobs: string[]): string[] {
  const [first, last] = [steps[0], steps.at(-1)].map((step) => toIdentifier(spokenName(step), "build"));
  const common = commonWords(jobs);
  const tool = toolOf(steps[0]);
  const wanted = [
    common,
    first,
    `${first}${capitalise(tool)}`,
    `${common}${capitalise(tool)}`,
    `${first}${capitalise(last ?? "")}`,
  ];
  return wanted.filter((name) => name !== undefined && name !== "").map((name) => withEnding(name ?? "", "Steps"));
}

function spokenName(step: Code): string {
  return String(field(step, "name") ?? moduleName(String(field(step, "module"))) ?? "");
}

/** Words common to all names, in the order of the first name. */
function commonWords(names: string[]): string {
  const [first = [], ...others] = names.map((name) => toSlug(name, "").split("-").filter(Boolean));
  const common = first.filter((word) => !/^\d+$/.test(word) && others.every((words) => words.includes(word)));
  return common.length === 0 ? "" : toIdentifier(common.join(" "), "build");
}

/** The program that a command begins with: "mvn" of "mvn -B package". */
function toolOf(step: Code): string {
  const command = field(field(step, "properties"), "command");
  const word = typeof command === "string" ? /^\s*([A-Za-z][A-Za-z0-9]*)/.exec(command)?.[1] : undefined;
  return word === undefined ? "" : toIdentifier(word, "tool");
}

function listDoc(steps: Code[]): string {
  return steps.map((step) => String(field(step, "name") ?? field(step, "module"))).join(", ");
}
