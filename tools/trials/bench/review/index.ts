/** `review` of a log of 10,000 resources (50 MB): time compared with a plain JSON parse of the same lines, and peak memory. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { type BenchOptions, type Measurement, median, row } from "../measure";
import { writeLog } from "./log";

const formats = ["github", "gitlab", "html", "json", "text"];

export async function reviewRows({ runs, short }: BenchOptions): Promise<Measurement[]> {
  const resources = short ? 1_000 : 10_000;
  const folder = mkdtempSync(join(tmpdir(), "codearts-bench-"));
  try {
    const rows: Measurement[] = [];
    const worker = bundled(folder);
    for (const changedOf of [1, 10]) {
      const file = join(folder, `events-${changedOf}.json`);
      const megabytes = (await writeLog(file, resources, changedOf)) / 1e6;
      const what = `review of ${resources} resources, ${megabytes.toFixed(0)} MB, ${changedOf * 10} % changed`;
      for (const format of formats) {
        const [ours, floor]: [number[], number[]] = [[], []];
        const [used, usedByFloor]: [number[], number[]] = [[], []];
        let peak = 0;
        // Alternating, so that other load on the machine affects both.
        for (let run = 0; run < runs; run += 1) {
          const parsed = measure(worker, "parse", file);
          floor.push(parsed.milliseconds / 1000);
          usedByFloor.push(parsed.processor / 1000);
          const rendered = measure(worker, "render", file, format);
          ours.push(rendered.milliseconds / 1000);
          used.push(rendered.processor / 1000);
          peak = Math.max(peak, rendered.megabytes);
        }
        rows.push(
          row(
            `${what}, as ${format}`,
            ours,
            floor,
            5,
            `${(median(used) / median(usedByFloor)).toFixed(2)} by CPU time, which does not depend on other load; ${peak.toFixed(0)} MB peak, at most 300`,
          ),
        );
      }
    }
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Compiled, as users run it, not through a loader. */
function bundled(folder: string): string {
  const outfile = join(folder, "worker.js");
  buildSync({ entryPoints: [join(__dirname, "worker.ts")], bundle: true, platform: "node", target: "node20", outfile });
  return outfile;
}

interface Measured {
  milliseconds: number;
  processor: number;
  megabytes: number;
}

function measure(worker: string, ...args: string[]): Measured {
  const { status, stdout, stderr } = spawnSync(process.execPath, [worker, ...args], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
