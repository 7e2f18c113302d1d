import type { Adoptable, Json, JsonObject } from "../../../cli/commands/adopt/model";
import { type ProgramContext, writeProgram } from "../../../cli/commands/adopt/program";

const projectId = "0123456789abcdef0123456789abcdef";
const context: ProgramContext = { region: "cn-north-4", projectId, takenResources: [], takenConfig: [], suffix: "", lift: true };
const secret = (value: string) => ({ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value });

let ids = 0;
function job(name: string, inputs: JsonObject = {}, more: Partial<Adoptable> = {}): Adoptable {
  ids += 1;
  const own: JsonObject = { region: "cn-north-4", projectId, name, ...inputs };
  return { kind: "buildJob", id: `id${ids}`, name, projectId, inputs: own, outputs: own, ...more };
}

const step = (name: string, properties: JsonObject, module = "m.one") => ({ module, name, properties });
const upload = step("Upload", { bucket: "b", key: "k", list: [1, 2] }, "m.upload");
const text = (objects: Adoptable[], change: Partial<ProgramContext> = {}) => {
  const { files } = writeProgram(objects, { ...context, ...change });
  return [...files].map(([path, content]) => `// ${path}\n${content}`).join("\n");
};

describe("what jobs share", () => {
  test("a step list that three jobs have becomes one constant", () => {
    const steps: Json[] = [step("Build", { command: "make" }), upload];
    const program = text(["a", "b", "c"].map((name) => job(name, { steps })));
    expect(program.match(/name: "Upload"/g)).toHaveLength(1);
    expect(program).toContain("/** Build, Upload. */\nconst buildSteps: codearts.steps.StepArgs[] = [");
    expect(program.match(/steps: buildSteps /g)).toHaveLength(3);
  });

  test("two jobs are not enough", () => {
    const program = text(["a", "b"].map((name) => job(name, { steps: [upload, upload] })));
    expect(program.match(/name: "Upload"/g)).toHaveLength(4);
  });

  test("lists that differ in a value become a function, with the commonest value as its default", () => {
    const list = (command: string): Json[] => [step("Build", { command, image: "i" }), upload];
    const program = text([
      job("a", { steps: list("make") }),
      job("b", { steps: list("make") }),
      job("c", { steps: list("make all") }),
    ]);
    expect(program).toContain('function buildSteps(command = "make"): codearts.steps.StepArgs[] {');
    expect(program.match(/steps: buildSteps\(\) /g)).toHaveLength(2);
    expect(program).toContain('steps: buildSteps("make all") ');
  });

  test("two values that always change together are one", () => {
    const list = (module: string): Json[] => [step("Build", { module, path: module }), upload];
    expect(text(["x", "y", "z"].map((name) => job(name, { steps: list(name) })))).toMatch(
      /function \w+Steps\(module(Value)?: string\)|function \w+Steps\(\w+: string\)/,
    );
  });

  test("a step that jobs with different lists have becomes a constant of its own", () => {
    const own = (name: string): Json[] => [step(name, { [name]: name }), upload];
    const program = text(["a", "b", "c"].map((name) => job(name, { steps: own(name) })));
    expect(program).toContain("const uploadStep: codearts.steps.StepArgs = {");
    expect(program.match(/, uploadStep\]|uploadStep,/g)).toHaveLength(3);
  });

  test("parameters that occur together become a set, a long one alone a constant", () => {
    const common = { channel: { default: "beta", options: ["beta", "stable"] }, level: "1" };
    const program = text([
      job("a", { parameters: common }),
      job("b", { parameters: { ...common, own: "x" } }),
      job("c", { parameters: common }),
    ]);
    expect(program).toContain("const channelParameters: Record<string, codearts.Parameter> = {");
    expect(program.match(/parameters: channelParameters /g)).toHaveLength(2);
    expect(program).toContain('parameters: { ...channelParameters, own: "x" },');
  });

  test("what jobs of two modules share is exported from a module of its own", () => {
    const steps: Json[] = [step("Build", { command: "make" }), upload];
    const jobs = ["a", "b", "c", "d"].map((name, index) =>
      job(name, { steps, groupId: `g${index % 2}` }, { group: [`Group ${index % 2}`] }),
    );
    const { files } = writeProgram(jobs, context);
    expect([...files.keys()]).toEqual(["index.ts", "jobs/group-0.ts", "jobs/group-1.ts", "shared/steps.ts"]);
    expect(files.get("jobs/group-0.ts")).toContain('import { buildSteps } from "../shared/steps";');
    expect(files.get("shared/steps.ts")).toContain("export const buildSteps");
  });
});

describe("secrets", () => {
  const masked = { signingKey: { default: secret("*****"), private: true } };

  test("that the service masks come from the configuration and are left alone by an update", () => {
    const program = writeProgram([job("api", { parameters: masked })], context);
    const module = program.files.get("jobs/all.ts") ?? "";
    expect(module).toContain('config.requireSecret("apiSigningKey")');
    expect(module).toContain(`ignoreChanges: ['parameters["signingKey"].default']`);
    expect(module).toContain('import { config } from "../config";');
    expect(program.secrets).toEqual([
      { key: "apiSigningKey", placeholder: "*****", uses: [{ resource: "api", property: 'parameters["signingKey"].default' }] },
    ]);
  });

  test("that are known share one key where they are equal, and are managed", () => {
    const notices = ["n1", "n2"].map((id): Adoptable => {
      const inputs: JsonObject = {
        region: "cn-north-4",
        jobId: "elsewhere",
        channel: "WECOM",
        events: ["buildJobFail"],
        webhook: secret("https://robot.example.com/1"),
      };
      return { kind: "notice", id, name: "WECOM", jobId: id, projectId, inputs, outputs: inputs };
    });
    const program = writeProgram(notices, context);
    expect(program.secrets).toHaveLength(1);
    expect(program.secrets[0]).toMatchObject({ key: "wecomWebhook", value: "https://robot.example.com/1" });
    expect([...program.files.values()].join()).not.toContain("ignoreChanges");
  });

  test("stand in no file", () => {
    const program = writeProgram([job("api", { stepSecrets: { Build: { password: secret("made-up-password") } } })], context);
    expect([...program.files.values()].join()).not.toContain("made-up-password");
  });

  test("take no key that the stack has", () => {
    const program = writeProgram([job("api", { parameters: masked })], { ...context, takenConfig: ["apiSigningKey"] });
    expect(program.secrets[0]?.key).toBe("apiSigningKey2");
  });
});

describe("names and places", () => {
  test("two jobs whose names make one identifier", () => {
    const program = text([job("api-web"), job("api_web"), job("API-web")]);
    for (const head of ["const apiWeb = ", "const apiWeb2 = ", "const apiWeb3 = "]) expect(program).toContain(head);
  });

  test("jobs of one name in two projects", () => {
    const other = "fedcba9876543210fedcba9876543210";
    const program = text([job("api"), job("api", { projectId: other }, { projectId: other })]);
    expect(program).toContain('new codearts.BuildJob("api", {');
    expect(program).toContain('new codearts.BuildJob("api-fedcba98", {');
    expect(program).toContain('name: "api",');
    expect(program).toContain("// project-01234567/jobs.ts");
  });

  test("a name that the stack has already", () => {
    const taken = ["pulumi-nodejs:dynamic/codearts:BuildJob api"];
    expect(text([job("api")], { takenResources: taken })).toContain('new codearts.BuildJob("api-01234567"');
  });

  test("a notice follows its job and refers to it", () => {
    const api = job("api");
    const inputs: JsonObject = { region: "cn-north-4", jobId: api.id, channel: "MAIL", events: [] };
    const notice: Adoptable = {
      kind: "notice",
      id: `${api.id}/MAIL`,
      name: "MAIL",
      jobId: api.id,
      projectId,
      inputs,
      outputs: inputs,
    };
    expect(text([notice, api])).toMatch(
      /new codearts\.BuildJob\("api"[\s\S]*export const apiMail = new codearts\.Notice\("api-mail", \{\n {2}jobId: api\.id,/,
    );
  });

  test("what the configuration says is not said again; another region or project is", () => {
    const program = text([job("here"), job("there", { region: "cn-south-1" })]);
    expect(program).not.toContain("projectId");
    expect(program.match(/region: /g)).toHaveLength(1);
  });

  test("many jobs of one group go to several files", () => {
    const { files } = writeProgram(
      Array.from({ length: 205 }, (_, index) => job(`job-${index}`)),
      context,
    );
    expect([...files.keys()]).toEqual(["index.ts", "jobs/all-1.ts", "jobs/all-2.ts", "jobs/all-3.ts"]);
  });

  test("imports have their suffix in an ES module", () => {
    const steps: Json[] = [upload, upload];
    const jobs = ["a", "b", "c"].map((name, index) => job(name, { steps }, { group: [String(index)] }));
    const program = text(jobs, { suffix: ".js" });
    expect(program).toContain('import "./jobs/0.js";');
    expect(program).toContain('from "../shared/steps.js";');
  });
});

test("the same objects give the same program, in any order", () => {
  const jobs = Array.from({ length: 30 }, (_, index) =>
    job(`job-${index}`, { steps: [step("Build", { command: `make ${index % 3}` }), upload] }),
  );
  expect(text([...jobs].reverse())).toBe(text(jobs));
});

jest.setTimeout(120_000);

test("ten thousand jobs are written in seconds", () => {
  const jobs = Array.from({ length: 10_000 }, (_, index) =>
    job(`job-${index}`, {
      steps: Array.from({ length: 12 }, (_, at) => step(`Step ${at}`, { command: `make ${index % 40} ${at}`, image: "i" })),
    }),
  );
  const begun = Date.now();
  const { files } = writeProgram(jobs, context);
  expect(files.size).toBe(102);
  expect(Date.now() - begun).toBeLessThan(60_000);
});
