/** Several versions of Node and the package managers, installed from npm into the user's cache. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { withLock } from "../../lib/lock";
import { type Ended, run } from "../../lib/process";
import { cacheFolder } from "../../pulumi/paths";
import { type Cell, dimensions } from "./cells";

const matrixFolder = () => join(cacheFolder(), "matrix");
const platform = `${process.platform}-${process.arch}`;
const managers = ["pnpm", "@yarnpkg/cli-dist"];

/** Installs the tools that the cells need, each in its own folder, so that no Node version hides another. */
export async function getMachinery(cells: Cell[], say: (line: string) => void): Promise<void> {
  const isHere = (major: string) => process.versions.node.startsWith(`${major}.`);
  const majors = dimensions.node.filter((major) => !isHere(major) && cells.some(({ node }) => node === major));
  const wanted = [
    ...majors.map((major) => [`node-${major}`, `node-${platform}@${major}`] as const),
    ["managers", managers.join(" ")] as const,
  ];
  await withLock(join(cacheFolder(), "matrix.lock"), say, async () => {
    for (const [name, specs] of wanted) {
      const folder = join(matrixFolder(), name);
      if (existsSync(join(folder, "complete"))) continue;
      say(`getting ${specs}`);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "package.json"), "{}\n");
      const ended = await npm(folder, ["install", "--no-save", ...specs.split(" ")]);
      if (ended.code !== 0) throw new Error(`npm install ${specs} failed:\n${ended.stderr}`);
      writeFileSync(join(folder, "complete"), "");
    }
  });
}

/** The major version of the running Node, which needs no download; the newest LTS version if the table does not list it. */
export const nodeHere: Cell["node"] = dimensions.node.find((major) => process.versions.node.startsWith(`${major}.`)) ?? "24";

/** The folder of a Node executable; callers put it first on PATH. */
export function nodeFolder(major: Cell["node"]): string {
  if (process.versions.node.startsWith(`${major}.`)) return dirname(process.execPath);
  return join(matrixFolder(), `node-${major}`, "node_modules", `node-${platform}`, "bin");
}

/** Runs `install` of the cell's package manager in a folder, always with the running Node. */
export async function installWith(manager: Cell["manager"], folder: string): Promise<Ended> {
  if (manager === "npm") return npm(folder, ["install", "--prefer-offline"]);
  const [command, args] = manager === "pnpm" ? ["pnpm", ["install", "--prefer-offline"]] : ["yarn", ["install"]];
  return run(managerCommand(command as string), args as string[], { cwd: folder, env: await environment(), timeout: 300_000 });
}

export function managerCommand(name: string): string {
  return join(matrixFolder(), "managers", "node_modules", ".bin", name);
}

async function npm(folder: string, args: string[]): Promise<Ended> {
  const { NODE_OPTIONS: _callers, ...env } = process.env;
  return run("npm", [...args, "--no-audit", "--no-fund", "--loglevel=error"], { cwd: folder, env, timeout: 300_000 });
}

let registry: Promise<string> | undefined;

/** All managers use the registry that npm is configured for, with their caches inside the matrix folder. */
async function environment(): Promise<NodeJS.ProcessEnv> {
  registry ??= npm(matrixFolder(), ["config", "get", "registry"]).then(({ stdout }) => stdout.trim());
  const { NODE_OPTIONS: _callers, ...env } = process.env;
  return {
    ...env,
    CI: "true",
    PATH: [dirname(process.execPath), env.PATH].join(delimiter),
    HOME: join(matrixFolder(), "home"),
    npm_config_registry: await registry,
    YARN_NPM_REGISTRY_SERVER: await registry,
    YARN_ENABLE_IMMUTABLE_INSTALLS: "false",
    YARN_ENABLE_TELEMETRY: "0",
    YARN_HTTPS_CA_FILE_PATH: process.env.NODE_EXTRA_CA_CERTS ?? "",
  };
}
