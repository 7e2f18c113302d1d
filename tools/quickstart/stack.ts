import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import type { Simulator } from "codearts-simulator";
import { type Ended, run } from "../lib/process";
import { environmentFor } from "../lib/simulator-environment";
import { type EngineReport, readEventLog } from "../pulumi/events";
import type { PulumiCli } from "../pulumi/found";
import { repository } from "../pulumi/paths";

/** Everything that the quickstart writes: state, the CLI's home, the stack's configuration. Removed when it ends. */
export const workFolder = join(repository, ".quickstart");
const stackName = "quickstart";

export interface QuickstartStack {
  /** Environment variables with which another terminal can use the same stack. */
  environment: Record<string, string>;
  command(...args: string[]): Promise<Ended>;
  engine(verb: string, ...args: string[]): Promise<EngineReport & { seconds: string }>;
}

export async function makeStack(cli: PulumiCli, simulator: Simulator): Promise<QuickstartStack> {
  for (const name of ["state", "home"]) mkdirSync(join(workFolder, name), { recursive: true });
  const environment = quietEnvironment(cli, simulator);
  const command = async (...args: string[]) => {
    const env = { ...inherited(), ...environment };
    const ended = await run("pulumi", [...args, "--non-interactive", "--color=never"], { cwd: repository, env });
    if (ended.code === 0) return ended;
    throw new Error(`pulumi ${args.join(" ")} ended with ${ended.code}:\n${ended.stdout}${ended.stderr}`);
  };
  await command("stack", "init", stackName);
  const settings = { "codearts:region": simulator.region, "codearts:projectId": simulator.projectId };
  const plain = Object.entries(settings).flatMap(([key, value]) => ["--plaintext", `${key}=${value}`]);
  await command("config", "set-all", ...plain, "--secret", "signingKey=made-up-signing-key");
  return { environment, command, engine: (verb, ...args) => engine(command, verb, args) };
}

async function engine(
  command: QuickstartStack["command"],
  verb: string,
  args: string[],
): Promise<EngineReport & { seconds: string }> {
  const log = join(workFolder, "events.json");
  rmSync(log, { force: true });
  const begun = Date.now();
  await command(verb, ...args, "--event-log", log);
  return { ...readEventLog(log), seconds: ((Date.now() - begun) / 1000).toFixed(1) };
}

function quietEnvironment(cli: PulumiCli, simulator: Simulator): Record<string, string> {
  return {
    PATH: [cli.folder, dirname(process.execPath), process.env.PATH ?? ""].join(delimiter),
    PULUMI_HOME: join(workFolder, "home"),
    PULUMI_BACKEND_URL: `file://${join(workFolder, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "quickstart",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_DEBUG_COMMANDS: "true",
    ...environmentFor(simulator),
  };
}

/** The terminal's variables without cloud credentials: the quickstart must never reach a real account. */
function inherited(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _callers, ...all } = process.env;
  return Object.fromEntries(Object.entries(all).filter(([name]) => !/^(HW_|HUAWEICLOUD_|OS_|CODEARTS_|PULUMI_|AWS_)/.test(name)));
}

/** A file to `source` in another terminal. */
export function writeEnvironmentFile(environment: Record<string, string>): string {
  const file = join(workFolder, "env");
  const lines = Object.entries(environment).map(([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'`);
  writeFileSync(file, `${lines.join("\n")}\n`, { mode: 0o600 });
  return file;
}
