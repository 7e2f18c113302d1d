/**
 * `npm run campaign`: breaks everything on purpose, and counts what did not hold; one line per property, all counts are to be 0.
 * Seeded (`-- --seed N`) and bounded in time (`-- --minutes N`, 40 unless told).
 */
import { faultCampaign } from "./faults";
import { hostileCampaign } from "./hostile";
import { killCampaign } from "./kills";
import { secretCampaign } from "./secrets";

function numberAfter(flag: string, usual: number): number {
  const at = process.argv.indexOf(flag);
  return at < 0 ? usual : Number(process.argv[at + 1]);
}

let bad = 0;
function line(property: string, count: number, detail: string): void {
  bad += count;
  process.stdout.write(`${count === 0 ? "ok  " : "FAIL"} ${property.padEnd(46)} ${String(count).padStart(5)}   ${detail}\n`);
}

async function main(): Promise<void> {
  const seed = numberAfter("--seed", 20261122);
  const seconds = numberAfter("--minutes", 40) * 60;
  process.stdout.write(`seed ${seed}, at most ${seconds / 60} minutes\n`);
  const faults = await faultCampaign({ seed, operations: 10_000, size: 100, seconds: seconds * 0.5 });
  const ofFaults = `${faults.operations} operations, ${faults.deployments} deployments in ${faults.runs} runs, ${faults.requests} requests, ${faults.seconds.toFixed(0)} s`;
  for (const [name, count] of Object.entries(faults.verdict)) line(`faults: objects ${words(name)}`, count, ofFaults);
  const kills = await killCampaign({ seed, kills: 100, size: 20, seconds: seconds * 0.4 });
  const ofKills = `${kills.kills} kills, ${kills.pending} with an operation pending, ${kills.seconds.toFixed(0)} s`;
  for (const [name, count] of Object.entries(kills.verdict)) line(`kills: objects ${words(name)}`, count, ofKills);
  line("kills: deployments that did not become quiet", kills.notQuiet, ofKills);
  for (const [place, count] of Object.entries(await secretCampaign()))
    line(`secrets in ${place}`, count, "7 canaries in 4 forms");
  const hostile = await hostileCampaign();
  line("hostile text: values changed on the way", hostile.changed, `${hostile.values} values in 4 places each`);
  line("hostile text: alive in a report", hostile.escaped, "text, Markdown, HTML, JSON");
  process.stdout.write(bad === 0 ? "\neverything held\n" : `\n${bad} did not hold\n`);
  process.exitCode = bad === 0 ? 0 : 1;
}

function words(name: string): string {
  return name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
}

void main();
