/** One TypeScript program under both shells: moving there and back changes nothing, and costs no call. */
import { join } from "node:path";
import type { Simulator } from "codearts-simulator";
import { createClient } from "../../../provider/create-client";
import { installation } from "../../../tools/lib/installation";
import { type TestStack, withStack } from "../../../tools/lib/stack";
import { withSimulator } from "../../helpers/simulator";

const secret = "made-up-secret-password";
let plugin: string;
beforeAll(async () => {
  plugin = join((await installation()).folder, "node_modules", "pulumi-codearts", "dist", "plugin");
}, 900_000);

const files = (program: string) => ({
  "Pulumi.yaml": `name: e2e\nruntime: nodejs\nplugins:\n  providers:\n    - { name: codearts, path: ${JSON.stringify(plugin)} }\n`,
  "index.ts": `import * as pulumi from "@pulumi/pulumi";\nimport * as codearts from "pulumi-codearts";\n${program}`,
});

/** Something of every kind that needs nothing but the service, and a component with a child. */
const everything = `
class Team extends pulumi.ComponentResource {
  constructor(name: string, options?: pulumi.ComponentResourceOptions) {
    super("test:Team", name, {}, options);
    new codearts.BuildJob(name + "-job", { parameters: { branch: "main" } }, { parent: this });
  }
}
const api = new codearts.BuildJob("api", {
  parameters: { zulu: "1", alpha: "2", token: { default: pulumi.secret("${secret}"), private: true } },
  steps: [{ module: "x.y", name: "Build", properties: { command: "make", password: pulumi.secret("${secret}") } }],
});
new codearts.Notice("mail", { jobId: api.id, channel: "MAIL", events: [] });
new codearts.BuildTemplate("shared", { steps: [{ module: "x.y", name: "One", properties: { command: "make" } }] });
new codearts.Keystore("a.jks", { content: pulumi.secret(Buffer.from("made up").toString("base64")) });
new codearts.CicdConfiguration("gate", { vulnerabilityBlocklist: ["CVE-2024-3094"] });
new Team("team");
export const id = api.id;
`;

const types = async (stack: TestStack) =>
  ((await stack.export()).deployment.resources ?? [])
    .map(({ type }) => type)
    .filter((type) => /codearts:(index:)?[A-Z]/.test(type));

test(
  "dynamic to plugin and back: unchanged, without a call, and a refresh finds nothing",
  () =>
    withSimulator((simulator, env) =>
      withStack({ program: files(everything), env }, async (stack) => {
        await stack.up();
        const made = await stack.export();
        const ids = (state: typeof made) =>
          (state.deployment.resources ?? [])
            .flatMap(({ id, type }) => (id && !type.startsWith("pulumi:providers") ? [id] : []))
            .sort();
        const settled = async () => {
          simulator.clearJournal();
          const up = await stack.up();
          expect(simulator.journal()).toEqual([]);
          const refresh = await stack.refresh();
          expect(Object.keys(refresh.changes)).toEqual(["same"]);
          expect(ids(await stack.export())).toEqual(ids(made));
          expect(stack.stateText()).not.toContain(secret);
          return up;
        };
        expect(await types(stack)).toHaveLength(6);
        await stack.setConfig({ "codearts:plugin": "true" });
        expect(Object.keys((await settled()).changes)).toEqual(["same"]);
        expect((await types(stack)).every((type) => type.startsWith("codearts:index:"))).toBe(true);
        expect(Object.keys((await settled()).changes)).toEqual(["same"]);
        await stack.pulumi("config", "rm", "codearts:plugin");
        // State of the plugin names no provider process: that is written, and nothing else.
        expect(Object.keys((await settled()).changes).sort()).toEqual(["same", "update"]);
        expect((await types(stack)).every((type) => type.startsWith("pulumi-nodejs:dynamic/codearts:"))).toBe(true);
        expect(Object.keys((await settled()).changes)).toEqual(["same"]);
        await stack.destroy();
      }),
    ),
  900_000,
);

const settings = ({ region, projectId, url, credentials }: Simulator) =>
  `region: "${region}", projectId: "${projectId}", endpoints: "${url}", accessKey: "${credentials.accessKey}", secretKey: "${credentials.secretKey}"`;

test(
  "a provider with plugin: true serves what is given it, beside dynamic resources; parents hand it on; one name is one resource's",
  () =>
    withSimulator((simulator, env) => {
      const mixed = `
class Team extends pulumi.ComponentResource {
  constructor(name: string, options?: pulumi.ComponentResourceOptions) {
    super("test:Team", name, {}, options);
    new codearts.BuildJob(name + "-job", {}, { parent: this });
  }
}
const served = new codearts.Provider("served", { plugin: true, ${settings(simulator)} });
new codearts.BuildJob("dynamic");
const one = new codearts.BuildJob("one", {}, { provider: served });
new Team("team", { providers: [served] });
export const found = codearts.getBuildJobOutput({ id: one.id }, { provider: served }).apply((job) => job.name);
`;
      return withStack({ program: files(mixed), env }, async (stack) => {
        await stack.up();
        expect((await types(stack)).sort()).toEqual([
          "codearts:index:BuildJob",
          "codearts:index:BuildJob",
          "pulumi-nodejs:dynamic/codearts:BuildJob",
        ]);
        expect(await stack.outputs()).toEqual({ found: "one" });
        expect(stack.stateText()).not.toContain(simulator.credentials.secretKey);
        stack.write("index.ts", files(mixed.replace('BuildJob("one", {}', 'BuildJob("one", { name: "dynamic" }'))["index.ts"]);
        const twice = await stack.preview({ mayFail: true });
        expect(twice.diagnostics + twice.stdout).toMatch(/another resource of this program has the same name/);
        stack.write("index.ts", files(mixed)["index.ts"]);
        await stack.destroy();
      });
    }),
  900_000,
);

test(
  "a resource that moves to a provider of another account is replaced in sight: made there, then deleted here, never lost",
  () =>
    withSimulator((first, env) =>
      withSimulator((second) => {
        const both = `
const one = new codearts.Provider("one", { plugin: true, ${settings(first)} });
const again = new codearts.Provider("again", { plugin: true, ${settings(first)} });
const two = new codearts.Provider("two", { plugin: true, ${settings(second)} });
`;
        const job = (by: string) => files(`${both}new codearts.BuildJob("api", {}, { provider: ${by} });`);
        return withStack({ program: job("one"), env }, async (stack) => {
          await stack.up();
          stack.write("index.ts", job("again")["index.ts"]);
          expect(Object.keys((await stack.up()).changes)).toEqual(["same"]);
          stack.write("index.ts", job("two")["index.ts"]);
          const preview = await stack.preview();
          expect(preview.changes).toMatchObject({ replace: 1 });
          await stack.up();
          const jobs = async (simulator: Simulator) => {
            const { region, endpoints, credentials, projectId } = simulator;
            const client = createClient({ region, endpoints, ...credentials });
            const names: unknown[] = [];
            for await (const row of client.each("listProjectJobs", { path: { project_id: projectId } })) names.push(row.job_name);
            return names;
          };
          expect([await jobs(first), await jobs(second)]).toEqual([[], ["api"]]);
          expect(Object.keys((await stack.refresh()).changes)).toEqual(["same"]);
          await stack.destroy();
          expect(await jobs(second)).toEqual([]);
        });
      }),
    ),
  900_000,
);
