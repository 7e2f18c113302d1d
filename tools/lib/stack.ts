/** Stacks under the real Pulumi CLI: a file backend in a temporary folder, our packages as users install them. */
import { randomUUID } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { pulumiCli } from "../pulumi";
import { type EngineReport, readEventLog } from "../pulumi/events";
import type { PulumiCli } from "../pulumi/found";
import { yamlHost } from "../pulumi/yaml-host";
import { installation } from "./installation";
import { bareEnvironment, type Ended, run } from "./process";

export interface StackOptions {
  /** The text of index.ts, or files by name; missing `Pulumi.yaml` and `package.json` are created. */
  program: string | Record<string, string>;
  /** Configuration by full key, such as `codearts:region`; `{ secret }` is stored encrypted. */
  config?: Record<string, string | { secret: string }>;
  /** Additional environment of the CLI, the program and the provider. */
  env?: Record<string, string>;
  /** Provides the language host of YAML programs, which may have to be built. */
  yaml?: boolean;
  /** Lets ts-node check types in every run (one second longer). Default: off. */
  typeCheck?: boolean;
}

/** A finished command of the CLI, with the engine's events. */
export type PulumiRun = Ended & EngineReport;

export interface CommandOptions {
  args?: string[];
  env?: Record<string, string>;
  /** true: a failure is returned, not thrown. */
  mayFail?: boolean;
  timeout?: number;
  started?: (pid: number) => void;
}

export interface TestStack {
  /** The project folder: Pulumi.yaml, the program and node_modules. */
  folder: string;
  /** The temporary folder around it, with `state` and `home`. */
  root: string;
  env: NodeJS.ProcessEnv;
  write(file: string, text: string): void;
  /** Runs any command, such as `pulumi("stack", "ls")`; throws if it fails. */
  pulumi(...args: string[]): Promise<Ended>;
  /** Runs any command and returns a failure. */
  tryPulumi(...args: string[]): Promise<Ended>;
  /** Runs a command of the installed packages, such as `pulumi-codearts`, in the project folder; returns any exit code. */
  command(name: string, ...args: string[]): Promise<Ended>;
  setConfig(config: NonNullable<StackOptions["config"]>): Promise<void>;
  preview(options?: CommandOptions): Promise<PulumiRun>;
  up(options?: CommandOptions): Promise<PulumiRun>;
  refresh(options?: CommandOptions): Promise<PulumiRun>;
  destroy(options?: CommandOptions): Promise<PulumiRun>;
  /** Imports the resources of an import file. */
  importResources(file: { resources: unknown[] }, options?: CommandOptions): Promise<PulumiRun>;
  export(): Promise<StackState>;
  importState(state: StackState): Promise<void>;
  outputs(): Promise<Record<string, unknown>>;
  /** The state file on disk as text, with encrypted secrets. */
  stateText(): string;
  /** Repairs the state like a user after the CLI was killed while writing it: replaces a partial file by its backup. */
  repairState(): void;
}

export interface StateResource {
  urn: string;
  type: string;
  id?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  [key: string]: unknown;
}
export interface StackState {
  version: number;
  deployment: { resources?: StateResource[]; pending_operations?: unknown[]; [key: string]: unknown };
}

const stackName = "test";
let cli: Promise<PulumiCli> | undefined;

/** The CLI for this test run; progress goes to stderr only if it has to be downloaded or built. */
function testCli(): Promise<PulumiCli> {
  cli ??= pulumiCli(note);
  return cli;
}

function note(line: string): void {
  if (!/^(PATH|cache):/.test(line)) process.stderr.write(`Pulumi CLI: ${line}\n`);
}

/** Creates a stack in a temporary folder, passes it to the work, and always removes everything. */
export async function withStack<Result>(options: StackOptions, work: (stack: TestStack) => Promise<Result>): Promise<Result> {
  const root = mkdtempSync(join(tmpdir(), "codearts-stack-"));
  try {
    const stack = await makeStack(root, options);
    return await work(stack);
  } finally {
    rmSync(root, { recursive: true, force: true, maxRetries: 20 });
  }
}

async function makeStack(root: string, options: StackOptions): Promise<TestStack> {
  const folder = join(root, "project");
  for (const name of ["project", "state", "home"]) mkdirSync(join(root, name));
  const { folder: installed } = await installation();
  symlinkSync(join(installed, "node_modules"), join(folder, "node_modules"), "dir");
  const given = typeof options.program === "string" ? { "index.ts": options.program } : options.program;
  const written = {
    "Pulumi.yaml": "name: e2e\nruntime: nodejs\n",
    "package.json": '{ "name": "e2e", "version": "1.0.0" }\n',
    ...given,
  };
  const env = await quietEnvironment(root, options);
  const stack = stackIn(root, folder, env);
  for (const [file, text] of Object.entries(written)) stack.write(file, text);
  await stack.pulumi("stack", "init", stackName);
  await stack.setConfig(options.config ?? {});
  return stack;
}

async function quietEnvironment(root: string, options: StackOptions): Promise<NodeJS.ProcessEnv> {
  const bare = bareEnvironment(join(root, "home"));
  const { folder } = await testCli();
  return {
    ...bare,
    PATH: [folder, ...(options.yaml ? [await yamlHost(note)] : []), dirname(process.execPath), bare.PATH].join(delimiter),
    PULUMI_HOME: join(root, "home", ".pulumi"),
    PULUMI_BACKEND_URL: `file://${join(root, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "test-passphrase",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_DEBUG_COMMANDS: "true",
    ...(options.typeCheck ? {} : { PULUMI_NODEJS_TRANSPILE_ONLY: "true" }),
    ...options.env,
  };
}

function stackIn(root: string, folder: string, env: NodeJS.ProcessEnv): TestStack {
  const command = (args: string[], options: CommandOptions = {}) =>
    run("pulumi", [...args, "--non-interactive", "--color=never"], {
      cwd: folder,
      env: { ...env, ...options.env },
      ...limits(options),
    });
  const must = async (...args: string[]) => demand(args, await command(args));
  const engine = async (args: string[], options: CommandOptions = {}): Promise<PulumiRun> => {
    const log = join(root, `events-${randomUUID()}.json`);
    const all = [...args, "--stack", stackName, "--event-log", log, ...(options.args ?? [])];
    const ended = await command(all, options);
    if (!options.mayFail) demand(all, ended);
    return { ...ended, ...readEventLog(log) };
  };
  return {
    root,
    folder,
    env,
    write: (file, text) => {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    },
    pulumi: must,
    tryPulumi: (...args) => command(args),
    command: (name, ...args) => run(join(folder, "node_modules", ".bin", name), args, { cwd: folder, env }),
    setConfig: (config) => setConfig(config, must),
    preview: (options) => engine(["preview"], options),
    up: (options) => engine(["up", "--yes", "--skip-preview"], options),
    refresh: (options) => engine(["refresh", "--yes", "--skip-preview"], options),
    destroy: (options) => engine(["destroy", "--yes", "--skip-preview"], options),
    importResources: (file, options) => {
      const path = join(root, `import-${randomUUID()}.json`);
      writeFileSync(path, JSON.stringify(file));
      return engine(["import", "--file", path, "--yes", "--skip-preview", "--protect=false", "--generate-code=false"], options);
    },
    export: async () => JSON.parse((await must("stack", "export", "--show-secrets")).stdout),
    importState: async (state) => {
      const path = join(root, `state-${randomUUID()}.json`);
      writeFileSync(path, JSON.stringify(state));
      await must("stack", "import", "--file", path);
    },
    outputs: async () => JSON.parse((await must("stack", "output", "--json", "--show-secrets")).stdout),
    stateText: () => readFileSync(join(root, "state", ".pulumi", "stacks", "e2e", `${stackName}.json`), "utf8"),
    repairState: () => mendState(join(root, "state", ".pulumi", "stacks", "e2e", `${stackName}.json`)),
  };
}

function mendState(file: string): void {
  // The backend writes a file's attributes separately: an empty attributes file stops every later command with "EOF".
  if (existsSync(`${file}.attrs`) && !isJson(`${file}.attrs`)) rmSync(`${file}.attrs`);
  if (!isJson(file)) copyFileSync(`${file}.bak`, file);
}

function isJson(file: string): boolean {
  try {
    JSON.parse(readFileSync(file, "utf8"));
    return true;
  } catch {
    return false;
  }
}

function limits({ timeout, started }: CommandOptions): Pick<CommandOptions, "timeout" | "started"> {
  return { ...(timeout ? { timeout } : {}), ...(started ? { started } : {}) };
}

function demand(args: string[], ended: Ended): Ended {
  if (ended.code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${ended.code}\n${ended.stdout}\n${ended.stderr}`);
  return ended;
}

async function setConfig(config: NonNullable<StackOptions["config"]>, must: TestStack["pulumi"]): Promise<void> {
  const flags = Object.entries(config).flatMap(([key, value]) =>
    typeof value === "string" ? ["--plaintext", `${key}=${value}`] : ["--secret", `${key}=${value.secret}`],
  );
  if (flags.length > 0) await must("config", "set-all", ...flags);
}
