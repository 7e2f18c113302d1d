/**
 * The language host of YAML programs, built from its Go module as the CLI is: no download site, and only for the tests that need it.
 */
import { existsSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "../lib/lock";
import { goBuild } from "./build";
import type { Say } from "./found";
import { cacheFolder, yamlHostVersion } from "./paths";
import { onPath } from "./search";

const name = "pulumi-language-yaml";
const goModule = join(__dirname, "yaml");

/** The folder that holds `pulumi-language-yaml`; one on PATH is taken, as official CLIs bring it. */
export async function yamlHost(say: Say): Promise<string> {
  const found = onPath(name);
  if (found) return join(found, "..");
  const folder = join(cacheFolder(), `pulumi-yaml-${yamlHostVersion}-${process.platform}-${process.arch}`);
  const executable = join(folder, name);
  if (!existsSync(executable)) await withLock(join(cacheFolder(), "yaml-lock"), say, () => build(folder, executable, say));
  return folder;
}

async function build(folder: string, executable: string, say: Say): Promise<void> {
  // Another run may have built it while this one waited for the lock.
  if (existsSync(executable)) return;
  mkdirSync(folder, { recursive: true });
  say(`building ${name} ${yamlHostVersion} from its Go module (once) …`);
  const begun = Date.now();
  const aside = `${executable}.${process.pid}`;
  const problem = await goBuild(
    { module: goModule, command: `github.com/pulumi/pulumi-yaml/cmd/${name}`, executable: aside },
    (packages) => say(`building … ${Math.round((Date.now() - begun) / 1000)} s, ${packages} packages compiled`),
  );
  if (problem) throw new Error(`${name} could not be built: ${problem}`);
  renameSync(aside, executable);
}
