/** One cell: the complete lifecycle of a stack under the real CLI, with the cell's Node, in the cell's project. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { bareEnvironment, type Ended, run } from "../../lib/process";
import type { PulumiCli } from "../../pulumi/found";
import { type Cell, limitOf } from "./cells";
import { demand, type LifeLength, life, type PreparedProject } from "./life";
import { managerCommand, nodeFolder } from "./machinery";
import { programFolder, writeProgram } from "./project";

export interface CellVerdict {
  cell: Cell;
  /** Empty if everything passed, or if a known limit of another tool stopped the cell. */
  problem: string;
  /** The explanation of that limit. */
  limit?: string;
  seconds: number;
}

/** Runs the cell in a prepared installation, which one cell uses at a time. */
export async function runCell(cell: Cell, root: string, cli: PulumiCli, form: LifeLength): Promise<CellVerdict> {
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
    await life({ folder, scratch, env: { ...env, ...started.env }, packs: packsOf(cell, folder) }, form);
    return { cell, problem: "", seconds: (Date.now() - begun) / 1000 };
  } catch (error) {
    const problem = (error as Error).message;
    const limit = limitOf(cell, problem);
    return { cell, problem: limit ? "" : problem, ...(limit ? { limit } : {}), seconds: (Date.now() - begun) / 1000 };
  } finally {
    simulator?.kill();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A pack of the project and the ready-made one; Plug'n'Play keeps the latter in an archive, from which the CLI cannot start it. */
function packsOf(cell: Cell, folder: string): PreparedProject["packs"] {
  const own = { folder: "policy", broken: "short-timeout" };
  if (cell.manager === "yarn-pnp") return [own];
  const installed = dirname(createRequire(join(folder, "_")).resolve("pulumi-codearts/package.json"));
  return [own, { folder: join(installed, "policy-pack"), broken: "notice-on-failure" }];
}

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
    ...(cell.manager === "yarn-pnp" ? { NODE_OPTIONS: plugAndPlay(root, cell) } : {}),
  };
}

/** What `yarn node` sets, with `pnpEnableEsmLoader: false` in a CommonJS project: the CLI starts node itself, so the environment must contain it. */
function plugAndPlay(root: string, { module }: Cell): string {
  const esm = module === "esm" ? ` --experimental-loader ${join(root, ".pnp.loader.mjs")}` : "";
  return `--require ${join(root, ".pnp.cjs")}${esm} --no-warnings`;
}

/** Plug'n'Play keeps packages in archives, which only a compiler started by Yarn can read. */
function compile(cell: Cell, folder: string, env: NodeJS.ProcessEnv): Promise<Ended> {
  if (cell.manager === "yarn-pnp")
    return run(managerCommand("yarn"), ["tsc", "-p", "."], { cwd: folder, env: { ...env, NODE_OPTIONS: "" } });
  const compiler = createRequire(join(folder, "_")).resolve("typescript/bin/tsc");
  return run(join(nodeFolder(cell.node), "node"), [compiler, "-p", "."], { cwd: folder, env });
}
