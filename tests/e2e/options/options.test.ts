/** Pulumi's own options on our kinds, under the real engine, in the life of one stack. */
import type { Simulator } from "codearts-simulator";
import { createClient } from "../../../provider/create-client";
import { installation } from "../../../tools/lib/installation";
import { type PulumiRun, withStack } from "../../../tools/lib/stack";
import { withSimulator } from "../../helpers/simulator";
import { operationsOf } from "../../helpers/verbs";

// Packing and installing is no part of a test's time.
beforeAll(() => installation(), 900_000);

const webhook = "https://oapi.dingtalk.com/robot/send?access_token=made-up-token";

interface Choices {
  job?: string;
  jobOptions?: string;
  notice?: string;
  events?: string;
  noticeOptions?: string;
  template?: string;
  gate?: string;
  file?: string;
  fileOptions?: string;
}

const program = (choices: Choices = {}) => {
  const { job = "api", jobOptions = "", notice = "api-robot", events = '"buildJobFail"', noticeOptions = "" } = choices;
  const { template = "first", gate = '"CVE-1"', file = "release.jks", fileOptions = "protect: true" } = choices;
  return `
import * as codearts from "pulumi-codearts";
const job = new codearts.BuildJob("${job}", { name: "api" }, { ${jobOptions} });
new codearts.Notice("${notice}", { jobId: job.id, channel: "DING_TALK", events: [${events}], webhook: "${webhook}" }, { ${noticeOptions} });
new codearts.BuildTemplate("service", { description: "${template}" }, { deleteBeforeReplace: true, retainOnDelete: true, additionalSecretOutputs: ["description"] });
new codearts.CicdConfiguration("gate", { vulnerabilityBlocklist: [${gate}] }, { replaceOnChanges: ["vulnerabilityBlocklist"] });
new codearts.Keystore("${file}", { name: "release.jks", content: Buffer.from("made-up bytes").toString("base64") }, { ${fileOptions} });
`;
};

const stepsOf = ({ steps }: PulumiRun) =>
  Object.fromEntries(steps.filter(({ op }) => op !== "same").map(({ name, op }) => [name, op]));

async function liveOf(simulator: Simulator) {
  const { accessKey, secretKey } = simulator.credentials;
  const client = createClient({ region: simulator.region, endpoints: simulator.endpoints, accessKey, secretKey });
  const all = async <T>(rows: AsyncIterable<T>) => {
    const found: T[] = [];
    for await (const row of rows) found.push(row);
    return found;
  };
  const jobs = await all(client.each("listProjectJobs", { path: { project_id: simulator.projectId } }));
  const notices = jobs[0] ? await client.notices.list(String(jobs[0].id)) : [];
  const robot = notices.find(({ notice_type }) => notice_type === "DING_TALK");
  const live = {
    jobs: jobs.length,
    events: Object.entries(robot?.enable_map ?? {})
      .filter(([, on]) => on)
      .map(([event]) => event),
    webhook: robot?.param_config,
    templates: (await all(client.each("listCustomTemplates", {}))).map(({ description }) => description),
    gates: (await all(client.each("listCicdConfigurations", {}))).length,
    files: (await all(client.each("listKeystores", {}))).map(({ keystore_name }) => keystore_name),
  };
  simulator.clearJournal();
  return live;
}

test(
  "ignoreChanges, replaceOnChanges, deleteBeforeReplace, aliases, protect, retainOnDelete, additionalSecretOutputs, and renaming without an alias",
  () =>
    withSimulator((simulator, env) =>
      withStack({ program: program({ noticeOptions: 'ignoreChanges: ["events"]' }), env }, async (stack) => {
        await stack.up();
        const made = { jobs: 1, events: ["buildJobFail"], webhook, templates: ["first"], gates: 1, files: ["release.jks"] };
        expect(await liveOf(simulator)).toEqual(made);
        const template = ((await stack.export()).deployment.resources ?? []).find(({ type }) => type.endsWith(":BuildTemplate"));
        expect(template).toMatchObject({ additionalSecretOutputs: ["description"] });
        expect(stack.stateText()).not.toContain(webhook);
        expect(stack.stateText()).not.toContain(Buffer.from("made-up bytes").toString("base64"));

        stack.write(
          "index.ts",
          program({
            job: "renamed",
            jobOptions: 'aliases: [{ name: "api" }]',
            events: '"deleteJob"',
            noticeOptions: 'ignoreChanges: ["events"]',
            template: "second",
            gate: '"CVE-2"',
          }),
        );
        const second = await stack.up();
        expect(stepsOf(second)).toEqual({ service: expect.stringMatching(/replace/), gate: expect.stringMatching(/replace/) });
        const called = operationsOf(simulator);
        expect(called.indexOf("deleteCicdConfigurations")).toBeLessThan(called.indexOf("addCicdConfiguration"));
        // Retained: the predecessor stays where it is.
        expect(await liveOf(simulator)).toEqual({ ...made, templates: expect.arrayContaining(["first", "second"]) });

        const later = { job: "renamed", template: "second", gate: '"CVE-2"' };
        stack.write("index.ts", program({ ...later, events: '"deleteJob"', noticeOptions: 'replaceOnChanges: ["events"]' }));
        expect(stepsOf(await stack.up())).toEqual({ "api-robot": expect.stringMatching(/replace/) });
        expect(await liveOf(simulator)).toMatchObject({ events: ["deleteJob"], webhook });

        stack.write("index.ts", program({ ...later, events: '"deleteJob"', fileOptions: "" }));
        await stack.up();
        const names = { ...later, notice: "robot", events: '"deleteJob"', file: "signing" };
        stack.write("index.ts", program({ ...names, fileOptions: "protect: true" }));
        const unnamed = await stack.up({ mayFail: true });
        expect([unnamed.code === 0, unnamed.stdout]).toEqual([
          false,
          expect.stringContaining('aliases: [{ name: "api-robot" }]'),
        ]);
        expect(unnamed.stdout).toContain('aliases: [{ name: "release.jks" }]');
        expect(await liveOf(simulator)).toMatchObject({ events: ["deleteJob"], webhook, files: ["release.jks"] });
        const noticeOptions = 'aliases: [{ name: "api-robot" }]';
        const fileOptions = 'protect: true, aliases: [{ name: "release.jks" }]';
        stack.write("index.ts", program({ ...names, noticeOptions, fileOptions }));
        await stack.up();
        expect(await liveOf(simulator)).toMatchObject({ events: ["deleteJob"], webhook, files: ["release.jks"] });
        expect((await stack.refresh()).changes).toEqual({ same: 6 });

        const refused = await stack.destroy({ mayFail: true });
        expect(refused.code).not.toBe(0);
        expect(await liveOf(simulator)).toMatchObject({ files: ["release.jks"] });
        await stack.pulumi("state", "unprotect", "--all", "--yes", "--stack", "test");
        await stack.destroy();
        expect(await liveOf(simulator)).toEqual({
          jobs: 0,
          events: [],
          webhook: undefined,
          templates: expect.arrayContaining(["first", "second"]),
          gates: 0,
          files: [],
        });
      }),
    ),
  300_000,
);

test(
  "two notices for one channel of one job are refused with both names, also while the job's id is not known",
  () =>
    withSimulator((simulator, env) => {
      const two = (id: string) => `
import * as pulumi from "@pulumi/pulumi";
import * as codearts from "pulumi-codearts";

const job = new codearts.BuildJob("api");
const mail = { channel: "MAIL", events: ["buildJobFail"] } as const;
new codearts.Notice("one", { ...mail, events: [...mail.events], jobId: job.id });
new codearts.Notice("two", { ...mail, events: [...mail.events], jobId: ${id} });
`;
      const said = /codearts:Notice "one" and "two" both declare MAIL of the same job/;
      return withStack({ program: two("job.id"), env }, async (stack) => {
        const preview = await stack.preview({ mayFail: true });
        expect(preview.code).not.toBe(0);
        expect(preview.stdout + preview.stderr).toMatch(said);
        expect(operationsOf(simulator)).toEqual([]);
        stack.write("index.ts", two("job.id.apply((id) => id)"));
        const up = await stack.up({ mayFail: true });
        expect(up.code).not.toBe(0);
        expect(up.stdout + up.stderr).toMatch(said);
        await stack.destroy();
      });
    }),
  300_000,
);

const outputsOf = ({ flavor = "", third = "" } = {}) => `
import * as pulumi from "@pulumi/pulumi";
import * as codearts from "pulumi-codearts";

pulumi.runtime.registerResourceTransform(({ name, props, opts }) => (name === "api" ? { props: { ...props, arch: "arm" }, opts } : undefined));
const api = new codearts.BuildJob("api", { parameters: { key: { default: pulumi.secret("made-up"), private: true } } });
const other = new codearts.BuildJob("other", { ${flavor} }, { ignoreChanges: ["flavor"] });
const mail = new codearts.Notice("mail", { jobId: api.id, channel: "MAIL", events: ["buildJobFail"] });
${third}
export const seen = {
  webhook: mail.webhook.apply((value) => \`is \${value}\`),
  undeclared: mail.undeclared,
  events: codearts.Notice.get("same-mail", mail.id).events,
  region: api.region,
  arch: api.arch,
  flavor: other.flavor,
  hostType: other.hostType.apply((value) => \`is \${value}\`),
  again: api.arch === api.arch,
  secret: pulumi.isSecret(api.arch),
  gone: codearts.BuildJob.get("same", api.id).arch,
};
`;

test(
  "an output that the program did not write is the one that the resource has, also by a transform or ignoreChanges",
  () =>
    withSimulator((simulator, env) =>
      withStack({ program: outputsOf({ flavor: 'flavor: "4u8g"' }), env }, async (stack) => {
        const { region } = simulator;
        const notice = { webhook: "is undefined", undeclared: [], events: ["buildJobFail"] };
        const job = { region, arch: "arm", flavor: "4u8g", hostType: "is undefined", again: true, secret: false, gone: "arm" };
        const seen = { ...job, ...notice };
        await stack.preview();
        await stack.up();
        expect(await stack.outputs()).toEqual({ seen });
        // The flavor is written no more, and ignoreChanges keeps it.
        const third = 'export const third = new codearts.BuildJob("third", {}).arch;';
        stack.write("index.ts", outputsOf({ third }));
        const other = (await stack.export()).deployment.resources?.find(({ urn }) => urn.endsWith("::other"));
        await stack.up({ args: ["--target", String(other?.urn)] });
        await stack.up();
        expect(await stack.outputs()).toEqual({ seen });
      }),
    ),
  180_000,
);
