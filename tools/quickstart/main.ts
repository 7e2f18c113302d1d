/** `npm run quickstart`: declares two build jobs, deploys, changes and destroys them, with the real Pulumi CLI and no cloud. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { type Simulator, startSimulator } from "codearts-simulator";
import { isAlive } from "../../provider/shared/is-alive";
import { ensureBuilt } from "../package/build/ensure";
import { pulumiCli } from "../pulumi";
import type { EngineReport } from "../pulumi/events";
import { changedProperties } from "./diff";
import { begin, detail, end, green, plain } from "./screen";
import { makeStack, type QuickstartStack, workFolder, writeEnvironmentFile } from "./stack";

const interactive = process.stdin.isTTY === true && process.stdout.isTTY === true;

async function main(): Promise<void> {
  takeWorkFolder();
  let simulator: Simulator | undefined;
  try {
    begin("dependencies");
    end((await ensureBuilt()) ? "installed; packages built" : "installed; packages are built already");
    begin("Pulumi CLI");
    const cli = await pulumiCli(detail);
    end(`${cli.version}`);
    begin("simulator");
    simulator = await startSimulator();
    end(`${simulator.url}  (CodeArts Build, HSS, IAM; demo credentials)`);
    const stack = await makeStack(cli, simulator);
    await deploy(stack);
    if (interactive && (await wantsToStay())) await stay(stack, simulator.url);
    await stack.engine("destroy", "--yes", "--skip-preview");
    plain('destroyed. Next: edit examples/quickstart/index.ts, or point it at your own project: README, "Deploy it".');
  } finally {
    await simulator?.close();
    rmSync(workFolder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function deploy(stack: QuickstartStack): Promise<void> {
  begin("preview");
  const preview = await stack.engine("preview");
  end(green(`+ ${jobs(preview, "create")}`));
  for (const { name, type } of preview.steps) detail(`+ ${type.split(":").at(-1)} "${name}"`);
  begin("up");
  const up = await stack.engine("up", "--yes", "--skip-preview");
  const again = await stack.engine("up", "--yes", "--skip-preview");
  end(`${up.changes.create ? up.steps.length : 0} created in ${up.seconds} s; second run: ${changesOf(again)} changes`);
  begin("change one step");
  await stack.command("config", "set", "testCommand", "mvn -B verify");
  const changed = await stack.engine("up", "--yes", "--skip-preview");
  const updated = changed.steps.filter(({ op }) => op === "update");
  end(`${updated.length} of ${changed.steps.length} jobs updated in ${changed.seconds} s`);
  for (const step of updated) for (const line of changedProperties(step)) detail(`~ job "${step.name}"  ${line}`);
}

function jobs(report: EngineReport, op: string): string {
  return `${report.steps.filter((step) => step.op === op).length} jobs`;
}

function changesOf(report: EngineReport): number {
  return report.steps.filter(({ op }) => op !== "same").length;
}

async function wantsToStay(): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y/i.test(await lines.question("\nKeep the simulator and the stack to try things out? [y/N] "));
  } finally {
    lines.close();
  }
}

async function stay(stack: QuickstartStack, url: string): Promise<void> {
  const file = writeEnvironmentFile(stack.environment);
  plain(
    [
      `The simulator runs at ${url}. In another terminal, in this folder:`,
      `  source ${file}`,
      "  edit the command of a step in examples/quickstart/index.ts",
      "  pulumi preview --diff      shows that one property and nothing else",
      "  pulumi up",
      "Press Ctrl-C here to destroy the stack and stop the simulator.",
    ].join("\n"),
  );
  await new Promise<void>((resolve) => process.once("SIGINT", () => resolve()));
  plain("");
}

/** Claims the work folder: leftovers of an ended run are removed; if another run is active, this one fails. */
function takeWorkFolder(): void {
  const owner = join(workFolder, "pid");
  if (existsSync(owner) && isAlive(Number(readFileSync(owner, "utf8"))))
    throw new Error(
      `A quickstart is already running in this folder (process ${readFileSync(owner, "utf8")}): stop it with Ctrl-C first.`,
    );
  rmSync(workFolder, { recursive: true, force: true });
  mkdirSync(workFolder);
  writeFileSync(owner, String(process.pid));
}

main().catch((error: Error) => {
  plain(`\n${error.message}\n\nThe quickstart did not finish; everything it created is removed.`);
  process.exitCode = 1;
});
