/** Preview, refresh, up, change and destroy of many jobs, compared with the floor, alternating in one run. */
import { type Simulator, startSimulator } from "codearts-simulator";
import { environmentFor } from "../../lib/simulator-environment";
import { type TestStack, withStack } from "../../lib/stack";
import {
  type BenchOptions,
  figure,
  type Measurement,
  type Memory,
  median,
  memoryText,
  row,
  seconds,
  secondsText,
  watchMemory,
} from "./measure";
import { floor, ours } from "./programs";

/** Without this the file backend writes the complete state after every resource, which hides everything else; both sides use it. */
export const skipCheckpoints = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };
export const latency = 20;
/** By default Pulumi runs four operations per core in parallel; a fixed number makes machines comparable. */
export const parallel = 10;

const verbs = ["up", "preview", "refresh", "change", "destroy"] as const;
type Verb = (typeof verbs)[number];
type Times = Record<Verb, number[]>;

/** Medians of one size, in seconds. */
interface Size {
  count: number;
  ours: Times;
  floor: Times;
  requests: Record<Verb, number>;
  memory: Memory;
}

export async function engineRows(options: BenchOptions): Promise<Measurement[]> {
  const sizes: Size[] = [];
  for (const count of options.short ? [100] : [100, 1000]) sizes.push(await measureSize(count, options));
  // One run is enough to show the form of the curve.
  if (!options.short) sizes.push(await measureSize(5000, { ...options, runs: 1 }));
  return [...sizes.flatMap(rowsOf), ...growthRows(sizes)];
}

async function measureSize(count: number, { runs, say }: BenchOptions): Promise<Size> {
  const simulator = await startSimulator({ seed: "bench", journalLimit: 100 });
  const env = { ...environmentFor(simulator), ...skipCheckpoints, FLOOR_LATENCY: String(latency) };
  const size: Size = {
    count,
    ours: noTimes(),
    floor: noTimes(),
    requests: { up: 0, preview: 0, refresh: 0, change: 0, destroy: 0 },
    memory: {},
  };
  const program = { "size.json": JSON.stringify({ count, changed: -1 }) };
  try {
    return await withStack({ program: { ...ours, ...program }, env }, (one) =>
      withStack({ program: { ...floor, ...program }, env }, async (other) => {
        simulator.setLatency({ fixed: latency });
        for (let run = 0; run < runs; run += 1) {
          await watchMemory(size.memory, () => life(one, size, size.ours, simulator));
          await watchMemory({}, () => life(other, size, size.floor));
          say(`${count} jobs, run ${run + 1} of ${runs}`);
        }
        return size;
      }),
    );
  } finally {
    await simulator.close();
  }
}

function noTimes(): Times {
  return { preview: [], refresh: [], up: [], change: [], destroy: [] };
}

async function life(stack: TestStack, { count, requests }: Size, times: Times, simulator?: Simulator): Promise<void> {
  const options = { timeout: 3_600_000, args: ["--parallel", String(parallel)] };
  const work: Record<Verb, () => Promise<unknown>> = {
    up: () => stack.up(options),
    preview: () => stack.preview(options),
    refresh: () => stack.preview({ ...options, args: [...options.args, "--refresh"] }),
    change: () => stack.up(options),
    destroy: () => stack.destroy(options),
  };
  const answered = () => simulator?.journal().at(-1)?.number ?? 0;
  for (const verb of verbs) {
    stack.write("size.json", JSON.stringify({ count, changed: verb === "change" ? 0 : -1 }));
    const before = answered();
    times[verb].push(await seconds(work[verb]));
    if (simulator) requests[verb] = answered() - before;
  }
}

function rowsOf({ count, ours, floor, requests, memory }: Size): Measurement[] {
  const calls = (verb: Verb) => `${requests[verb]} requests`;
  // The floor's refresh includes the same latency; without it, its time is that of the engine itself.
  const ideal = (requests.refresh * latency) / 1000 / parallel;
  const wait = (median(ours.refresh) - median(floor.refresh)) / ideal + 1;
  const waiting = `${calls("refresh")}; calls × latency ÷ parallelism is ${secondsText(ideal)}, ours above the engine's own time is ${wait.toFixed(2)} times that`;
  return [
    row(`preview of ${count} unchanged jobs`, ours.preview, floor.preview, 1.15, calls("preview")),
    row(`preview --refresh of ${count}, ${latency} ms latency`, ours.refresh, floor.refresh, 1.3, waiting),
    row(`up of ${count} new jobs, ${latency} ms latency`, ours.up, floor.up, 1.5, calls("up")),
    row(`change of 1 of ${count}`, ours.change, floor.change, undefined, calls("change")),
    row(`destroy of ${count} jobs`, ours.destroy, floor.destroy, undefined, calls("destroy")),
    figure(`memory with ${count} jobs`, memoryText(memory), "provider at most 256 MB"),
  ];
}

/** Growth of each command with the number of jobs: seconds per 1,000 jobs beyond the smallest size. */
function growthRows(sizes: Size[]): Measurement[] {
  const [smallest, ...larger] = sizes;
  if (!smallest || larger.length === 0) return [];
  const slope = (side: "ours" | "floor", verb: Verb) =>
    larger.map((size) => ((median(size[side][verb]) - median(smallest[side][verb])) / (size.count - smallest.count)) * 1000);
  const text = (values: number[]) => values.map(secondsText).join(", ");
  const names = larger.map(({ count }) => count).join(", ");
  return verbs.map((verb) => ({
    what: `growth of ${verb}: each further 1,000 jobs, up to ${names}`,
    ours: text(slope("ours", verb)),
    floor: text(slope("floor", verb)),
    ratio: "–",
    note: "equal figures are a straight line",
  }));
}
