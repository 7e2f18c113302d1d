/** examples/policies as users get it: the first draft is stopped for exactly the reasons it should be, the mended one passes. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { withStack } from "../../../tools/lib/stack";
import { repository } from "../../../tools/pulumi/paths";
import { withSimulator } from "../../helpers/simulator";
import { linesOf, violationsOf } from "./violations";

const example = join(repository, "examples", "policies");

function filesOf(folder: string, prefix = ""): Record<string, string> {
  const names = readdirSync(join(example, folder), { withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(names.map(({ name }) => [`${prefix}${name}`, readFileSync(join(example, folder, name), "utf8")]));
}

const secrets = {
  signingKey: "made up",
  deployPassword: "made up too",
  webhook: "https://robot.example.com/hook",
  keystore: "bWFkZSB1cA==",
};
const config = Object.fromEntries(Object.entries(secrets).map(([key, secret]) => [`codearts-policies:${key}`, { secret }]));
const packed = { args: ["--policy-pack", "pack"] };

test("the first draft is blocked, the fixed one passes and deploys", async () => {
  await withSimulator(async (_simulator, env) => {
    await withStack({ program: { ...filesOf("broken"), ...filesOf("pack", "pack/") }, config, env }, async (stack) => {
      const broken = await stack.preview({ ...packed, mayFail: true });
      expect(linesOf(violationsOf(broken))).toEqual(expected.sort());
      expect(broken.code).not.toBe(0);
      expect(broken.stdout + broken.stderr).not.toMatch(/mAdeUp4TheExample|robot\.example\.com\/made-up/);

      for (const [file, text] of Object.entries(filesOf("mended"))) stack.write(file, text);
      const mended = await stack.preview(packed);
      expect(linesOf(violationsOf(mended))).toEqual(["advisory timeout-required codearts-policies-test"]);
      const deployed = await stack.up(packed);
      expect(deployed.changes.create).toBeGreaterThan(6);
      expect(linesOf(violationsOf(await stack.preview(packed)))).toEqual(["advisory timeout-required codearts-policies-test"]);
    });
  });
}, 300_000);

const expected = [
  'mandatory build-job-no-plaintext-secret release-api parameters["deployPassword"].default',
  'mandatory build-job-no-plaintext-secret release-api parameters["signingKey"].default',
  "mandatory scm-url-secure-scheme release-api scms[0].url",
  "mandatory step-no-parameter-injection release-api steps[0].properties.command",
  "mandatory step-no-pipe-to-shell release-api steps[1].properties.command",
  "mandatory step-no-privileged-container release-api steps[1].properties.command",
  "mandatory step-image-pinned release-api steps[1].properties.command",
  "advisory step-version-pinned release-api steps[2].version",
  "mandatory step-disabled release-api steps[2].enabled",
  "mandatory schedule-sane release-api schedules[0].cron",
  "mandatory schedule-sane release-api schedules[0]",
  "mandatory timeout-required release-api timeout",
  "mandatory production-protected release-api",
  "mandatory production-protected release-api deletion",
  "advisory required-step release-api steps",
  "mandatory release-jobs-on-arm release-api arch",
  "advisory notice-on-failure release-api",
  "mandatory notice-webhook-secret release-api-wecom webhook",
  "mandatory scm-auto-build-branch nightly-suite scms[0].buildOnPush",
  "mandatory executor-allowed nightly-suite hostType",
  "advisory notice-on-failure nightly-suite",
  'mandatory template-no-secret java parameters["uploadPassword"]',
  "mandatory keystore-private release.jks shared",
  "mandatory keystore-private release.jks content",
  "mandatory cicd-blocklist-required release vulnerabilityBlocklist",
  "mandatory cicd-whitelist-narrow release imageWhitelist[0]",
  // The exception for nightly jobs, as the reviewer sees it.
  "advisory timeout-required codearts-policies-test",
];
