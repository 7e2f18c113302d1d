/** Cost of the complete pack: a preview of many jobs with it compared with an empty pack, each after one run to warm up. */
import { startSimulator } from "codearts-simulator";
import type { CodeartsPolicySettings } from "../../../policies";
import { levelsOf } from "../../../policies/settings";
import { environmentFor } from "../../lib/simulator-environment";
import { type TestStack, withStack } from "../../lib/stack";
import { type BenchOptions, type Measurement, type Memory, memoryText, row, seconds, watchMemory } from "./measure";

/** Jobs as in a real estate: different commands, a secret parameter, a schedule. */
const program = (jobs: number) => `const pulumi = require("@pulumi/pulumi");
const codearts = require("pulumi-codearts");
const key = pulumi.secret("made up");
for (let index = 0; index < ${jobs}; index += 1)
  new codearts.BuildJob("job-" + index, {
    scms: [{ type: "codehub", repositoryId: "1", branch: "main", url: "git@codehub.example.com:team/job-" + index + ".git", webUrl: "https://codehub.example.com/team/job-" + index }],
    parameters: { channel: { default: "beta", options: ["beta", "stable"], runtime: true }, signingKey: { default: key, private: true }, number: String(index) },
    steps: [
      codearts.steps.maven({ name: "Build", version: "20231001.6", command: "set -e\\nmvn -B verify -Dchannel=\\"$channel\\" -Djob=" + index + "\\ndocker run --rm -v /workspace:/src scanner:4.2.1 /src | tee scan.txt" }),
      codearts.steps.uploadToObs({ version: "1.0", bucketName: "builds", objectKey: "./job-" + index }),
    ],
    schedules: [{ cron: "0 2 * * *", timeZone: "Asia/Shanghai" }],
    timeout: { minutes: 30 },
  });
`;

function pack(name: string, policies: string): Record<string, string> {
  return {
    [`${name}/package.json`]: JSON.stringify({ name, version: "1.0.0", main: "index.js" }),
    [`${name}/PulumiPolicy.yaml`]: "runtime: nodejs\n",
    [`${name}/index.js`]: `const { PolicyPack } = require("@pulumi/policy");\nnew PolicyPack("${name}", { policies: ${policies} });\n`,
  };
}

/** All rules enabled, with a setting where a rule needs one. */
const settings: CodeartsPolicySettings = {
  all: "advisory",
  "scm-allowed-hosts": { hosts: ["*.example.com"] },
  "scm-auto-build-branch": { branches: ["main"] },
  "step-module-allowed": { deny: ["*_99999.action"] },
  "step-registry-allowed": { registries: ["*.example.com"] },
  "step-lock-file-used": { pipHashes: true },
  "required-step": { modules: ["*_20043.action"] },
  "agent-pool-allowed": { pools: ["*=shared-*"] },
  "flavor-allowed": { maxFlavor: "4u8g" },
  "arch-allowed": { archs: ["x86-64", "arm"] },
  "job-naming": { pattern: "^job-" },
  "production-protected": { pattern: "^prod-" },
  "notice-robot-allowed": { hosts: ["robot.example.com"] },
  // Each job would be a finding, and printing them is not part of the measurement.
  "notice-on-failure": { exclude: [{ name: "*", reason: "A benchmark notifies nobody" }] },
  "secret-not-shared": { maxJobs: 1000 },
  "private-parameter-used": { exclude: [{ name: "*", reason: "A benchmark needs no key" }] },
  "group-required": { exclude: [{ name: "*", reason: "A benchmark has no groups" }] },
  "artifact-signed": { exclude: [{ name: "*", reason: "A benchmark publishes nothing" }] },
  "sbom-required": { exclude: [{ name: "*", reason: "A benchmark publishes nothing" }] },
};

function preview(stack: TestStack, name: string): Promise<number> {
  return seconds(() => stack.preview({ args: ["--policy-pack", name], timeout: 300_000 }));
}

export async function policyRows({ runs, short, say }: BenchOptions): Promise<Measurement[]> {
  const off = Object.entries(levelsOf(settings)).filter(([, { enforcementLevel }]) => enforcementLevel === "disabled");
  if (off.length > 0) throw new Error(`these rules are not enabled: ${off.map(([name]) => name).join(", ")}`);
  const jobs = short ? 100 : 1000;
  const simulator = await startSimulator({ seed: "bench" });
  const files = {
    "Pulumi.yaml": "name: e2e\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n",
    "index.js": program(jobs),
    ...pack("empty", "[]"),
    ...pack("whole", `require("pulumi-codearts/policies").codeartsPolicies(${JSON.stringify(settings)})`),
  };
  try {
    return await withStack({ program: files, env: environmentFor(simulator) }, async (stack) => {
      const times = { empty: [] as number[], whole: [] as number[] };
      const memory: Memory = {};
      for (const name of ["empty", "whole"] as const) await preview(stack, name);
      // Alternating, so that other load on the machine affects both.
      for (let index = 0; index < runs; index += 1) {
        for (const name of ["empty", "whole"] as const)
          await watchMemory(memory, async () => times[name].push(await preview(stack, name)));
        say(`policies, run ${index + 1} of ${runs}`);
      }
      return [
        row(
          `preview of ${jobs} new jobs with all rules against an empty pack`,
          times.whole,
          times.empty,
          1.4,
          memoryText(memory),
        ),
      ];
    });
  } finally {
    await simulator.close();
  }
}
