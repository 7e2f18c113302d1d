/** Runs the Pulumi CLI for verbs that need it: stack configuration, state, import, preview. */
import { type ChildProcess, spawn } from "node:child_process";
import { environment } from "../../provider/config";
import { isObject } from "../../provider/pulumi-wire";
import { jsonOf } from "./json";
import { CliError, exitCodes } from "./terminal";

export interface PulumiOptions {
  cwd?: string;
  stack?: string;
  /** Added to this process's environment. */
  env?: Record<string, string>;
  /** Passed on stdin: other users of the machine can read arguments, so they must not contain secrets. */
  input?: string;
  /** Called with the process id once the process exists. */
  started?(pid: number): void;
  /** Lines of stdout and stderr as they arrive. */
  onLine?(line: string): void;
  /** Returns a failure instead of throwing it. */
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
  if (result.code !== 0 && options.mayFail !== true) throw failureOf(args, result, options);
  return result;
}

/** Commands that only read stacks and settings fail because of the call or the configuration. */
const looking: ReadonlySet<unknown> = new Set(["config", "stack", "version", "whoami"]);

function failureOf(args: string[], result: PulumiResult, options: PulumiOptions): CliError {
  if (isUnknownStack(result, options)) return unknownStack(options);
  return new CliError(
    `pulumi ${args.slice(0, 2).join(" ")} failed:\n${indent(result.stderr || result.stdout)}`,
    looking.has(args[0]) ? exitCodes.usage : exitCodes.failed,
  );
}

function isUnknownStack({ code, stderr }: PulumiResult, { stack }: PulumiOptions): boolean {
  return code !== 0 && stack !== undefined && /no stack named|stack [^\n]* not found|could not find stack/i.test(stderr);
}

function unknownStack({ stack, cwd }: PulumiOptions): CliError {
  return new CliError(`there is no stack ${stack} of the program in ${cwd ?? process.cwd()}\n  pulumi stack ls shows the stacks`);
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
  // The child may exit before it has read everything; its exit code shows that.
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
 * On an interruption, waits for the CLI so that it can release its stack. A terminal sends Ctrl+C to both processes; otherwise
 * the signal is forwarded to the CLI.
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

/**
 * A stack's configuration including decrypted secrets, for this process only. Undefined without a stack, a passphrase or the
 * CLI. Throws if the requested stack does not exist, unless it may be new.
 */
export async function stackConfiguration(
  options: PulumiOptions & { mayBeNew?: boolean },
): Promise<Record<string, string> | undefined> {
  const args = ["config", "--show-secrets", "--json"];
  let result: PulumiResult;
  try {
    result = await runPulumi(args, { ...options, mayFail: true });
  } catch (error) {
    if (error instanceof CliError && error.exitCode !== exitCodes.interrupted) return undefined;
    throw error;
  }
  if (isUnknownStack(result, options) && options.mayBeNew !== true) throw unknownStack(options);
  if (result.code !== 0) return undefined;
  const config = jsonOf(result.stdout, {
    source: "pulumi config",
    what: "settings",
    advice: "try: pulumi config --json",
    take: asEntries,
  });
  return Object.fromEntries(
    Object.entries(config).map(([key, entry]) => [key, entry.value ?? JSON.stringify(entry.objectValue ?? null)]),
  );
}

/** Every setting is an object, unlike other JSON that a tool may print. */
function asEntries(value: unknown): Record<string, { value?: string; objectValue?: unknown }> | undefined {
  if (!isObject(value) || !Object.values(value).every(isObject)) return undefined;
  return value as Record<string, { value?: string; objectValue?: unknown }>;
}
