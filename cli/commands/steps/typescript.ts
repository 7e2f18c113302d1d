/** Prints the step types of a tenant as a module of builders. */
import { modules, type Property } from "../../../sdk/steps/modules";
import { printKey, quote } from "../adopt/code";
import { capitalise, Taken, toIdentifier } from "../adopt/names";
import type { TenantModule } from "./tenant-modules";

/** First line of a file written by this command, which it may overwrite. */
export const firstLine =
  "// Written by pulumi-codearts steps --typescript; changes made here are lost when the file is written again.";

/** Settings of every builder; a property with one of these names is set through `properties`. */
const common = ["name", "version", "enabled", "properties"];

export function builderFile(all: readonly TenantModule[], region: string): string {
  const known = all.filter(({ builder }) => builder !== undefined);
  const others = all.filter(({ builder }) => builder === undefined);
  const taken = new Taken(["step", "codearts", "pulumi", ...known.flatMap(({ builder = "" }) => builder)]);
  const needsPulumi = others.some(({ properties }) => properties.some(({ name }) => !common.includes(name)));
  return [
    firstLine,
    `// Step types of the official templates in ${region}.`,
    ...(needsPulumi ? ['import type * as pulumi from "@pulumi/pulumi";'] : []),
    'import * as codearts from "pulumi-codearts";',
    "",
    ...(known.length > 0 ? [...reExports(known), ""] : []),
    ...others.flatMap((module) => [...builderOf(module, taken), ""]),
  ].join("\n");
}

function reExports(known: readonly TenantModule[]): string[] {
  const further = known.flatMap(({ builder = "", properties }) => {
    const own = Object.entries(modules).find(([name]) => name === builder)?.[1].properties ?? {};
    const wire = new Set(Object.values<Property>(own).map((property) => property.wire));
    const names = properties.map(({ name }) => name).filter((name) => !wire.has(name));
    return names.length === 0 ? [] : [`// ${builder}: also as properties: ${oneLine(names.join(", "))}`];
  });
  return [...further, `export const { ${known.map(({ builder }) => builder).join(", ")} } = codearts.steps;`];
}

function builderOf({ module, name, version, templates, properties }: TenantModule, taken: Taken): string[] {
  const builder = taken.take(toIdentifier(name, "step"));
  const args = `${capitalise(builder)}Args`;
  const settings = properties.filter((property) => !common.includes(property.name));
  const rest = properties.filter((property) => common.includes(property.name)).map((property) => `\`${property.name}\``);
  const about = [`${name}: \`${module}\``, version && `version ${version}`, `templates ${templates.join(", ")}`].filter(Boolean);
  const aside = rest.length === 0 ? "" : ` Given as \`properties\`: ${rest.join(", ")}.`;
  return [
    `export interface ${args} extends codearts.steps.CommonArgs {`,
    ...settings.flatMap((property) => [
      `  /** In the template: \`${oneLine(JSON.stringify(property.default) ?? "")}\`. */`,
      `  ${printKey(property.name)}?: ${typeOf(property.default)};`,
    ]),
    "}",
    "",
    `/** ${oneLine(about.join("; "))}.${aside} */`,
    `export function ${builder}({ name = ${quote(name)}, version, enabled, properties, ...own }: ${args} = {}): codearts.steps.StepArgs {`,
    `  return codearts.steps.step(${quote(module)}, { name, version, enabled, properties: { ...own, ...properties } });`,
    "}",
  ];
}

/** Text for a comment: a comment end inside it is split, and long text is cut. */
function oneLine(text: string): string {
  const flat = text.replaceAll("*/", "* /").replace(/[\r\n\u2028\u2029]+/g, " ");
  return flat.length <= 200 ? flat : `${flat.slice(0, 200)}…`;
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return "pulumi.Input<unknown[]>";
  if (typeof value === "boolean" || value === "true" || value === "false") return "pulumi.Input<boolean | string>";
  if (typeof value === "string" || typeof value === "number") return `pulumi.Input<${typeof value}>`;
  return typeof value === "object" && value !== null ? "pulumi.Input<{ [key: string]: unknown }>" : "unknown";
}
