import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { ProgramInfo } from "@pulumi/pulumi/proto/language_pb";

/** Those `runtime.options` of Pulumi.yaml that are needed to run a program; the names are Pulumi's. */
export interface RuntimeOptions {
  typescript: boolean;
  nodeargs: string[];
  tsconfigpath: string | undefined;
}

export function runtimeOptions(info: ProgramInfo | undefined): RuntimeOptions {
  const given = (info?.getOptions()?.toJavaScript() ?? {}) as Record<string, unknown>;
  return {
    typescript: given.typescript !== false && given.typescript !== "false",
    nodeargs: String(given.nodeargs ?? "").match(/\S+/g) ?? [],
    tsconfigpath: given.tsconfigpath === undefined ? undefined : String(given.tsconfigpath),
  };
}

/** The file that `require(name)` would load in the folder. */
export function resolveFrom(folder: string, name: string): string | undefined {
  try {
    return createRequire(join(folder, "_")).resolve(name);
  } catch {
    return undefined;
  }
}

/** Like resolveFrom, but starts a process, so that a loader in nodeargs or NODE_OPTIONS applies (Yarn Plug'n'Play). */
export function resolveModule(folder: string, name: string, nodeargs: string[]): string | undefined {
  const found = resolveFrom(folder, name);
  if (found) return found;
  const script = `console.log(require("module").createRequire(process.cwd() + "/_").resolve(${JSON.stringify(name)}))`;
  const run = spawnSync(process.execPath, [...nodeargs, "-e", script], { cwd: folder, encoding: "utf8" });
  return run.status === 0 ? run.stdout.trim().split("\n").at(-1) : undefined;
}
