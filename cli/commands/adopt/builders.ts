/** Writes steps with the package's builders where the builder produces exactly the live step. */
import type { CommonArgs } from "../../../sdk/steps/args";
import { type Form, modules, type Property, type StepModule } from "../../../sdk/steps/modules";
import { Call, type Code, Merge, Name } from "./code";
import type { Definition, Parameter } from "./lift";
import type { Declaration } from "./model";

/** Types of the names that an expression refers to. */
type Types = ReadonlyMap<string, Parameter["type"]>;

const builders = new Map<string, [builder: string, module: StepModule]>(
  Object.entries(modules).map(([builder, module]) => [module.id, [builder, module]]),
);

/** Replaces plain steps by builder calls, in resources and in shared definitions. */
export function writeBuilders(declarations: Declaration[], definitions: Definition[]): void {
  for (const { args } of declarations) if (args.steps !== undefined) args.steps = withBuilders(args.steps, new Map());
  for (const definition of definitions) {
    if (definition.of !== "step" && definition.of !== "steps") continue;
    definition.body = withBuilders(definition.body, new Map(definition.parameters.map(({ name, type }) => [name, type])));
  }
}

function withBuilders(steps: Code, types: Types): Code {
  return Array.isArray(steps) ? steps.map((step) => withBuilder(step, types)) : withBuilder(steps, types);
}

/** The step as a builder call; a step of another type, or one that the builder would change, stays as written. */
export function withBuilder(step: Code, types: Types = new Map()): Code {
  if (!isLiteral(step) || typeof step.module !== "string") return step;
  const { module: id, name, version, enabled, properties = {}, ...others } = step;
  const [builder, module] = builders.get(id) ?? [];
  // A builder gives every step a name.
  if (builder === undefined || module === undefined || name === undefined) return step;
  if (!isLiteral(properties) || Object.keys(others).length > 0) return step;
  const { own, left } = settingsOf(module, properties, types);
  if (Object.entries(module.properties).some(([setting, { required }]) => required && own[setting] === undefined)) return step;
  const common: { [Key in keyof Required<CommonArgs>]: Code } = {
    name: name === module.name ? undefined : name,
    version,
    enabled,
    properties: Object.keys(left).length === 0 ? undefined : left,
  };
  const { properties: further, ...first } = common;
  const args = Object.entries({ ...first, ...own, properties: further }).filter(([, value]) => value !== undefined);
  return new Call(`codearts.steps.${builder}`, args.length === 0 ? [] : [Object.fromEntries(args)]);
}

/** Settings in the builder's order, and the properties that have no setting. */
function settingsOf(module: StepModule, properties: { [key: string]: Code }, types: Types) {
  const left = new Map(Object.entries(properties));
  const own: { [setting: string]: Code } = {};
  for (const [setting, { wire, form }] of Object.entries<Property>(module.properties)) {
    const value = left.has(wire) ? fits[form](left.get(wire), types) : undefined;
    if (value === undefined) continue;
    own[setting] = value;
    left.delete(wire);
  }
  return { own, left: Object.fromEntries(left) };
}

/** The value in the form of this setting; undefined where its type differs, which would not compile. */
const fits: { [F in Form]: (value: Code, types: Types) => Code } = {
  text: (value, types) => (typeOf(value, types) === "string" ? value : undefined),
  boolean: (value, types) => (typeOf(value, types) === "boolean" ? value : undefined),
  flag: (value, types) => (typeOf(value, types) === "boolean" || value === "true" || value === "false" ? value : undefined),
  textFlag: (value) => (value === "true" ? true : value === "false" ? false : undefined),
  list: (value) => (Array.isArray(value) ? value : undefined),
  namedValue: (value, types) => (hasTexts(value, ["displayName", "value"], types) ? value : undefined),
  headers: (value, types) => {
    if (!Array.isArray(value) || !value.every((header) => hasTexts(header, ["headerKey", "headerValue"], types)))
      return undefined;
    return headersByName(value) ?? value;
  },
};

/** The list as an object, if that gives the same headers in the same order. */
function headersByName(list: Code[]): Code {
  const entries = list.flatMap((header): [string, Code][] =>
    isLiteral(header) && typeof header.headerKey === "string" ? [[header.headerKey, header.headerValue]] : [],
  );
  const byName = Object.fromEntries(entries);
  const order = Object.keys(byName);
  const isSame = order.length === list.length && entries.every(([name], index) => name === order[index]);
  return isSame ? byName : undefined;
}

function hasTexts(value: Code, keys: string[], types: Types): boolean {
  if (!isLiteral(value) || Object.keys(value).length !== keys.length) return false;
  return keys.every((key) => typeOf(value[key], types) === "string");
}

function typeOf(value: Code, types: Types): string {
  if (!(value instanceof Name)) return typeof value;
  return types.get(value.text) ?? (value.text.startsWith("config.requireSecret(") ? "string" : "unknown");
}

function isLiteral(value: Code): value is { [key: string]: Code } {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return !(value instanceof Name || value instanceof Call || value instanceof Merge);
}
