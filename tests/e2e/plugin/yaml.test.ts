/** A YAML program under the real engine: no TypeScript, no node_modules of its own, only the plugin of the installed package. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Simulator } from "codearts-simulator";
import { createClient } from "../../../provider/create-client";
import { installation } from "../../../tools/lib/installation";
import { type TestStack, withStack } from "../../../tools/lib/stack";
import { repository } from "../../../tools/pulumi/paths";
import { yamlHost } from "../../../tools/pulumi/yaml-host";
import { withSimulator } from "../../helpers/simulator";

const token = "made-up-secret-token";
const password = "made-up-secret-password";
let plugin: string;

// Packing, installing and building a language host is no part of a test's time.
beforeAll(async () => {
  plugin = join((await installation()).folder, "node_modules", "pulumi-codearts", "dist", "plugin");
  await yamlHost((line) => process.stderr.write(`${line}\n`));
}, 1_500_000);

const project = (program: string, name = "e2e") =>
  `name: ${name}\nruntime: yaml\nplugins:\n  providers:\n    - { name: codearts, path: ${JSON.stringify(plugin)} }\n${program}`;

const job = `
resources:
  api:
    type: codearts:BuildJob
    properties:
      arch: arm
      parameters:
        branch: main
        token: { default: { fn::secret: ${token} }, private: true }
      steps:
        - module: x.y
          name: Build
          properties: { command: make, password: { fn::secret: ${password} } }
        - { module: x.y, name: Check, properties: { command: make check } }
  mail:
    type: codearts:Notice
    properties: { jobId: "\${api.id}", channel: MAIL, events: [buildJobSuccess] }
outputs:
  id: \${api.id}
  name: \${api.name}
`;

const writes = (simulator: Simulator) => simulator.journal().filter(({ method }) => method !== "GET");
const clientOf = ({ region, endpoints, credentials }: Simulator) => createClient({ region, endpoints, ...credentials });
const inYaml = (env: Record<string, string>, program: string, work: (stack: TestStack) => Promise<void>) =>
  withStack({ program: { "Pulumi.yaml": project(program) }, env, yaml: true }, work);

test(
  "preview without a request, up, no-op, drift by field, secrets by leaf, destroy",
  () =>
    withSimulator((simulator, env) =>
      inYaml(env, job, async (stack) => {
        simulator.clearJournal();
        const preview = await stack.preview();
        expect(preview.steps.map(({ op, type }) => `${op} ${type}`)).toEqual([
          "create codearts:index:BuildJob",
          "create codearts:index:Notice",
        ]);
        expect(simulator.journal()).toEqual([]);

        await stack.up();
        const { id, name } = await stack.outputs();
        expect(name).toBe("api");
        for (const secret of [token, password]) expect(stack.stateText()).not.toContain(secret);
        // What stands beside a secret in a list stays readable.
        expect(stack.stateText()).toContain("make check");
        expect(stack.stateText()).not.toContain("__provider");

        simulator.clearJournal();
        expect((await stack.up()).changes).toEqual({ same: 3 });
        expect(simulator.journal()).toEqual([]);
        expect((await stack.refresh()).changes).toEqual({ same: 3 });
        expect(writes(simulator)).toEqual([]);

        stack.write(
          "Pulumi.yaml",
          project(job.replace("command: make,", "command: make all,").replace("branch: main", "branch: dev")),
        );
        const changed = await stack.preview();
        expect(changed.steps.find(({ op }) => op === "update")?.diff).toEqual({
          "parameters.branch": "update",
          "steps[0].properties.command": "update",
        });
        expect(JSON.stringify(changed.steps)).not.toMatch(new RegExp(`${token}|${password}`));
        expect(changed.diagnostics).not.toContain("hides");
        await stack.up();
        const client = clientOf(simulator);
        await client.notices.update(String(id), { notice_type: "MAIL", enabled_event_type_names: ["buildJobFail"] } as never);
        const drift = await stack.preview({ args: ["--refresh"] });
        expect(drift.steps.filter(({ op }) => op === "update").map(({ name, diff }) => [name, Object.keys(diff)])).toEqual([
          ["mail", ["events[0]"]],
        ]);
        await stack.up({ args: ["--refresh"] });
        expect((await stack.refresh()).changes).toEqual({ same: 3 });

        await stack.destroy();
        const left: unknown[] = [];
        for await (const row of client.each("listProjectJobs", { path: { project_id: simulator.projectId } })) left.push(row);
        expect(left).toEqual([]);
      }),
    ),
  600_000,
);

test(
  "an object that is there: pulumi import with its program, get, and functions",
  () =>
    withSimulator((simulator, env) =>
      inYaml(env, "", async (stack) => {
        const client = clientOf(simulator);
        const body = { arch: "arm", project_id: simulator.projectId, job_name: "there", parameters: [] };
        const made = await client.jobs.create(body as never);
        const id = String(made.job_id);
        simulator.clearJournal();
        const imported = await stack.pulumi("import", "codearts:index:BuildJob", "there", id, "--yes", "--protect=false");
        const code = /^resources:\n(?: .*\n?)+/m.exec(imported.stdout)?.[0];
        expect(code).toContain("type: codearts:BuildJob");
        expect(writes(simulator)).toEqual([]);
        const more = `  mail: { type: codearts:Notice, get: { id: "${id}/MAIL" } }
variables:
  found: { fn::invoke: { function: codearts:getBuildJob, arguments: { name: there } } }
  all: { fn::invoke: { function: codearts:listBuildJobs, arguments: {}, return: items } }
outputs:
  events: \${mail.events}
  arch: \${found.arch}
  first: \${all[0].jobName}
`;
        stack.write("Pulumi.yaml", project(`${code}${more}`));
        simulator.clearJournal();
        expect((await stack.up()).changes).toEqual({ same: 2 });
        expect(writes(simulator)).toEqual([]);
        expect(await stack.outputs()).toEqual({ events: ["buildJobFail"], arch: "arm", first: "there" });

        const none = await stack.tryPulumi("import", "codearts:index:BuildJob", "none", "0".repeat(32), "--yes");
        expect(none.stdout + none.stderr).toMatch(/there is no BuildJob with the id 0{32}/);
      }),
    ),
  600_000,
);

test(
  "what is there at once: adopt writes the import file, Pulumi the YAML program, and nothing changes",
  () =>
    withSimulator((simulator, env) =>
      inYaml(env, "", async (stack) => {
        const client = clientOf(simulator);
        const step = { module_id: "made.up.shell", name: "Build", version: "1.0", properties: { command: "make\nmake check" } };
        for (const name of ["api", "web-2"]) {
          const body = { arch: "x86-64", project_id: simulator.projectId, job_name: name, parameters: [], steps: [step] };
          await client.jobs.create(body as never);
        }
        simulator.clearJournal();
        const listed = await stack.command("pulumi-codearts", "adopt", "--import-file", "objects.json");
        expect([listed.code, listed.stdout]).toEqual([0, expect.stringContaining("2 jobs, read only, 0 writes")]);
        await stack.pulumi("import", "--file", "objects.json", "--yes", "--protect=false", "--out", "code.yaml");
        stack.write("Pulumi.yaml", project(readFileSync(join(stack.folder, "code.yaml"), "utf8")));
        const { changes } = await stack.preview({ args: ["--refresh"] });
        expect(changes).toEqual({ same: 3 }); // the stack itself, and the jobs
        expect(writes(simulator)).toEqual([]);
        const wrong = await stack.command("pulumi-codearts", "adopt", "--import-file", "objects.json", "--dry-run");
        expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("--out and --dry-run do not apply to it")]);
      }),
    ),
  600_000,
);

test(
  "the example, as its reader copies it",
  () =>
    withSimulator((_, env) => {
      const text = readFileSync(join(repository, "examples/yaml/Pulumi.yaml"), "utf8");
      const config = { "codearts-yaml:token": { secret: token } };
      // node_modules is there as after npm install.
      return withStack({ program: { "Pulumi.yaml": text }, env, config, yaml: true }, async (stack) => {
        expect((await stack.up()).changes).toEqual({ create: 3 });
        expect((await stack.up({ args: ["--refresh"] })).changes).toEqual({ same: 3 });
        expect(await stack.pulumi("stack", "output", "sizes")).toMatchObject({ stdout: expect.stringContaining("2U8G") });
        await stack.destroy();
      });
    }),
  600_000,
);

test(
  "what is wrong is one sentence: a setting, an input, a function, a region",
  () =>
    withSimulator((_, env) =>
      inYaml(env, job, async (stack) => {
        const said = async (program: string, env: Record<string, string> = {}) => {
          stack.write("Pulumi.yaml", project(program));
          const { code, stdout, diagnostics } = await stack.preview({ mayFail: true, env });
          expect(code).not.toBe(0);
          return stdout + diagnostics;
        };
        const other = "resources:\n  other: { type: pulumi:providers:codearts, properties: { secretKye: x } }";
        expect(await said(job.replace("resources:", other))).toMatch(/secretKye does not exist on 'pulumi:providers:codearts'/);
        expect(await said(job.replace("arch: arm", "region: cn-nroth-4"), { CODEARTS_ENDPOINTS: "" })).toMatch(
          /"cn-nroth-4" is not a region of the service; did you mean "cn-north-4"/,
        );
        expect(await said(job.replace("arch: arm", "arhc: arm"))).toMatch(/Property arhc does not exist/);
        await stack.setConfig({ "codearts:retires": "1" });
        expect(await said(job)).toMatch(/there is no setting "retires"; did you mean "retries"\?/);
      }),
    ),
  600_000,
);
