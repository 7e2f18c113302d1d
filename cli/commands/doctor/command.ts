/** `doctor`: checks everything that a deployment needs, and says how to fix what is wrong. */
import type { Command } from "commander";
import type { DoctorOptions } from "./options";

export function register(program: Command): void {
  program
    .command("doctor")
    .description("check versions, configuration, clock, network, credentials, permissions and the state backend")
    .option("--project-id <id>", "CodeArts project whose permissions to check (codearts:projectId)")
    .option("--region <region>", "region (codearts:region)")
    .option("--stack <stack>", "stack whose configuration is used")
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      "\nExit code: 0 nothing failed (there may be warnings), 1 something failed. Read-only; secrets are never shown.",
    )
    .action(async (options: DoctorOptions) => {
      const { doctor } = await import("./doctor.js");
      process.exitCode = await doctor(options);
    });
}
