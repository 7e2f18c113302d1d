import { execFile } from "node:child_process";
import { accessSync, constants, existsSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import type { CliSearchResult } from "./found";
import { executableName, isOldEnough, oldest } from "./paths";

const languageHost = process.platform === "win32" ? "pulumi-language-nodejs.exe" : "pulumi-language-nodejs";

/** The version that an executable prints, or why it printed none. */
export async function versionOf(executable: string): Promise<{ version: string } | { problem: string }> {
  const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
  try {
    const { stdout } = await promisify(execFile)(executable, ["version"], { env, timeout: 30_000 });
    const version = /^v?(\d+\.\d+\.\d+\S*)/.exec(stdout.trim())?.[1];
    return version ? { version } : { problem: `\`pulumi version\` printed ${JSON.stringify(stdout.slice(0, 80))}` };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { problem: `it does not run (${code ?? message.split("\n")[0]})` };
  }
}

/** The first real CLI on PATH; the shim of the npm package `pulumi` does not count, because it may start a download. */
export async function findOnPath(): Promise<CliSearchResult> {
  const executable = onPath(executableName, (file) => !realpathSync(file).endsWith("run.js"));
  if (!executable) return { reason: `no pulumi (${oldest} or newer)` };
  const answer = await versionOf(executable);
  if ("problem" in answer) return { reason: `${executable}: ${answer.problem}` };
  if (!isOldEnough(answer.version)) return { reason: `${executable} is ${answer.version}; ${oldest} or newer is needed` };
  const beside = join(dirname(realpathSync(executable)), languageHost);
  if (!existsSync(beside) && !onPath(languageHost)) return { reason: `${executable} has no ${languageHost} beside it` };
  return { cli: { folder: dirname(executable), executable, version: answer.version }, how: `${answer.version} at ${executable}` };
}

export function onPath(name: string, accept: (file: string) => boolean = () => true): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, name)).find((file) => isExecutable(file) && accept(file));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
