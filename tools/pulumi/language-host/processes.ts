import { type ChildProcess, spawn } from "node:child_process";
import type { RunPluginRequest, RunRequest } from "@pulumi/pulumi/proto/language_pb";
import { type RuntimeOptions, resolveModule } from "./options";

export interface Command {
  /** An executable. Default: node. */
  program?: string;
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
}

/** The node command of a program, or the error message if it cannot run. */
export function programCommand(request: RunRequest, options: RuntimeOptions, engineAddress: string): Command | string {
  const info = request.getInfo();
  const folder = info?.getProgramDirectory() || request.getPwd();
  const runner = resolveModule(folder, "@pulumi/pulumi/cmd/run", options.nodeargs);
  if (!runner)
    return `@pulumi/pulumi is not installed where the program is (${folder}): run your package manager's install there.`;
  const flags: [string, string][] = [
    ["monitor", request.getMonitorAddress()],
    ["engine", engineAddress],
    ["organization", request.getOrganization()],
    ["project", request.getProject()],
    ["stack", request.getStack()],
    ["pwd", request.getPwd()],
    ["parallel", String(request.getParallel())],
  ];
  const args = flags.filter(([, value]) => value !== "").flatMap(([name, value]) => [`--${name}`, value]);
  if (request.getDryrun()) args.push("--dry-run");
  if (request.getQuerymode()) args.push("--query-mode");
  const entry = info?.getEntryPoint() || request.getProgram();
  return {
    args: [...options.nodeargs, runner, ...args, entry, ...request.getArgsList()],
    cwd: folder,
    env: programEnvironment(request, options),
  };
}

function programEnvironment(request: RunRequest, options: RuntimeOptions): NodeJS.ProcessEnv {
  const env = configurationEnvironment(request);
  if (options.typescript) env.PULUMI_NODEJS_TYPESCRIPT = "true";
  if (options.tsconfigpath) env.PULUMI_NODEJS_TSCONFIG_PATH = options.tsconfigpath;
  return env;
}

/** The stack's configuration, which every SDK reads from these variables. */
export function configurationEnvironment(request: RunRequest): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().entries())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
  };
}

/** The node command of a policy pack; other kinds of plugins are not supported. */
export function policyPackCommand(request: RunPluginRequest, options: RuntimeOptions): Command | string {
  if (request.getKind() !== "analyzer")
    return `this language host runs programs and policy packs, not a plugin of kind "${request.getKind()}"`;
  const folder = request.getInfo()?.getProgramDirectory() || request.getProgram();
  const runner = resolveModule(folder, "@pulumi/pulumi/cmd/run-policy-pack", options.nodeargs);
  if (!runner)
    return `@pulumi/pulumi is not installed where the policy pack is (${folder}): run your package manager's install there.`;
  const env = Object.fromEntries(
    request.getEnvList().map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]),
  );
  // In the pack's own folder, as the official host does: @pulumi/policy reads the version in package.json from there.
  return { args: [...options.nodeargs, runner, ...request.getArgsList(), folder], cwd: folder, env };
}

export function start({ program = process.execPath, args, cwd, env }: Command, output: "inherit" | "pipe"): ChildProcess {
  const child = spawn(program, args, { cwd, env, stdio: ["ignore", output, output] });
  const stop = () => child.kill();
  process.on("exit", stop);
  child.on("close", () => process.off("exit", stop));
  return child;
}

export interface ProcessOutcome {
  code: number;
  /** The error message for the engine; empty after success. */
  problem(what: string): string;
}

export function outcome(child: ChildProcess): Promise<ProcessOutcome> {
  return new Promise((resolve) => {
    child.on("error", (error) => resolve({ code: 1, problem: (what) => `${what} could not be started: ${error.message}` }));
    child.on("close", (code, signal) => {
      if (signal) return resolve({ code: 1, problem: (what) => `${what} was ended by ${signal}` });
      resolve({ code: code ?? 1, problem: (what) => (code === 0 ? "" : `${what} ended with exit code ${code}`) });
    });
  });
}
