/**
 * Decides what a program declares of a live job: no properties that the service adds to every step (undeclared properties are
 * kept in the service), and anything that looks like a credential only as a secret.
 */

import { isObject } from "../../../provider/pulumi-wire";
import { credentialPaths } from "./credentials";
import type { Adoptable, Json, JsonObject } from "./model";
import { canonical, groupBy } from "./shape";

/** Below this number of steps nothing can be concluded. */
const enough = { steps: 10, modules: 2 };

export function refine(objects: Adoptable[]): Adoptable[] {
  const added = serviceProperties(objects.flatMap(({ kind, plain }) => (kind === "buildJob" && plain ? stepsOf(plain) : [])));
  return objects.map((object) => {
    const { kind, plain, redeclare } = object;
    if (plain === undefined || redeclare === undefined) return object;
    const hidden =
      kind === "buildJob" || kind === "buildTemplate" ? withStepSecrets(kind === "buildJob" ? lean(plain, added) : plain) : plain;
    return { ...object, ...redeclare(hidden, credentialPaths(hidden)) };
  });
}

const lean = (plain: JsonObject, added: Set<string>): JsonObject =>
  plain.steps === undefined ? plain : { ...plain, steps: stepsOf(plain).map((step) => without(step, added)) };

function stepsOf({ steps }: JsonObject): JsonObject[] {
  return Array.isArray(steps) ? steps.filter((step) => isObject(step)) : [];
}

/** Keys that every step has, with one value per step type: the service adds these. */
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

/** A credential in a property goes to `stepSecrets`, which finds its step by name, so the name must be unique. */
function withStepSecrets(plain: JsonObject): JsonObject {
  const stepSecrets: JsonObject = isObject(plain.stepSecrets) ? { ...plain.stepSecrets } : {};
  const names = groupBy(stepsOf(plain), ({ name }) => String(name));
  const steps = stepsOf(plain).map((step) => {
    const name = String(step.name);
    const found = new Set(credentialPaths({ properties: propertiesOf(step) }).flatMap(([, key]) => key ?? []));
    if (found.size === 0 || step.name === undefined || (names.get(name)?.length ?? 0) > 1) return step;
    const known = stepSecrets[name];
    const moved = Object.entries(propertiesOf(step)).filter(([key]) => found.has(key));
    stepSecrets[name] = { ...(isObject(known) ? known : {}), ...Object.fromEntries(moved) };
    return without(step, found);
  });
  return {
    ...plain,
    ...(plain.steps === undefined ? {} : { steps }),
    ...(Object.keys(stepSecrets).length === 0 ? {} : { stepSecrets }),
  };
}
