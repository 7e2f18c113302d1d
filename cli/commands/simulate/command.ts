/** `simulate`: starts the simulator of the service, which is a separate package. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Command } from "commander";
import { CliError, exitCodes } from "../../lib/terminal";

export function register(program: Command): void {
  program
    .command("simulate")
    .description("start a simulator of CodeArts Build, HSS and IAM on this machine, to try things without a cloud account")
    .helpOption(false)
    .allowUnknownOption()
    .allowExcessArguments()
    .argument("[options...]", "options of codearts-simulator; --help shows them")
    .action(async (args: string[]) => {
      process.exitCode = await simulate(args);
    });
}

/** Passes all arguments to the simulator's own command and exits with its exit code. */
function simulate(args: string[]): Promise<number> {
  const command = findSimulator();
  const child = spawn(process.execPath, [command, ...args], { stdio: "inherit" });
  const pass = (signal: NodeJS.Signals) => child.kill(signal);
  process.on("SIGINT", pass).on("SIGTERM", pass);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(signal === null ? (code ?? exitCodes.failed) : exitCodes.interrupted));
  });
}

/** Prefers the current project's copy over the one beside this package. */
function findSimulator(): string {
  for (const from of [join(process.cwd(), "_"), __filename]) {
    try {
      const require = createRequire(from);
      const manifestPath = require.resolve("codearts-simulator/package.json");
      const manifest = require(manifestPath) as { bin: Record<string, string> };
      const command = join(dirname(manifestPath), manifest.bin["codearts-simulator"] ?? "dist/main.js");
      if (existsSync(command)) return command;
      throw new CliError(
        `codearts-simulator is installed, but not built: ${command} does not exist\n  in a clone of the project: npm run build`,
      );
    } catch (error) {
      if (error instanceof CliError) throw error;
    }
  }
  throw new CliError(
    "the simulator is not installed here; it is a separate package, so that production deployments do not install it\n" +
      "  to install it: npm install --save-dev codearts-simulator\n" +
      "  without installing it in this project: npx codearts-simulator",
  );
}
