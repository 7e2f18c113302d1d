/**
 * `npm run build`: compiles both packages into their dist folders, with nothing left from an older build. With `--keep-going`
 * type errors are reported and the compiled files are used nevertheless, so that tests can still run.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { editorSchema } from "../../generate/editor-schema";
import { dropUnreachable } from "./declarations";
import { buildPlugin } from "./plugin";

const keepGoing = process.argv.includes("--keep-going");
const repository = join(__dirname, "../../..");

/** Compiles into a temporary folder and then moves it, so that dist never holds an incomplete build or files without a source. */
async function compile(folder: string, finish: (dist: string) => Promise<void>): Promise<boolean> {
  const [next, dist] = [`dist.next-${process.pid}`, "dist"].map((name) => join(folder, name)) as [string, string];
  rmSync(next, { recursive: true, force: true });
  const compiler = require.resolve("typescript/bin/tsc");
  const run = spawnSync(process.execPath, [compiler, "-p", join(folder, "tsconfig.build.json"), "--outDir", next], {
    stdio: "inherit",
  });
  if (run.status !== 0 && !(keepGoing && existsSync(next))) {
    rmSync(next, { recursive: true, force: true });
    return false;
  }
  await finish(next);
  rmSync(dist, { recursive: true, force: true });
  renameSync(next, dist);
  return true;
}

function makeExecutable(file: string): void {
  if (existsSync(file)) chmodSync(file, 0o755);
}

/** npm links a workspace's command only if its file exists, in a clone after the first build: `npx codearts-simulator`. */
function linkCommand(): void {
  const name = "codearts-simulator";
  const modules = join(repository, "node_modules");
  if (!existsSync(join(modules, name)) || existsSync(join(modules, ".bin", name))) return;
  const options = { cwd: repository, stdio: "ignore", shell: process.platform === "win32" } as const;
  const { status } = spawnSync("npm", ["rebuild", name, "--ignore-scripts", "--offline"], options);
  if (status !== 0) process.stderr.write(`npx ${name} is not linked; npm rebuild ${name} links it\n`);
}

/** The files that `exports` of package.json points to. */
const entries = ["sdk/index", "provider/index", "provider/create-client", "policies/index"];

async function main(): Promise<void> {
  const provider = await compile(repository, async (dist) => {
    makeExecutable(join(dist, "cli", "main.js"));
    writeFileSync(join(dist, "build-yml.schema.json"), editorSchema());
    await buildPlugin(join(dist, "plugin"));
    dropUnreachable(
      dist,
      entries.map((entry) => join(dist, `${entry}.d.ts`)),
    );
  });
  const simulator = await compile(join(repository, "simulator"), async (dist) => makeExecutable(join(dist, "main.js")));
  if (simulator) linkCommand();
  process.exitCode = provider && simulator ? 0 : 1;
}

void main();
