/**
 * `npm run campaign`: injects faults and counts violations; one line per property, every count must be 0. Seeded (`-- --seed N`) and
 * limited in time (`-- --minutes N`, default 60). Also writes the table to docs/campaign.md. `-- --plugin` tests the plugin in place of
 * dynamic providers, and writes nothing.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { machine } from "../../lib/machine";
import { wholeNumber } from "../../lib/numbers";
import { repository } from "../../pulumi/paths";
import type { Shell } from "./estate";
import { faultCampaign } from "./faults";
import { hostileCampaign } from "./hostile";
import { killCampaign } from "./kills";
import { ownerCampaign } from "./owners";
import { secretCampaign } from "./secrets";

const head = `# Fault tests

\`npm run campaign\` deploys changing programs with the real Pulumi CLI while faults are injected and processes are killed. Afterwards it
counts what went wrong; every count must be 0.

- **Faults**: answers are lost, late, cut off, HTML pages, throttled, errors with status 200, or incomplete; connections break.
- **Credentials**: half of the deployments use tokens that expire halfway, some on machines whose clock is hours off.
- **Kills**: the CLI and the provider are killed at random moments.
- **Processes**: every second resource uses an explicit provider, which runs in a process of its own.

After every deployment, the objects in the service are compared with the program: none may be duplicated, orphaned or lost, and no
object of others may be touched. \`-- --seed N\` chooses other faults, \`-- --minutes N\` limits the time (default 60). \`-- --plugin\` does the
faults and kills over [the plugin](plugin.md). A short run is part of \`npm test\`.
`;

interface Line {
  property: string;
  /** Number of violations. */
  count: number;
  detail: string;
}

type Say = (line: string) => void;

async function main(): Promise<void> {
  const command = new Command("npm run campaign --")
    .description("Injects faults and kills processes, and counts violations; every count must be 0.")
    .option("--seed <number>", "seed of the random faults", wholeNumber, 20261122)
    .option("--minutes <number>", "time limit", wholeNumber, 60)
    .option("--plugin", "test faults and kills with the plugin; do not write docs/campaign.md")
    .allowExcessArguments(false)
    .parse();
  const { seed, minutes, plugin = false } = command.opts<{ seed: number; minutes: number; plugin?: boolean }>();
  const seconds = minutes * 60;
  const shell: Shell = plugin ? "plugin" : "dynamic";
  const say = (line: string) => process.stderr.write(`${line}\n`);
  process.stdout.write(`seed ${seed}, at most ${minutes} minutes\n`);
  const lines: Line[] = [];
  const byShell = [() => faultLines(seed, seconds * 0.6, shell, say), () => killLines(seed, seconds * 0.35, shell, say)];
  const others = [() => ownerLines(seed), () => secretLines(), () => hostileLines()];
  for (const part of plugin ? byShell : [...byShell, ...others]) {
    const more = await part();
    lines.push(...more);
    for (const { property, count, detail } of more)
      process.stdout.write(`${count === 0 ? "ok  " : "FAIL"} ${property.padEnd(46)} ${String(count).padStart(5)}   ${detail}\n`);
  }
  const bad = lines.reduce((sum, { count }) => sum + count, 0);
  process.stdout.write(bad === 0 ? "\nno violations\n" : `\n${bad} violations\n`);
  process.exitCode = bad === 0 ? 0 : 1;
  if (plugin) return;
  const rows = lines.map(({ property, count, detail }) => `| ${property} | ${count} | ${detail} |`);
  const table = ["| what must not happen | times | tried |", "| --- | --- | --- |", ...rows].join("\n");
  writeFileSync(join(repository, "docs", "campaign.md"), `${head}\n${machine()}, seed ${seed}\n\n${table}\n`);
}

async function faultLines(seed: number, seconds: number, shell: Shell, say: Say): Promise<Line[]> {
  const faults = await faultCampaign({ seed, operations: 10_000, size: 120, seconds, shell, say });
  const { operations, deployments, runs, requests, expired, wrongClocks } = faults;
  const detail = `${operations} operations, ${deployments} deployments in ${runs} runs (${wrongClocks} with a wrong clock), tokens expired ${expired} times, ${requests} requests, ${faults.seconds.toFixed(0)} s`;
  return Object.entries(faults.verdict).map(([name, count]) => ({ property: `faults: objects ${words(name)}`, count, detail }));
}

async function killLines(seed: number, seconds: number, shell: Shell, say: Say): Promise<Line[]> {
  const kills = await killCampaign({ seed, kills: 100, size: 20, seconds, shell, say });
  const detail = `${kills.kills} kills, ${kills.pending} with an operation pending, ${kills.seconds.toFixed(0)} s`;
  const objects = Object.entries(kills.verdict).map(([name, count]) => ({
    property: `kills: objects ${words(name)}`,
    count,
    detail,
  }));
  return [...objects, { property: "kills: deployments that did not become quiet", count: kills.notQuiet, detail }];
}

async function ownerLines(seed: number): Promise<Line[]> {
  const owners = await ownerCampaign({ seed, rounds: 5 });
  const detail = `${owners.runs} deployments of two stacks of one program, ${owners.seconds.toFixed(0)} s`;
  return Object.entries(owners.verdict).map(([name, count]) => ({ property: `owners: ${words(name)}`, count, detail }));
}

async function secretLines(): Promise<Line[]> {
  const found = Object.entries(await secretCampaign());
  return found.map(([place, count]) => ({ property: `secrets in ${place}`, count, detail: "7 canaries in 4 forms" }));
}

async function hostileLines(): Promise<Line[]> {
  const { changed, escaped, executed, values } = await hostileCampaign();
  return [
    { property: "hostile text: values changed on the way", count: changed, detail: `${values} values in 10 places each` },
    { property: "hostile text: alive in a report", count: escaped, detail: "text, Markdown, HTML, JSON" },
    { property: "hostile text: run by a shell", count: executed, detail: "5 commands, 3 values each" },
  ];
}

function words(name: string): string {
  return name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
}

void main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
