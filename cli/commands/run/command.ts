/** `run`: starts a build, follows it, and exits with its result. */
import type { Command } from "commander";
import type { RunOptions } from "./options";

export function register(program: Command): void {
  program
    .command("run")
    .description("start a build of a job, follow its stages and log, and exit with its result")
    .argument("<job>", "the job's id, or its name in the project")
    .option("--project-id <id>", "CodeArts project of the job (codearts:projectId)")
    .option("--region <region>", "region (codearts:region)")
    .option("--stack <stack>", "stack whose configuration is used")
    .option("-p, --param <name=value>", "value of a parameter that the job declares; repeatable", collect, [])
    .option("--tag <tag>", "build this tag")
    .option("--commit <id>", "build this commit")
    .option("--no-follow", "exit as soon as the build has started")
    .option("--timeout <time>", "how long to wait for the build: 90s, 30m, 2h; the build continues after that", "4h")
    .option("--log-file <file>", "also write the build's log to this file")
    .option("--json", "print one JSON object at the end instead of the log")
    .addHelpText("after", help)
    .action(async (job: string, options: RunOptions) => {
      const { run } = await import("./run.js");
      process.exitCode = await run(job, options);
    });
}

const help = `
On a terminal, private run-time parameters without a --param are prompted for without echo; an empty answer keeps the
job's own value.
Ctrl+C asks whether to stop the build. Exit code: 0 succeeded, 1 failed, stopped or timed out, 130 left running
(also after --timeout).

  pulumi-codearts run api --param codeBranch=release --param channel=stable
  pulumi-codearts run 8f2c0d1e2a3b4c5d6e7f8091a2b3c4d5 --no-follow --json`;

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}
