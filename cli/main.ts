#!/usr/bin/env node
/** The pulumi-codearts command. One folder per verb; a verb's modules are loaded when it runs. */
import { createRequire } from "node:module";
import { Command, CommanderError } from "commander";
import { unsupportedRuntime } from "../sdk/runtime";
import * as adopt from "./commands/adopt/command";
import * as checkYaml from "./commands/check-yaml/command";
import * as doctor from "./commands/doctor/command";
import * as orphans from "./commands/orphans/command";
import * as probe from "./commands/probe/command";
import * as render from "./commands/render/command";
import * as review from "./commands/review/command";
import * as run from "./commands/run/command";
import * as simulate from "./commands/simulate/command";
import * as steps from "./commands/steps/command";
import { CliError, exitCodes, reportError } from "./lib/terminal";

/** In the order in which a newcomer needs them: look, adopt, work, review. */
const verbs = [doctor, simulate, review, adopt, orphans, run, render, steps, checkYaml, probe];

const epilogue = `
Exit codes: 0 done, 1 the requested work failed (build, proof, check), 2 the call or the configuration needs a change,
3 the service refused or could not be reached, 4 partly done (the rest is listed), 130 interrupted.

Region, credentials and project come from the stack configuration (codearts:region, …) of the Pulumi program in this
folder, or from the environment (HW_REGION_NAME, HW_ACCESS_KEY, HW_SECRET_KEY, …). "pulumi-codearts doctor" shows which.`;

/** A package can require itself by name, from the sources and from dist/. */
function version(): string {
  const manifest = createRequire(__filename)("pulumi-codearts/package.json") as { version: string };
  return manifest.version;
}

function buildProgram(): Command {
  const program = new Command("pulumi-codearts")
    .description("Build jobs of Huawei Cloud CodeArts as code: adopt, review, run, check.")
    .version(version(), "-v, --version", "print the version")
    .helpOption("-h, --help", "show help")
    .showHelpAfterError("(--help shows the options)")
    .addHelpText("after", epilogue)
    .exitOverride();
  for (const verb of verbs) verb.register(program);
  return program;
}

async function main(argv: string[]): Promise<void> {
  try {
    const unsupported = unsupportedRuntime();
    if (unsupported !== undefined) throw new CliError(unsupported.replace(/^pulumi-codearts /, ""));
    await buildProgram().parseAsync(argv);
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    else process.exitCode = await reportError(error);
  }
}

// A reader such as `head` may close the pipe. The command continues without output, so that its exit code stays meaningful.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE" && error.code !== "ERR_STREAM_DESTROYED") throw error;
  });
}

void main(process.argv);
