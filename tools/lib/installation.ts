/**
 * Both packages as users get them: built, packed, and installed from the tarballs into a folder outside the repository.
 * Kept in the user's cache by a digest of the sources, so that all tests of a run, and runs without changes, share one.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureBuilt } from "../package/build/ensure";
import { sourceDigest } from "../package/build/sources";
import { cacheFolder, repository } from "../pulumi/paths";
import { withLock } from "./lock";
import { run } from "./process";

export interface Installation {
  /** A project folder whose node_modules has both packages, @pulumi/pulumi, @pulumi/policy and typescript. */
  folder: string;
  tarballs: { provider: string; simulator: string };
}

const dayMs = 24 * 3600 * 1000;

let once: Promise<Installation> | undefined;

/** The installation for the current sources, created by the first caller and awaited by all others. */
export function installation(): Promise<Installation> {
  once ??= findOrMake();
  return once;
}

async function findOrMake(): Promise<Installation> {
  const folder = join(cacheFolder(), "installed", sourceDigest());
  if (isComplete(folder)) return described(folder);
  await withLock(join(cacheFolder(), "installed.lock"), note, async () => {
    if (!isComplete(folder)) await make(folder);
    removeOthers(folder);
  });
  return described(folder);
}

async function make(folder: string): Promise<void> {
  const begun = Date.now();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await ensureBuilt();
  await npm(["pack", "--ignore-scripts", "--pack-destination", folder], repository);
  await npm(["pack", "--ignore-scripts", "--pack-destination", folder, "--workspace", "codearts-simulator"], repository);
  const { tarballs } = described(folder);
  const peers = ["@pulumi/pulumi", "@pulumi/policy", "typescript", "@types/node"].map((name) => `${name}@${versionHere(name)}`);
  writeFileSync(join(folder, "package.json"), '{ "name": "consumer", "version": "1.0.0", "private": true }\n');
  await npm(["install", "--prefer-offline", "--no-package-lock", ...peers, tarballs.provider, tarballs.simulator], folder);
  writeFileSync(join(folder, "complete"), "");
  note(`packed and installed in ${Math.round((Date.now() - begun) / 1000)} s (${folder})`);
}

function described(folder: string): Installation {
  const tarball = (name: string) =>
    join(folder, readdirSync(folder).find((file) => file.startsWith(name) && file.endsWith(".tgz")) ?? name);
  return { folder, tarballs: { provider: tarball("pulumi-codearts-"), simulator: tarball("codearts-simulator-") } };
}

function isComplete(folder: string): boolean {
  const marker = join(folder, "complete");
  if (!existsSync(marker)) return false;
  // Touched at each use, because old ones are removed by age.
  utimesSync(marker, new Date(), new Date());
  return true;
}

/** Removes installations of older sources not used for a day. */
function removeOthers(current: string): void {
  const parent = join(current, "..");
  for (const name of readdirSync(parent)) {
    const folder = join(parent, name);
    const marker = join(folder, "complete");
    const used = statSync(existsSync(marker) ? marker : folder).mtimeMs;
    if (folder !== current && Date.now() - used > dayMs) rmSync(folder, { recursive: true, force: true });
  }
}

async function npm(args: string[], cwd: string): Promise<void> {
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  const { NODE_OPTIONS: _jests, ...env } = process.env;
  const ended = await run("npm", [...args, ...quiet], { cwd, env, timeout: 600_000 });
  if (ended.code !== 0) throw new Error(`npm ${args.join(" ")} failed in ${cwd}:\n${ended.stdout}\n${ended.stderr}`);
}

function versionHere(name: string): string {
  return JSON.parse(readFileSync(join(repository, "node_modules", name, "package.json"), "utf8")).version;
}

function note(line: string): void {
  process.stderr.write(`installation: ${line}\n`);
}
