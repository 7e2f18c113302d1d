/** `adopt`: brings existing objects under Pulumi without changing them. */
import type { Command } from "commander";
import { Option } from "commander";
import { kindByWord } from "./model";
import type { AdoptOptions } from "./options";

export function register(program: Command): void {
  program
    .command("adopt")
    .description(
      "write a Pulumi program for existing objects, import them, and prove that nothing would change; never writes to the service",
    )
    .option("--project-id <id...>", "CodeArts projects whose jobs and notices are adopted (codearts:projectId)")
    .option("--name <pattern...>", "only objects with these names; * and ? match any characters")
    .option("--group <path...>", "only jobs in these groups, such as Backend/Java, and in their subgroups")
    .addOption(new Option("--kind <kind...>", "only these kinds").choices([...kindByWord.keys()]))
    .option("-i, --interactive", "pick groups and jobs from a list")
    .option("--from-terraform <state.json>", "adopt what this Terraform state manages: terraform show -json, or a state file")
    .option("--import-file <file>", "write only a file for `pulumi import --file`, for the plugin: programs in any language")
    .option(
      "--out <folder>",
      "folder of the program: new, or an existing Pulumi program to add to (default: this one, else ./build-jobs)",
    )
    .option("--stack <stack>", "stack to import into; created if it does not exist (default: the selected one, else dev)")
    .option("--region <region>", "region (codearts:region)")
    .option("--dry-run", "only show what would be written and imported")
    .option("--json", "print the result as JSON")
    .addHelpText("after", help)
    .action(async (options: Partial<AdoptOptions>) => {
      const { adopt } = await import("./adopt.js");
      process.exitCode = await adopt({ projectId: [], name: [], group: [], kind: [], ...options });
    });
}

const help = `
Without --kind, templates, keystores and scan configurations of the account are adopted too, unless --name, --group or
--interactive narrows the jobs. Notices come with their jobs.
Running the same command again resumes an interrupted adoption. Exit code 4: done, but some objects could not
be read or declared; they are listed.

  pulumi-codearts adopt --project-id 4b1f2c3d4e5f60718293a4b5c6d7e8f9 --dry-run
  pulumi-codearts adopt --group Backend --out backend-jobs --stack prod
  pulumi-codearts adopt --import-file objects.json && pulumi import --file objects.json --out objects.yaml
  terraform show -json > state.json && pulumi-codearts adopt --from-terraform state.json`;
