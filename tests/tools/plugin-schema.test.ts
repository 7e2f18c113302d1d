/** The plugin's schema agrees with check: the same inputs, the same required ones, the same values. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Handle, kinds } from "../../provider/kinds";
import { checkInputs } from "../../provider/lifecycle/check";
import { pluginSchema } from "../../tools/generate/plugin/schema";
import type { EnumSpec, ObjectSpec, PropertySpec, TypeSpec } from "../../tools/generate/plugin/types";
import { bareEnvironment, run } from "../../tools/lib/process";
import { pulumiCli } from "../../tools/pulumi";
import { inputPaths } from "../provider/inputs/schema-paths";

interface Resource extends ObjectSpec {
  inputProperties: Record<string, PropertySpec>;
  requiredInputs: string[];
  aliases: { type: string }[];
}
interface Schema {
  types: Record<string, ObjectSpec | EnumSpec>;
  resources: Record<string, Resource>;
  functions: Record<string, { inputs: ObjectSpec; outputs: ObjectSpec }>;
  config: { variables: Record<string, PropertySpec> };
}

const text = pluginSchema();
const schema: Schema = JSON.parse(text);
const handles = Object.keys(kinds) as Handle[];
const resourceOf = (handle: Handle) => schema.resources[`codearts:index:${kinds[handle].name}`] as Resource;
const problemsOf = (handle: Handle, inputs: Record<string, unknown>) => checkInputs(kinds[handle], inputs, {}).problems;
const enumOf = (spec: TypeSpec | undefined): string[] | undefined => {
  const found = spec?.$ref && schema.types[spec.$ref.replace("#/types/", "")];
  return found && "enum" in found ? found.enum.map(({ value }) => value) : undefined;
};

/** Paths of every input at every depth, in the form of `inputPaths`. */
function pathsOf(properties: Record<string, PropertySpec>, prefix = ""): string[] {
  return Object.entries(properties).flatMap(([key, spec]) => {
    const path = prefix === "" ? key : `${prefix}.${key}`;
    return [path, ...below(spec, path)];
  });
}
function below(spec: TypeSpec, path: string): string[] {
  if (spec.oneOf) return spec.oneOf.flatMap((one) => below(one, path));
  if (spec.items) return below(spec.items, `${path}[]`);
  if (spec.additionalProperties) return below(spec.additionalProperties, `${path}{}`);
  const named = spec.$ref && schema.types[spec.$ref.replace("#/types/", "")];
  return named && "properties" in named ? pathsOf(named.properties, path) : [];
}

/** An entry of a list or of a map is no input of its own. */
const isInput = (path: string) => !/(\[\]|\{\})$/.test(path);

test("pulumi schema check finds nothing", async () => {
  const folder = mkdtempSync(join(tmpdir(), "codearts-schema-"));
  try {
    writeFileSync(join(folder, "schema.json"), text);
    const { executable } = await pulumiCli(() => {});
    const env = { ...bareEnvironment(folder), PULUMI_SKIP_UPDATE_CHECK: "true" };
    const ended = await run(executable, ["schema", "check", "schema.json"], { cwd: folder, env });
    expect(ended).toEqual({ code: 0, stdout: "", stderr: "" });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 600_000);

test("every kind is a resource, which state of the dynamic form moves to", () => {
  expect(Object.keys(schema.resources)).toEqual(handles.map((handle) => `codearts:index:${kinds[handle].name}`));
  for (const handle of handles)
    expect(resourceOf(handle).aliases).toEqual([{ type: `pulumi-nodejs:dynamic/codearts:${kinds[handle].name}` }]);
});

test.each(handles)("%s: the schema has every input at every depth that check takes, and no other", (handle) => {
  expect(pathsOf(resourceOf(handle).inputProperties).sort()).toEqual(
    [...new Set(inputPaths(kinds[handle].schema).map(({ path }) => path))].filter(isInput).sort(),
  );
});

test.each(handles)("%s: what the schema requires is what check misses, but for what the plugin fills in", (handle) => {
  const { requiredInputs, inputProperties } = resourceOf(handle);
  const missing = problemsOf(handle, {}).filter(({ message }) => message.startsWith("missing"));
  const filled = Object.entries(kinds[handle].inputs).flatMap(([key, input]) => (input.filled ? [key] : []));
  expect([...requiredInputs, ...filled].sort()).toEqual(missing.map(({ path }) => String(path[0])).sort());
  for (const [key, input] of Object.entries(kinds[handle].inputs)) {
    const { secret = false, willReplaceOnChanges = false, description } = inputProperties[key] ?? {};
    expect({ key, secret, willReplaceOnChanges }).toEqual({
      key,
      secret: input.secret ?? false,
      willReplaceOnChanges: input.change.change === "replace",
    });
    expect(description).toContain(input.doc);
  }
});

test.each(handles)("%s: check takes each value of an enumeration and no other", (handle) => {
  for (const [key, spec] of Object.entries(resourceOf(handle).inputProperties)) {
    const of = (value: unknown) =>
      problemsOf(handle, { [key]: spec.items ? [value] : value }).filter(({ path }) => path[0] === key);
    const values = enumOf(spec.items ?? spec);
    if (!values) continue;
    expect(values.flatMap(of)).toEqual([]);
    expect(of("no such value")).toHaveLength(1);
  }
});

test("settings are those of the configuration, and what is secret of them is secret", () => {
  const secret = Object.entries(schema.config.variables).filter(([, one]) => one.secret);
  expect(secret.map(([name]) => name)).toEqual(["secretKey", "securityToken", "password"]);
  expect(
    Object.values(schema.config.variables).filter(({ description = "" }) => !/^\w.*Environment: `/s.test(description)),
  ).toEqual([]);
});

test("look-ups are functions with documented arguments and answers", () => {
  const { functions } = schema;
  expect(Object.keys(functions)).toContain("codearts:index:getBuildJob");
  expect(functions["codearts:index:getBuildJob"]?.outputs.properties.parameters?.secret).toBe(true);
  expect(functions["codearts:index:getCicdCommand"]?.inputs.required).toEqual(["configurationId"]);
  for (const { outputs } of Object.values(functions)) expect(Object.keys(outputs.properties)).not.toEqual([]);
});
