/**
 * Finds or installs a Pulumi CLI, trying in this order: PATH, the project's cache, the npm package `pulumi`
 * with its download, a build from its Go module together with the small language host. Every step reports its outcome.
 */
import { join } from "node:path";
import { withLock } from "../lib/lock";
import { buildFromGoModule } from "./build";
import { cached } from "./cache";
import { downloadWithNpmPackage } from "./download";
import type { CliSearchResult, Log, PulumiCli } from "./found";
import { freshLanguageHost } from "./host-files";
import { cacheFolder, cliVersion } from "./paths";
import { findOnPath } from "./search";

const steps: [name: string, find: (say: Log) => Promise<CliSearchResult>][] = [
  ["PATH", findOnPath],
  ["cache", async () => cached()],
];
const lockedSteps: typeof steps = [
  // Another run may have filled the cache while this one waited for the lock.
  ["cache", async () => cached()],
  ["download", downloadWithNpmPackage],
  ["Go build", buildFromGoModule],
];

/** Finds or installs the CLI; `say` receives one line per step. If every step fails, throws one Error that says what to do. */
export async function pulumiCli(say: Log): Promise<PulumiCli> {
  const reasons: string[] = [];
  const first = await firstOf(steps, say, reasons);
  const cli = first ?? (await withLock(join(cacheFolder(), "lock"), say, () => firstOf(lockedSteps, say, reasons)));
  if (!cli) throw new Error(noWayLeft(reasons));
  await freshLanguageHost(cli);
  return cli;
}

async function firstOf(from: typeof steps, say: Log, reasons: string[]): Promise<PulumiCli | undefined> {
  for (const [name, find] of from) {
    const found = await find((line) => say(`${name}: ${line}`));
    if ("cli" in found) {
      say(`${name}: ${found.how}`);
      return found.cli;
    }
    const line = `${name}: ${found.reason}`;
    if (reasons.includes(line)) continue;
    reasons.push(line);
    say(line);
  }
  return undefined;
}

function noWayLeft(reasons: string[]): string {
  return [
    "There is no Pulumi CLI and no way was found to get one:",
    ...reasons.map((reason) => `  ${reason}`),
    `Install Pulumi ${cliVersion} or newer (https://www.pulumi.com/docs/install/) so that \`pulumi version\` works, or install Go`,
    "where its module proxy can be reached, and run the command again.",
  ].join("\n");
}
