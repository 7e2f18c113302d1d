import { z } from "zod";
import type { Problem } from "../../lifecycle/kind";
import { isObject, isUnknown, type Path, same } from "../../lifecycle/values";
import { counted } from "../../lifecycle/wording";
import { hint } from "../../shared/nearest";
import { input, named, part } from "../table";
import { line, without } from "./text";

const stepName = line(128).refine(
  without(/[^\p{Script=Latin}\p{Script=Han}（），；：、。0-9 \-_,;:./()]/u),
  "only letters, Chinese characters, digits, spaces and - _ , ; : . / ( )",
);

const stepTable = {
  module: input(line(), {
    doc: "Step type, such as `devcloud2018.codeci_action_20043.action` (Maven). `pulumi-codearts steps` lists those of a tenant; `steps` has builders for common ones.",
    wire: { name: "module_id" },
  }),
  name: input(stepName, {
    doc: "Shown in the build's log. Steps are matched by module and name, so steps of the same module need different names.",
    limits: "1 to 128 characters: letters, Chinese, digits, space and `- _ , ; : . / ( )`",
  }),
  version: input(line().optional(), {
    doc: "Version of the step type, such as `20231001.6`.",
    otherwise: "the service's",
  }),
  enabled: input(z.boolean().optional(), { doc: "Whether the step runs.", default: true, wire: { name: "enable" } }),
  properties: input(z.record(z.string(), z.unknown()).optional(), {
    doc: "Settings of the step type, as JSON values: numbers stay numbers, strings stay strings. Only the keys declared here are managed. Secrets belong in `stepSecrets`: here they would hide the whole list in a preview.",
  }),
};
export const stepSchema = part("Step", "One step of a build, run in the order of the list.", stepTable);
export const stepsSchema = z.array(stepSchema);
export type Step = z.output<typeof stepSchema>;

const templateStepSchema = part("TemplateStep", "A step of a template, which may have no name.", {
  ...stepTable,
  name: input(stepName.optional(), stepTable.name),
});
export const templateStepsSchema = z.array(templateStepSchema);
export type TemplateStep = z.output<typeof templateStepSchema>;

export const stepSecretsSchema = named(
  "StepSecrets",
  "Secret step properties: step name → property → value.",
  z.record(z.string(), z.record(z.string(), z.unknown())),
);
export type StepSecrets = z.output<typeof stepSecretsSchema>;

export interface DeclaredSteps {
  readonly steps?: readonly TemplateStep[];
  readonly stepSecrets?: StepSecrets;
}

/** Regions in Beijing, where a job has fewer steps. */
const beijing = new Set(["cn-north-1", "cn-north-2", "cn-north-4"]);

/** Rules across fields: the number of steps by region, and the step of each secret. */
export function stepRules(written: Readonly<Record<string, unknown>>): Problem[] {
  const steps: unknown[] = Array.isArray(written.steps) ? written.steps : [];
  const problems: Problem[] = [];
  const most = typeof written.region === "string" && beijing.has(written.region) ? 30 : 50;
  if (steps.length > most) {
    const where = most === 30 ? ` in ${String(written.region)}` : "";
    problems.push({ path: ["steps"], message: `${counted(steps.length, "step")}; at most ${most}${where}` });
  }
  problems.push(...duplicateProblems(steps));
  if (!isObject(written.stepSecrets)) return problems;
  const unclear = isUnknown(written.steps) || steps.some((step) => isUnknown(step) || (isObject(step) && isUnknown(step.name)));
  const names = steps.flatMap((step) => (isObject(step) && typeof step.name === "string" ? [step.name] : []));
  for (const [name, secrets] of Object.entries(written.stepSecrets)) {
    if (unclear) continue;
    const named = steps.filter((step) => isObject(step) && step.name === name);
    const path = ["stepSecrets", name];
    if (named.length === 0) problems.push({ path, message: `no step has this name${hint(name, names)}` });
    if (named.length > 1) {
      problems.push({
        path,
        message: `${named.length} steps have this name; give each a unique name, so that the secret belongs to one step`,
      });
    }
    const open = isObject(named[0]) && isObject(named[0].properties) ? named[0].properties : {};
    for (const key of Object.keys(isObject(secrets) ? secrets : {}).filter((key) => Object.hasOwn(open, key))) {
      problems.push({ path: [...path, key], message: "also among the step's properties; keep it in one place" });
    }
  }
  return problems;
}

/** Steps are matched by module and name, so two equal ones could not be distinguished. */
function duplicateProblems(steps: readonly unknown[]): Problem[] {
  return steps.flatMap((step, index) => {
    if (!isObject(step) || typeof step.module !== "string" || isUnknown(step.module) || isUnknown(step.name)) return [];
    const duplicate = steps
      .slice(0, index)
      .findIndex((other) => isObject(other) && other.module === step.module && same(other.name, step.name));
    if (duplicate < 0) return [];
    return [
      { path: ["steps", index, "name"], message: `the same module and name as steps[${duplicate}]; give each a unique name` },
    ];
  });
}

export function stepSecretPaths(stepSecrets: unknown): Path[] {
  if (!isObject(stepSecrets)) return [];
  return Object.entries(stepSecrets).flatMap(([step, secrets]) =>
    isObject(secrets) ? Object.keys(secrets).map((key) => ["stepSecrets", step, key]) : [["stepSecrets", step]],
  );
}

/**
 * Properties of live steps with the name of a secret one: a step copied in the console keeps its properties. Not secret if the
 * program itself declares the property in plain text.
 */
export function copiedSecretPaths(live: unknown, { steps = [], stepSecrets = {} }: DeclaredSteps): Path[] {
  const keys = new Set(Object.values(stepSecrets).flatMap((secrets) => (isObject(secrets) ? Object.keys(secrets) : [])));
  if (keys.size === 0 || !Array.isArray(live)) return [];
  return live.flatMap((step: unknown, index): Path[] => {
    if (!isObject(step) || !isObject(step.properties)) return [];
    const written = steps.find(({ module, name }) => module === step.module && name === step.name)?.properties ?? {};
    return Object.keys(step.properties)
      .filter((key) => keys.has(key) && !Object.hasOwn(written, key))
      .map((key) => ["steps", index, "properties", key]);
  });
}

/** Whether two lists of steps are equivalent; no properties equal empty ones. */
export function sameSteps(one: unknown, other: unknown): boolean {
  const plain = (steps: unknown): unknown =>
    Array.isArray(steps) ? steps.map((step) => (isObject(step) ? withoutEmpty(step) : step)) : steps;
  return same(plain(one), plain(other));
}

const withoutEmpty = (step: Record<string, unknown>): Record<string, unknown> =>
  isObject(step.properties) && Object.keys(step.properties).length === 0 ? { ...step, properties: undefined } : step;

/** Whether two maps of secrets are equivalent; empty ones equal none. */
export function sameStepSecrets(one: unknown, other: unknown): boolean {
  const plain = (secrets: unknown): unknown =>
    isObject(secrets)
      ? Object.fromEntries(Object.entries(secrets).filter(([, entry]) => !isObject(entry) || Object.keys(entry).length > 0))
      : (secrets ?? {});
  return same(plain(one), plain(other));
}
