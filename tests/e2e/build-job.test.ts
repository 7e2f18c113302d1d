/** A build job's whole life under the real engine: what people see, what is called, and what state holds. */
import type { Simulator } from "codearts-simulator";
import { type Client, createClient } from "../../provider/create-client";
import { editJob } from "../../tools/lib/console";
import { installation } from "../../tools/lib/installation";
import { type PulumiRun, withStack } from "../../tools/lib/stack";
import { withSimulator } from "../helpers/simulator";

const otherProject = "b287e712be6c404ca26e5f69040fa12b";
const secret = "made-up-signing-key";

const program = ({ command = "npm test", projectId = "", options = "", extra = "" } = {}) => `
import * as pulumi from "@pulumi/pulumi";
import * as codearts from "pulumi-codearts";
const config = new pulumi.Config();
const job = new codearts.BuildJob("api", {
  ${projectId && `projectId: "${projectId}",`}
  flavor: "4u8g",
  timeout: { minutes: 30 },
  parameters: {
    zone: "north",
    codeBranch: "main",
    channel: { default: "beta", options: ["beta", "stable"], runtime: true },
    signingKey: { default: config.requireSecret("signingKey"), private: true },
  },
  steps: [
    codearts.steps.maven({ name: "Build", command: "mvn -B package" }),
    { module: "made.up.action", name: "Test", properties: { command: ${JSON.stringify(command)}, retries: 3, big: "12345678901234567890" } },
  ],
  stepSecrets: { Test: { token: config.requireSecret("signingKey") } },
  schedules: [{ cron: "0 2 * * *", timeZone: "Asia/Shanghai" }],
  disabled: { reason: "not yet" },
  ${extra}
}, { ${options} });
export const id = job.id;
export const undeclared = job.undeclared;
`;

// Packing and installing takes its time once; it is no part of a test.
beforeAll(() => installation(), 900_000);

const clientOf = ({ region, endpoints, credentials }: Simulator): Client =>
  createClient({ region, endpoints, accessKey: credentials.accessKey, secretKey: credentials.secretKey });

/** Paths of drift by resource: the engine knows them after the read. */
const driftOf = ({ events }: PulumiRun): string[][] =>
  events.flatMap(({ resOutputsEvent }) => {
    const paths = Object.keys(resOutputsEvent?.metadata.detailedDiff ?? {});
    return paths.length > 0 ? [paths] : [];
  });

test(
  "declared, previewed, created, left alone, changed, drifted, replaced and destroyed",
  () =>
    withSimulator((simulator, env) =>
      withStack({ program: program(), env, config: { "e2e:signingKey": { secret } } }, async (stack) => {
        const client = clientOf(simulator);
        const calls = () => {
          // Each process asks once which IAM project the address stands for; that is no call about a job.
          const seen = simulator.journal().flatMap(({ service, operation }) => (service === "build" ? [operation] : []));
          simulator.clearJournal();
          return seen;
        };
        const said: string[] = [];
        const hear = <Run extends { stdout: string; stderr: string }>(run: Run): Run => {
          said.push(run.stdout, run.stderr);
          return run;
        };

        expect(hear(await stack.preview()).changes.create).toBe(2);
        expect(calls()).toEqual([]);
        hear(await stack.up());
        const [create] = simulator.journal({ operation: "createJob" });
        const sent = create?.requestBody as { parameters: { params: { name: string; value: string }[] }[] };
        expect(sent.parameters.map((parameter) => parameter.params[0]?.value)).toEqual([
          "zone",
          "codeBranch",
          "channel",
          "signingKey",
        ]);
        // What is live right after it tells what the service adds by itself.
        expect(calls()).toEqual(["createJob", "setJobDisabled", "getJobConfig"]);
        const { id } = await stack.outputs();

        const again = hear(await stack.up());
        expect(again.changes).toEqual({ same: 2 });
        expect(calls()).toEqual([]);

        stack.write("index.ts", program({ command: "npm test -- --ci" }));
        const preview = hear(await stack.preview({ args: ["--diff"] }));
        expect(preview.steps).toMatchObject([{ op: "update", diff: { "steps[1].properties.command": "update" } }]);
        expect(Object.keys(preview.steps[0]?.diff ?? {})).toEqual(["steps[1].properties.command"]);
        expect(preview.stdout).toContain('"npm test" => "npm test -- --ci"');
        expect(preview.stdout).not.toContain("mvn -B package");
        expect(calls()).toEqual([]);
        hear(await stack.up());
        expect(calls()).toEqual(["getJobConfig", "updateJob", "getJobConfig"]);

        const hotfix = {
          name: "hudson.model.StringParameterDefinition",
          params: [
            { name: "name", value: "HOTFIX" },
            { name: "defaultValue", value: "yes" },
          ],
        };
        await editJob<{ timeout: object; parameters: object[] }>(client, String(id), (config) => {
          config.timeout = { limit: "1", unit: "hour" };
          config.parameters.push(hotfix);
        });
        calls();
        const refresh = hear(await stack.refresh({ args: ["--diff"] }));
        expect(calls()).toEqual(["getJobConfig", "getJobDisableInfo"]);
        expect(driftOf(refresh)).toEqual([["timeout.minutes"]]);
        expect(refresh.diagnostics).toContain(
          'codearts:BuildJob api: 1 setting that this program does not declare differs from the defaults: parameters["HOTFIX"] (left alone)',
        );
        const back = hear(await stack.up());
        expect(back.steps).toMatchObject([{ op: "update", diff: { "timeout.minutes": "update" } }]);
        expect(await stack.outputs()).toMatchObject({ id, undeclared: expect.arrayContaining(['parameters["HOTFIX"]']) });
        expect(hear(await stack.refresh()).changes).toEqual({ same: 2 });

        stack.write("index.ts", program({ command: "npm test -- --ci", projectId: otherProject }));
        const replaced = hear(await stack.preview());
        expect(replaced.steps.map((step) => step.op)).toEqual(
          expect.arrayContaining(["create-replacement", "replace", "delete-replaced"]),
        );
        expect(replaced.diagnostics).toContain(
          "codearts:BuildJob api: will be replaced, because projectId changes: new id; build history",
        );
        calls();
        hear(await stack.up());
        expect(calls().filter((operation) => operation?.endsWith("Job"))).toEqual(["createJob", "deleteJob"]);
        const moved = await stack.outputs();
        expect(moved.id).not.toBe(id);

        await client.jobs.delete(String(moved.id));
        expect(hear(await stack.refresh()).changes.delete).toBe(1);
        expect(hear(await stack.up()).changes.create).toBe(1);

        // Whoever has the state file or reads the terminal learns no secret.
        expect(said.join("\n")).not.toContain(secret);
        expect(stack.stateText()).not.toContain(secret);
        expect(JSON.stringify(simulator.journal())).not.toContain(secret);
        calls();
        hear(await stack.destroy());
        expect(calls()).toEqual(["deleteJob"]);
      }),
    ),
  600_000,
);

test(
  "what goes wrong is one sentence with a way out, never a stack trace",
  () =>
    withSimulator((simulator, env) =>
      withStack(
        {
          program: program({ extra: "name: 'a b', updateSubmodule: true," }).replace(
            "new codearts.BuildJob",
            "// @ts-ignore\nnew codearts.BuildJob",
          ),
          env,
          config: { "e2e:signingKey": { secret } },
        },
        async (stack) => {
          const trace = /^\s+at .+:\d+:\d+\)?$/m;
          const wrong = await stack.preview({ mayFail: true });
          expect(wrong.diagnostics).toContain("2 inputs need a change\n");
          expect(wrong.diagnostics).toContain("  name: only letters (including Chinese), digits, _ and -\n");
          expect(wrong.diagnostics).toContain('  updateSubmodule: unknown input; did you mean "updateSubmodules"?');
          expect(wrong.stdout + wrong.stderr).not.toMatch(trace);

          stack.write("index.ts", program());
          simulator.setFaults([{ on: "createJob", errorCode: { code: "CB.00060200", message: "made-up refusal" } }]);
          const refused = await stack.up({ mayFail: true });
          expect(refused.diagnostics).toMatch(
            /create codearts:BuildJob "api" in project [0-9a-z]{32}: .*CB\.00060200 made-up refusal/,
          );
          expect(refused.stdout + refused.stderr).not.toMatch(trace);
          expect(refused.diagnostics.match(/made-up refusal/g)).toHaveLength(1);

          simulator.setFaults([
            { on: "setJobDisabled", times: 1, errorCode: { code: "CB.00060200", message: "made-up refusal" } },
          ]);
          const half = await stack.up({ mayFail: true });
          expect(half.diagnostics).toMatch(/partly done \(id [0-9a-f]{32}\), the rest failed: .*made-up refusal/);
          expect((await stack.preview()).steps).toMatchObject([{ op: "update" }]);
          await stack.up();
          expect(simulator.journal({ operation: "createJob" }).filter((entry) => entry.fault === undefined)).toHaveLength(1);

          simulator.setFaults([{ on: "getJobConfig", html: 200 }]);
          const page = await stack.refresh({ mayFail: true });
          expect(page.code).not.toBe(0);
          expect(page.diagnostics).toMatch(/read codearts:BuildJob "api" in project [0-9a-z]{32}: .*instead of JSON/);
          expect(page.stdout + page.stderr).not.toMatch(trace);
          expect(page.diagnostics.match(/instead of JSON/g)).toHaveLength(1);
          expect(page.stdout + page.stderr + half.stdout + refused.stdout).not.toContain(secret);
          simulator.setFaults([]);

          const verbs = [["doctor"], ["orphans"], ["run", "api"], ["steps"], ["render"], ["probe"]];
          for (const verb of verbs) {
            const { code, stderr } = await stack.command("pulumi-codearts", ...verb, "--stack", "nope");
            expect([verb, code, stderr]).toEqual([verb, 2, expect.stringContaining("there is no stack nope of the program in ")]);
          }
          await stack.destroy();
        },
      ),
    ),
  600_000,
);
