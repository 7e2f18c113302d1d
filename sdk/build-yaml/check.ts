/** Checks a build.yml against the manual: errors and unknown keys. Loaded on demand, because it loads zod. */
import type { Path } from "../../provider/pulumi-wire";
import { isObject } from "../../provider/pulumi-wire";
import { hint } from "../../provider/shared/nearest";
import { crossRules } from "./rules";
import { buildYamlSchema } from "./schema";
import { type BuildYamlProblem, wording } from "./wording";

/** All findings. */
export function checkBuildYaml(file: unknown): BuildYamlProblem[] {
  const issues = buildYamlSchema.safeParse(file).error?.issues ?? [];
  const shape = issues.flatMap((issue) => findingsOf(issue, file));
  if (!isObject(file)) return shape;
  const rules = crossRules(file);
  const findings = [
    ...shape.filter(({ path }) => !rules.some((rule) => isStep(rule.path) && isBelow(path, rule.path))),
    ...rules,
  ];
  return Array.isArray(file.jobs) ? withRootJobs(findings) : findings;
}

/** If a step is not valid at all, missing parts of it are not reported. */
const isStep = (path: Path): boolean => path[0] === "steps" && path.length === 3;
const isBelow = (path: Path, above: Path): boolean => above.every((part, index) => path[index] === part);

type Issue = Parameters<typeof wording>[0] & { path: PropertyKey[] };

function findingsOf(issue: Issue, file: unknown): BuildYamlProblem[] {
  const path = issue.path.map((part) => (typeof part === "number" ? part : String(part)));
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      severity: "warning",
      path: [...path, key],
      message: `unknown key${hint(key, knownAt(path))}`,
    }));
  }
  const value = valueAt(file, path);
  // The value of a parameter is known only when the build runs.
  if (typeof value === "string" && value.includes("${")) return [];
  const isQuotable = issue.code === "invalid_type" && issue.expected === "string" && ["number", "boolean"].includes(typeof value);
  if (isQuotable) {
    const message = `a ${typeof value}, which YAML may change (1.0 becomes 1); put it in quotes`;
    return [{ severity: "warning", path, message }];
  }
  return [{ severity: "error", path, message: wording(issue, value) }];
}

/** Keys that the schema has at a path, for a hint. */
function knownAt(path: Path): string[] {
  let schema: unknown = buildYamlSchema;
  for (const part of path) schema = inside(schema, part);
  const shape = isObject(bare(schema)) ? Reflect.get(Object(bare(schema)), "shape") : undefined;
  return isObject(shape) ? Object.keys(shape) : [];
}

function inside(schema: unknown, part: string | number): unknown {
  const container: unknown = bare(schema);
  if (!isObject(container)) return undefined;
  if (typeof part === "number") return Reflect.get(container, "element");
  const shape: unknown = Reflect.get(container, "shape");
  return isObject(shape) ? shape[part] : undefined;
}

function bare(schema: unknown): unknown {
  const unwrap: unknown = isObject(schema) ? Reflect.get(schema, "unwrap") : undefined;
  const isOptional = isObject(schema) && Reflect.get(schema, "type") === "optional";
  return isOptional && typeof unwrap === "function" ? unwrap.call(schema) : schema;
}

function valueAt(value: unknown, path: Path): unknown {
  let here = value;
  for (const part of path) here = isObject(here) || Array.isArray(here) ? Reflect.get(here, part) : undefined;
  return here;
}

/** The manual up to 2024 shows `jobs` beside `buildflow`, later versions inside it. */
function withRootJobs(findings: BuildYamlProblem[]): BuildYamlProblem[] {
  const isAbout = (path: Path, wanted: string) => path.join(".") === wanted;
  const rest = findings.filter(({ path }) => !isAbout(path, "jobs") && !isAbout(path, "buildflow.jobs"));
  const message = "must be inside `buildflow`, not beside it as in old versions of the manual; indent it";
  return [...rest, { severity: "warning", path: ["jobs"], message }];
}
