/** Programs under pulumi.runtime.setMocks, and the page about it, whose samples run here as they stand. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as codearts from "pulumi-codearts";

const repository = join(__dirname, "../..");
const projectId = "a287e712be6c404ca26e5f69040fa12b";
const scm = { type: "codehub" as const, url: "https://u:made-up@h/a.git", repositoryId: "1", webUrl: "https://h/a" };

let calls: pulumi.runtime.MockCallArgs[] = [];
let made: pulumi.runtime.MockResourceArgs[] = [];
let answer: Record<string, unknown> = {};

beforeEach(async () => {
  [calls, made, answer] = [[], [], {}];
  await pulumi.runtime.setMocks({
    newResource(args) {
      made.push(args);
      return { id: args.id || `${args.name}-id`, state: { ...args.inputs, undeclared: [] } };
    },
    call(args) {
      calls.push(args);
      return answer;
    },
  });
});

const resolved = <T>(output: pulumi.Output<T>): Promise<T> => new Promise((resolve) => void output.apply(resolve));
const visible = (inputs: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(inputs).filter(([key, value]) => !key.startsWith("__") && value !== undefined));

test("every look-up asks the mocks, with its arguments, and gives what they answer", async () => {
  const list = { items: [{ id: "1" }] };
  const looks: [string, Record<string, unknown>, (args: never) => Promise<unknown>, unknown][] = [
    ["listBuildJobs", list, codearts.listBuildJobs, list.items],
    ["getExecutorSpecs", { items: ["2U8G"] }, codearts.getExecutorSpecs, ["2U8G"]],
    ["getSystemParameters", list, codearts.getSystemParameters, list.items],
    ["listOfficialTemplates", list, codearts.listOfficialTemplates, list.items],
    ["listBuildTemplates", list, codearts.listBuildTemplates, list.items],
    ["getBuildTemplate", { id: "1", name: "service" }, codearts.getBuildTemplate, { id: "1", name: "service" }],
    ["getBuildJob", { id: "1", name: "api" }, codearts.getBuildJob, { id: "1", name: "api" }],
    ["getJobGroup", { id: "1", path: "Java" }, codearts.getJobGroup, { id: "1", path: "Java" }],
    ["listJobGroups", list, codearts.listJobGroups, list.items],
    ["listKeystores", list, codearts.listKeystores, list.items],
    ["listCicdConfigurations", list, codearts.listCicdConfigurations, list.items],
    ["listCicdImages", list, codearts.listCicdImages, list.items],
  ];
  for (const [name, given, look, found] of looks) {
    answer = given;
    expect(await look({ projectId } as never)).toEqual(found);
    expect(calls.pop()).toMatchObject({ token: `codearts:index:${name}`, inputs: { projectId } });
  }
  answer = { command: "scan made-up" };
  const { command } = await codearts.getCicdCommand({ configurationId: "1" });
  expect([await resolved(command), await pulumi.isSecret(command)]).toEqual(["scan made-up", true]);
  const functions = Object.keys(codearts).filter((name) => /^(get|list)/.test(name) && !name.endsWith("Output"));
  expect([...looks.map(([name]) => name), "getCicdCommand"].sort()).toEqual(functions.sort());
});

test("what can be secret of a look-up is so under mocks too, and Output forms go there as well", async () => {
  answer = { id: "1", steps: [{ module: "m" }], scms: [scm] };
  const job = await codearts.getBuildJob({ projectId, name: "api" });
  expect([await pulumi.isSecret(pulumi.output(job.steps)), await pulumi.isSecret(pulumi.output(job.scms))]).toEqual([true, true]);
  answer = { items: [{ jobName: "api" }] };
  const jobs = codearts.listBuildJobsOutput({ projectId: pulumi.output(projectId) });
  expect(await resolved(jobs)).toEqual([{ jobName: "api" }]);
});

test("resources of every kind reach the mocks with their inputs, and show what these return", async () => {
  const job = new codearts.BuildJob("api", { projectId, parameters: undefined, flavor: "2u8g", scms: [scm] });
  const notice = new codearts.Notice("mail", { jobId: job.id, channel: "MAIL", events: [] });
  const template = new codearts.BuildTemplate("service", { steps: [] });
  const file = new codearts.Keystore("release.jks", { content: pulumi.secret("AAAA") });
  const gate = new codearts.CicdConfiguration("gate", { vulnerabilityBlocklist: ["CVE-1"] });
  const build = new codearts.BuildRun("run", { jobId: job.id });
  const group = new codearts.JobGroup("Java", { projectId });
  const permissions = new codearts.JobPermissions("api", {
    projectId,
    jobId: job.id,
    permissions: { developer: { delete: false } },
  });
  const outputs = [
    job.flavor,
    notice.jobId,
    template.name,
    file.name,
    gate.vulnerabilityBlocklist,
    build.jobId,
    group.name,
    permissions.jobId,
  ];
  expect(await Promise.all(outputs.map((output) => resolved<unknown>(output)))).toEqual([
    "2u8g",
    "api-id",
    "service",
    "release.jks",
    ["CVE-1"],
    "api-id",
    "Java",
    "api-id",
  ]);
  expect(await pulumi.isSecret(file.content)).toBe(true);
  expect(visible(made.find(({ name }) => name === "api")?.inputs)).toEqual({
    projectId,
    name: "api",
    flavor: "2u8g",
    scms: [scm],
  });
  expect(made.map(({ type }) => type.split(":").at(-1)).sort()).toEqual([
    "BuildJob",
    "BuildRun",
    "BuildTemplate",
    "CicdConfiguration",
    "JobGroup",
    "JobPermissions",
    "Keystore",
    "Notice",
  ]);
  expect(calls).toEqual([]);
});

test("parameters that are null are like none, as an Output too", async () => {
  const none = { projectId, parameters: null } as unknown as codearts.BuildJobArgs;
  const later = { projectId, parameters: pulumi.output(null) } as unknown as codearts.BuildJobArgs;
  await resolved(new codearts.BuildJob("none", none).urn);
  await resolved(new codearts.BuildJob("later", later).urn);
  expect(made.map(({ inputs }) => inputs.parameters ?? "none")).toEqual(["none", "none"]);
});

test.each([
  ["BuildJob", (options: pulumi.CustomResourceOptions) => new codearts.BuildJob("a", { projectId }, options)],
  ["BuildTemplate", (options: pulumi.CustomResourceOptions) => new codearts.BuildTemplate("a", {}, options)],
  ["Keystore", (options: pulumi.CustomResourceOptions) => new codearts.Keystore("a.jks", { content: "AAAA" }, options)],
  ["CicdConfiguration", (options: pulumi.CustomResourceOptions) => new codearts.CicdConfiguration("a", {}, options)],
  [
    "Notice",
    (options: pulumi.CustomResourceOptions) =>
      new codearts.Notice("a", { jobId: "a".repeat(32), channel: "MAIL", events: [] }, options),
  ],
  ["JobGroup", (options: pulumi.CustomResourceOptions) => new codearts.JobGroup("a", { projectId }, options)],
  [
    "JobPermissions",
    (options: pulumi.CustomResourceOptions) =>
      new codearts.JobPermissions("a", { projectId, jobId: "a".repeat(32), permissions: {} }, options),
  ],
  ["BuildRun", (options: pulumi.CustomResourceOptions) => new codearts.BuildRun("a", { jobId: "a".repeat(32) }, options)],
])("the option import of a %s is answered with adopt", (_, make) => {
  expect(() => make({ import: "b".repeat(32) })).toThrow(/^the option import does not work .* `npx pulumi-codearts adopt`/);
  expect(made).toEqual([]);
});

test("the samples of docs/testing.md run unchanged", () => {
  const page = readFileSync(join(repository, "docs/testing.md"), "utf8");
  const folder = mkdtempSync(join(tmpdir(), "codearts-testing-"));
  try {
    const samples = [...page.matchAll(/```ts\n\/\/ (\S+)\n(.*?)```/gs)];
    expect(samples.map(([, name]) => name)).toEqual(["index.ts", "index.test.ts"]);
    for (const [, name = "", text = ""] of samples) writeFileSync(join(folder, name), text);
    const config = {
      rootDir: folder,
      testEnvironment: "node",
      transform: { "\\.ts$": [join(repository, "node_modules/@swc/jest"), { jsc: { parser: { syntax: "typescript" } } }] },
      moduleNameMapper: {
        "^pulumi-codearts$": join(repository, "sdk/index.ts"),
        "^@pulumi/pulumi$": join(repository, "node_modules/@pulumi/pulumi"),
      },
    };
    const args = [join(repository, "node_modules/jest/bin/jest.js"), "--config", JSON.stringify(config), "--json", "--runInBand"];
    const result: unknown = JSON.parse(execFileSync(process.execPath, args, { cwd: folder, encoding: "utf8", stdio: "pipe" }));
    expect(result).toMatchObject({ success: true, numPassedTests: 2, numFailedTests: 0 });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
