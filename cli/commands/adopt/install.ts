/** Installs a program's packages with the package manager that its lock file names. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { CliError, exitCodes, note } from "../../lib/terminal";

const managers: [lock: string, command: string][] = [
  ["pnpm-lock.yaml", "pnpm"],
  ["yarn.lock", "yarn"],
  ["bun.lock", "bun"],
  ["package-lock.json", "npm"],
];

/** `folder` is where the packages are needed; they are installed next to the nearest package.json. */
export async function installDependencies(folder: string): Promise<void> {
  const above = withParents(folder);
  const root = above.find((path) => existsSync(join(path, "package.json"))) ?? folder;
  // In a workspace the lock file is in a parent folder.
  const command = withParents(root).flatMap((path) => managers.filter(([lock]) => existsSync(join(path, lock))))[0]?.[1] ?? "npm";
  note(`${command} install in ${root} …`);
  const child = spawn(command, ["install"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
  });
  const code = await new Promise<number | null>((resolve) => {
    child.once("error", () => resolve(null)).once("close", resolve);
  });
  if (code !== 0) {
    throw new CliError(
      `${command} install failed in ${root}; the program is written\n  install its packages, then run the same command again: it resumes from here`,
      exitCodes.failed,
    );
  }
}

function withParents(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...withParents(parent)];
}
