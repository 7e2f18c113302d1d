/** The example of a kind, written once as a YAML program, from which the other languages are generated. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { z } from "zod";
import { repository } from "../../pulumi/paths";

/** A value that is known only while the program runs: an output of a resource, or a setting of the stack. */
export class Reference {
  constructor(
    readonly of: "resource" | "config",
    readonly name: string,
    readonly property: string = "",
    readonly secret: boolean = false,
  ) {}
}

export type Value = string | number | boolean | Reference | Value[] | { [key: string]: Value };

export interface DeclaredResource {
  /** Name in the program and of the resource. */
  readonly name: string;
  /** Class, such as `BuildJob`. */
  readonly kind: string;
  readonly properties: { readonly [key: string]: Value };
}

export interface ExampleProgram {
  /** The program in YAML. */
  readonly text: string;
  readonly resources: readonly DeclaredResource[];
  readonly outputs: readonly (readonly [name: string, value: Reference])[];
}

const form = z.strictObject({
  config: z.record(z.string(), z.strictObject({ type: z.literal("string"), secret: z.literal(true).optional() })).default({}),
  resources: z.record(
    z.string(),
    z.strictObject({ type: z.string().startsWith("codearts:"), properties: z.record(z.string(), z.json()) }),
  ),
  outputs: z.record(z.string(), z.string()).default({}),
});

export function readExample(text: string): ExampleProgram {
  const { config, resources, outputs } = form.parse(load(text));

  const reference = (written: string): Reference => {
    const [, name = "", property] = /^\$\{(\w+)(?:\.(\w+))?\}$/.exec(written) ?? [];
    if (property !== undefined && name in resources) return new Reference("resource", name, property);
    if (property === undefined && config[name]) return new Reference("config", name, "", config[name].secret === true);
    throw new Error(`${written}: an example can only refer to an output of a resource or to a setting`);
  };
  const value = (plain: z.core.util.JSONType): Value => {
    if (plain === null) throw new Error("null has no form in every language");
    if (Array.isArray(plain)) return plain.map(value);
    if (typeof plain === "object") return Object.fromEntries(Object.entries(plain).map(([key, one]) => [key, value(one)]));
    return typeof plain === "string" && plain.includes("${") ? reference(plain) : plain;
  };

  return {
    text: text.trimEnd(),
    resources: Object.entries(resources).map(([name, { type, properties }]) => ({
      name,
      kind: type.replace("codearts:", ""),
      properties: Object.fromEntries(Object.entries(properties).map(([key, one]) => [key, value(one)])),
    })),
    outputs: Object.entries(outputs).map(([name, written]) => [name, reference(written)] as const),
  };
}

/** The example of the kind with this page. */
export const exampleOf = (page: string): ExampleProgram =>
  readExample(readFileSync(join(repository, "provider/kinds", page, "example.yaml"), "utf8"));

/** References within a value. */
function referencesIn(value: Value | DeclaredResource["properties"]): Reference[] {
  if (value instanceof Reference) return [value];
  return typeof value === "object" ? Object.values(value).flatMap(referencesIn) : [];
}

/** Whether something else in the program refers to the resource, so that it needs a name there. */
export const isUsed = ({ resources, outputs }: ExampleProgram, name: string): boolean =>
  [...resources.flatMap(({ properties }) => referencesIn(properties)), ...outputs.map(([, one]) => one)].some(
    (one) => one.of === "resource" && one.name === name,
  );

/** The settings that the program reads. */
export const configurationOf = ({ resources }: ExampleProgram): Reference[] =>
  resources.flatMap(({ properties }) => referencesIn(properties)).filter(({ of }) => of === "config");
