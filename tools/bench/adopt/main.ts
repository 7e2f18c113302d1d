/**
 * `npx tsx tools/bench/adopt/main.ts [jobs]`: adopts an estate of 1,000 jobs of 12 steps, 50 templates, 400 notices, 5 keystores and
 * 20 scan configurations (or of that many jobs and the rest in proportion), then previews, deploys and previews with refresh.
 * Fails unless nothing is written to the service and nothing changes.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Simulator, startSimulator } from "codearts-simulator";
import { readEstate } from "../../../cli/adopt/estate";
import { writeProgram } from "../../../cli/adopt/program";
import { type CommandLine, withCommandLine } from "../../command-line";
import { buildEstate, clientOf } from "../../estate";
import type { Ended } from "../../process";
import { environmentFor } from "../../simulator-environment";

const jobs = Number(process.argv[2] ?? 1000);
const part = (whole: number) => Math.max(1, Math.round((whole * jobs) / 1000));
const size = { jobs, steps: 12, templates: part(50), notices: part(400), keystores: part(5), configurations: part(20) };
const all = jobs + size.templates + size.notices + size.keystores + size.configurations;
const say = (line: string) => process.stdout.write(`${line}\n`);

async function timed<T>(what: string, work: () => Promise<T>, tell: (result: T) => string = () => ""): Promise<T> {
  const begun = Date.now();
  const result = await work();
  say(`${what.padEnd(28)} ${((Date.now() - begun) / 1000).toFixed(1).padStart(7)} s  ${tell(result)}`);
  return result;
}

function demand(isSo: boolean, message: string): void {
  if (!isSo) throw new Error(message);
}

function callsOf(simulator: Simulator): string {
  const calls = simulator.journal({});
  const written = calls.filter(({ method }) => method !== "GET").length;
  demand(written === 0, `${written} calls wrote to the service`);
  const most = new Map<string, number>();
  for (const { operation } of calls) if (operation) most.set(operation, (most.get(operation) ?? 0) + 1);
  const told = [...most].map(([operation, number]) => `${operation} ${number}`).join(", ");
  simulator.clearJournal();
  return `${calls.length} reads, 0 writes (${told})`;
}

function summaryOf({ code, stdout, stderr }: Ended): Record<string, number> {
  demand(code === 0, `ended with ${code}\n${stdout}\n${stderr}`);
  const { changeSummary } = JSON.parse(stdout) as { changeSummary: Record<string, number> };
  demand(Object.keys(changeSummary).join() === "same", `changes: ${JSON.stringify(changeSummary)}`);
  return changeSummary;
}

async function measure(simulator: Simulator, line: CommandLine): Promise<void> {
  const context = { region: simulator.region, projectId: simulator.projectId, takenResources: [], takenConfig: [], suffix: "" };
  const kinds = new Set(["buildJob", "buildTemplate", "notice", "keystore", "cicdConfiguration"] as const);
  const selection = { projectIds: [simulator.projectId], kinds, matches: () => true, groups: [] };
  const place = { client: clientOf(simulator), region: simulator.region };
  const estate = await timed(
    "read",
    () => readEstate(place, selection),
    () => callsOf(simulator),
  );
  demand(
    estate.objects.length === all && estate.leftOut.length === 0,
    `${estate.objects.length} of ${all} objects, ${estate.leftOut.length} left out`,
  );
  const [lifted = 0, literal = 0] = [true, false].map(
    (lift) => [...writeProgram(estate.objects, { ...context, lift }).files.values()].join("").split("\n").length,
  );
  say(`lines: ${lifted}, one literal per job ${literal}: ${Math.round(100 - (100 * lifted) / literal)} % shorter`);

  const folder = join(line.folder, "build-jobs");
  const limit = { timeout: 3_600_000 };
  const adopted = await timed(
    "adopt (read to proof)",
    () => line.codearts(["adopt"], limit),
    () => callsOf(simulator),
  );
  demand(adopted.code === 0, `${adopted.stdout}\n${adopted.stderr}`);
  say(adopted.stdout.trim());
  const size = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  say(`${size.length} modules, ${size.reduce((sum, name) => sum + readFileSync(join(folder, name)).length, 0)} bytes`);
  const pulumi = (...args: string[]) => line.pulumi([...args, "--json", "--stack", "dev"], folder, {}, limit);
  const told = (ended: Ended) => JSON.stringify(summaryOf(ended));
  await timed("preview", () => pulumi("preview"), told);
  await timed(
    "up",
    () => pulumi("up", "--yes", "--skip-preview"),
    ({ code }) => `exit code ${code}; ${callsOf(simulator)}`,
  );
  await timed("preview --refresh", () => pulumi("preview", "--refresh"), told);
}

async function main(): Promise<void> {
  const simulator = await startSimulator({ seed: "adopt" });
  try {
    await timed(`estate of ${all} objects`, () => buildEstate(simulator, size));
    simulator.clearJournal();
    await withCommandLine(environmentFor(simulator), (line) => measure(simulator, line));
  } finally {
    await simulator.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
