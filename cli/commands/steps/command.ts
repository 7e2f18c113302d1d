/** `steps`: the step types of the tenant. */
import { type Command, Option } from "commander";
import type { StepsOptions } from "./options";

export function register(program: Command): void {
  program
    .command("steps")
    .description("list the step types of the official templates, with their properties and defaults; read-only")
    .option("--region <region>", "region (codearts:region)")
    .option("--stack <stack>", "stack whose configuration is used (default: the selected one)")
    .option("--json", "print JSON")
    .addOption(new Option("--typescript <file>", "write builders for these step types to a file").conflicts("json"))
    .addHelpText(
      "after",
      "\nFiles not written by this command are never overwritten.\n\n  pulumi-codearts steps\n  pulumi-codearts steps --typescript steps.ts",
    )
    .action(async (options: StepsOptions) => {
      const { steps } = await import("./steps.js");
      process.exitCode = await steps(options);
    });
}
