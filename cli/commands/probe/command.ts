/** `probe`: finds out on a tenant what the documentation of the service leaves open. */
import type { Command } from "commander";
import type { ProbeOptions } from "./options";

export function register(program: Command): void {
  program
    .command("probe")
    .description(
      "find out, in a project of yours, what the documentation of the service leaves open; asks first, and deletes everything it creates",
    )
    .option("--project-id <id>", "CodeArts project to create the objects in (codearts:projectId)")
    .option("--region <region>", "region (codearts:region)")
    .option("--stack <stack>", "stack whose configuration is used")
    .option("--builds", "also start three builds that run for a few seconds")
    .option("--clean", "only delete what an earlier probe left behind")
    .option("-y, --yes", "do not ask for confirmation")
    .option("--out <file>", "file for the readings; contains no ids and no secrets", "codearts-readings.json")
    .option("--json", "print the readings as JSON instead of a table")
    .addHelpText("after", help)
    .action(async (options: ProbeOptions) => {
      const { probe } = await import("./probe.js");
      process.exitCode = await probe(options);
    });
}

const help = `
It creates jobs, a job group, a file and a scan configuration, all with names that begin with pulumi-codearts-probe-, and
changes nothing else. It needs permission to view, create, edit and delete build jobs of the project (and to run them with
--builds); without permissions for groups, files or scan configurations it skips the questions about them. Ctrl+C ends it and
deletes what it created; after a kill, use --clean. Exit code: 0 done, 3 refused or not reached, 4 something could not be
deleted, 130 interrupted.

With the file, the simulator answers like that tenant: codearts-simulator --readings codearts-readings.json`;
