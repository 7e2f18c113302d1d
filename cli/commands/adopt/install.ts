/** Installs a program's packages with the package manager that its lock file names. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { CliError, exitCodes, note } from "../../lib/terminal";

const managers: [lock: string, command: string][] = [
  ["pnpm-lock.yaml", "pnpm"],
  ["yarn.lock", "yarn"],
  ["bun.lock", "bun"],
  ["package-lock.json", "npm"],
];

export async function installDependencies(root: string): Promise<void> {
  const command = managers.find(([lock]) => existsSync(join(root, lock)))?.[1] ?? "npm";
  note(`${command} install …`);
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
      `${command} install failed in ${root}; the program is written\n  install its packages, then run the same command again: it goes on from here`,
      exitCodes.failed,
    );
  }
}
