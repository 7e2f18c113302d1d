/** `probe`: finds out on a tenant what no documentation says of the service. */
import type { Command } from "commander";
import type { ProbeOptions } from "./options";

export function register(program: Command): void {
  program
    .command("probe")
    .description("find out on a project of yours what no documentation says of the service; asks first, and deletes all it makes")
    .option("--project-id <id>", "CodeArts project to make the objects in (codearts:projectId)")
    .option("--region <region>", "region (codearts:region)")
    .option("--stack <stack>", "stack whose configuration counts")
    .option("--builds", "also start three builds, which run for a few seconds")
    .option("--clean", "only delete what an earlier probe has left")
    .option("-y, --yes", "do not ask")
    .option("--out <file>", "file for the readings, without ids and secrets", "codearts-readings.json")
    .option("--json", "print the readings as JSON instead of a table")
    .addHelpText("after", help)
    .action(async (options: ProbeOptions) => {
      const { probe } = await import("./probe.js");
      process.exitCode = await probe(options);
    });
}

const help = `
It makes jobs, a job group, a file and a scan configuration, all with names that begin with pulumi-codearts-probe-, and
changes nothing else. It needs the rights to view, create, edit and delete build jobs of the project (to run them as well with
--builds); without those for groups, files or scan configurations it leaves out what they tell. Ctrl+C ends it, and deletes what
it made; after a kill, --clean does. Exit code: 0 done, 3 refused or not reached, 4 something could not be deleted, 130 interrupted.

The file makes the simulator answer as that tenant: codearts-simulator --readings codearts-readings.json`;
