/** The writer and the checker of build.yml, against what the service's manual says of the file. */
import * as pulumi from "@pulumi/pulumi";
import { load } from "js-yaml";
import * as codearts from "pulumi-codearts";
import { formatPath } from "../../provider/pulumi-wire";
import { actions } from "../../sdk/build-yaml/actions";
import { checkBuildYaml } from "../../sdk/build-yaml/check";
import { editorSchema } from "../../tools/generate/editor-schema";

/** Examples of the manual, with their spaces mended. */
const single = `
version: 2.0
params:
  - name: p
    value: 1
env:
  resource: { type: custom, arch: ARM, pool: Mydocker }
  cache:
    - { type: code, local_path: /cache/code, command: sh fill.sh, branch: master, url: "git@codehub.example.com:demo/api.git" }
buildspace: { fixed: true, path: kk, clean: true, clean_exclude: [cache, aa] }
steps:
  PRE_BUILD:
    - checkout:
        name: code
        inputs: { scm: codehub, url: "git@codehub.example.com:demo/api.git", branch: "\${codeBranch}", depth: 1, lfs: true, tag: 1.0 }
    - sh: { inputs: { command: "echo \${p}" } }
  BUILD:
    - maven:
        image: cloudbuild@maven3.5.3-jdk8-open
        inputs: { command: mvn package, cache: true, unit_test: { coverage: true, ignore_errors: false } }
    - swr: { image: "swr.cn-north-4.myhuaweicloud.com/demo/go:1", inputs: { command: go build, ignore_fail: true } }
    - upload_artifact: { inputs: { path: "**/target/*.?ar", version: 2.1, name: api } }
    - upload_obs: { inputs: { bucket_name: b, upload_directory: "\${folder}", headers: { x-obs-acl: private } } }
`;
const several = `
version: 2.0
envs:
  - { condition: p == 1, resource: { type: docker, arch: X86, class: 8U16G } }
  - { condition: "machineArch == 'ARM'", resource: { type: docker, arch: ARM, class: 2U8G } }
buildflow:
  strategy: lazy
  jobs:
    - { job: Job3, depends_on: [Job1, Job2], build_ref: .cloudbuild/build3.yml }
    - { job: Job1, build_ref: .cloudbuild/build1.yml }
    - { job: Job2, build_ref: .cloudbuild/build2.yml }
`;

const check = (text: string) =>
  checkBuildYaml(load(text)).map(({ severity, path, message }) => `${severity} ${formatPath(path)}: ${message}`);
const steps = (build: string) => `version: 2.0\nsteps: { BUILD: [ ${build} ] }`;
const env = (resource: string) => `version: 2.0\nenv: { resource: ${resource} }\nsteps: { BUILD: [] }`;
const flow = (jobs: string) => `version: 2.0\nbuildflow: { jobs: ${jobs} }`;

test.each([
  ["one task", single],
  ["several tasks", several],
])("the manual's example of %s has no errors", (_, text) => {
  expect(check(text)).toEqual([]);
});

test.each<[string, string, RegExp[]]>([
  ["no version", "steps: { BUILD: [] }", [/^error version: missing/]],
  ["another version", "version: 3\nsteps: { BUILD: [] }", [/^error version: .*write "2" or "2.0"/]],
  ["nothing to build", "version: 2.0", [/^error : neither steps nor buildflow/]],
  ["a list", "- a", [/^error : a list; write an object/]],
  ["no BUILD", "version: 2.0\nsteps: { PRE_BUILD: [] }", [/^error steps.BUILD: missing/]],
  ["another stage", "version: 2.0\nsteps: { BUILD: [], BULD: [] }", [/^warning steps.BULD: .*did you mean "BUILD"/]],
  ["a misspelt key", `${steps("")}\nparms: []`, [/^warning parms: .*did you mean "params"/]],
  ["a misspelt action", steps("{ mavn: { inputs: {} } }"), [/^warning steps.BUILD\[0\].mavn: .*did you mean "maven"/]],
  [
    "two keywords",
    steps("{ sh: { inputs: { command: a } }, npm: {} }"),
    [/^error steps.BUILD\[0\]: has sh, npm; .* exactly one keyword$/],
  ],
  [
    "inputs beside the keyword",
    steps("{ sh: , inputs: { command: a } }"),
    [/^error steps.BUILD\[0\]: .*indented below the keyword/],
  ],
  ["a step that is text", steps("checkout"), [/^error steps.BUILD\[0\]: a string; write an object/]],
  ["no command", steps("{ npm: { inputs: {} } }"), [/^error steps.BUILD\[0\].npm.inputs.command: missing/]],
  ["no inputs", steps("{ npm: {} }"), [/^error steps.BUILD\[0\].npm.inputs: missing/]],
  ["no image of SWR", steps("{ swr: { inputs: { command: a } } }"), [/^error steps.BUILD\[0\].swr.image: missing/]],
  ["a list of commands", steps("{ sh: { inputs: { command: [a, b] } } }"), [/^error .*command: a list; write a string/]],
  ["a number for text", steps("{ download_file: { inputs: { name: 1.0 } } }"), [/^warning .*name: a number.*quotes/]],
  [
    "text for a flag",
    steps("{ sh: { inputs: { command: a, ignore_fail: yes } } }"),
    [/^error .*ignore_fail: a string; write true or false/],
  ],
  [
    "another source",
    "version: 2.0\nsteps: { PRE_BUILD: [ { checkout: { inputs: { scm: github, url: u } } } ], BUILD: [] }",
    [/^error .*scm: "github"; write "codehub"/, /^error .*branch: missing/],
  ],
  [
    "a build before the build",
    "version: 2.0\nsteps: { PRE_BUILD: [ { npm: { inputs: { command: a } } } ], BUILD: [] }",
    [/^warning steps.PRE_BUILD\[0\].npm: .*belongs in BUILD/],
  ],
  [
    "an executor that there is not",
    env("{ type: linux, arch: x86, class: 1U1G }"),
    [/type: .*"docker" or "custom"/, /arch: /, /class: /],
  ],
  ["a class of own agents", env("{ type: custom, pool: p, class: 2U8G }"), [/^error env.resource.class: .*remove it/]],
  ["own agents without a pool", env("{ type: custom }"), [/^error env.resource.pool: missing/]],
  ["a pool of the service's executors", env("{ type: docker, pool: p }"), [/^warning env.resource.pool/]],
  ["no space behind colons", env("type:docker arch:X86"), [/^error env.resource: a string; .*space missing after a colon/]],
  [
    "twice a parameter",
    `${steps("")}\nparams: [ { name: a }, { name: a } ]`,
    [/^error params\[1\].name: the same name as params\[0\]/],
  ],
  ["env and envs", `${steps("")}\nenv: {}\nenvs: []`, [/^warning envs/]],
  ["steps and tasks", `${steps("")}\nbuildflow: { jobs: [] }`, [/^warning steps: .*buildflow/]],
  ["buildflow and buildflows", `${flow("[]")}\nbuildflows: []`, [/^error buildflows/]],
  ["another strategy", "version: 2.0\nbuildflow: { strategy: hasty, jobs: [] }", [/strategy: "hasty"; write "eager" or "lazy"/]],
  ["a task without a name", flow("[ { build_ref: a } ]"), [/^error buildflow.jobs\[0\].job: missing/]],
  [
    "an unknown task",
    flow("[ { job: build }, { job: b, depends_on: [biuld] } ]"),
    [/depends_on\[0\]: no task.*did you mean "build"/],
  ],
  ["twice a task", flow("[ { job: a }, { job: a } ]"), [/^error buildflow.jobs\[1\].job: the same name/]],
  [
    "a circle of tasks",
    flow("[ { job: a, depends_on: [b] }, { job: b, depends_on: [a] }, { job: c, depends_on: [a] } ]"),
    [/jobs\[0\].depends_on: circular dependency: a → b → a/, /jobs\[1\].depends_on: circular dependency: b → a → b/],
  ],
  [
    "tasks as old pages print them",
    "version: 2.0\nbuildflow: { strategy: lazy }\njobs: [ { job: a } ]",
    [/^warning jobs: must be inside `buildflow`/],
  ],
])("%s", (_, text, expected) => {
  const found = check(text);
  expect(found).toHaveLength(expected.length);
  for (const [index, pattern] of expected.entries()) expect(found[index]).toMatch(pattern);
});

test("buildYaml gives the text of the file, which reads back as what was given", () => {
  const command = "mvn -B verify\ncp a b # not a comment: of YAML\n";
  const file: codearts.BuildYaml = {
    params: [{ name: "version", value: "1.0" }],
    env: undefined,
    steps: {
      PRE_BUILD: [{ checkout: { inputs: { url: "git@codehub.example.com:demo/api.git", branch: "main" } } }],
      BUILD: [{ maven: { inputs: { command } } }, { action_of_the_tenant: { inputs: { x: 1 } } }],
    },
  };
  const text = codearts.buildYaml(file);
  expect(text).toMatch(/^version: 2\.0\n/);
  expect(text).toContain("          command: |\n            mvn -B verify\n");
  expect(load(text)).toEqual({ ...JSON.parse(JSON.stringify(file)), version: 2 });
});

test("buildYaml refuses what the manual forbids, all of it at once, and shows no value", () => {
  const wrong = {
    params: [{ name: "a" }, { name: "a", value: "made-up-secret" }],
    env: { resource: { type: "custom" } },
  } as const;
  expect(() => codearts.buildYaml({ ...wrong, params: [...wrong.params] })).toThrow(
    "build.yml has errors:\n  the file: neither steps nor buildflow; write one of them\n  params[1].name: the same name as params[0]\n  env.resource.pool: missing; type: custom needs the agent pool",
  );
  const late = { steps: { BUILD: [{ sh: { inputs: { command: pulumi.output("make") } } }] } };
  // @ts-expect-error an Output is no text
  expect(() => codearts.buildYaml(late)).toThrow("build.yml: steps.BUILD[0].sh.inputs.command: an Output; ");
  // @ts-expect-error npm has a command
  expect(() => codearts.buildYaml({ steps: { BUILD: [{ npm: { inputs: { comand: "a" } } }] } })).toThrow("command: missing");
});

test("the schema for editors describes every key, and accepts unknown keys", () => {
  const schema = JSON.parse(editorSchema());
  expect(schema).toMatchObject({ $schema: "http://json-schema.org/draft-07/schema#", required: ["version"] });
  const text = JSON.stringify(schema);
  expect(text).not.toContain('"additionalProperties":false');
  const step = schema.definitions.BuildYamlStep;
  expect(Object.keys(step.properties)).toEqual(Object.keys(actions));
  const undescribed: string[] = [];
  const walk = (node: Record<string, unknown>, path: string): void => {
    for (const [key, one] of Object.entries((node.properties ?? {}) as Record<string, Record<string, unknown>>)) {
      if (one.description === undefined && one.$ref === undefined && key !== "resource" && key !== "inputs")
        undescribed.push(`${path}.${key}`);
      walk(one, `${path}.${key}`);
    }
    if (typeof node.items === "object" && node.items !== null) walk(node.items as Record<string, unknown>, `${path}[]`);
  };
  walk(schema, "");
  walk(step, "step");
  expect(undescribed).toEqual([]);
});
