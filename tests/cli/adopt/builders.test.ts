/** Steps that `adopt` writes with builders: each gives the step that is live, and compiles. */
import { join } from "node:path";
import * as fc from "fast-check";
import * as codearts from "pulumi-codearts";
import ts from "typescript";
import { withBuilder } from "../../../cli/commands/adopt/builders";
import { Call, type Code, Name, printCode } from "../../../cli/commands/adopt/code";
import { modules } from "../../../sdk/steps/modules";

const repository = join(__dirname, "../../..");
const evaluate = (text: string): unknown => new Function("codearts", `return (${text});`)(codearts);
const written = (step: Code) => printCode(withBuilder(step));
const action = (number: number) => `devcloud2018.codeci_action_${number}.action`;

test("a step that a builder makes is written with it, without what the builder gives by itself", () => {
  expect(written({ module: action(20043), name: "Maven build", properties: { command: "mvn", cacheOption: "cached" } })).toBe(
    'codearts.steps.maven({ command: "mvn", cache: "cached" })',
  );
  expect(written({ module: action(20004), name: "Build image" })).toBe("codearts.steps.buildImage()");
  expect(written({ module: action(20004), name: "Image", enabled: false, version: "1" })).toBe(
    'codearts.steps.buildImage({ name: "Image", version: "1", enabled: false })',
  );
});

test("headers are an object where that is equivalent, and properties without a setting are unchanged", () => {
  const obs = (obsHeaders: Code) =>
    written({ module: action(20057), name: "Upload to OBS", properties: { backetName: "b", obsHeaders } });
  expect(obs([{ headerKey: "a", headerValue: "b" }])).toBe(
    'codearts.steps.uploadToObs({ bucketName: "b", obsHeaders: { a: "b" } })',
  );
  const twice = [
    { headerKey: "a", headerValue: "1" },
    { headerKey: "a", headerValue: "2" },
  ];
  expect(evaluate(obs(twice))).toMatchObject({ properties: { obsHeaders: twice } });
  expect(obs([{ headerKey: "a", headerValue: "b", more: 1 }])).toMatch(/properties: \{\s+obsHeaders: \[/);
});

test.each<[string, { [key: string]: Code }]>([
  ["another module", { module: "m", name: "Any", properties: { command: "make" } }],
  ["no command, which the builder needs", { module: action(20017), name: "Shell", properties: { image: "i" } }],
  ["a command of another type", { module: action(20017), name: "Shell", properties: { command: ["make"] } }],
  ["no name", { module: action(20017), properties: { command: "make" } }],
])("%s: the plain form", (_, step) => {
  expect(withBuilder(step)).toBe(step);
});

test("a name of the program is a setting where its type is that of the setting", () => {
  const step = { module: action(20017), name: "Shell commands", properties: { command: new Name("command") } };
  expect(withBuilder(step, new Map([["command", "string"]]))).toBeInstanceOf(Call);
  expect(withBuilder(step, new Map([["command", "number"]]))).toBe(step);
  const secret = { ...step, properties: { command: new Name('config.requireSecret("command")') } };
  expect(printCode(withBuilder(secret))).toBe('codearts.steps.shell({ command: config.requireSecret("command") })');
});

const texts = fc.constantFrom("", "a", "true", "false", "make\nmake test");
const named = fc.record({ displayName: texts, value: texts });
const headers = fc.array(fc.record({ headerKey: fc.constantFrom("a", "2", "1", "b", "__proto__"), headerValue: texts }));
const value = fc.oneof(texts, fc.boolean(), fc.integer(), named, headers, fc.jsonValue({ maxDepth: 2 }));
const samples = fc.constantFrom(...Object.values(modules)).chain((module) => {
  const wire = Object.values(module.properties).map((property) => property.wire);
  const keys = fc.constantFrom("command", "image", "name", "ignore_fail", "__proto__", "constructor", ...wire);
  const properties = fc.uniqueArray(fc.tuple(keys, value), { selector: ([key]) => key, minLength: 1, maxLength: 8 });
  return fc.record({
    module: fc.constant(module.id),
    name: fc.constantFrom(module.name, "Another"),
    properties: properties.map((entries) => Object.fromEntries(entries)),
  });
});

test("whatever the properties are, the builder gives the live step", () => {
  fc.assert(
    fc.property(samples, (step) => {
      expect(evaluate(written(step as Code))).toEqual(JSON.parse(JSON.stringify(step)));
    }),
    { seed: 22, numRuns: 1_000 },
  );
});

test("what is written compiles", () => {
  const steps = fc.sample(samples, { seed: 22, numRuns: 400 }).map((step) => withBuilder(step as Code));
  const calls = steps.filter((step) => step instanceof Call);
  expect(calls.length).toBeGreaterThan(100);
  const file = join(repository, "written.ts");
  const text = `import * as codearts from "pulumi-codearts";\nexport const steps: codearts.steps.StepArgs[] = [\n${calls.map((step) => printCode(step)).join(",\n")}\n];\n`;
  const { config } = ts.readConfigFile(join(repository, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, repository);
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (path) => path === file || fileExists(path);
  host.getSourceFile = (path, version, ...rest) =>
    path === file ? ts.createSourceFile(path, text, version) : getSourceFile(path, version, ...rest);
  const program = ts.createProgram([file], options, host);
  const found = program.getSemanticDiagnostics(program.getSourceFile(file));
  expect(found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))).toEqual([]);
}, 60_000);
