/** Preview, refresh, up, change and destroy of many jobs, ours against the floor, turn by turn in one run. */
import { startSimulator } from "codearts-simulator";
import { environmentFor } from "../simulator-environment";
import { type TestStack, withStack } from "../stack";
import { providerMemory, type Row, row, seconds } from "./measure";
import { floor, ours } from "./programs";

/** Without it the file backend writes the whole state after every resource, which hides everything else; both sides have it. */
const skipCheckpoints = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };
const latency = 20;

type Verb = "preview" | "refresh" | "up" | "change" | "destroy";
type Times = Record<Verb, number[]>;

export async function engineRows(count: number, runs: number, say: (line: string) => void): Promise<Row[]> {
  const simulator = await startSimulator({ seed: "bench", journalLimit: 100 });
  const env = { ...environmentFor(simulator), ...skipCheckpoints, FLOOR_LATENCY: String(latency) };
  const size = JSON.stringify({ count, changed: -1 });
  try {
    return await withStack({ program: { ...ours, "size.json": size }, env }, (one) =>
      withStack({ program: { ...floor, "size.json": size }, env }, async (other) => {
        simulator.setLatency({ fixed: latency });
        const [a, b] = [noTimes(), noTimes()];
        const requests: Record<string, number> = {};
        let memory = 0;
        for (let run = 0; run < runs; run += 1) {
          const before = () => simulator.journal().at(-1)?.number ?? 0;
          memory = Math.max(
            memory,
            await providerMemory(() => life(one, count, a, (verb, begun) => (requests[verb] = before() - begun), before)),
          );
          await life(other, count, b);
          say(`${count} jobs, run ${run + 1} of ${runs}`);
        }
        const calls = (verb: Verb) => `${requests[verb] ?? 0} requests`;
        return [
          row(`preview of ${count} unchanged jobs`, a.preview, b.preview, 1.15, calls("preview")),
          row(`preview --refresh, ${latency} ms latency`, a.refresh, b.refresh, 1.3, calls("refresh")),
          row(`up of ${count} new jobs, ${latency} ms latency`, a.up, b.up, 1.15, calls("up")),
          row(`change of 1 of ${count}`, a.change, b.change, undefined, calls("change")),
          row(`destroy of ${count} jobs`, a.destroy, b.destroy, undefined, calls("destroy")),
          {
            what: `memory of the provider, ${count} jobs`,
            ours: `${memory.toFixed(0)} MB`,
            floor: "–",
            ratio: "–",
            note: "at most 200 MB",
          },
        ];
      }),
    );
  } finally {
    await simulator.close();
  }
}

function noTimes(): Times {
  return { preview: [], refresh: [], up: [], change: [], destroy: [] };
}

async function life(
  stack: TestStack,
  count: number,
  times: Times,
  counted?: (verb: Verb, begun: number) => void,
  now?: () => number,
): Promise<void> {
  const timed = async (verb: Verb, work: () => Promise<unknown>) => {
    const begun = now?.() ?? 0;
    times[verb].push(await seconds(work));
    counted?.(verb, begun);
  };
  const limit = { timeout: 900_000 };
  stack.write("size.json", JSON.stringify({ count, changed: -1 }));
  await timed("up", () => stack.up(limit));
  await timed("preview", () => stack.preview(limit));
  await timed("refresh", () => stack.preview({ args: ["--refresh"], ...limit }));
  stack.write("size.json", JSON.stringify({ count, changed: 0 }));
  await timed("change", () => stack.up(limit));
  await timed("destroy", () => stack.destroy(limit));
}
