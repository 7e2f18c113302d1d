/** The plugin compared with dynamic providers on the same jobs, alternating; and a YAML program compared with the TypeScript one. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { startSimulator } from "codearts-simulator";
import { installation } from "../../lib/installation";
import { environmentFor } from "../../lib/simulator-environment";
import { type TestStack, withStack } from "../../lib/stack";
import { latency, parallel, skipCheckpoints } from "./engine";
import {
  type BenchOptions,
  figure,
  type Measurement,
  type Memory,
  median,
  row,
  seconds,
  secondsText,
  watchMemory,
} from "./measure";
import { ours } from "./programs";

const verbs = ["up", "preview", "refresh", "destroy"] as const;
type Verb = (typeof verbs)[number];
type Times = Record<Verb, number[]>;
const noTimes = (): Times => ({ up: [], preview: [], refresh: [], destroy: [] });

const served = "plugins:\n  providers:\n    - { name: codearts, path: node_modules/pulumi-codearts/dist/plugin }\n";
const withoutParameters = { ...ours, "index.js": ours["index.js"].replace('    parameters: { channel: "beta" },\n', "") };

/** The same jobs in YAML, without parameters. */
function yaml(count: number): Record<string, string> {
  const step = "{ module: devcloud2018.codeci_action_20043.action, name: Build, properties: { command: mvn -B package } }";
  const job = (index: number) =>
    `  job-${index}: { type: "codearts:BuildJob", properties: { steps: [${step}], timeout: { minutes: 30 } } }\n`;
  const jobs = Array.from({ length: count }, (_, index) => job(index)).join("");
  return { "Pulumi.yaml": `name: e2e\nruntime: yaml\n${served}resources:\n${jobs}` };
}

export async function pluginRows(options: BenchOptions): Promise<Measurement[]> {
  const count = options.short ? 100 : 1000;
  return [...(await shells(count, options)), ...(await languages(count, options)), await start(options)];
}

async function shells(count: number, { runs, say }: BenchOptions): Promise<Measurement[]> {
  const files = { ...ours, "size.json": JSON.stringify({ count, changed: -1 }) };
  const plugin = { ...files, "Pulumi.yaml": `${files["Pulumi.yaml"]}${served}` };
  const memory: Memory = {};
  const times = { plugin: noTimes(), dynamic: noTimes() };
  await withStacks([{ program: plugin, config: { "codearts:plugin": "true" } }, { program: files }], async (one, other) => {
    for (let run = 0; run < runs; run += 1) {
      // Both are watched, because watching takes processor time.
      await watchMemory(memory, () => life(one, verbs, times.plugin));
      await watchMemory({}, () => life(other, verbs, times.dynamic));
      say(`plugin, ${count} jobs, run ${run + 1} of ${runs}`);
    }
  });
  const { plugin: have, dynamic } = times;
  return [
    row(`plugin against dynamic: preview of ${count} unchanged jobs`, have.preview, dynamic.preview, 0.9),
    row(`plugin against dynamic: preview --refresh of ${count}`, have.refresh, dynamic.refresh, 0.6),
    row(`plugin against dynamic: up of ${count} new jobs`, have.up, dynamic.up, 0.95),
    row(`plugin against dynamic: destroy of ${count} jobs`, have.destroy, dynamic.destroy),
    figure(`memory of the plugin with ${count} jobs`, `${(memory.plugin ?? Number.NaN).toFixed(0)} MB`, "at most 120 MB"),
  ];
}

async function languages(count: number, { runs, say }: BenchOptions): Promise<Measurement[]> {
  const files = { ...withoutParameters, "size.json": JSON.stringify({ count, changed: -1 }) };
  const times = { yaml: noTimes(), typescript: noTimes() };
  await withStacks([{ program: yaml(count), yaml: true }, { program: files }], async (one, other) => {
    const stacks = [
      [one, times.yaml],
      [other, times.typescript],
    ] as const;
    for (const [stack, spent] of stacks) await life(stack, ["up"], spent);
    for (let run = 0; run < runs; run += 1) {
      for (const [stack, spent] of stacks) await life(stack, ["refresh"], spent);
      say(`YAML, ${count} jobs, run ${run + 1} of ${runs}`);
    }
  });
  const what = `preview --refresh of ${count} jobs without parameters, in YAML over the plugin against JavaScript over dynamic providers`;
  return [row(what, times.yaml.refresh, times.typescript.refresh)];
}

/** Two stacks with one simulator each, because their jobs have the same names. */
async function withStacks(
  programs: [Program, Program],
  work: (one: TestStack, other: TestStack) => Promise<void>,
): Promise<void> {
  const [one, other] = programs;
  await withService(one, (first) => withService(other, (second) => work(first, second)));
}

interface Program {
  program: Record<string, string>;
  config?: Record<string, string>;
  yaml?: boolean;
}

async function withService(options: Program, work: (stack: TestStack) => Promise<void>): Promise<void> {
  const simulator = await startSimulator({ seed: "bench", journalLimit: 100 });
  try {
    simulator.setLatency({ fixed: latency });
    await withStack({ ...options, env: { ...environmentFor(simulator), ...skipCheckpoints } }, work);
  } finally {
    await simulator.close();
  }
}

async function life(stack: TestStack, wanted: readonly Verb[], times: Times): Promise<void> {
  const args = ["--parallel", String(parallel)];
  const options = { timeout: 3_600_000, args };
  const work: Record<Verb, () => Promise<unknown>> = {
    up: () => stack.up(options),
    preview: () => stack.preview(options),
    refresh: () => stack.preview({ ...options, args: [...args, "--refresh"] }),
    destroy: () => stack.destroy(options),
  };
  for (const verb of wanted) times[verb].push(await seconds(work[verb]));
}

/** From the start of the process until it prints its port. */
async function start({ runs }: BenchOptions): Promise<Measurement> {
  const { folder } = await installation();
  const executable = join(folder, "node_modules/pulumi-codearts/dist/plugin/pulumi-resource-codearts");
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const child = spawn(executable, ["127.0.0.1:1"], { stdio: ["ignore", "pipe", "inherit"] });
    times.push(await seconds(() => once(child.stdout, "data")));
    child.kill();
  }
  return figure("start of the plugin", secondsText(median(times)), "at most 1 s");
}
