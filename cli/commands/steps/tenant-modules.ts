/** The step types used by a tenant's official templates. */
import type { Client } from "../../../provider/client";
import { isObject } from "../../../provider/pulumi-wire";
import { modules } from "../../../sdk/steps/modules";

export interface TenantModule {
  /** Step type, such as `devcloud2018.codeci_action_20043.action`. */
  module: string;
  /** Step name in the templates. */
  name: string;
  version?: string;
  /** Templates with such a step. */
  templates: string[];
  /** Builder in this package, if any. */
  builder?: string;
  /** Properties with their values in the templates; the first template's if they differ. */
  properties: { name: string; default: unknown }[];
}

export interface Tenant {
  modules: TenantModule[];
  /** Names of templates whose steps the service does not show. */
  without: string[];
}

const builders = new Map(Object.entries(modules).map(([builder, { id }]) => [id, builder]));

export async function tenantModules(client: Client): Promise<Tenant> {
  const templates: [name: string, template: unknown][] = [];
  for await (const { name = "", template } of client.each("listOfficialTemplates", {})) templates.push([name, template]);
  return modulesOf(templates);
}

/** Sorted by step type, so that the output is stable. */
export function modulesOf(templates: readonly (readonly [name: string, template: unknown])[]): Tenant {
  const found = new Map<string, TenantModule>();
  const without: string[] = [];
  for (const [template, content] of templates) {
    const steps = stepsOf(content);
    if (steps.length === 0) without.push(template);
    for (const step of steps) add(found, template, step);
  }
  return { modules: [...found.values()].sort((a, b) => compare(a.module, b.module)), without };
}

function add(found: Map<string, TenantModule>, template: string, step: Record<string, unknown>): void {
  const module = String(step.module_id);
  const builder = builders.get(module);
  const known: TenantModule = found.get(module) ?? {
    module,
    name: typeof step.name === "string" && step.name !== "" ? step.name : module,
    ...(typeof step.version === "string" && step.version !== "" && { version: step.version }),
    templates: [],
    ...(builder !== undefined && { builder }),
    properties: [],
  };
  found.set(module, known);
  if (!known.templates.includes(template)) known.templates.push(template);
  for (const [name, value] of Object.entries(objectIn(step, "properties"))) {
    if (!known.properties.some((property) => property.name === name)) known.properties.push({ name, default: value });
  }
}

/** Some answers capitalize these keys. */
function member(owner: Record<string, unknown>, key: string): unknown {
  return owner[key] ?? owner[`${key.charAt(0).toUpperCase()}${key.slice(1)}`];
}

function stepsOf(template: unknown): Record<string, unknown>[] {
  const steps = isObject(template) ? member(template, "steps") : undefined;
  if (!Array.isArray(steps)) return [];
  return steps.filter((step): step is Record<string, unknown> => isObject(step) && typeof step.module_id === "string");
}

/** Some answers contain properties as JSON text. */
function objectIn(step: Record<string, unknown>, key: string): Record<string, unknown> {
  const value = member(step, key);
  if (isObject(value)) return value;
  if (typeof value !== "string") return {};
  try {
    const parsed: unknown = JSON.parse(value);
    return isObject(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
