/**
 * Properties that the service adds to every step of every job: nobody wrote them, so the program need not. They stay as they are,
 * as everything does that a program does not declare.
 */
import type { Adoptable, Json, JsonObject } from "./model";
import { isObject } from "./secrets";
import { canonical } from "./shape";

/** From so few steps nothing can be told. */
const enough = { steps: 10, modules: 2 };

export function dropServiceProperties(objects: Adoptable[]): Adoptable[] {
  const added = serviceProperties(objects.flatMap(({ inputs }) => stepsOf(inputs)));
  if (added.size === 0) return objects;
  return objects.map((object) => {
    if (object.kind !== "buildJob" || object.withSteps === undefined || stepsOf(object.inputs).length === 0) return object;
    return { ...object, ...object.withSteps(stepsOf(object.inputs).map((step) => without(step, added))) };
  });
}

function stepsOf({ steps }: JsonObject): JsonObject[] {
  return Array.isArray(steps) ? steps.filter(isObject) : [];
}

/** Keys that every step has, with one value per type of step. */
function serviceProperties(steps: JsonObject[]): Set<string> {
  const modules = new Map<Json, JsonObject>();
  const [first] = steps;
  const added = new Set(Object.keys(propertiesOf(first)));
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

function without(step: JsonObject, added: Set<string>): JsonObject {
  const kept = Object.entries(propertiesOf(step)).filter(([key]) => !added.has(key));
  const { properties: _, ...rest } = step;
  return kept.length === 0 ? rest : { ...rest, properties: Object.fromEntries(kept) };
}
