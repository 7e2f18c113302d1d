import { z } from "zod";
import type { Problem } from "../../lifecycle/kind";
import { isObject, isUnknown, same } from "../../lifecycle/values";
import { wireNamesOf } from "../../lifecycle/wording";
import { input, named, part } from "../table";
import { line } from "./text";
import { isMask } from "./wire";

export const parameterValue = z
  .string()
  .max(8192)
  .regex(/^(?!.*(?:\{\{|\{%|\{#))/s, "contains `{{`, `{%` or `{#`, which the service refuses");
const settingsSchema = part("ParameterSettings", "A build parameter with all its settings. Only declared settings are managed.", {
  default: input(parameterValue.optional(), {
    doc: "Value used by a build that is started without one.",
    limits: "up to 8,192 characters, without `{{`, `{%` and `{#`",
    otherwise: "empty",
    wire: { name: "defaultValue" },
  }),
  description: input(z.string().optional(), {
    doc: "Description shown with the parameter.",
    otherwise: "empty",
    wire: { name: "description" },
  }),
  options: input(z.array(parameterValue).min(1).optional(), {
    doc: "Makes it an enumeration of these values; `default` must be one of them.",
    otherwise: "any text",
    wire: { name: "limits" },
  }),
  runtime: input(z.boolean().optional(), {
    doc: "Whether it can be set when a build is started.",
    default: false,
    wire: { name: "staticVar" },
  }),
  private: input(z.boolean().optional(), {
    doc: "Whether the service never returns the value and masks it in logs. Pass `default` as a secret then.",
    default: false,
    wire: { name: "sensitiveVar" },
  }),
  type: input(line().optional(), {
    doc: "The service's name of the parameter type.",
    otherwise: "`normalparam`, or `customizeparam` with `options`",
    wire: { name: "type" },
  }),
  attributes: input(z.record(z.string(), z.string()).optional(), {
    doc: 'Attributes of the service that have no input, in its own spelling, such as `{ deletion: "true" }`.',
  }),
});
export type ParameterSettings = z.output<typeof settingsSchema>;

export const parameterSchema = named(
  "Parameter",
  "A build parameter: its default value, or its settings.",
  z.union([parameterValue, settingsSchema], {
    error: 'write its value as a string, "…", or its settings, { default: "…", … }',
  }),
);
export type Parameter = z.output<typeof parameterSchema>;
export const parametersSchema = z.record(z.string(), parameterSchema);
export type Parameters = z.output<typeof parametersSchema>;

const reserved = new Set(["LD_PRELOAD", "LD_LIBRARY_PATH", "PATH", "path", "BASH_ENV", "GIT_SSH_COMMAND"]);

/** Rules on names and on combinations of settings. */
export function parameterRules(written: Readonly<Record<string, unknown>>): Problem[] {
  if (!isObject(written.parameters)) return [];
  const names = Object.keys(written.parameters);
  return Object.entries(written.parameters).flatMap(([name, parameter], index) => {
    const path = ["parameters", name];
    const duplicate = names.slice(0, index).find((other) => other.toLowerCase() === name.toLowerCase());
    const twice = duplicate === undefined ? [] : [`differs from ${JSON.stringify(duplicate)} only in case; keep one of them`];
    return [
      ...[...parameterNameProblems(name), ...twice].map((message) => ({ path, message })),
      ...settingProblems(path, parameter),
    ];
  });
}

export function parameterNameProblems(name: string): string[] {
  if (reserved.has(name)) return ["reserved by the build environment; use another name"];
  if (name === "") return ["the name is empty; 1 to 128 letters, digits and _"];
  if (name.length > 128) return [`the name has ${name.length} characters; at most 128`];
  return /^[A-Za-z0-9_]+$/.test(name) ? [] : ["a name may contain only letters, digits and _"];
}

function settingProblems(path: string[], parameter: unknown): Problem[] {
  if (!isObject(parameter)) return [];
  const problems: Problem[] = [];
  const { options, default: chosen, attributes } = parameter;
  if (Array.isArray(options) && typeof chosen === "string" && !options.some((option) => option === chosen || isUnknown(option))) {
    // The value may be a secret: it is not shown.
    if (!isUnknown(chosen)) problems.push({ path: [...path, "default"], message: "is not one of `options`" });
  }
  if (Array.isArray(options) && new Set(options).size < options.length && !options.some(isUnknown)) {
    problems.push({ path: [...path, "options"], message: "names a value twice" });
  }
  for (const name of Object.keys(isObject(attributes) ? attributes : {})) {
    const input =
      name === "name" ? "the key in `parameters`" : attributeInputs.has(name) ? `\`${attributeInputs.get(name)}\`` : undefined;
    if (input) problems.push({ path: [...path, "attributes", name], message: `write it as ${input}` });
  }
  return problems;
}

/** Attributes of the service that have an input. */
export const attributeInputs: ReadonlyMap<string, string> = new Map(Object.entries(wireNamesOf(settingsSchema)));

/** Whether two declared maps are equivalent: a value equals `{ default: value }`, and no map equals an empty one. */
export function sameParameters(one: unknown, other: unknown): boolean {
  const plain = (parameters: unknown): unknown =>
    isObject(parameters)
      ? Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [name, plainParameter(parameter)]))
      : (parameters ?? {});
  return same(plain(one), plain(other));
}

function plainParameter(parameter: unknown): unknown {
  if (typeof parameter === "string" && !isUnknown(parameter)) return { default: parameter };
  if (!isObject(parameter)) return parameter;
  return isObject(parameter.attributes) && Object.keys(parameter.attributes).length === 0
    ? { ...parameter, attributes: undefined }
    : parameter;
}

/** Parameters whose value the service does not return. */
export function privateParameters(parameters: unknown): string[] {
  if (!isObject(parameters)) return [];
  return Object.entries(parameters).flatMap(([name, parameter]) =>
    isObject(parameter) && parameter.private === true ? [name] : [],
  );
}

/** Private parameters whose value is only asterisks, because it was read from a job. */
export function maskedParameters(parameters: unknown): string[] {
  if (!isObject(parameters)) return [];
  return privateParameters(parameters).filter((name) => {
    const parameter = parameters[name];
    return isObject(parameter) && isMask(parameter.default);
  });
}

/**
 * The order of parameters in the program. Pulumi sorts the keys of maps, so the program sends the names as a hint, which is
 * kept for the rest of the run and never in state, because order is not a setting.
 */
const orders = new Map<string, readonly string[]>();
const orderKey = (inputs: Readonly<Record<string, unknown>>) => `${inputs.region}/${inputs.projectId}/${inputs.name}`;

const orderHint = "__parameterOrder";

export function rememberOrder(inputs: Readonly<Record<string, unknown>>, internal: Readonly<Record<string, unknown>>): void {
  const names = internal[orderHint];
  if (Array.isArray(names)) orders.set(orderKey(inputs), names.map(String));
}

/** The names in the program's order, undeclared ones last. */
export function orderOf(inputs: { parameters?: Parameters; region?: string; projectId?: string; name?: string }): string[] {
  const known = orders.get(orderKey(inputs)) ?? [];
  return [...new Set([...known, ...Object.keys(inputs.parameters ?? {})])];
}
