/** Finds pieces of a program that are equal or differ in a few values only. */
import { Call, type Code, Merge, Name } from "./code";

/** The same text for equal values, regardless of key order. */
export function canonical(code: Code): string {
  if (code instanceof Name) return `§${code.text}`;
  if (code instanceof Call) return `§${code.callee}(${code.args.map(canonical).join()})`;
  if (Array.isArray(code)) return `[${code.map(canonical).join()}]`;
  if (code instanceof Merge) return `{${code.entries.map(([key, value]) => `${key ?? "..."}:${canonical(value)}`).join()}}`;
  if (typeof code !== "object" || code === null) return JSON.stringify(code) ?? "undefined";
  const keys = Object.keys(code).filter((key) => code[key] !== undefined);
  return `{${keys
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(code[key])}`)
    .join()}}`;
}

export type Leaf = string | number | boolean | null;

/** A value as its leaves: `["steps","0","command"]` joined by `/`, to the value there. Undefined where it holds references. */
export type Leaves = Map<string, Leaf>;

export function leavesOf(code: Code, path = "", into: Leaves = new Map()): Leaves | undefined {
  if (code === undefined) return into;
  if (code === null || typeof code !== "object") return into.set(path, code);
  if (code instanceof Name || code instanceof Call || code instanceof Merge) return undefined;
  const entries: [string, Code][] = Array.isArray(code) ? code.map((item, index) => [`#${index}`, item]) : Object.entries(code);
  if (entries.length === 0) into.set(`${path}/${Array.isArray(code) ? "[]" : "{}"}`, null);
  for (const [key, value] of entries) {
    if (leavesOf(value, `${path}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`, into) === undefined) return undefined;
  }
  return into;
}

/** The value with its leaves at these paths replaced. */
export function replaceLeaves(code: Code, replacements: Map<string, Code>, path = ""): Code {
  const here = replacements.get(path);
  if (here !== undefined) return here;
  if (Array.isArray(code)) return code.map((item, index) => replaceLeaves(item, replacements, `${path}/#${index}`));
  if (typeof code !== "object" || code === null || code instanceof Name || code instanceof Call || code instanceof Merge)
    return code;
  const entries = Object.entries(code).map(([key, value]) => {
    const child = `${path}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    return [key, replaceLeaves(value, replacements, child)] as const;
  });
  return Object.fromEntries(entries);
}

/** The last key of a path, as a name for the value. */
export function lastKey(path: string): string {
  const keys = path.split("/").filter((key) => !key.startsWith("#"));
  return (keys.at(-1) ?? "value").replaceAll("~1", "/").replaceAll("~0", "~");
}

export interface Variable {
  /** Paths that always hold equal values. */
  paths: string[];
  /** Value per member, in the members' order. */
  values: Leaf[];
}

/**
 * The differences among values of one shape; undefined if there are more than `limit`, or if a type changes.
 */
export function variablesOf(members: Leaves[], limit: number): Variable[] | undefined {
  const [first] = members;
  if (first === undefined) return [];
  const byColumn = new Map<string, Variable>();
  for (const [path, value] of first) {
    const values = members.map((member) => member.get(path) ?? null);
    if (values.every((other) => other === value)) continue;
    if (values.some((other) => typeof other !== typeof value || other === null)) return undefined;
    const column = JSON.stringify(values);
    const known = byColumn.get(column);
    if (known === undefined) byColumn.set(column, { paths: [path], values });
    else known.paths.push(path);
    if (byColumn.size > limit) return undefined;
  }
  return [...byColumn.values()];
}

export function groupBy<T>(items: Iterable<T>, key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}
