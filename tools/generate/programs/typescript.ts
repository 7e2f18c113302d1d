/** An example in TypeScript, with step builders, in the layout of adopt. */
import { withBuilder } from "../../../cli/commands/adopt/builders";
import { Call, type Code, Name, printCode } from "../../../cli/commands/adopt/code";
import { configurationOf, type ExampleProgram, isUsed, Reference, type Value } from "./example";

function codeOf(value: Value): Code {
  if (value instanceof Reference) {
    if (value.of === "resource") return new Name(`${value.name}.${value.property}`);
    return new Name(`config.${value.secret ? "requireSecret" : "require"}(${JSON.stringify(value.name)})`);
  }
  if (Array.isArray(value)) return value.map(codeOf);
  return typeof value === "object" ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, codeOf(one)])) : value;
}

export function typescriptOf(example: ExampleProgram): string {
  const blocks = example.resources.map(({ name, kind, properties }) => {
    const args = Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, codeOf(value)]));
    if (Array.isArray(args.steps)) args.steps = args.steps.map((step) => withBuilder(step));
    const begin = isUsed(example, name) ? `const ${name} = ` : "";
    return `${begin}${printCode(new Call(`new codearts.${kind}`, [name, args]), 0, begin.length)};`;
  });
  const outputs = example.outputs.map(([name, { name: of, property }]) => `export const ${name} = ${of}.${property};`);
  const needsConfig = configurationOf(example).length > 0;
  return [
    ...(needsConfig ? ['import * as pulumi from "@pulumi/pulumi";'] : []),
    'import * as codearts from "pulumi-codearts";',
    ...(needsConfig ? ["", "const config = new pulumi.Config();"] : []),
    "",
    ...blocks.flatMap((block, index) => (index === 0 ? [block] : ["", block])),
    ...(outputs.length > 0 ? ["", ...outputs] : []),
  ].join("\n");
}
