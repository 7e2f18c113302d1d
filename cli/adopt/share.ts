/**
 * Lifts what jobs share out of them: whole step lists, single steps, parameters and sets of parameters that three or
 * more jobs have in common become constants; what differs in a few values only becomes a function of these.
 */
import { Call, type Code, Merge, Name } from "./code";
import { capitalise, type Taken, toIdentifier, toSlug } from "./names";
import {
  canonical,
  groupBy,
  type Leaf,
  type Leaves,
  lastKey,
  leavesOf,
  replaceLeaves,
  type Variable,
  variablesOf,
} from "./shape";

/** From so many jobs on, a thing in common is worth a name. */
const worthSharing = 3;
/** A function of more values than these says less than what it replaces. */
const maxVariables = { list: 3, step: 2 };

export interface SharingJob {
  name: string;
  steps: Code[];
  parameters: { [name: string]: Code };
}

export interface Parameter {
  name: string;
  type: "string" | "number" | "boolean";
  byDefault?: Leaf;
}

export interface Definition {
  name: string;
  of: "steps" | "step" | "parameter" | "parameters";
  doc: string;
  /** None: a constant; else a function of these. */
  parameters: Parameter[];
  body: Code;
}

export interface Sharing {
  definitions: Definition[];
  /** What to write for each job, in the order given. */
  jobs: { steps: Code; parameters: Code }[];
}

export interface Names {
  taken: Taken;
  /** What people call a step's module: "maven" for Maven's. */
  moduleName(module: string): string | undefined;
}

export function share(jobs: SharingJob[], names: Names): Sharing {
  const definitions: Definition[] = [];
  const lists = shareLists(jobs, names, definitions);
  const steps = shareSteps(jobs, lists, names, definitions);
  const parameters = shareParameters(jobs, names, definitions);
  return { definitions, jobs: jobs.map((_, index) => ({ steps: steps[index], parameters: parameters[index] })) };
}

type Lifted = (Code | undefined)[];

interface StepList {
  index: number;
  steps: Code[];
  leaves: Leaves;
}

/** Whole lists of two or more steps: equal ones, and those of one shape that differ in a few values. */
function shareLists(jobs: SharingJob[], names: Names, definitions: Definition[]): Lifted {
  const lifted: Lifted = jobs.map(() => undefined);
  const lists = jobs.flatMap(({ steps }, index): StepList[] => {
    const leaves = steps.length > 1 ? leavesOf(steps) : undefined;
    return leaves === undefined ? [] : [{ index, steps, leaves }];
  });
  for (const [, group] of groupBy(lists, ({ steps }) => shapeKey(steps))) {
    for (const { members, variables } of clusters(group)) {
      const first = members[0]?.steps ?? [];
      const wanted = listNames(
        first,
        members.map(({ index }) => jobs[index]?.name ?? ""),
        names,
      );
      const { name, calls } = lift({ of: "steps", sample: first, variables, wanted, doc: listDoc(first) }, names, definitions);
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
 * Parts of a group of one shape whose members differ in at most a few values. What differs most over the whole group (a
 * module's name in a command) is taken for a value first; the rest then has to be equal.
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
  jobs: number;
  put(code: Code): void;
}

/** Single steps of the lists that stayed, and of the shared lists themselves. */
function shareSteps(jobs: SharingJob[], lists: Lifted, names: Names, definitions: Definition[]): Code[] {
  const result: Code[] = jobs.map((job, index) => lists[index] ?? [...job.steps]);
  const occurrences: Occurrence[] = [];
  const collect = (steps: Code, jobCount: number) => {
    if (!Array.isArray(steps)) return;
    steps.forEach((step, index) => {
      // A step that holds a value of its function, or a secret, belongs where it is.
      if (leavesOf(step) === undefined) return;
      occurrences.push({ step, jobs: jobCount, put: (code) => steps.splice(index, 1, code) });
    });
  };
  result.forEach((steps) => {
    collect(steps, 1);
  });
  for (const definition of definitions) collect(definition.body, worthSharing);

  const rest: Occurrence[] = [];
  for (const [, equal] of groupBy(occurrences, ({ step }) => canonical(step))) {
    if (!isShared(equal)) rest.push(...equal);
    else defineStep(equal, [], names, definitions);
  }
  for (const [, group] of groupBy(rest, ({ step }) => shapeKey([step]))) {
    if (!isShared(group) || group.length < worthSharing) continue;
    const leaves = group.map(({ step }) => leavesOf(step)).filter((found) => found !== undefined);
    const variables = leaves.length === group.length ? variablesOf(leaves, maxVariables.step) : undefined;
    if (variables !== undefined && (leaves[0]?.size ?? 0) > 2) defineStep(group, variables, names, definitions);
  }
  return result;
}

function isShared(group: Occurrence[]): boolean {
  return group.length > 1 && group.reduce((sum, { jobs }) => sum + jobs, 0) >= worthSharing;
}

function defineStep(group: Occurrence[], variables: Variable[], names: Names, definitions: Definition[]): void {
  const sample = group[0]?.step;
  const fixedName = variables.every(({ paths }) => !paths.includes("/name"));
  const module = names.moduleName(String(field(sample, "module")));
  const spoken = toIdentifier(fixedName ? spokenName(sample, names) : (module ?? ""), "step");
  const wanted = [spoken, `${spoken}${capitalise(toolOf(sample))}`].map((name) => withEnding(name, "Step"));
  const { name, calls } = lift({ of: "step", sample, variables, wanted, doc: "" }, names, definitions);
  group.forEach(({ put }, member) => {
    put(calls?.[member] ?? new Name(name));
  });
}

interface Liftable {
  of: Definition["of"];
  sample: Code;
  variables: Variable[];
  wanted: string[];
  doc: string;
}

/** Adds the constant or function; `calls` are what each member writes instead of its own, when it is a function. */
function lift(thing: Liftable, names: Names, definitions: Definition[]): { name: string; calls?: Code[] } {
  const [wanted = "shared", ...others] = thing.wanted;
  const name = names.taken.take(wanted, ...others);
  const variables = thing.variables.map((variable) => ({ ...variable, byDefault: commonest(variable.values) }));
  variables.sort((a, b) => Number(a.byDefault !== undefined) - Number(b.byDefault !== undefined));
  const called = nameVariables(variables, thing.sample, names);
  const replacements = new Map<string, Code>();
  variables.forEach(({ paths }, index) => {
    for (const path of paths) replacements.set(path, new Name(called[index] ?? ""));
  });
  const parameters = variables.map(({ values, byDefault }, index) => ({
    name: called[index] ?? "",
    type: typeof values[0] as Parameter["type"],
    ...(byDefault === undefined ? {} : { byDefault }),
  }));
  definitions.push({ name, of: thing.of, doc: thing.doc, parameters, body: replaceLeaves(thing.sample, replacements) });
  if (variables.length === 0) return { name };
  const members = variables[0]?.values.length ?? 0;
  return { name, calls: Array.from({ length: members }, (_, member) => callOf(name, variables, member)) };
}

/** Arguments that equal the default are left out from the end. */
function callOf(name: string, variables: (Variable & { byDefault?: Leaf })[], member: number): Code {
  const args = variables.map(({ values }) => values[member] ?? null);
  while (args.length > 0 && args.at(-1) === variables[args.length - 1]?.byDefault) args.pop();
  return new Call(name, args);
}

/** The value that at least half of the members have. */
function commonest(values: Leaf[]): Leaf | undefined {
  const counts = new Map<Leaf, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [value, times] = [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [null, 0] as [Leaf, number]);
  return times * 2 >= values.length ? value : undefined;
}

/** "command", or "mavenCommand" where two steps of a list have one. */
function nameVariables(variables: Variable[], sample: Code, names: Names): string[] {
  const own = variables.map(({ paths }) => toIdentifier(lastKey(paths[0] ?? ""), "value"));
  const used = new Set<string>();
  return own.map((name, index) => {
    let result = name;
    if (own.filter((other) => other === name).length > 1) {
      const position = /^\/#(\d+)/.exec(variables[index]?.paths[0] ?? "")?.[1];
      const step = Array.isArray(sample) && position !== undefined ? String(field(sample[Number(position)], "name") ?? "") : "";
      result = step === "" ? name : toIdentifier(step, "step") + capitalise(name);
    }
    for (let number = 2; used.has(result) || names.taken.has(result); number += 1) result = `${name}${number}`;
    used.add(result);
    return result;
  });
}

/** Parameters by the set of jobs that have them: those that occur together are one set, a longer one alone is a constant. */
function shareParameters(jobs: SharingJob[], names: Names, definitions: Definition[]): Code[] {
  const users = new Map<string, { name: string; value: Code; jobs: number[] }>();
  jobs.forEach(({ parameters }, index) => {
    for (const [name, value] of Object.entries(parameters)) {
      // One that takes its value from the configuration belongs to its job.
      if (leavesOf(value) === undefined) continue;
      const key = `${name}=${canonical(value)}`;
      const known = users.get(key);
      if (known === undefined) users.set(key, { name, value, jobs: [index] });
      else known.jobs.push(index);
    }
  });
  const shared = [...users.values()].filter((entry) => entry.jobs.length >= worthSharing);
  const replaced = jobs.map(() => new Map<string, { spread?: string; value?: Code }>());
  for (const [, together] of groupBy(shared, (entry) => entry.jobs.join())) {
    const name = defineParameters(together, names, definitions);
    if (name === undefined) continue;
    const isSet = together.length > 1;
    for (const job of together[0]?.jobs ?? []) {
      for (const entry of together) replaced[job]?.set(entry.name, isSet ? { spread: name } : { value: new Name(name) });
    }
  }
  return jobs.map(({ parameters }, index) => writeParameters(parameters, replaced[index] ?? new Map()));
}

function defineParameters(
  together: { name: string; value: Code }[],
  names: Names,
  definitions: Definition[],
): string | undefined {
  const [first] = together;
  if (first === undefined) return undefined;
  if (together.length === 1) {
    if (typeof first.value !== "object") return undefined;
    const name = names.taken.take(withEnding(toIdentifier(first.name, "parameter"), "Parameter"));
    definitions.push({ name, of: "parameter", doc: "", parameters: [], body: first.value });
    return name;
  }
  const wanted = withEnding(toIdentifier(first.name, "parameters"), "Parameters");
  const name = names.taken.take(wanted === "codeBranchParameters" ? "commonParameters" : wanted, wanted);
  const doc = together.map((entry) => entry.name).join(", ");
  definitions.push({
    name,
    of: "parameters",
    doc,
    parameters: [],
    body: Object.fromEntries(together.map((entry) => [entry.name, entry.value])),
  });
  return name;
}

function writeParameters(parameters: { [name: string]: Code }, replaced: Map<string, { spread?: string; value?: Code }>): Code {
  const entries: [string | undefined, Code][] = [];
  const spread = new Set<string>();
  for (const [name, value] of Object.entries(parameters)) {
    const instead = replaced.get(name);
    if (instead?.spread === undefined) entries.push([name, instead?.value ?? value]);
    else if (!spread.has(instead.spread)) {
      spread.add(instead.spread);
      entries.push([undefined, new Name(instead.spread)]);
    }
  }
  const [only] = entries;
  if (entries.length === 1 && only !== undefined && only[0] === undefined) return only[1];
  return new Merge(entries);
}

/** Lists whose steps are of the same kinds with the same properties. */
function shapeKey(steps: Code[]): string {
  const paths = [...(leavesOf(steps)?.keys() ?? [canonical(steps)])].sort().join();
  return `${steps.map((step) => String(field(step, "module"))).join()}|${paths}`;
}

/** After what the names of its jobs have in common, or the first step; then with the tool, or the last step. */
function listNames(steps: Code[], jobs: string[], names: Names): string[] {
  const [first, last] = [steps[0], steps.at(-1)].map((step) => toIdentifier(spokenName(step, names), "build"));
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

function spokenName(step: Code, names: Names): string {
  return String(field(step, "name") ?? names.moduleName(String(field(step, "module"))) ?? "");
}

/** Words that all names have, in the first one's order. */
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

function withEnding(name: string, ending: string): string {
  return name.toLowerCase().endsWith(ending.toLowerCase()) ? name : `${name}${ending}`;
}

function field(code: Code, key: string): Code {
  if (typeof code !== "object" || code === null || Array.isArray(code)) return undefined;
  if (code instanceof Name || code instanceof Call || code instanceof Merge) return undefined;
  return code[key] as Code;
}
