import { execFile } from "node:child_process";
import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beginCache, completeCache } from "./cache";
import type { CliSearchResult, Log } from "./found";
import { cliFolder, cliVersion, executableName } from "./paths";

/** Long enough for 200 MB on a slow connection; a refused download fails immediately. */
const limit = 10 * 60_000;

/** Lets the npm package `pulumi` download the official CLI into the project's cache instead of ~/.pulumi. */
export async function downloadWithNpmPackage(say: Log): Promise<CliSearchResult> {
  say(`asking the npm package pulumi for ${cliVersion} …`);
  const folder = beginCache();
  const home = join(cliFolder(), "download");
  try {
    const problem = await runShim(home);
    const fetched = join(home, "versions", cliVersion, "bin");
    if (problem || !existsSync(join(fetched, executableName))) return { reason: problem ?? "it fetched nothing" };
    rmSync(folder, { recursive: true });
    renameSync(fetched, folder);
    return await completeCache("downloaded");
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** The last line printed by the shim if it failed; undefined if it ran the CLI. */
function runShim(home: string): Promise<string | undefined> {
  const env = { ...process.env, PULUMI_HOME: home, PULUMI_VERSION: cliVersion, PULUMI_SKIP_UPDATE_CHECK: "true" };
  const shim = require.resolve("pulumi/run.js");
  return new Promise((resolve) => {
    execFile(process.execPath, [shim, "version"], { env, timeout: limit }, (error, _stdout, stderr) => {
      if (!error) return resolve(undefined);
      const last = stderr
        .trim()
        .split("\n")
        .at(-1)
        ?.replace(/^pulumi: /, "");
      resolve(error.killed ? `not done after ${limit / 60_000} minutes` : `refused (${last || error.message})`);
    });
  });
}
