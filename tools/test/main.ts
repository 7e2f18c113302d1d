/** `npm test`: contract types, lint, types, unused code, the CLI, the packages, all tests. Runs all stages, then prints one summary line. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { installation } from "../lib/installation";
import { pulumiCli } from "../pulumi";
import { repository } from "../pulumi/paths";

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

const scratch = mkdtempSync(join(tmpdir(), "codearts-test-"));
/** Two more than there are cores: many tests wait for processes and sockets. */
const workers = String(availableParallelism() + 2);

const stages: [name: string, run: () => Count | Promise<Count>][] = [
  ["contract types", () => check("tsx/cli", "tools/generate/main.ts")],
  ["lint", () => check("@biomejs/biome/bin/biome", "check", ".")],
  ["types", () => check("typescript/bin/tsc", "--noEmit")],
  ["unused code", () => check(join(repository, "node_modules/knip/bin/knip.js"), "--no-progress", "--no-gitignore")],
  ["Pulumi CLI", () => attempt(() => pulumiCli((line) => process.stdout.write(`${line}\n`)))],
  ["packages, as users install them", () => attempt(installation)],
  ["tests", jest],
];

/** Runs a tool of node_modules; only its exit code counts. */
function check(script: string, ...args: string[]): Count {
  return one(node([require.resolve(script), ...args]) === 0);
}

async function attempt(work: () => Promise<unknown>): Promise<Count> {
  try {
    await work();
    return one(true);
  } catch (error) {
    process.stdout.write(`${(error as Error).message}\n`);
    return one(false);
  }
}

/** Runs Jest and counts tests; a test file that fails to load counts as one failure. */
function jest(): Count {
  const report = join(scratch, "jest.json");
  const reporting = ["--json", "--outputFile", report, "--reporters", "default", "--ci", "--maxWorkers", workers];
  const status = node(["--experimental-vm-modules", "--no-warnings", require.resolve("jest/bin/jest"), ...reporting]);
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = JSON.parse(
      readFileSync(report, "utf8"),
    );
    rmSync(report);
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    return { passed: numPassedTests, failed: failed === 0 && status !== 0 ? 1 : failed, skipped: numPendingTests };
  } catch {
    process.stdout.write("Jest ended without a report.\n");
    return one(false);
  }
}

function node(args: string[]): number {
  return spawnSync(process.execPath, args, { cwd: repository, stdio: ["ignore", 1, 2] }).status ?? 1;
}

function one(passed: boolean): Count {
  return { passed: Number(passed), failed: Number(!passed), skipped: 0 };
}

async function main(): Promise<void> {
  const total: Count = { passed: 0, failed: 0, skipped: 0 };
  const summary: string[] = [];
  for (const [index, [name, run]] of stages.entries()) {
    process.stdout.write(`\n[${index + 1}/${stages.length}] ${name}\n`);
    const begun = Date.now();
    const count = await run();
    for (const key of ["passed", "failed", "skipped"] as const) total[key] += count[key];
    summary.push(`${count.failed ? "FAIL" : "ok  "}  ${name}, ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  }
  process.stdout.write(`\n${summary.join("\n")}\n\n`);
  process.stdout.write(`${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ""}\n`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}

main().finally(() => rmSync(scratch, { recursive: true, force: true }));
