/** The example of each kind in every language: run with stand-ins for Pulumi and for the SDK, it declares what the YAML says. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import * as steps from "../../sdk/steps";
import { kindModels } from "../../tools/generate/kinds/model";
import { pluginSchema } from "../../tools/generate/plugin/schema";
import { pagesWithExamples, programsOf } from "../../tools/generate/programs";
import { exampleOf, Reference, readExample, type Value } from "../../tools/generate/programs/example";
import { goOf } from "../../tools/generate/programs/go";
import { repository } from "../../tools/pulumi/paths";

const pages = kindModels.map(({ page }) => page);
const schema = JSON.parse(pluginSchema());
const textOf = (page: string, title: string) => programsOf(page).find((one) => one.title === title)?.text ?? "";

/** Runs a program of the machine: the Python and Go examples need `python3` and `gofmt`. */
function ask(program: string, args: string[], input = "") {
  const ended = spawnSync(program, args, { input, encoding: "utf8" });
  if (ended.error) throw new Error(`${program} is not on PATH: install Python 3 and Go, then run the tests again`);
  return ended;
}

/** References as the stand-ins write them: `${api.id}`, `secret token`. */
function plain(value: Value): unknown {
  if (value instanceof Reference)
    return value.of === "resource" ? `\${${value.name}.${value.property}}` : `${value.secret ? "secret" : "plain"} ${value.name}`;
  if (Array.isArray(value)) return value.map(plain);
  return typeof value === "object" ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)])) : value;
}

const expected = (page: string) => {
  const { resources, outputs } = exampleOf(page);
  return {
    resources: resources.map(({ name, kind, properties }) => [kind, name, plain(properties)]),
    outputs: Object.fromEntries(outputs.map(([name, value]) => [name, plain(value)])),
  };
};

test.each([...pagesWithExamples()])("%s shows the example as it is (npm run generate)", (path, text) => {
  expect(readFileSync(join(repository, path), "utf8")).toBe(text);
});

/** A resource that notes what it was given; any output of it is its reference. */
function standIns() {
  const resources: unknown[] = [];
  const kind = (of: string) =>
    class {
      constructor(name: string, args: object) {
        resources.push([of, name, args]);
        // biome-ignore lint/correctness/noConstructorReturn: every property is an output
        return new Proxy(this, { get: (_, property) => `\${${name}.${String(property)}}` });
      }
    };
  const codearts = { steps, ...Object.fromEntries(kindModels.map(({ name }) => [name, kind(name)])) };
  class Config {
    require = (key: string) => `plain ${key}`;
    requireSecret = (key: string) => `secret ${key}`;
  }
  return {
    resources,
    modules: new Map<string, object>([
      ["pulumi-codearts", codearts],
      ["@pulumi/pulumi", { Config }],
    ]),
  };
}

test.each(pages)("%s: TypeScript declares what YAML does", (page) => {
  const { outputText } = ts.transpileModule(textOf(page, "TypeScript"), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const { resources, modules } = standIns();
  const outputs: Record<string, unknown> = {};
  new Function("require", "exports", outputText)((name: string) => modules.get(name), outputs);
  expect({ resources, outputs: { ...outputs } }).toEqual(expected(page));
});

const pythonStandIns = `
import json, re, sys, types

declared, exported = [], {}

def camel(value):
    if isinstance(value, dict):
        return {re.sub("_([a-z])", lambda found: found[1].upper(), key): camel(one) for key, one in value.items()}
    return [camel(one) for one in value] if isinstance(value, list) else value

class Resource:
    def __init__(self, kind, name, args):
        self.__dict__["_name"] = name
        declared.append([kind, name, camel(args)])

    def __getattr__(self, output):
        return "\${" + self._name + "." + list(camel({output: 0}))[0] + "}"

class Config:
    def require(self, key):
        return "plain " + key

    def require_secret(self, key):
        return "secret " + key

codearts = types.ModuleType("pulumi_codearts")
codearts.__getattr__ = lambda kind: lambda name, /, **args: Resource(kind, name, args)
pulumi = types.ModuleType("pulumi")
pulumi.Config, pulumi.export = Config, exported.__setitem__
sys.modules.update({"pulumi": pulumi, "pulumi_codearts": codearts})
exec(compile(open(sys.argv[1]).read(), sys.argv[1], "exec"), {})
print(json.dumps({"resources": declared, "outputs": exported}))
`;

test.each(pages)("%s: Python declares what YAML does", (page) => {
  const folder = mkdtempSync(join(tmpdir(), "codearts-example-"));
  try {
    writeFileSync(join(folder, "main.py"), textOf(page, "Python"));
    const { stdout, stderr } = ask("python3", ["-I", "-c", pythonStandIns, join(folder, "main.py")]);
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual(expected(page));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each(pages)("%s: gofmt finds nothing to do in Go", (page) => {
  const text = `${textOf(page, "Go")}\n`;
  const { stdout, stderr } = ask("gofmt", [], text);
  expect([stderr, stdout]).toEqual(["", text]);
});

test.each(pages)("%s: Go names every resource, every property and every type of the schema", (page) => {
  const { resources, types } = schema;
  const named = [...textOf(page, "Go").matchAll(/codearts\.(?:New)?(\w+)/g)].map(([, name = ""]) => name);
  const kinds = [...Object.keys(resources), ...Object.keys(types)].map((token) => token.split(":").at(-1) ?? "");
  const known = (name: string) =>
    kinds.some(
      (kind) =>
        name === kind ||
        [`${kind}Args`, `${kind}Array`, `${kind}Map`].includes(name) ||
        (name.startsWith(kind) && types[`codearts:index:${kind}`]?.enum),
    );
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((name) => !known(name))).toEqual([]);
  const missing = exampleOf(page).resources.flatMap(({ properties }) =>
    Object.keys(properties).filter(
      (key) => !new RegExp(`^\\t{3}${key.charAt(0).toUpperCase()}${key.slice(1)}: `, "m").test(textOf(page, "Go")),
    ),
  );
  expect(missing).toEqual([]);
});

test.each([
  ["an unknown property", "{ colour: red }", "BuildJob has no property colour"],
  ["an unknown property of a part", "{ timeout: { days: 1 } }", "Timeout has no property days"],
])("an example with %s is refused", (_, properties, message) => {
  const text = `resources:\n  api:\n    type: codearts:BuildJob\n    properties: ${properties}\n`;
  expect(() => goOf(readExample(text))).toThrow(message);
});

test.each(["${other.id}", "${api}", "a ${api.id} b", "${missing}"])(
  "%s is refused as a reference that not every language can express",
  (written) => {
    const text = `resources:\n  api:\n    type: codearts:BuildJob\n    properties: { name: ${JSON.stringify(written)} }\n`;
    expect(() => readExample(text)).toThrow("an example can only refer to an output of a resource or to a setting");
  },
);
