/** `review` of a log of 10,000 resources (50 MB): time against a bare JSON parse of the same lines, and peak memory. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BenchOptions, type Row, row } from "../measure";
import { writeLog } from "./log";

interface Measure {
  seconds: number[];
  /** The largest of all runs. */
  megabytes: number;
}

const formats = ["github", "gitlab", "html", "json", "text"];

export async function reviewRows({ runs, short }: BenchOptions): Promise<Row[]> {
  const resources = short ? 1_000 : 10_000;
  const folder = mkdtempSync(join(tmpdir(), "codearts-bench-"));
  try {
    const rows: Row[] = [];
    for (const changedOf of [1, 10]) {
      const file = join(folder, `events-${changedOf}.json`);
      const megabytes = (await writeLog(file, resources, changedOf)) / 1e6;
      const bare = measure(runs, "parse", file);
      const what = `review of ${resources} resources, ${megabytes.toFixed(0)} MB, ${changedOf * 10} % changed`;
      for (const format of formats) {
        const ours = measure(runs, "render", file, format);
        const note = `processor time; ${ours.megabytes.toFixed(0)} MB peak, at most 300`;
        rows.push(row(`${what}, as ${format}`, ours.seconds, bare.seconds, 5, note));
      }
    }
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measure(runs: number, ...args: string[]): Measure {
  const measured = Array.from({ length: runs }, () => {
    const worker = ["--import", "tsx", join(__dirname, "worker.ts"), ...args];
    const { status, stdout, stderr } = spawnSync(process.execPath, worker, { encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as { milliseconds: number; megabytes: number };
  });
  const seconds = measured.map(({ milliseconds }) => milliseconds / 1000);
  return { seconds, megabytes: Math.max(...measured.map(({ megabytes }) => megabytes)) };
}
