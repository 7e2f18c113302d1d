#!/usr/bin/env node
/** The command codearts-simulator. */
import { readFileSync } from "node:fs";
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { shaped } from "./control/schemas";
import { describeReadings, type Simulator, type SimulatorOptions, startSimulator } from "./index";
import { createReadings } from "./readings";
import { regionByName, regions } from "./regions";
import type { SeedData } from "./simulation";

interface Flags {
  port: number;
  host: string;
  region: string;
  seed?: string;
  state?: string;
  data?: string;
  reading: Record<string, string>;
  project: { id: string; name: string }[];
  strict?: boolean;
  json?: boolean;
  readings?: true | string;
}

function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65535)
    throw new InvalidArgumentError("a port is a number from 0 to 65535");
  return value;
}

function region(text: string): string {
  if (regionByName(text)) return text;
  throw new InvalidArgumentError(`known regions: ${regions.map(({ name }) => name).join(", ")}`);
}

function reading(text: string, before: Record<string, string>): Record<string, string> {
  const at = text.indexOf("=");
  const known = describeReadings().find(({ name }) => name === text.slice(0, at));
  if (at < 0 || !known) throw new InvalidArgumentError("write NAME=VALUE; --readings lists the names");
  const value = text.slice(at + 1);
  if (!known.values.includes(value)) throw new InvalidArgumentError(`${known.name} takes ${known.values.join(" or ")}`);
  return { ...before, [known.name]: value };
}

function project(text: string, before: Flags["project"]): Flags["project"] {
  const [id = "", name] = text.split("=");
  if (!/^[0-9a-z]{32}$/.test(id)) throw new InvalidArgumentError("a project ID is 32 digits and lower-case letters");
  return [...before, { id, name: name ?? id }];
}

function command(): Command {
  return new Command("codearts-simulator")
    .description(
      "Simulates Huawei Cloud CodeArts Build, HSS CI/CD and IAM on this machine: stateful, checked against the API's contract.",
    )
    .option("--port <port>", "port to listen on; 0 picks a free one", port, 0)
    .option("--host <address>", "address to listen on; other machines can reach anything but loopback", "127.0.0.1")
    .option("--region <region>", "region of requests without one", region, "cn-north-4")
    .option("--seed <text>", "the same seed and calls produce the same IDs (default: random)")
    .option("--state <file>", "file for the state, safe against a kill at any time (default: memory only)")
    .option("--data <file>", "JSON file with reports and scanned images, which cannot be created by requests")
    .option("--project <id[=name]>", "an existing CodeArts project; repeatable (default: every well-formed ID)", project, [])
    .option("--reading <name=value>", "choose a reading of undocumented behaviour of the service; repeatable", reading, {})
    .option(
      "--readings [file]",
      "use the readings in a file, such as pulumi-codearts probe writes; without a file: list all readings with their evidence, and exit",
    )
    .option("--strict", "refuse fields that are not in the contract")
    .option("--json", "print one line of JSON when ready")
    .addHelpText("after", "\nCtrl-C (SIGINT) or SIGTERM ends it. Open the printed URL in a browser to see its state.");
}

function printReadings(): void {
  for (const { name, values, question, evidence } of describeReadings()) {
    process.stdout.write(`${name}=${values.join("|")}\n  ${question}\n  ${evidence}\n`);
  }
}

/** A mistake of the caller: exit code 2. */
class UsageError extends Error {}

function readData(path: string | undefined): SeedData {
  if (path === undefined) return {};
  try {
    return shaped<SeedData>("data", JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    throw new UsageError(`--data ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** `{ "readings": { … } }`; other keys are ignored. */
function readReadings(path: string): Record<string, string> {
  try {
    const { readings } = Object(JSON.parse(readFileSync(path, "utf8"))) as { readings?: unknown };
    if (typeof readings !== "object" || readings === null) throw new Error('it has no "readings"');
    const chosen = Object.entries(readings).map(([name, value]) => [name, String(value)] as const);
    const known = createReadings();
    for (const [name, value] of chosen) known.check(name, value);
    return Object.fromEntries(chosen);
  } catch (error) {
    throw new UsageError(`--readings ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function printReady(simulator: Simulator, flags: Flags): void {
  const { url, endpoints, credentials, users, region, projectId, iamProjectId } = simulator;
  if (simulator.keptAside) {
    process.stderr.write(
      `The state file ${flags.state} was damaged. It is kept as ${simulator.keptAside}; this one starts empty.\n`,
    );
  }
  if (flags.json) {
    const environment = simulator.environment();
    process.stdout.write(
      `${JSON.stringify({ url, endpoints, region, projectId, iamProjectId, credentials, users, environment })}\n`,
    );
    return;
  }
  const variables = Object.entries(simulator.environment()).map(([name, value]) => `export ${name}='${value}'`);
  process.stdout.write(
    [
      `codearts-simulator is ready at ${url} (CodeArts Build, HSS CI/CD and IAM; look at it in a browser)`,
      isLoopback(flags.host) ? "Only this machine can reach it." : `Others can reach it: it listens on ${flags.host}.`,
      `Region ${region}, IAM project ${iamProjectId}, CodeArts project ${projectId}.`,
      "",
      "Made-up credentials of the demo account, which may do everything:",
      ...variables,
      "",
      "Users with other rights:",
      ...Object.entries(users).map(([name, user]) => `  ${name.padEnd(15)} ${user.accessKey}  ${user.secretKey}`),
      "",
    ].join("\n"),
  );
}

const systemErrors = new Set([
  "EADDRINUSE",
  "EADDRNOTAVAIL",
  "EACCES",
  "ENOTFOUND",
  "ENOENT",
  "ENOTDIR",
  "EISDIR",
  "EROFS",
  "EBUSY",
]);

/** The port is in use, the address is not this machine's, or the folder of the state file does not exist. */
function isOfTheCall(error: unknown): error is Error {
  return error instanceof Error && "code" in error && systemErrors.has(String(error.code));
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}

function optionsOf(flags: Flags): SimulatorOptions {
  const { port, host, region, seed, state, project, strict } = flags;
  const readings = { ...(typeof flags.readings === "string" && readReadings(flags.readings)), ...flags.reading };
  return { port, host, region, seed, state, readings, projects: project, strict, data: readData(flags.data) };
}

async function main(): Promise<void> {
  const program = command().exitOverride().parse();
  const flags = program.opts<Flags>();
  if (flags.readings === true) return printReadings();
  const options = optionsOf(flags);
  const simulator = await startSimulator(options).catch((error: unknown) => {
    throw isOfTheCall(error) ? new UsageError(error.message) : error;
  });
  printReady(simulator, flags);
  const end = () => void simulator.close().then(() => process.exit(0));
  process.once("SIGINT", end).once("SIGTERM", end);
}

main().catch((error: unknown) => {
  // Commander has already printed its own message.
  if (!(error instanceof CommanderError))
    process.stderr.write(`codearts-simulator: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = exitCodeOf(error);
});

/** 0 for --help, 2 for a call that needs a change, 1 for everything else. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  return error instanceof UsageError ? 2 : 1;
}
