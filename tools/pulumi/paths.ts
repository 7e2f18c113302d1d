import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

export const repository = join(__dirname, "..", "..");
/** Below this, import files with outputs and `policy analyze` are missing. */
export const oldest = "3.254.0";

/** The version that is downloaded or built: the one of the npm package `pulumi` among the development dependencies. */
export const cliVersion: string = JSON.parse(readFileSync(require.resolve("pulumi/package.json"), "utf8")).version;

/** The version of the YAML language host that is built: the one in go.mod. */
export const yamlHostVersion: string =
  /pulumi-yaml v(\S+)/.exec(readFileSync(join(__dirname, "yaml", "go.mod"), "utf8"))?.[1] ?? "";

/** The folder for everything that takes minutes to rebuild: in the user's cache, outside the project's folder. */
export function cacheFolder(): string {
  const base = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
  return join(base, "pulumi-codearts");
}

/** Where the CLI of this version and platform is cached. */
export function cliFolder(): string {
  return join(cacheFolder(), `pulumi-${cliVersion}-${process.platform}-${process.arch}`);
}

export const executableName = process.platform === "win32" ? "pulumi.exe" : "pulumi";

export function isOldEnough(version: string): boolean {
  const [have, need] = [version, oldest].map((text) => text.split(/[.-]/).map(Number));
  for (const index of [0, 1, 2]) {
    const difference = (have?.[index] ?? 0) - (need?.[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
