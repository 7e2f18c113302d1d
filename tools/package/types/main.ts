/**
 * `npx tsx tools/package/types/main.ts [version…]`: what our types cost a program of 50 resources compared with `any`, in several releases
 * of TypeScript; the oldest is the first that Pulumi's own types support.
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { installation } from "../../lib/installation";
import { run } from "../../lib/process";
import { cacheFolder } from "../../pulumi/paths";
import { compile, type Diagnostics, programs } from "./programs";

const runs = 5;
const figures = ["Symbols", "Types", "Instantiations", "Memory used", "Check time", "Total time"];

async function typescriptOf(version: string): Promise<string> {
  const folder = join(cacheFolder(), "typescript", version);
  const found = join(folder, "node_modules", "typescript");
  if (existsSync(join(found, "lib", "tsc.js"))) return found;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  const args = ["install", "--prefer-offline", "--no-audit", "--no-fund", "--no-package-lock", `typescript@${version}`];
  const { code, stderr } = await run("npm", args, { cwd: folder, env: process.env });
  if (code !== 0) throw new Error(`npm install typescript@${version} failed:\n${stderr}`);
  return found;
}

/** The minimum of several runs, because disturbances can only make a run slower. */
const least = (all: Diagnostics[], name: string) => Math.min(...all.map((one) => one[name] ?? 0));

async function main(versions: string[]): Promise<void> {
  const { folder } = await installation();
  const nodeModules = join(folder, "node_modules");
  process.stdout.write(`| TypeScript | ${figures.join(" | ")} |\n| --- |${" --- |".repeat(figures.length)}\n`);
  for (const version of versions) {
    const typescript = await typescriptOf(version);
    const [ours, any]: [Diagnostics[], Diagnostics[]] = [[], []];
    for (let turn = 0; turn < runs; turn += 1) {
      ours.push(await compile(programs.ours, nodeModules, typescript));
      any.push(await compile(programs.any, nodeModules, typescript));
    }
    const cells = figures.map((name) => {
      const [a, b] = [least(ours, name), least(any, name)];
      return `${a} / ${b} = ${(a / b).toFixed(2)}`;
    });
    process.stdout.write(`| ${version} | ${cells.join(" | ")} |\n`);
  }
}

const given = process.argv.slice(2);
void main(given.length > 0 ? given : ["4.7.4", "5.0.4", "5.9.3"]).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
