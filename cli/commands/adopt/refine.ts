/**
 * What a program declares of a live job beside what it has: not the properties that the service adds to every step (they stay as they
 * are, as everything does that a program does not declare), and what looks like a credential only as a secret.
 */

import { credentialIn } from "../../../policies/secrets/credentials";
import { isObject } from "../../../provider/pulumi-wire";
import type { Adoptable, Json, JsonObject } from "./model";
import { canonical, groupBy } from "./shape";

/** From so few steps nothing can be told. */
const enough = { steps: 10, modules: 2 };

export function refine(objects: Adoptable[]): Adoptable[] {
  const added = serviceProperties(objects.flatMap(({ kind, plain }) => (kind === "buildJob" && plain ? stepsOf(plain) : [])));
  return objects.map((object) => {
    const { kind, plain, redeclare } = object;
    if (plain === undefined || redeclare === undefined || (kind !== "buildJob" && kind !== "buildTemplate")) return object;
    const lean = kind === "buildJob" ? stepsOf(plain).map((step) => without(step, added)) : stepsOf(plain);
    const { steps, stepSecrets } = hideInSteps(lean, isObject(plain.stepSecrets) ? plain.stepSecrets : {});
    const own: JsonObject = {
      ...plain,
      ...(plain.steps === undefined ? {} : { steps }),
      ...(Object.keys(stepSecrets).length === 0 ? {} : { stepSecrets }),
    };
    return { ...object, ...redeclare(own, credentialsIn(plain.parameters)) };
  });
}

function stepsOf({ steps }: JsonObject): JsonObject[] {
  return Array.isArray(steps) ? steps.filter((step) => isObject(step)) : [];
}

/** Keys that every step has, with one value per type of step: nobody writes these. */
function serviceProperties(steps: JsonObject[]): Set<string> {
  const modules = new Map<Json, JsonObject>();
  const added = new Set(Object.keys(propertiesOf(steps[0])));
  for (const step of steps) {
    const properties = propertiesOf(step);
    const known = modules.get(step.module ?? null) ?? properties;
    modules.set(step.module ?? null, known);
    for (const key of added) {
      if (!(key in properties) || canonical(properties[key]) !== canonical(known[key])) added.delete(key);
    }
  }
  return steps.length < enough.steps || modules.size < enough.modules ? new Set() : added;
}

function propertiesOf(step: JsonObject | undefined): JsonObject {
  return isObject(step?.properties) ? step.properties : {};
}

function without(step: JsonObject, keys: Set<string>): JsonObject {
  const kept = Object.entries(propertiesOf(step)).filter(([key]) => !keys.has(key));
  const { properties: _, ...rest } = step;
  return kept.length === 0 ? rest : { ...rest, properties: Object.fromEntries(kept) };
}

/** A credential that a property holds goes to `stepSecrets`, which finds its step by name; so the name has to be the step's alone. */
function hideInSteps(steps: JsonObject[], given: JsonObject): { steps: JsonObject[]; stepSecrets: JsonObject } {
  const stepSecrets: JsonObject = { ...given };
  const names = groupBy(steps, ({ name }) => String(name));
  const shown = steps.map((step) => {
    const name = String(step.name);
    const found = Object.entries(propertiesOf(step)).filter(([key, value]) => isCredential(key, value));
    if (found.length === 0 || step.name === undefined || (names.get(name)?.length ?? 0) > 1) return step;
    const known = stepSecrets[name];
    stepSecrets[name] = { ...(isObject(known) ? known : {}), ...Object.fromEntries(found) };
    return without(step, new Set(found.map(([key]) => key)));
  });
  return { steps: shown, stepSecrets };
}

/** Paths of parameters that are not private and hold a credential all the same. */
function credentialsIn(parameters: Json | undefined): string[][] {
  if (!isObject(parameters)) return [];
  return Object.entries(parameters).flatMap(([name, parameter]) => {
    if (isCredential(name, parameter)) return [["parameters", name]];
    return isObject(parameter) && isCredential(name, parameter.default) ? [["parameters", name, "default"]] : [];
  });
}

/** A script that has one among its words stays a script: hiding all of it would help nobody. */
function isCredential(name: string, value: Json | undefined): boolean {
  return typeof value === "string" && !/\s/.test(value) && credentialIn(name, value) !== undefined;
}
