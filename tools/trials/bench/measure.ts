/** Medians of several runs, rows of the table, and the memory of the processes that a command starts. */
import { performance } from "node:perf_hooks";
import { type Process, readProcessesBelow } from "../../lib/process-tree";

/** Options of every part of the benchmark. */
export interface BenchOptions {
  /** Number of measurements; the median counts. */
  runs: number;
  /** Leaves the large estates out. */
  short: boolean;
  /** Prints progress. */
  say: (line: string) => void;
}

export interface Measurement {
  what: string;
  ours: string;
  floor: string;
  ratio: string;
  /** Upper limit of the ratio, if there is one. */
  limit?: number;
  note?: string;
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Elapsed seconds of the work. */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

export function row(what: string, ours: number[], floor: number[], limit?: number, note?: string): Measurement {
  const [one, other] = [median(ours), median(floor)];
  const ratio = (one / other).toFixed(2);
  return {
    what,
    ours: secondsText(one),
    floor: secondsText(other),
    ratio,
    ...(limit ? { limit } : {}),
    ...(note ? { note } : {}),
  };
}

/** A row of a figure without a floor, with its limit in the note. */
export function figure(what: string, ours: string, note?: string): Measurement {
  return { what, ours, floor: "–", ratio: "–", ...(note ? { note } : {}) };
}

export function secondsText(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 1)} s`;
}

const processes = {
  engine: /^\S*pulumi (preview|up|refresh|destroy)\b/,
  program: /\/@pulumi\/pulumi\/cmd\/run\b(?!-policy)/,
  "policy pack": /run-policy-pack/,
  provider: /\/dynamic-provider\b/,
  plugin: /\/codearts\.js\b/,
};

/** Megabytes of resident memory, by kind of process. */
export type Memory = Partial<Record<keyof typeof processes, number>>;

/** Does the work and records in `peaks` the largest descendant process of each kind. */
export async function watchMemory(peaks: Memory, work: () => Promise<unknown>): Promise<void> {
  let done = false;
  const watch = async () => {
    while (!done) {
      notePeaks(peaks, await readProcessesBelow(process.pid));
      await new Promise((resolve) => setTimeout(resolve, 200).unref());
    }
  };
  const watching = watch();
  try {
    await work();
  } finally {
    done = true;
    await watching;
  }
}

function notePeaks(peaks: Memory, running: Process[]): void {
  for (const { command, megabytes } of running)
    for (const [kind, pattern] of Object.entries(processes) as [keyof Memory, RegExp][])
      if (pattern.test(command)) peaks[kind] = Math.max(peaks[kind] ?? 0, megabytes);
}

export function memoryText(peaks: Memory): string {
  return Object.entries(peaks)
    .map(([kind, megabytes]) => `${kind} ${megabytes.toFixed(0)} MB`)
    .join(", ");
}
