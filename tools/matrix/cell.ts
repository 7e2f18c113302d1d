/** One cell: a stack's whole life under the real CLI, with the cell's Node, in the cell's project. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { bareEnvironment, type Ended, run } from "../process";
import type { PulumiCli } from "../pulumi";
import { type EngineReport, readEventLog } from "../pulumi/events";
import type { Cell } from "./cells";
import { managerCommand, nodeFolder } from "./machinery";
import { programFolder, writeProgram } from "./project";

export interface Verdict {
  cell: Cell;
  /** Empty when everything held. */
  problem: string;
  seconds: number;
}

/** Runs the cell in an installation that is ready; the installation is used by one cell at a time. */
export async function runCell(cell: Cell, root: string, cli: PulumiCli): Promise<Verdict> {
  const begun = Date.now();
  const scratch = mkdtempSync(join(tmpdir(), "codearts-matrix-"));
  let simulator: ChildProcess | undefined;
  try {
    const folder = programFolder(root, cell);
    const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    writeProgram(root, cell, manifest);
    const env = environmentOf(cell, root, scratch, cli);
    if (cell.language === "precompiled") demand("tsc", await compile(cell, folder, env));
    const started = await startInstalledSimulator(folder, env);
    simulator = started.child;
    await life({ folder, scratch, env: { ...env, ...started.env } });
    return { cell, problem: "", seconds: (Date.now() - begun) / 1000 };
  } catch (error) {
    return { cell, problem: (error as Error).message, seconds: (Date.now() - begun) / 1000 };
  } finally {
    simulator?.kill();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

interface Place {
  folder: string;
  scratch: string;
  env: NodeJS.ProcessEnv;
}

async function life(place: Place): Promise<void> {
  const pulumi = async (...args: string[]) =>
    demand(args.join(" "), await run("pulumi", [...args, "--non-interactive"], { cwd: place.folder, env: place.env }));
  const engine = async (...args: string[]): Promise<EngineReport> => {
    const log = join(place.scratch, "events.json");
    rmSync(log, { force: true });
    await pulumi(...args, "--event-log", log);
    return readEventLog(log);
  };
  const expectOps = (what: string, report: EngineReport, ...ops: string[]) => {
    const seen = report.steps.map(({ op }) => op).join();
    if (seen !== ops.join()) throw new Error(`${what}: operations were ${seen || "none"}, not ${ops.join()}`);
  };
  await pulumi("stack", "init", "matrix");
  await pulumi("config", "set", "--secret", "token", "made-up-token");
  expectOps("preview", await engine("preview"), "create");
  expectOps("up", await engine("up", "--yes", "--skip-preview"), "create");
  expectOps("second up", await engine("up", "--yes", "--skip-preview"), "same");
  demand("drift", await run("node", ["-e", drift, await jobId(pulumi)], { cwd: place.folder, env: place.env }));
  const drifted = await engine("preview", "--refresh", "--policy-pack", "policy");
  if (!drifted.steps.some(({ op, diff }) => op === "update" && Object.keys(diff).some((path) => path.startsWith("timeout"))))
    throw new Error("refresh: the changed timeout was not seen");
  if (!drifted.events.some(({ policyEvent }) => policyEvent?.policyName === "short-timeout"))
    throw new Error("policy pack: no violation was reported");
  expectOps("destroy", await engine("destroy", "--yes", "--skip-preview"), "delete");
}

async function jobId(pulumi: (...args: string[]) => Promise<Ended>): Promise<string> {
  return (await pulumi("stack", "output", "jobId")).stdout.trim();
}

/** What a person does in the console meanwhile: another timeout. */
const drift = `const { createClient } = require("pulumi-codearts/client");
(async () => {
  const client = createClient();
  const id = process.argv[1];
  const live = await client.jobs.getConfig(id, { get_all_params: "true" });
  await client.jobs.update({ ...live, job_id: id, timeout: { limit: "45", unit: "minute" } });
})();`;

/** The simulator of the installation under test, in a process of the cell's Node. */
async function startInstalledSimulator(
  folder: string,
  env: NodeJS.ProcessEnv,
): Promise<{ child: ChildProcess; env: Record<string, string> }> {
  const code = `require("codearts-simulator").startSimulator().then(({ url, region, projectId, credentials: { accessKey, secretKey } }) =>
    console.log(JSON.stringify({ HW_REGION_NAME: region, HW_ACCESS_KEY: accessKey, HW_SECRET_KEY: secretKey, CODEARTS_PROJECT_ID: projectId, CODEARTS_ENDPOINTS: url })));`;
  const child = spawn("node", ["-e", code], { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    complaint += chunk;
  });
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", (line) => resolve({ child, env: JSON.parse(line) }));
    child.once("close", (status) => reject(new Error(`the simulator ended with ${status}: ${complaint.slice(-500)}`)));
  });
}

function environmentOf(cell: Cell, root: string, scratch: string, cli: PulumiCli): NodeJS.ProcessEnv {
  for (const name of ["state", "home"]) mkdirSync(join(scratch, name));
  const bare = bareEnvironment(join(scratch, "home"));
  return {
    ...bare,
    PATH: [cli.folder, nodeFolder(cell.node), bare.PATH].join(delimiter),
    PULUMI_HOME: join(scratch, "home", ".pulumi"),
    PULUMI_BACKEND_URL: `file://${join(scratch, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "matrix",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_DEBUG_COMMANDS: "true",
    ...(cell.manager === "yarn-pnp" ? { NODE_OPTIONS: plugAndPlay(root) } : {}),
  };
}

/** What `yarn node` sets: the CLI starts node by itself, so the variable has to be there. */
function plugAndPlay(root: string): string {
  const loader = join(root, ".pnp.loader.mjs");
  return `--require ${join(root, ".pnp.cjs")}${existsSync(loader) ? ` --experimental-loader ${loader}` : ""} --no-warnings`;
}

/** Plug'n'Play keeps packages in archives, which only the compiler that Yarn starts can read. */
function compile(cell: Cell, folder: string, env: NodeJS.ProcessEnv): Promise<Ended> {
  if (cell.manager === "yarn-pnp")
    return run(managerCommand("yarn"), ["tsc", "-p", "."], { cwd: folder, env: { ...env, NODE_OPTIONS: "" } });
  const compiler = createRequire(join(folder, "_")).resolve("typescript/bin/tsc");
  return run(join(nodeFolder(cell.node), "node"), [compiler, "-p", "."], { cwd: folder, env });
}

function demand(what: string, ended: Ended): Ended {
  if (ended.code !== 0)
    throw new Error(`${what}: ended with ${ended.code}: ${`${ended.stdout}\n${ended.stderr}`.trim().slice(-1500)}`);
  return ended;
}
