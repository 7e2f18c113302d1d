/** The commands over resources of the plugin: what they say is what they say of the dynamic ones. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../../../cli/commands/review/model/report";
import { installation } from "../../../tools/lib/installation";
import { type TestStack, withStack } from "../../../tools/lib/stack";
import { yamlHost } from "../../../tools/pulumi/yaml-host";
import { withSimulator } from "../../helpers/simulator";

const [token, password, hook] = ["made-up-token-7d41", "made-up-password-52c8", "https://qyapi.example.com/made-up-hook-19e3"];
const otherProject = "b287e712be6c404ca26e5f69040fa12b";
let plugin: string;

// Packing, installing and building a language host is no part of a test's time.
beforeAll(async () => {
  plugin = join((await installation()).folder, "node_modules", "pulumi-codearts", "dist", "plugin");
  await yamlHost((line) => process.stderr.write(`${line}\n`));
}, 1_500_000);

const project = (runtime: string) =>
  `name: e2e\nruntime: ${runtime}\nplugins:\n  providers:\n    - { name: codearts, path: ${JSON.stringify(plugin)} }\n`;

async function review(stack: TestStack): Promise<{ report: Report; text: string }> {
  const ended = await stack.command("pulumi-codearts", "review", "--refresh", "--policies", "--out", "r.json", "--out", "r.txt");
  const [json, text] = ["r.json", "r.txt"].map((file) => readFileSync(join(stack.folder, file), "utf8"));
  for (const secret of [token, password, hook])
    for (const said of [json, text, ended.stdout, ended.stderr]) expect(said).not.toContain(secret);
  return { report: JSON.parse(json ?? "") as Report, text: text ?? "" };
}

const program = (isAfter: boolean) => `import * as pulumi from "@pulumi/pulumi";
import * as codearts from "pulumi-codearts";
const upload = { module: "devcloud2018.codeci_action_20057.action", name: "Upload", properties: { objectKey: "./" } };
const shell = (name: string, command: string) => ({ module: "made.up.shell", name, properties: { command } });
const web = new codearts.BuildJob("web", {
  timeout: { ${isAfter ? "minutes: 30" : "hours: 2"} },
  parameters: { zone: "north", token: { default: pulumi.secret("${token}${isAfter ? "-new" : ""}"), private: true } },
  steps: [shell("Build", "make\\n${isAfter ? "make all" : "make one"}\\nls"), ${isAfter ? 'shell("Scan", "scan ."), ' : ""}upload],
  schedules: [{ cron: "0 ${isAfter ? 3 : 2} * * *" }],
});
new codearts.Notice("hook", {
  jobId: web.id, channel: "WECOM", events: [${isAfter ? '"buildJobFail"' : ""}], webhook: pulumi.secret("${hook}"),
});
new codearts.BuildJob("moved", { ${isAfter ? `projectId: "${otherProject}", ` : ""}steps: [shell("Build", "make")] });
${isAfter ? 'new codearts.BuildJob("docs", { steps: [shell("Build", "make html\\nmake pdf")] });' : 'new codearts.BuildJob("old", { steps: [upload] });'}
new codearts.BuildTemplate("shared", { steps: [{ module: "x.y", name: "One", properties: { command: "make ${isAfter}" } }] });
`;

/** A report without what is the shell's: types, and names of them in URNs and ids. */
function comparable(report: Report): unknown {
  const plain = JSON.stringify(report.stacks, (key, value) => (key === "durationSeconds" || key === "projectFile" ? 0 : value));
  return JSON.parse(plain.replaceAll("pulumi-nodejs:dynamic/codearts:", "codearts:index:"));
}

test(
  "review: the same words, consequences, differences and findings under both shells",
  () =>
    withSimulator((_, env) =>
      withStack({ program: { "Pulumi.yaml": project("nodejs"), "index.ts": program(false) }, env }, async (stack) => {
        await stack.up();
        stack.write("index.ts", program(true));
        const dynamic = await review(stack);
        stack.write("index.ts", program(false));
        await stack.setConfig({ "codearts:plugin": "true" });
        await stack.up();
        stack.write("index.ts", program(true));
        const served = await review(stack);
        expect(served.report.stacks[0]?.changes.every(({ type }) => type.startsWith("codearts:index:"))).toBe(true);
        expect(served.report.stacks[0]?.counts).toMatchObject({ create: 1, delete: 1, replace: 2, update: 2, drift: 0 });
        expect(comparable(served.report)).toEqual(comparable(dynamic.report));

        // What the plugin holds is the stack's already, and is not taken a second time.
        stack.write("index.ts", program(false));
        const adopted = await stack.command("pulumi-codearts", "adopt", "--json", "--out", stack.folder, "--stack", "test");
        expect(JSON.parse(adopted.stdout)).toMatchObject({ adopted: 0, already: 5 });
      }),
    ),
  900_000,
);

const yaml = (isAfter: boolean) => `${project("yaml")}
resources:
  web:
    type: codearts:BuildJob
    properties:
      timeout: { ${isAfter ? "minutes: 30" : "hours: 2"} }
      parameters: { token: { default: { fn::secret: ${token} }, private: true } }
      steps:
        - module: made.up.shell
          name: Build
          properties: { command: "${isAfter ? "make all" : "make"}", password: { fn::secret: ${password}${isAfter ? "-new" : ""} } }
  hook:
    type: codearts:Notice
    properties: { jobId: "\${web.id}", channel: WECOM, events: [buildJobFail], webhook: { fn::secret: "${hook}" } }
  ${isAfter ? "docs" : "old"}:
    type: codearts:BuildJob
    properties: { steps: [{ module: made.up.shell, name: Build, properties: { command: "make html" } }] }
`;

test(
  "a YAML program: review, render, orphans",
  () =>
    withSimulator((simulator, env) =>
      withStack({ program: { "Pulumi.yaml": yaml(false) }, env, yaml: true }, async (stack) => {
        await stack.up();
        stack.write("Pulumi.yaml", yaml(true));
        const { report, text } = await review(stack);
        expect(report.stacks[0]).toMatchObject({ state: "complete", counts: { create: 1, delete: 1, update: 1, same: 1 } });
        expect(text).toMatch(/Look before you merge: 1 job is deleted/);
        expect(text).toMatch(/timeout: 2 hours -> 30 minutes/);
        expect(text).toMatch(/steps\["Build"\]\.properties\.password: \[secret\] changed/);
        expect(text).toMatch(/Renamed\? "docs" is created with the same inputs/);

        const rendered = await stack.command("pulumi-codearts", "render", "--out", "rendered");
        expect(rendered.code).toBe(0);
        const files = readdirSync(join(stack.folder, "rendered"), { recursive: true }).map(String);
        expect(files.filter((file) => file.endsWith(".json")).sort()).toEqual([
          "build-job/docs.json",
          "build-job/web.json",
          "notice/hook.json",
        ]);
        const all = files
          .filter((file) => file.endsWith(".json"))
          .map((file) => readFileSync(join(stack.folder, "rendered", file), "utf8"));
        expect(all.join()).toContain("make all");
        for (const secret of [token, password, hook]) expect(all.join()).not.toContain(secret);

        const orphans = async () => {
          const { stdout } = await stack.command("pulumi-codearts", "orphans", "--json", "--project-id", simulator.projectId);
          return (JSON.parse(stdout) as { orphans: { name: string }[] }).orphans.map(({ name }) => name);
        };
        expect(await orphans()).toEqual([]);
      }),
    ),
  600_000,
);
