import { type Undeclared, unmodelled } from "../../lifecycle/undeclared";
import { compact, isObject, own, same } from "../../lifecycle/values";
import type { DeclaredSteps, Step, StepSecrets, TemplateStep } from "./steps";
import { isBlank, isMask, pair, toBoolean, type Wire } from "./wire";

export type WireStep = Wire<"Step">;

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

const secretsOfStep = (step: TemplateStep, secrets: StepSecrets | undefined): Record<string, unknown> => {
  const found = step.name === undefined ? undefined : own(secrets ?? {}, step.name);
  return isObject(found) ? found : {};
};

/** All declared properties of a step, including secret ones. */
const declaredProperties = (step: TemplateStep, secrets: StepSecrets | undefined): Record<string, unknown> =>
  Object.fromEntries([...Object.entries(step.properties ?? {}), ...Object.entries(secretsOfStep(step, secrets))]);

/** Steps are matched by module and name, then by module alone. */
const byModule = (step: TemplateStep): string => step.module;
const byModuleAndName = (step: TemplateStep): string => `${step.module}\n${step.name ?? ""}`;
const withLive = [
  { written: byModuleAndName, live: (wire: WireStep) => `${wire.module_id}\n${wire.name ?? ""}` },
  { written: byModule, live: (wire: WireStep) => wire.module_id ?? "" },
];
const withApplied = [
  { written: byModuleAndName, live: byModuleAndName },
  { written: byModule, live: byModule },
];

/**
 * The steps to send: the declared steps in their order, each with the undeclared properties of its live twin. Properties
 * removed from the program are removed.
 */
export function stepsToWire(declared: DeclaredSteps, applied?: DeclaredSteps, live?: readonly WireStep[] | null): WireStep[] {
  const steps = declared.steps ?? [];
  const twins = pair(steps, live ?? [], withLive);
  const before = pair(steps, applied?.steps ?? [], withApplied);
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
    const there = own(live, key);
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
  const twins = new Map([...pair(applied.steps ?? [], live, withLive)].map(([step, wire]) => [wire, step]));
  const undeclared: Undeclared[] = [];
  const secrets = new Map<string, { [property: string]: unknown }>();
  const steps = live.map((wire, index) => {
    const step = twins.get(wire);
    if (!step) return fullStep(wire);
    const seen = seenStep(wire, step, applied.stepSecrets);
    undeclared.push(...undeclaredInStep(wire, step, applied.stepSecrets, index));
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
export function fullStep(wire: WireStep): TemplateStep {
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
  const secretKeys = secretsOfStep(step, stepSecrets);
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
function undeclaredInStep(wire: WireStep, step: TemplateStep, stepSecrets: StepSecrets | undefined, index: number): Undeclared[] {
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
