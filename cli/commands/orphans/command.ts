/** `orphans`: jobs of a project that no stack declares. */
import { type Command, Option } from "commander";
import type { OrphansOptions } from "./options";

export function register(program: Command): void {
  program
    .command("orphans")
    .description("list the jobs of a project that none of the given stacks declares; read-only")
    .option("--project-id <id>", "CodeArts project (codearts:projectId)")
    .option("--region <region>", "region (codearts:region)")
    .option("--stack <stack...>", "stacks of the program in this folder, or fully qualified names (default: the selected one)")
    .addOption(new Option("--state <file...>", "states saved with: pulumi stack export --file FILE").default([], "none"))
    .option("--name <pattern...>", "only jobs with these names; * and ? match any characters")
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      "\nExit code: 0 no orphans, 1 orphans found.\n\n  pulumi-codearts orphans --stack dev --stack prod --json",
    )
    .action(async (options: Partial<OrphansOptions>) => {
      const { orphans } = await import("./orphans.js");
      process.exitCode = await orphans({ stack: [], state: [], name: [], ...options });
    });
}
