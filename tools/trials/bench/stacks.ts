/** A very large estate, split as docs/performance.md describes: 10,000 jobs as 50 stacks, some in parallel. */
import { cpus, totalmem } from "node:os";
import { startSimulator } from "codearts-simulator";
import { environmentFor } from "../../lib/simulator-environment";
import { type TestStack, withStack } from "../../lib/stack";
import {
  type BenchOptions,
  figure,
  type Measurement,
  type Memory,
  memoryText,
  seconds,
  secondsText,
  watchMemory,
} from "./measure";
import { ours } from "./programs";

/** Job names must differ between stacks, because all stacks use one service. */
const program = {
  ...ours,
  "index.js": ours["index.js"].replaceAll('"job-" + index', 'require("@pulumi/pulumi").getStack() + "-" + index'),
};

export async function stackRows({ short, say }: BenchOptions): Promise<Measurement[]> {
  const [stacks, jobs] = short ? [4, 25] : [50, 200];
  const atOnce = cpus().length;
  const simulator = await startSimulator({ seed: "bench", journalLimit: 100 });
  const files = { ...program, "size.json": JSON.stringify({ count: jobs, changed: -1 }) };
  try {
    return await withStack({ program: files, env: environmentFor(simulator) }, async (stack) => {
      const memory: Memory = {};
      const rows: Measurement[] = [];
      for (const verb of ["up", "preview", "destroy"] as const) {
        const used = process.cpuUsage();
        const took = await seconds(() => watchMemory(memory, () => everyStack(stack, verb, stacks, atOnce)));
        say(`${verb} of ${stacks} stacks: ${secondsText(took)}`);
        const { user, system } = process.cpuUsage(used);
        const simulators = `the simulator and the measurement took ${secondsText((user + system) / 1e6)} of processor`;
        rows.push(
          figure(`${verb} of ${stacks * jobs} jobs as ${stacks} stacks, ${atOnce} at once`, secondsText(took), simulators),
        );
      }
      const note = `each process, ${atOnce} of each kind at once; the machine has ${(totalmem() / 2 ** 30).toFixed(0)} GB`;
      return [...rows, figure(`memory of ${stacks} stacks, ${atOnce} at once`, memoryText(memory), note)];
    });
  } finally {
    await simulator.close();
  }
}

async function everyStack(stack: TestStack, verb: "up" | "preview" | "destroy", count: number, atOnce: number): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < count; index = next++) {
      const name = `part-${index}`;
      if (verb === "up") await stack.pulumi("stack", "init", name, "--no-select");
      await stack.pulumi(verb, ...(verb === "preview" ? [] : ["--yes", "--skip-preview"]), "--stack", name);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
