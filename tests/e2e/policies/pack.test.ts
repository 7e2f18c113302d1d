/** The pack of the package with a policy-config.json: levels, mending, exceptions, mistakes, and a state file without a program. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestStack, withStack } from "../../../tools/lib/stack";
import { withSimulator } from "../../helpers/simulator";
import { linesOf, violationsOf } from "./violations";

const program = `
import * as pulumi from "@pulumi/pulumi";
import * as codearts from "pulumi-codearts";
const config = new pulumi.Config();
const scm = { type: "codehub", repositoryId: "1", branch: "main" } as const;
new codearts.BuildJob("api", {
  scms: [{ ...scm, url: "http://codehub.example.com/team/api.git", webUrl: "http://codehub.example.com/team/api" }],
  parameters: { key: { default: config.requireSecret("key") }, short: config.requireSecret("key") },
});
new codearts.BuildJob("old-job", { hostType: "old-pool", timeout: { minutes: 10 } });
`;
const ready = "node_modules/pulumi-codearts/policy-pack";

function packed(stack: TestStack, config: unknown): { args: string[]; mayFail: true } {
  writeFileSync(join(stack.folder, "policy-config.json"), JSON.stringify(config));
  return { args: ["--policy-pack", ready, "--policy-pack-config", "policy-config.json"], mayFail: true };
}

async function refused(stack: TestStack, config: unknown): Promise<string> {
  const run = await stack.preview(packed(stack, config));
  expect(run.code).not.toBe(0);
  expect(run.stdout + run.stderr).not.toMatch(/\n\s+at .*\.js:\d+/);
  return run.stdout + run.stderr;
}

test("the ready-made pack remediates, applies exceptions, refuses wrong settings and reads a state file", async () => {
  await withSimulator(async (_simulator, env) => {
    await withStack({ program, config: { "e2e:key": { secret: "made-up-key-1234" } }, env }, async (stack) => {
      // Mistakes stop the preview before anything runs, with the nearest name and without a stack trace.
      expect(await refused(stack, { "timeout-requird": "mandatory" })).toMatch(
        /unknown rule "timeout-requird"; did you mean "timeout-required"/,
      );
      expect(await refused(stack, { "job-naming": { pattern: "^(a" } })).toMatch(
        /rule job-naming: pattern: the regular expression "\^\(a" does not compile/,
      );
      expect(await refused(stack, { "required-step": "mandatory" })).toMatch(
        /rule required-step needs modules: without this setting/,
      );
      for (const all of ["disabled", "advisory"])
        expect(await refused(stack, { all, "job-naming": "mandatory" })).toMatch(
          /rule job-naming needs pattern: without this setting/,
        );
      const all = await stack.preview(packed(stack, { all: "mandatory" }));
      expect(all.stdout + all.stderr).toMatch(/off until they have the setting in brackets: .*job-naming \(pattern\)/);
      expect(all.stdout + all.stderr).not.toMatch(/without this setting|without these settings/);
      expect(linesOf(violationsOf(all)).join("\n")).toMatch(/mandatory executor-allowed old-job hostType/);

      // Mending: the limit, the scheme and the private mark; what was a secret stays one.
      const remediate = {
        all: "disabled",
        "timeout-required": { enforcementLevel: "remediate", maxMinutes: 45 },
        "scm-url-secure-scheme": "remediate",
        "build-job-no-plaintext-secret": "remediate",
      };
      const up = await stack.up(packed(stack, remediate));
      expect([up.code, linesOf(violationsOf(up))]).toEqual([0, []]);
      const state = await stack.export();
      const job = state.deployment.resources?.find(({ urn }) => urn.endsWith("::api"));
      expect(job?.inputs).toMatchObject({
        timeout: { minutes: 45 },
        scms: [{ url: "https://codehub.example.com/team/api.git", webUrl: "https://codehub.example.com/team/api" }],
        parameters: { key: { private: true } },
      });
      expect(JSON.stringify(job?.inputs)).toContain('"private":true');
      expect(stack.stateText()).not.toContain("made-up-key-1234");

      // Exceptions: in force, ended, unused.
      const entry = { enforcementLevel: "mandatory", executors: ["devcloud"] };
      const reason = "moves next quarter";
      const except = async (exclude: unknown[]) => {
        const run = await stack.preview(packed(stack, { all: "disabled", "executor-allowed": { ...entry, exclude } }));
        return violationsOf(run).map(({ level, resource, message }) => `${level} ${resource} ${message}`);
      };
      expect(await except([{ name: "old-*", reason }])).toEqual([
        `advisory e2e-test exception in use for "old-job": "old-*": ${reason}`,
      ]);
      const ended = await except([{ urn: "*::old-job", reason, until: "2020-01-31" }]);
      expect(ended[0]).toMatch(
        /^mandatory old-job hostType: .*\n?the exception for this resource has ended: "\*::old-job", until 2020-01-31/s,
      );
      expect(
        (
          await except([
            { name: "old-*", reason },
            { name: "gone", reason },
          ])
        ).join("\n"),
      ).toMatch(/exception is not used .*"gone"/);

      // The same rules on a state file.
      const file = join(stack.root, "state.json");
      writeFileSync(file, JSON.stringify(state));
      const analyzed = await stack
        .pulumi("policy", "analyze", "--file", file, "--policy-pack", ready)
        .catch((error: Error) => ({ stdout: error.message, stderr: "" }));
      expect(analyzed.stdout + analyzed.stderr).toMatch(/executor-allowed/);
      expect(analyzed.stdout + analyzed.stderr).not.toMatch(/build-job-no-plaintext-secret.*old-job|scm-url-secure-scheme/);
    });
  });
}, 400_000);
