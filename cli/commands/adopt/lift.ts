/** Turns what jobs have in common into a named constant, or a function of the values that differ. */
import { Call, type Code, Merge, Name } from "./code";
import { capitalise, type Taken, toIdentifier } from "./names";
import { type Leaf, lastKey, replaceLeaves, type Variable } from "./shape";

/** Minimum number of jobs for a shared definition. */
export const worthSharing = 3;
export interface Parameter {
  name: string;
  type: "string" | "number" | "boolean";
  byDefault?: Leaf;
}

/** The parts of a job that can be shared. */
export interface SharingJob {
  name: string;
  steps: Code[];
  parameters: { [name: string]: Code };
}

export interface Definition {
  name: string;
  of: "steps" | "step" | "parameter" | "parameters";
  doc: string;
  /** Empty for a constant; otherwise the parameters of the function. */
  parameters: Parameter[];
  body: Code;
}

export interface Liftable {
  of: Definition["of"];
  sample: Code;
  variables: Variable[];
  wanted: string[];
  doc: string;
}

/** Adds the constant or function; for a function, `calls` holds the call that replaces each member's own text. */
export function lift(thing: Liftable, taken: Taken, definitions: Definition[]): { name: string; calls?: Code[] } {
  const [wanted = "shared", ...others] = thing.wanted;
  const name = taken.take(wanted, ...others);
  const variables = thing.variables.map((variable) => ({ ...variable, byDefault: commonest(variable.values) }));
  variables.sort((a, b) => Number(a.byDefault !== undefined) - Number(b.byDefault !== undefined));
  const called = nameVariables(variables, thing.sample, taken);
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

/** Drops trailing arguments that equal their default. */
function callOf(name: string, variables: (Variable & { byDefault?: Leaf })[], member: number): Code {
  const args = variables.map(({ values }) => values[member] ?? null);
  while (args.length > 0 && args.at(-1) === variables[args.length - 1]?.byDefault) args.pop();
  return new Call(name, args);
}

/** The value shared by at least half of the members. */
function commonest(values: Leaf[]): Leaf | undefined {
  const counts = new Map<Leaf, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [value, times] = [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [null, 0] as [Leaf, number]);
  return times * 2 >= values.length ? value : undefined;
}

/** "command", or "mavenCommand" if two steps of a list have a command. */
function nameVariables(variables: Variable[], sample: Code, taken: Taken): string[] {
  const own = variables.map(({ paths }) => toIdentifier(lastKey(paths[0] ?? ""), "value"));
  const used = new Set<string>();
  return own.map((name, index) => {
    let result = name;
    if (own.filter((other) => other === name).length > 1) {
      const position = /^\/#(\d+)/.exec(variables[index]?.paths[0] ?? "")?.[1];
      const step = Array.isArray(sample) && position !== undefined ? String(field(sample[Number(position)], "name") ?? "") : "";
      result = step === "" ? name : toIdentifier(step, "step") + capitalise(name);
    }
    for (let number = 2; used.has(result) || taken.has(result); number += 1) result = `${name}${number}`;
    used.add(result);
    return result;
  });
}

export function withEnding(name: string, ending: string): string {
  return name.toLowerCase().endsWith(ending.toLowerCase()) ? name : `${name}${ending}`;
}

export function field(code: Code, key: string): Code {
  if (typeof code !== "object" || code === null || Array.isArray(code)) return undefined;
  if (code instanceof Name || code instanceof Call || code instanceof Merge) return undefined;
  return code[key] as Code;
}
