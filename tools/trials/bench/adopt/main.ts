/**
 * `npx tsx tools/trials/bench/adopt/main.ts [jobs]`: adopts an estate of 1,000 jobs of 12 steps, 50 templates, 400 notices, 5 keystores and
 * 20 scan configurations (or that many jobs and the rest in proportion), then previews, deploys, previews with refresh, and
 * deploys the program into an empty service. Fails unless each object is read once, nothing is written to the service, nothing
 * changes, the code is strict, formatted and 30 % shorter than one literal per job, and the same estate is rebuilt.
 */
import { join } from "node:path";
import { type Simulator, startSimulator } from "codearts-simulator";
import { readEstate } from "../../../../cli/commands/adopt/estate";
import { writeProgram } from "../../../../cli/commands/adopt/program";
import { faultsOfCode, filesOf, rebuild } from "../../../../tests/helpers/adoption";
import { type CommandLine, withCommandLine } from "../../../../tests/helpers/cli";
import { buildEstate, clientOf, type Estate } from "../../../../tests/helpers/estate";
import type { Ended } from "../../../lib/process";
import { environmentFor } from "../../../lib/simulator-environment";
import { type Memory, memoryText, watchMemory } from "../measure";

const jobs = Number(process.argv[2] ?? 1000);
const part = (whole: number) => Math.max(1, Math.round((whole * jobs) / 1000));
const size = { jobs, steps: 12, templates: part(50), notices: part(400), keystores: part(5), configurations: part(20) };
const all = jobs + size.templates + size.notices + size.keystores + size.configurations;
/** One seed for both services, and a journal large enough for every call. */
const options = { seed: "adopt", journalLimit: 100 * all };
/** Otherwise the file backend writes the complete state after every resource, and the measurement shows the backend's time. */
const quick = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };
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

/** Calls since the last check, and the addresses of objects that were read twice; throws on any write. */
function callsOf(simulator: Simulator): { told: string; twice: string[] } {
  const calls = simulator.journal({});
  const written = calls.filter(({ method }) => method !== "GET").length;
  demand(written === 0, `${written} calls wrote to the service`);
  const times = new Map<string, number>();
  const add = (key: string) => times.set(key, (times.get(key) ?? 0) + 1);
  for (const { operation } of calls) if (operation) add(operation);
  const told = [...times].map(([operation, number]) => `${operation} ${number}`).join(", ");
  times.clear();
  for (const { url, operation } of calls) if (!operation?.startsWith("list")) add(url);
  simulator.clearJournal();
  const twice = [...times].filter(([, number]) => number > 1).map(([url]) => url);
  return { told: `${calls.length} reads, 0 writes (${told})`, twice };
}

function summaryOf({ code, stdout, stderr }: Ended): Record<string, number> {
  demand(code === 0, `ended with ${code}\n${stdout}\n${stderr}`);
  const { changeSummary } = JSON.parse(stdout) as { changeSummary: Record<string, number> };
  demand(Object.keys(changeSummary).join() === "same", `changes: ${JSON.stringify(changeSummary)}`);
  return changeSummary;
}

async function measure(simulator: Simulator, made: Estate, line: CommandLine): Promise<void> {
  const context = { region: simulator.region, projectId: simulator.projectId, takenResources: [], takenConfig: [], suffix: "" };
  const kinds = new Set(["buildJob", "buildTemplate", "notice", "keystore", "cicdConfiguration"] as const);
  const selection = { projectIds: [simulator.projectId], kinds, matches: () => true, groups: [] };
  const place = { client: clientOf(simulator), region: simulator.region };
  const estate = await timed(
    "read",
    () => readEstate(place, selection),
    () => {
      const { told, twice } = callsOf(simulator);
      demand(twice.length === 0, `read twice: ${twice.slice(0, 5).join(", ")}`);
      return told;
    },
  );
  demand(
    estate.objects.length === all && estate.leftOut.length === 0,
    `${estate.objects.length} of ${all} objects, ${estate.leftOut.length} left out`,
  );
  const [lifted = 0, literal = 0] = [true, false].map(
    (lift) => [...writeProgram(estate.objects, { ...context, lift }).files.values()].join("").split("\n").length,
  );
  const shorter = Math.round(100 - (100 * lifted) / literal);
  say(`lines: ${lifted}, one literal per job ${literal}: ${shorter} % shorter`);
  demand(shorter >= 30, "not 30 % shorter");

  const folder = join(line.folder, "build-jobs");
  const limit = { timeout: 3_600_000 };
  const adopted = await timed(
    "adopt (read to proof)",
    () => line.codearts(["adopt"], limit),
    () => callsOf(simulator).told,
  );
  demand(adopted.code === 0, `${adopted.stdout}\n${adopted.stderr}`);
  say(adopted.stdout.trim());
  const modules = [...filesOf(folder)].filter(([name]) => name.endsWith(".ts"));
  say(`${modules.length} modules, ${modules.reduce((sum, [, text]) => sum + text.length, 0)} characters`);
  const faults = await timed("tsc --strict, formatter", () => faultsOfCode(folder));
  demand(faults.length === 0, faults.join("\n"));
  const pulumi = (...args: string[]) => line.pulumi([...args, "--json", "--stack", "dev"], folder, quick, limit);
  const told = (ended: Ended) => JSON.stringify(summaryOf(ended));
  await timed("preview", () => pulumi("preview"), told);
  await timed(
    "up",
    () => pulumi("up", "--yes", "--skip-preview"),
    ({ code }) => `exit code ${code}; ${callsOf(simulator).told}`,
  );
  const memory: Memory = {};
  await watchMemory(memory, () => timed("preview --refresh", () => pulumi("preview", "--refresh"), told));
  say(`memory: ${memoryText(memory)}`);
  demand((memory.provider ?? 0) < 200, "the provider needs more than 200 MB");
  const empty = await startSimulator(options);
  try {
    const differing = await timed("up into an empty service", () => rebuild([simulator, empty], made, line, folder, quick));
    demand(differing.length === 0, `${differing.length} jobs differ from the original: ${differing.slice(0, 5).join(", ")}`);
  } finally {
    await empty.close();
  }
}

async function main(): Promise<void> {
  const simulator = await startSimulator(options);
  try {
    const made = await timed(`estate of ${all} objects`, () => buildEstate(simulator, size));
    simulator.clearJournal();
    await withCommandLine(environmentFor(simulator), (line) => measure(simulator, made, line));
    say("all checks passed");
  } finally {
    await simulator.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
