/** `run`: starts a build, follows it, ends as it ends. */
import type { Command } from "commander";
import type { RunOptions } from "./options";

export function register(program: Command): void {
  program
    .command("run")
    .description("start a build of a job, follow its stages and log, and end as it ends")
    .argument("<job>", "the job's id, or its name in the project")
    .option("--project-id <id>", "CodeArts project of the job (codearts:projectId)")
    .option("--region <region>", "region (codearts:region)")
    .option("--stack <stack>", "stack whose configuration counts")
    .option("-p, --param <name=value>", "value of a parameter that the job declares; can be given several times", collect, [])
    .option("--tag <tag>", "build this tag")
    .option("--commit <id>", "build this commit")
    .option("--no-follow", "end as soon as the build has started")
    .option("--timeout <time>", "how long to wait for the build: 90s, 30m, 2h; it goes on when that is over", "4h")
    .option("--log-file <file>", "write the build's log to this file as well")
    .option("--json", "print one JSON object at the end, and no log")
    .addHelpText("after", help)
    .action(async (job: string, options: RunOptions) => {
      const { run } = await import("./run.js");
      process.exitCode = await run(job, options);
    });
}

const help = `
Private parameters that can be set at run time are asked for without echo when this is a terminal and none is given;
nothing typed leaves the job's own value.
Ctrl+C asks whether to stop the build. Exit code: 0 succeeded, 1 failed, stopped or timed out, 130 left running
(also when --timeout is over).

  pulumi-codearts run api --param codeBranch=release --param channel=stable
  pulumi-codearts run 8f2c0d1e2a3b4c5d6e7f8091a2b3c4d5 --no-follow --json`;

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}
