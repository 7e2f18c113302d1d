import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CliSearchResult } from "./found";
import { cliFolder, cliVersion, executableName } from "./paths";
import { versionOf } from "./search";

const marker = () => join(cliFolder(), "complete.json");

/** The CLI in the cache, if it is complete and runs. A broken one is reported and replaced by the next steps. */
export async function cached(): Promise<CliSearchResult> {
  if (!existsSync(cliFolder())) return { reason: `none yet in ${cliFolder()}` };
  if (!existsSync(marker())) return { reason: `${cliFolder()} is incomplete; it is rebuilt` };
  const folder = join(cliFolder(), "bin");
  const executable = join(folder, executableName);
  const answer = await versionOf(executable);
  if ("problem" in answer) return { reason: `${executable}: ${answer.problem}; it is replaced` };
  if (answer.version !== cliVersion) return { reason: `${executable} is ${answer.version}, not ${cliVersion}; it is replaced` };
  const { origin } = JSON.parse(readFileSync(marker(), "utf8"));
  return { cli: { folder, executable, version: answer.version }, how: `${answer.version} at ${executable} (${origin})` };
}

/** Empties the cache folder and returns the folder for the executables. */
export function beginCache(): string {
  rmSync(cliFolder(), { recursive: true, force: true });
  const folder = join(cliFolder(), "bin");
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Marks the cache as complete, as the last step, after its CLI has run successfully. */
export async function completeCache(origin: string): Promise<CliSearchResult> {
  writeFileSync(marker(), `${JSON.stringify({ version: cliVersion, origin })}\n`);
  const found = await cached();
  if ("reason" in found) rmSync(marker());
  return found;
}
