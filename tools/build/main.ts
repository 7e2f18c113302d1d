/**
 * `npm run build`: both packages compiled into their dist folders, with nothing left from an older build. With `--keep-going`
 * type errors are told, and what was compiled in spite of them is taken: tests say more about it than no test.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

const keepGoing = process.argv.includes("--keep-going");
const repository = join(__dirname, "..", "..");

/** Compiles aside and moves the result into place, so that dist never holds half a build nor files whose source is gone. */
function compile(folder: string): boolean {
  const [next, dist] = ["dist.next", "dist"].map((name) => join(folder, name)) as [string, string];
  rmSync(next, { recursive: true, force: true });
  const compiler = require.resolve("typescript/bin/tsc");
  const run = spawnSync(process.execPath, [compiler, "-p", join(folder, "tsconfig.build.json"), "--outDir", next], {
    stdio: "inherit",
  });
  if (run.status !== 0 && !(keepGoing && existsSync(next))) {
    rmSync(next, { recursive: true, force: true });
    return false;
  }
  rmSync(dist, { recursive: true, force: true });
  renameSync(next, dist);
  return true;
}

function makeExecutable(file: string): void {
  if (existsSync(file)) chmodSync(file, 0o755);
}

const done = [repository, join(repository, "simulator")].every(compile);
if (done) {
  makeExecutable(join(repository, "dist", "cli", "main.js"));
  makeExecutable(join(repository, "simulator", "dist", "main.js"));
}
process.exitCode = done ? 0 : 1;
