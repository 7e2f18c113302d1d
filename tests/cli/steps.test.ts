/** The step types of a tenant: those of the simulator's official templates, and ones that this package has no builder for. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { modulesOf } from "../../cli/commands/steps/tenant-modules";
import { builderFile } from "../../cli/commands/steps/typescript";
import { withSimulator } from "../helpers/simulator";
import { withSources } from "../helpers/sources";

jest.setTimeout(60_000);

const repository = join(__dirname, "../..");
const action = (number: number) => `devcloud2018.codeci_action_${number}.action`;

/** Templates with step types that no builder stands for, in the forms that answers have. */
const templates: [string, unknown][] = [
  [
    "Yarn-Build",
    {
      steps: [
        {
          module_id: "m.yarn",
          name: "Build with Yarn",
          version: "1.2",
          properties: { command: "yarn */\ninstall", cache: "false" },
        },
      ],
    },
  ],
  [
    "夜间",
    { Steps: [{ module_id: "m.night", name: "夜间构建", Properties: { "a-b": 1, list: [], name: "x", none: null, o: {} } }] },
  ],
  ["Text", { steps: [{ module_id: "m.yarn", name: "Other", properties: '{"further":true}' }] }],
  ["Maven-Build", { steps: [{ module_id: action(20043), name: "Maven", properties: { command: "mvn", codeCheck: false } }] }],
  ["Empty", { steps: null }],
];

test("modules are read in every form that answers have, one for a step type", () => {
  const { modules, without } = modulesOf(templates);
  expect(without).toEqual(["Empty"]);
  expect(modules.map(({ module, builder, templates: own }) => [module, builder, own])).toEqual([
    [action(20043), "maven", ["Maven-Build"]],
    ["m.night", undefined, ["夜间"]],
    ["m.yarn", undefined, ["Yarn-Build", "Text"]],
  ]);
  expect(modules[2]).toMatchObject({
    name: "Build with Yarn",
    version: "1.2",
    properties: [
      { name: "command", default: "yarn */\ninstall" },
      { name: "cache", default: "false" },
      { name: "further", default: true },
    ],
  });
});

test("the file of builders compiles, and gives steps of the tenant's types", () => {
  const text = builderFile(modulesOf(templates).modules, "cn-north-4");
  expect(text).toContain("export const { maven } = codearts.steps;");
  expect(text).toContain("// maven: also as properties: codeCheck");
  const use = `${text}
export const used: codearts.steps.StepArgs[] = [
  buildWithYarn({ command: "yarn", cache: true, enabled: false }),
  yeJianGouJian({ "a-b": 2, properties: { name: "y" } }),
  maven({ command: "mvn" }),
];
`;
  expect(errorsOf(use)).toEqual([]);
  expect(errorsOf(`${text}\nbuildWithYarn({ comand: "yarn" });\n`)).toEqual([expect.stringContaining("comand")]);
  const { outputText } = ts.transpileModule(use, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const exported: Record<string, unknown> = {};
  new Function("exports", "require", outputText)(exported, require);
  expect(exported.used).toEqual([
    { module: "m.yarn", name: "Build with Yarn", enabled: false, properties: { command: "yarn", cache: true } },
    { module: "m.night", name: "夜间构建", properties: { "a-b": 2, name: "y" } },
    { module: action(20043), name: "Maven build", properties: { command: "mvn" } },
  ]);
});

/** What the compiler in strict mode says of a program. */
function errorsOf(text: string): string[] {
  const file = join(repository, "written.ts");
  const { config } = ts.readConfigFile(join(repository, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, repository);
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (path) => path === file || fileExists(path);
  host.getSourceFile = (path, version, ...rest) =>
    path === file ? ts.createSourceFile(path, text, version) : getSourceFile(path, version, ...rest);
  const program = ts.createProgram([file], options, host);
  return program
    .getSemanticDiagnostics(program.getSourceFile(file))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

test("the ten of the simulator as a table, as JSON and as a file that only this command overwrites; only reads", () =>
  withSimulator((simulator, env) =>
    withSources(env, async ({ folder, codearts }) => {
      simulator.clearJournal();
      const json = await codearts(["steps", "--json"]);
      const { modules } = JSON.parse(json.stdout) as { modules: { module: string; builder: string }[] };
      expect([json.code, modules.length]).toEqual([0, 10]);
      expect(modules.find(({ module }) => module === action(20057))?.builder).toBe("uploadToObs");
      const table = await codearts(["steps"]);
      expect(table.stdout).toMatch(/^STEP TYPE +NAME +BUILDER +PROPERTY +DEFAULT\n/);
      expect(table.stdout).toMatch(/codeci_action_20043\.action +Build with Maven +maven +image +"maven3\.5\.3-jdk8-open"\n/);
      for (const _ of [1, 2])
        expect(await codearts(["steps", "--typescript", "steps.ts"])).toMatchObject({ code: 0, stdout: "" });
      expect(errorsOf(readFileSync(join(folder, "steps.ts"), "utf8"))).toEqual([]);
      expect(simulator.journal({}).every(({ method }) => method === "GET")).toBe(true);
      writeFileSync(join(folder, "mine.ts"), "export {};\n");
      const refused = await codearts(["steps", "--typescript", "mine.ts"]);
      expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining("was not written by this command")]);
      const both = await codearts(["steps", "--json", "--typescript", "x.ts"]);
      expect([both.code, existsSync(join(folder, "x.ts"))]).toEqual([2, false]);
    }),
  ));
