/** Runs the Pulumi CLI for verbs that need it: stack configuration, state, import, preview. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { environment } from "../../provider/config";
import { CliError, exitCodes } from "./terminal";

export interface PulumiOptions {
  cwd?: string;
  stack?: string;
  /** Added to the environment of this process. */
  env?: Record<string, string>;
  /** Given on stdin: a secret does not belong in the arguments, which others on the machine can read. */
  input?: string;
  /** Called with the process id once it is there. */
  started?(pid: number): void;
  /** Lines of stdout and stderr as they come. */
  onLine?(line: string): void;
  /** Gives a failure back instead of throwing it. */
  mayFail?: boolean;
}

export interface PulumiResult {
  code: number;
  stdout: string;
  stderr: string;
}

export async function runPulumi(args: string[], options: PulumiOptions = {}): Promise<PulumiResult> {
  const all = [...args, ...(options.stack === undefined ? [] : ["--stack", options.stack]), "--non-interactive"];
  const result = await start("pulumi", all, options);
  if (result.code !== 0 && options.mayFail !== true) {
    throw new CliError(
      `pulumi ${args.slice(0, 2).join(" ")} failed:\n${indent(result.stderr || result.stdout)}`,
      exitCodes.failed,
    );
  }
  return result;
}

export async function pulumiJson<T>(args: string[], options: PulumiOptions = {}): Promise<T> {
  const { stdout } = await runPulumi([...args, "--json"], options);
  return JSON.parse(stdout) as T;
}

function start(program: string, args: string[], options: PulumiOptions): Promise<PulumiResult> {
  const env = { ...environment(), PULUMI_SKIP_UPDATE_CHECK: "true", ...options.env };
  const child = spawn(program, args, { cwd: options.cwd, env, stdio: ["pipe", "pipe", "pipe"] });
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    let rest = "";
    child[name].setEncoding("utf8").on("data", (chunk: string) => {
      output[name] += chunk;
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) options.onLine?.(line);
    });
  }
  if (child.pid !== undefined) options.started?.(child.pid);
  const interrupts = passInterrupts(child);
  // The child may end before it has read everything; that shows in its exit code.
  child.stdin.on("error", () => undefined).end(options.input ?? "");
  return new Promise((done, fail) => {
    child.once("error", (error: NodeJS.ErrnoException) => {
      interrupts.release();
      fail(error.code === "ENOENT" ? missing() : error);
    });
    child.once("close", (code) => {
      interrupts.release();
      if (interrupts.wasInterrupted()) fail(new CliError("interrupted", exitCodes.interrupted));
      else done({ code: code ?? exitCodes.interrupted, ...output });
    });
  });
}

/**
 * An interruption waits for the CLI, which then leaves its stack in order. A terminal sends Ctrl+C to both; elsewhere the CLI is told.
 */
function passInterrupts(child: ChildProcess) {
  let interrupted = false;
  const onSignal = (signal: NodeJS.Signals) => {
    interrupted = true;
    if (signal !== "SIGINT" || process.stdin.isTTY !== true) child.kill(signal);
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  return {
    wasInterrupted: () => interrupted,
    release: () => process.off("SIGINT", onSignal).off("SIGTERM", onSignal),
  };
}

function missing(): CliError {
  return new CliError(
    "the Pulumi CLI is not on PATH; this command needs it\n  https://www.pulumi.com/docs/install/, or: npm install --save-dev pulumi",
  );
}

export function indent(text: string): string {
  return text
    .trim()
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n");
}

/** The folder of the Pulumi program that `from` is in. */
export function findProgram(from = process.cwd()): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (projectFile(folder) !== undefined) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

export function projectFile(folder: string): string | undefined {
  return ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"].map((name) => join(folder, name)).find(existsSync);
}

/** Configuration of a stack in clear, secrets too: for this process only. Undefined without a program, a stack or a passphrase. */
export async function stackConfiguration(options: PulumiOptions): Promise<Record<string, string> | undefined> {
  const result = await runPulumi(["config", "--show-secrets", "--json"], { ...options, mayFail: true }).catch(
    (error: unknown) => {
      if (error instanceof CliError) return undefined;
      throw error;
    },
  );
  if (result === undefined || result.code !== 0) return undefined;
  const config = JSON.parse(result.stdout) as Record<string, { value?: string; objectValue?: unknown }>;
  return Object.fromEntries(
    Object.entries(config).map(([key, entry]) => [key, entry.value ?? JSON.stringify(entry.objectValue ?? null)]),
  );
}
