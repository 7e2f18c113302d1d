/** Every example as its reader copies it: up under the ready policies, refresh and up again without a change, destroy. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Simulator } from "codearts-simulator";
import { installation } from "../../../tools/lib/installation";
import { type StackState, type StateResource, type TestStack, withStack } from "../../../tools/lib/stack";
import { repository } from "../../../tools/pulumi/paths";
import { withSimulator } from "../../helpers/simulator";
import { linesOf, violationsOf } from "../policies/violations";

// Packing and installing is no part of a test's time.
beforeAll(() => installation(), 900_000);

const folder = (name: string) => join(repository, "examples", name);

function filesOf(name: string): Record<string, string> {
  const entries = readdirSync(folder(name), { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile() && !/Pulumi\..+\.yaml$/.test(entry.name));
  const paths = files.map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(paths.map((path) => [relative(folder(name), path), readFileSync(path, "utf8")]));
}

interface Example {
  name: string;
  /** What the reader sets or puts beside the program. */
  config?: Record<string, string | { secret: string }>;
  files?: Record<string, string>;
  /** Resources that it declares, by operation that makes one. */
  makes: Record<string, number>;
}

const examples: Example[] = [
  {
    name: "monorepo",
    config: { "codearts-monorepo:uploadVersion": "1.0.0" },
    makes: { createJobGroup: 3, createJob: 9, updateJobPermissions: 3 },
  },
  {
    name: "shared-templates",
    config: { "codearts-shared-templates:uploadVersion": "1.0.0", "codearts-shared-templates:dockerVersion": "1.0.0" },
    makes: { createTemplate: 2, createJob: 1 },
  },
  {
    name: "steps",
    config: {
      "codearts-steps:versions":
        '{"npm":"1.0.0","shell":"1.0.0","image":"1.0.0","cmake":"1.0.0","obs":"1.0.0","release":"1.0.0"}',
    },
    makes: { createJob: 3 },
  },
  {
    name: "chat-notices",
    config: {
      "codearts-chat-notices:wecomWebhook": { secret: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=made-up-key" },
      "codearts-chat-notices:dingTalkWebhook": { secret: "https://oapi.dingtalk.com/robot/send?access_token=made-up-token" },
      "codearts-chat-notices:dingTalkKey": { secret: "SEC-made-up-key" },
    },
    makes: { createJob: 2, updateJobNotice: 6 },
  },
  {
    name: "android-signing",
    config: {
      "codearts-android-signing:gradleModule": "devcloud2018.made_up_gradle.action",
      "codearts-android-signing:gradleVersion": "20231001.6",
      "codearts-android-signing:uploadVersion": "1.0.0",
      "codearts-android-signing:storePassword": { secret: "made-up-store-password" },
      "codearts-android-signing:keyPassword": { secret: "made-up-key-password" },
    },
    files: { "release.jks": "made-up keystore bytes" },
    makes: { uploadKeystore: 1, createJob: 1 },
  },
  { name: "build-run", config: { "codearts-build-run:dockerVersion": "1.0.0" }, makes: { createJob: 1, runJob: 1 } },
  {
    name: "scan-gate",
    config: { "codearts-scan-gate:dockerVersion": "1.0.0" },
    makes: { addCicdConfiguration: 1, createJob: 1 },
  },
  { name: "two-regions", makes: { createJob: 2, updateJobNotice: 2, createTemplate: 2 } },
];

const policyPack = ({ folder }: TestStack) => ["--policy-pack", join(folder, "node_modules/pulumi-codearts/policy-pack")];

/** Writes that have succeeded. */
const writesOf = (simulator: Simulator) => simulator.journal().filter(({ method, status }) => method !== "GET" && status < 300);

test.each(examples)(
  "$name",
  ({ name, config = {}, files = {}, makes }) =>
    withSimulator((simulator, env) =>
      withStack({ program: { ...filesOf(name), ...files }, config, env }, async (stack) => {
        const first = await stack.up({ args: policyPack(stack) });
        expect(first.stdout).toMatch(/Policies:\s+.*codearts/);
        expect(linesOf(violationsOf(first))).toEqual([]);
        for (const [operation, count] of Object.entries(makes)) {
          expect({ operation, count: writesOf(simulator).filter((entry) => entry.operation === operation).length }).toEqual({
            operation,
            count,
          });
        }
        simulator.clearJournal();
        const state = () => readFileSync(join(stack.root, "state/.pulumi/stacks", `codearts-${name}`, "test.json"), "utf8");
        const before = state();
        expect(Object.keys((await stack.up({ args: ["--refresh"] })).changes)).toEqual(["same"]);
        expect(resourcesIn(state())).toEqual(resourcesIn(before));
        expect(writesOf(simulator)).toEqual([]);
        const secrets = Object.values(config).flatMap((value) => (typeof value === "string" ? [] : [value.secret]));
        expect(secrets.filter((secret) => before.includes(secret))).toEqual([]);
        await stack.destroy();
        expect(resourcesIn(state())).toEqual([]);
      }),
    ),
  300_000,
);

/** What a program sees of each resource in a state; a secret is encrypted anew each time, and names with __ are the provider's own notes. */
function resourcesIn(state: string): Pick<StateResource, "urn" | "id" | "inputs" | "outputs">[] {
  const { resources = [] } = JSON.parse(state).checkpoint.latest as StackState["deployment"];
  const plain = (value: unknown) =>
    JSON.parse(JSON.stringify(value ?? {}, (key, item) => (key === "ciphertext" || key.startsWith("__") ? undefined : item)));
  const seen = resources.map(({ urn, id, inputs, outputs }) => ({ urn, id, inputs: plain(inputs), outputs: plain(outputs) }));
  return seen.sort((one, other) => (one.urn < other.urn ? -1 : 1));
}

test("quickstart: what the ready policies say of it", () =>
  withSimulator((_simulator, env) =>
    withStack({ program: filesOf("quickstart"), config: { "e2e:signingKey": { secret: "made-up" } }, env }, async (stack) => {
      // True, and left so: the first program that people see declares the jobs alone, and of some step types no version is public.
      const said = linesOf(violationsOf(await stack.preview({ args: policyPack(stack) })));
      expect(said).toEqual([
        "advisory notice-on-failure api",
        "advisory notice-on-failure docs",
        "advisory step-version-pinned api steps[1].version",
        "advisory step-version-pinned docs steps[0].version",
      ]);
    }),
  ));

test(
  "many-projects: one stack for what is shared, one per CodeArts project, and a change that reaches all of them",
  () =>
    withSimulator((simulator, env) =>
      withStack({ program: { ...prefixed("platform"), ...prefixed("team") }, env }, async (stack) => {
        const pulumi = (project: string, ...args: string[]) => stack.pulumi("-C", project, ...args);
        const up = async (project: string, name: string) => {
          const ended = await pulumi(project, "up", "--yes", "--skip-preview", "--stack", name, ...policyPack(stack));
          expect(ended.stdout).toMatch(/Policies:\s+.*codearts/);
          expect(ended.stdout + ended.stderr).not.toMatch(/\[(?:advisory|mandatory)\]/);
        };
        await pulumi("platform", "stack", "init", "prod");
        await up("platform", "prod");
        const projects = { shop: "6ecbc5bac7c8442fb3d2563d53c13582", bank: "b287e712be6c404ca26e5f69040fa12b" };
        for (const [name, id] of Object.entries(projects)) {
          await pulumi("team", "stack", "init", name);
          await pulumi("team", "config", "set-all", "--stack", name, "--plaintext", `codearts:projectId=${id}`);
          await pulumi("team", "config", "set", "--stack", name, "--path", "services[0]", `${name}-web`);
          await up("team", name);
        }
        const made = simulator.journal({ operation: "createJob" }).map(({ requestBody }) => requestBody);
        expect(made).toMatchObject(Object.entries(projects).map(([name, id]) => ({ job_name: `${name}-web`, project_id: id })));

        simulator.clearJournal();
        for (const name of Object.keys(projects)) await up("team", name);
        await pulumi("team", "refresh", "--yes", "--skip-preview", "--stack", "bank");
        expect(writesOf(simulator)).toEqual([]);

        const program = readFileSync(join(stack.folder, "platform", "index.ts"), "utf8");
        stack.write("platform/index.ts", program.replace("mvn -B verify", "mvn -B -ntp verify"));
        await up("platform", "prod");
        await up("team", "shop");
        expect(JSON.stringify(simulator.journal({ operation: "updateJob" })[0]?.requestBody)).toContain("mvn -B -ntp verify");
        for (const name of Object.keys(projects)) await pulumi("team", "destroy", "--yes", "--skip-preview", "--stack", name);
        await pulumi("platform", "destroy", "--yes", "--skip-preview", "--stack", "prod");
      }),
    ),
  240_000,
);

const prefixed = (part: string): Record<string, string> =>
  Object.fromEntries(Object.entries(filesOf(`many-projects/${part}`)).map(([path, text]) => [`${part}/${path}`, text]));
