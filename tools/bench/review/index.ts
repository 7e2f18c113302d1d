/** Measures `review` on a log of 10,000 resources (50 MB): time against a bare JSON parse of the same lines, and peak memory. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeLog } from "./log";

interface Measure {
  milliseconds: number;
  megabytes: number;
  size: number;
}

export const limits = { ratio: 5, megabytes: 300 };

function measure(...args: string[]): Measure {
  const runs = Array.from({ length: 3 }, () => {
    const run = spawnSync(process.execPath, ["--import", "tsx", join(__dirname, "worker.ts"), ...args], { encoding: "utf8" });
    if (run.status !== 0) throw new Error(run.stderr);
    return JSON.parse(run.stdout) as Measure;
  });
  const best = (pick: (run: Measure) => number): number => Math.min(...runs.map(pick));
  return { milliseconds: best((run) => run.milliseconds), megabytes: best((run) => run.megabytes), size: runs[0]?.size ?? 0 };
}

/** The table, and whether every figure is within its limit. */
export async function benchReview(resources = 10_000): Promise<{ lines: string[]; within: boolean }> {
  const folder = mkdtempSync(join(tmpdir(), "codearts-bench-"));
  try {
    const lines: string[] = [];
    let within = true;
    for (const changedOf of [1, 10]) {
      const file = join(folder, `events-${changedOf}.json`);
      const bytes = await writeLog(file, resources, changedOf);
      const bare = measure("parse", file);
      lines.push(
        `${resources} resources, ${(bytes / 1e6).toFixed(1)} MB, ${changedOf * 10} % changed: bare JSON parse ${bare.milliseconds.toFixed(0)} ms`,
      );
      for (const format of ["github", "gitlab", "html", "json", "text"]) {
        const run = measure("render", file, format);
        const ratio = run.milliseconds / bare.milliseconds;
        within &&= ratio <= limits.ratio && run.megabytes < limits.megabytes;
        lines.push(
          `  ${format.padEnd(7)} ${run.milliseconds.toFixed(0).padStart(6)} ms  ${ratio.toFixed(2)} x  ${run.megabytes.toFixed(0).padStart(4)} MB peak  ${(run.size / 1e6).toFixed(2)} MB out`,
        );
      }
    }
    return { lines, within };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  const { lines, within } = await benchReview();
  process.stdout.write(
    `${lines.join("\n")}\nlimits: ${limits.ratio} x, ${limits.megabytes} MB: ${within ? "kept" : "NOT kept"}\n`,
  );
  process.exitCode = within ? 0 : 1;
}

if (require.main === module) void main();
