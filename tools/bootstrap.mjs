// Runs a TypeScript tool on a bare clone: installs the dependencies first when they are missing or older than the lock file, and
// writes the wire types when they are missing. Plain JavaScript without project imports, because nothing is installed when it starts.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [tool, ...args] = process.argv.slice(2);
const oldest = [20, 19];

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function nodeIsOldEnough() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

function dependenciesAreCurrent() {
  const installed = join(root, "node_modules", ".package-lock.json");
  return existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs;
}

function installDependencies() {
  process.stdout.write("dependencies: installing with npm ci (about half a minute, once)\n");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const run = spawnSync(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: root, stdio: "inherit" });
  if (run.error) fail(`dependencies: npm could not be started (${run.error.message}). Install Node.js with npm and try again.`);
  if (run.status !== 0)
    fail(
      "dependencies: npm ci failed; its message is above. Dependencies cannot be installed without access to a package registry.",
    );
}

function generate(tsx) {
  const rooms = ["provider/client/generated", "simulator/src/generated"];
  if (rooms.every((room) => existsSync(join(root, room)))) return;
  const run = spawnSync(process.execPath, [tsx, join(root, "tools/generate/main.ts")], { cwd: root, stdio: "inherit" });
  if (run.status !== 0) fail("wire types: generating them from the contract failed; its message is above.");
}

if (!tool) fail("usage: node tools/bootstrap.mjs TOOL.ts [ARGUMENTS]");
if (!nodeIsOldEnough()) fail(`Node.js ${oldest.join(".")} or newer is needed; this is ${process.versions.node}.`);
if (!dependenciesAreCurrent()) installDependencies();
const tsx = createRequire(join(root, "package.json")).resolve("tsx/cli");
generate(tsx);
const run = spawnSync(process.execPath, [tsx, join(root, tool), ...args], { cwd: root, stdio: "inherit" });
process.exit(run.status ?? 1);
