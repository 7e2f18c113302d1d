import { z } from "zod";
import type { Kind, Problem } from "./kind";
import { at, formatPath, isAbsent, isInternal, isObject, isUnknown, notFinite, own, type Path, readable, same } from "./values";
import { wording } from "./wording";

/** Defaults from the configuration. */
export interface Defaults {
  region?: string;
  projectId?: string;
}

export interface Checked {
  readonly inputs: Record<string, unknown>;
  readonly problems: Problem[];
}

/**
 * Validates declared inputs without any call; unknown values pass. `olds` are the previously deployed inputs, empty for a new object.
 */
export function checkInputs(
  kind: Pick<Kind<never, never>, "schema" | "rules"> & { readonly fields: object },
  news: Readonly<Record<string, unknown>>,
  defaults: Defaults,
  olds: Readonly<Record<string, unknown>> = {},
): Checked {
  const written = Object.fromEntries(Object.entries(news).filter(([key]) => !isInternal(key)));
  // An object stays an object.
  const inputs = withoutNulls(written, kind.schema) as Record<string, unknown>;
  for (const key of ["region", "projectId"] as const) {
    const fallback = defaults[key];
    if (key in kind.fields && inputs[key] === undefined && fallback !== undefined) inputs[key] = fallback;
  }
  const parsed = kind.schema.safeParse(inputs, { error: wording });
  const found = [
    ...unknownProblems(news.__unknownPaths),
    ...notFinite(inputs).map((path) => ({
      path,
      message: "NaN or Infinity, which JSON cannot represent; write a number or remove it",
    })),
    ...(parsed.success ? [] : parsed.error.issues.flatMap((issue) => problemsOf(issue))),
    ...newProblems(kind.rules?.(inputs) ?? [], inputs, () => kind.rules?.(olds) ?? [], olds),
  ];
  return { inputs, problems: distinct(found.filter((problem) => isKnown(inputs, problem.path))) };
}

/** Inputs that depend on a resource that is not created in this run (sdk/output-paths.ts). */
function unknownProblems(paths: unknown): Problem[] {
  const found: unknown[] = Array.isArray(paths) ? paths : [];
  const message =
    "unknown: the resource that it comes from has failed or is excluded from this deployment; deploy that one first";
  return found.filter((path): path is Path => Array.isArray(path)).map((path) => ({ path, message }));
}

/**
 * Without problems of unchanged values: the service has accepted them, so neither a rule added in a later release nor an
 * adopted object blocks a deployment.
 */
function newProblems(
  found: Problem[],
  inputs: unknown,
  before: () => Problem[],
  olds: Readonly<Record<string, unknown>>,
): Problem[] {
  if (found.length === 0 || Object.keys(olds).length === 0) return found;
  const known = new Set(before().map(keyOf));
  return found.filter((problem) => !known.has(keyOf(problem)) || !same(at(inputs, problem.path), at(olds, problem.path)));
}

const keyOf = ({ path, message }: Problem): string => JSON.stringify([path, message]);
/** Removes nulls wherever the schema defines the type; free-form JSON is kept unchanged. */
function withoutNulls(value: unknown, schema: unknown): unknown {
  const type = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  if (type instanceof z.ZodUnion)
    return withoutNulls(
      value,
      type.options.find((form) => isForm(form, value)),
    );
  if (Array.isArray(value)) return type instanceof z.ZodArray ? value.map((item) => withoutNulls(item, type.element)) : value;
  if (!isObject(value) || !(type instanceof z.ZodObject || type instanceof z.ZodRecord)) return value;
  const of = (key: string) => (type instanceof z.ZodObject ? own(type.shape, key) : type.valueType);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) =>
      isAbsent(item) && !(of(key) instanceof z.ZodUnknown) ? [] : [[key, withoutNulls(item, of(key))] as const],
    ),
  );
}

const isForm = (form: unknown, value: unknown): boolean => isObject(value) === form instanceof z.ZodObject;

/** A problem counts only if the value and all its parents are known. */
function isKnown(inputs: unknown, path: Path): boolean {
  for (let length = 0; length <= path.length; length++) {
    if (isUnknown(at(inputs, path.slice(0, length)))) return false;
  }
  return true;
}

function problemsOf(issue: z.core.$ZodIssue, prefix: Path = []): Problem[] {
  const path = [...prefix, ...issue.path.map((part) => (typeof part === "symbol" ? String(part) : part))];
  if (issue.code === "unrecognized_keys") {
    const sentences = issue.message.split("\n");
    return issue.keys.map((key, index) => ({ path: [...path, key], message: sentences[index] ?? issue.message }));
  }
  // An invalid key of a map.
  if (issue.code === "invalid_key")
    return issue.issues.slice(0, 1).flatMap(({ message }) => ({ path, message: `its name is ${message}` }));
  if (issue.code === "invalid_union") {
    // The intended form is the one whose top level matches.
    const meant = issue.errors.filter(
      (branch) => !branch.some((inner) => inner.code === "invalid_type" && inner.path.length === 0),
    );
    const only = meant[0];
    if (meant.length === 1 && only) return only.flatMap((inner) => problemsOf(inner, path));
  }
  return [{ path, message: issue.message }];
}

function distinct(problems: Problem[]): Problem[] {
  const seen = new Map<string, Problem>();
  for (const problem of problems) {
    const key = formatPath(problem.path);
    if (!seen.has(key)) seen.set(key, problem);
  }
  return [...seen.values()];
}

/** All problems as one text, which the engine shows after the resource's name. */
export function describeProblems(problems: readonly Problem[]): string {
  const lines = problems.map(({ path, message }) => readable(path.length === 0 ? message : `${formatPath(path)}: ${message}`));
  const only = lines[0];
  if (lines.length === 1 && only) return only;
  return `${lines.length} inputs need a change\n${lines.map((line) => `  ${line}`).join("\n")}`;
}
