import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "../../lib/process";
import { repository } from "../../pulumi/paths";
import { sourceDigest } from "./sources";

const marker = join(repository, "node_modules", ".cache", "pulumi-codearts", "built");

/** Builds both packages unless dist is up to date; returns whether it did build. Type errors are left to `npm run types`. */
export async function ensureBuilt(): Promise<boolean> {
  const digest = sourceDigest();
  const present = ["dist", join("simulator", "dist")].every((folder) => existsSync(join(repository, folder)));
  if (present && existsSync(marker) && readFileSync(marker, "utf8") === digest) return false;
  const { NODE_OPTIONS: _callers, ...env } = process.env;
  const ended = await run("npm", ["run", "--silent", "build", "--", "--keep-going"], { cwd: repository, env, timeout: 600_000 });
  if (ended.code !== 0) throw new Error(`npm run build failed:\n${ended.stdout}${ended.stderr}`);
  mkdirSync(dirname(marker), { recursive: true });
  writeFileSync(marker, digest);
  return true;
}
