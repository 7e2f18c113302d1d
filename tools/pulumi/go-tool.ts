/** Commands of third-party Go modules, built once into the cache, like the CLI where it cannot be downloaded. */
import { existsSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "../lib/lock";
import { goBuild } from "./build";
import type { Log } from "./found";
import { cacheFolder } from "./paths";

export interface GoTool {
  /** Name of the executable. */
  name: string;
  /** Name and version, as its folder in the cache is called. */
  place: string;
  /** The folder of its go.mod. */
  module: string;
  /** Import path. */
  command: string;
}

/** The folder with the tool; builds the tool first if it is missing. */
export async function goTool(tool: GoTool, say: Log): Promise<string> {
  const folder = join(cacheFolder(), `${tool.place}-${process.platform}-${process.arch}`);
  if (!existsSync(join(folder, tool.name)))
    await withLock(join(cacheFolder(), `${tool.name}.lock`), say, () => build(tool, folder, say));
  return folder;
}

async function build({ name, module, command }: GoTool, folder: string, say: Log): Promise<void> {
  const executable = join(folder, name);
  // Another run may have built it while this one waited for the lock.
  if (existsSync(executable)) return;
  mkdirSync(folder, { recursive: true });
  say(`building ${name} from its Go module (once) …`);
  const begun = Date.now();
  const aside = `${executable}.${process.pid}`;
  const problem = await goBuild({ module, command, executable: aside }, (packages) =>
    say(`building … ${Math.round((Date.now() - begun) / 1000)} s, ${packages} packages compiled`),
  );
  if (problem) throw new Error(`${name} could not be built: ${problem}`);
  renameSync(aside, executable);
}
