/** Medians of several runs, the time and memory of a stack's commands. */
import { execFileSync } from "node:child_process";
import { performance } from "node:perf_hooks";

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Seconds that the work took. */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

/** The largest resident memory of a provider process below this one while the work runs, in MB. */
export async function providerMemory(work: () => Promise<unknown>): Promise<number> {
  let largest = 0;
  const clock = setInterval(() => {
    const lines = execFileSync("ps", ["-axo", "rss=,args="], { encoding: "utf8" }).split("\n");
    for (const line of lines) {
      const [, rss, args = ""] = /^\s*(\d+)\s+(.*)$/.exec(line) ?? [];
      if (/^\S*node\s.*dynamic-provider/.test(args)) largest = Math.max(largest, Number(rss) / 1024);
    }
  }, 200);
  try {
    await work();
  } finally {
    clearInterval(clock);
  }
  return largest;
}

export interface Row {
  what: string;
  ours: string;
  floor: string;
  ratio: string;
  /** What the ratio is to stay under; absent where none is set. */
  limit?: number;
  note?: string;
}

export function row(what: string, ours: number[], floor: number[], limit?: number, note?: string): Row {
  const [one, other] = [median(ours), median(floor)];
  const text = (value: number) => `${value.toFixed(value < 10 ? 2 : 1)} s`;
  return {
    what,
    ours: text(one),
    floor: text(other),
    ratio: (one / other).toFixed(2),
    ...(limit ? { limit } : {}),
    ...(note ? { note } : {}),
  };
}
