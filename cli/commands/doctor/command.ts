/** `doctor`: looks at everything that has to be in order, and says what to do where it is not. */
import type { Command } from "commander";
import type { DoctorOptions } from "./options";

export function register(program: Command): void {
  program
    .command("doctor")
    .description("check versions, configuration, clock, network, credentials, rights and the state backend")
    .option("--project-id <id>", "CodeArts project to check the rights in (codearts:projectId)")
    .option("--region <region>", "region (codearts:region)")
    .option("--stack <stack>", "stack whose configuration counts")
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      "\nExit code: 0 nothing failed (there may be warnings), 1 something failed. Only reads; secrets are never shown.",
    )
    .action(async (options: DoctorOptions) => {
      const { doctor } = await import("./doctor.js");
      process.exitCode = await doctor(options);
    });
}
