import { z } from "zod";
import type { Problem } from "../../lifecycle/kind";
import { type Undeclared, unmodelled } from "../../lifecycle/undeclared";
import { compact, isObject, isUnknown, own, type Path, same } from "../../lifecycle/values";
import { counted } from "../../lifecycle/wording";
import { hint } from "../../shared/nearest";
import { input, named, part } from "../table";
import { line } from "./text";
import { isBlank, isMask, pair, toBoolean, type Wire } from "./wire";

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

export type WireStep = Wire<"Step">;

const stepName = line(128).regex(
  /^[\p{Script=Latin}\p{Script=Han}（），；：、。0-9 \-_,;:./()]*$/u,
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
  problems.push(...twinProblems(steps));
  if (!isObject(written.stepSecrets)) return problems;
  const unclear = isUnknown(written.steps) || steps.some((step) => isUnknown(step) || (isObject(step) && isUnknown(step.name)));
  const names = steps.flatMap((step) => (isObject(step) && typeof step.name === "string" ? [step.name] : []));
  for (const [name, secrets] of Object.entries(written.stepSecrets)) {
    if (unclear) continue;
    const bearers = steps.filter((step) => isObject(step) && step.name === name);
    const path = ["stepSecrets", name];
    if (bearers.length === 0) problems.push({ path, message: `no step has this name${hint(name, names)}` });
    if (bearers.length > 1) {
      problems.push({
        path,
        message: `${bearers.length} steps have this name; give each a unique name, so that the secret belongs to one step`,
      });
    }
    const open = isObject(bearers[0]) && isObject(bearers[0].properties) ? bearers[0].properties : {};
    for (const key of Object.keys(isObject(secrets) ? secrets : {}).filter((key) => Object.hasOwn(open, key))) {
      problems.push({ path: [...path, key], message: "also among the step's properties; keep it in one place" });
    }
  }
  return problems;
}

/** Steps are matched by module and name, so two equal ones could not be distinguished. */
function twinProblems(steps: readonly unknown[]): Problem[] {
  return steps.flatMap((step, index) => {
    if (!isObject(step) || typeof step.module !== "string" || isUnknown(step.module) || isUnknown(step.name)) return [];
    const twin = steps
      .slice(0, index)
      .findIndex((other) => isObject(other) && other.module === step.module && same(other.name, step.name));
    if (twin < 0) return [];
    return [{ path: ["steps", index, "name"], message: `the same module and name as steps[${twin}]; give each a unique name` }];
  });
}

/** A step's live properties. Some reads return them as JSON text; any other form counts as none. */
function liveProperties(wire: WireStep | undefined): Record<string, unknown> {
  const { properties } = wire ?? {};
  if (isObject(properties)) return properties;
  if (typeof properties !== "string") return {};
  try {
    const parsed: unknown = JSON.parse(properties);
    return isObject(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

const secretsOf = (step: TemplateStep, secrets: StepSecrets | undefined): Record<string, unknown> => {
  const found = step.name === undefined ? undefined : own(secrets ?? {}, step.name);
  return isObject(found) ? found : {};
};

/** All declared properties of a step, including secret ones. */
const declaredProperties = (step: TemplateStep, secrets: StepSecrets | undefined): Record<string, unknown> =>
  Object.fromEntries([...Object.entries(step.properties ?? {}), ...Object.entries(secretsOf(step, secrets))]);

const byModuleAndName = [
  {
    written: (step: TemplateStep) => `${step.module}\n${step.name ?? ""}`,
    live: (step: WireStep) => `${step.module_id}\n${step.name ?? ""}`,
  },
  { written: (step: TemplateStep) => step.module, live: (step: WireStep) => step.module_id ?? "" },
];
const stepsByModuleAndName = [
  {
    written: (step: TemplateStep) => `${step.module}\n${step.name ?? ""}`,
    live: (step: TemplateStep) => `${step.module}\n${step.name ?? ""}`,
  },
  { written: (step: TemplateStep) => step.module, live: (step: TemplateStep) => step.module },
];

export interface DeclaredSteps {
  readonly steps?: readonly TemplateStep[];
  readonly stepSecrets?: StepSecrets;
}

/**
 * The steps to send: the declared steps in their order, each with the undeclared properties of its live twin. Properties
 * removed from the program are removed.
 */
export function stepsToWire(declared: DeclaredSteps, applied?: DeclaredSteps, live?: readonly WireStep[] | null): WireStep[] {
  const steps = declared.steps ?? [];
  const twins = pair(steps, live ?? [], byModuleAndName);
  const before = pair(steps, applied?.steps ?? [], stepsByModuleAndName);
  return steps.map((step) => {
    const twin = twins.get(step);
    const old = before.get(step);
    return stepToWire(step, declaredProperties(step, declared.stepSecrets), {
      live: twin,
      old,
      oldProperties: old ? declaredProperties(old, applied?.stepSecrets) : {},
    });
  });
}

interface StepPast {
  readonly live: WireStep | undefined;
  readonly old: TemplateStep | undefined;
  readonly oldProperties: Record<string, unknown>;
}

function stepToWire(step: TemplateStep, properties: Record<string, unknown>, past: StepPast): WireStep {
  const wire: WireStep = { ...past.live, module_id: step.module };
  if (step.name !== undefined) wire.name = step.name;
  if (step.version !== undefined) wire.version = step.version;
  else if (past.old?.version !== undefined) delete wire.version;
  // Always sent, because some clients read a step without this field as disabled.
  wire.enable = step.enabled ?? (past.old?.enabled === undefined ? (toBoolean(past.live?.enable) ?? true) : true);
  const merged = mergeProperties(properties, past.oldProperties, liveProperties(past.live));
  if (Object.keys(merged).length > 0 || isObject(wire.properties)) wire.properties = merged;
  return wire;
}

/** Merges by key: undeclared live values stay, removed ones go, declared ones win (an equal live value is sent unchanged). */
function mergeProperties(
  declared: Readonly<Record<string, unknown>>,
  applied: Readonly<Record<string, unknown>>,
  live: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const kept = Object.entries(live).filter(([key]) => Object.hasOwn(declared, key) || !Object.hasOwn(applied, key));
  const merged = new Map<string, unknown>(kept);
  for (const [key, value] of Object.entries(declared)) {
    const there = own(live as Record<string, unknown>, key);
    merged.set(key, there !== undefined && (same(there, value) || (isMask(value) && isMask(there))) ? there : value);
  }
  return Object.fromEntries(merged);
}

export interface LiveSteps {
  readonly steps: TemplateStep[];
  readonly stepSecrets: StepSecrets | undefined;
  /** Paths of undeclared live settings of a declared step. */
  readonly undeclared: Undeclared[];
}

/** The live steps in the program's form; an undeclared step is shown in full. */
export function stepsFromWire(live: readonly WireStep[], applied: DeclaredSteps): LiveSteps {
  const twins = new Map([...pair(applied.steps ?? [], live, byModuleAndName)].map(([step, wire]) => [wire, step]));
  const undeclared: Undeclared[] = [];
  const secrets = new Map<string, { [property: string]: unknown }>();
  const steps = live.map((wire, index) => {
    const step = twins.get(wire);
    if (!step) return wholeStep(wire);
    const seen = seenStep(wire, step, applied.stepSecrets);
    undeclared.push(...besideStep(wire, step, applied.stepSecrets, index));
    if (step.name !== undefined && Object.keys(seen.secrets).length > 0) secrets.set(step.name, seen.secrets);
    return seen.step;
  });
  return { steps, stepSecrets: applied.stepSecrets && writtenSecrets(applied.stepSecrets, secrets), undeclared };
}

/** An empty entry equals none, so the program's form is kept. */
const writtenSecrets = (written: StepSecrets, live: ReadonlyMap<string, { [property: string]: unknown }>): StepSecrets =>
  Object.fromEntries(
    Object.entries(written).flatMap(([name, secrets]) => {
      const found = live.get(name);
      if (found) return [[name, found] as const];
      return Object.keys(secrets).length === 0 ? [[name, {}] as const] : [];
    }),
  );

/** A step with all its settings, as input. */
export function wholeStep(wire: WireStep): TemplateStep {
  const properties = Object.fromEntries(
    Object.entries(liveProperties(wire)).filter(([, value]) => value !== null && value !== undefined),
  );
  return compact<TemplateStep>([
    ["module", wire.module_id ?? ""],
    ["name", isBlank(wire.name) ? undefined : wire.name],
    ["version", isBlank(wire.version) ? undefined : wire.version],
    ["enabled", toBoolean(wire.enable) === false ? false : undefined],
    ["properties", Object.keys(properties).length > 0 ? properties : undefined],
  ]);
}

function seenStep(wire: WireStep, step: TemplateStep, stepSecrets: StepSecrets | undefined) {
  const live = liveProperties(wire);
  const secretKeys = secretsOf(step, stepSecrets);
  const view = (written: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(
      Object.entries(written).flatMap(([key, value]) => {
        const there = own(live, key);
        if (isMask(there) || same(there, value)) return [[key, value] as const];
        return there === null || there === undefined ? [] : [[key, there] as const];
      }),
    );
  const seen: TemplateStep = compact<TemplateStep>([
    ["module", wire.module_id ?? step.module],
    ["name", step.name === undefined ? undefined : isBlank(wire.name) ? undefined : wire.name],
    ["version", step.version === undefined ? undefined : (wire.version ?? step.version)],
    ["enabled", step.enabled === undefined ? undefined : (toBoolean(wire.enable) ?? true)],
    ["properties", step.properties === undefined ? undefined : view(step.properties)],
  ]);
  return { step: seen, secrets: view(secretKeys) };
}

const wireFields: ReadonlySet<string> = new Set(["module_id", "name", "version", "enable", "properties"]);

/** The service adds the same properties to every step of a module, so the key does not identify a single step. */
function besideStep(wire: WireStep, step: TemplateStep, stepSecrets: StepSecrets | undefined, index: number): Undeclared[] {
  const declared = declaredProperties(step, stepSecrets);
  const beside = (part: keyof Step, name: string | undefined, value: unknown, expected: boolean): Undeclared => ({
    path: ["steps", index, part, ...(name === undefined ? [] : [name])],
    key: ["step", step.module, part, name ?? ""].join(" "),
    value,
    expected,
  });
  const properties = Object.entries(liveProperties(wire))
    .filter(([key, value]) => !Object.hasOwn(declared, key) && !isBlank(value))
    .map(([key, value]) => beside("properties", key, value, true));
  const disabled = step.enabled === undefined && toBoolean(wire.enable) === false;
  return [
    ...properties,
    ...(step.name === undefined && !isBlank(wire.name) ? [beside("name", undefined, wire.name, true)] : []),
    ...(step.version === undefined && !isBlank(wire.version) ? [beside("version", undefined, wire.version, true)] : []),
    ...(disabled ? [beside("enabled", undefined, false, false)] : []),
    ...unmodelled(wire, (field) => wireFields.has(field), {
      path: ["steps", index],
      key: `step ${step.module}`,
      expected: true,
    }),
  ];
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
