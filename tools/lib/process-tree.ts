/** Descendants of processes, from the system's process table. */
import { execFile, execFileSync } from "node:child_process";
import { promisify } from "node:util";

export interface Process {
  pid: number;
  /** Resident memory in MB. */
  megabytes: number;
  command: string;
}

const table = ["-axo", "pid=,ppid=,rss=,args="];
const maxBuffer = 10 << 20;

/** All current descendants of a process. */
export function processesBelow(root: number): Process[] {
  return below(root, execFileSync("ps", table, { encoding: "utf8", maxBuffer }));
}

/** The same, asynchronously. */
export async function readProcessesBelow(root: number): Promise<Process[]> {
  return below(root, (await promisify(execFile)("ps", table, { maxBuffer })).stdout);
}

function below(root: number, text: string): Process[] {
  const all = [...text.matchAll(/^ *(\d+) +(\d+) +(\d+) +(.*)$/gm)].map(([, pid, parent, rss, command = ""]) => ({
    parent: Number(parent),
    process: { pid: Number(pid), megabytes: Number(rss) / 1024, command },
  }));
  const found: Process[] = [];
  for (let parents = new Set([root]); parents.size > 0; ) {
    const children = all.filter(({ parent }) => parents.has(parent)).map(({ process }) => process);
    found.push(...children);
    parents = new Set(children.map(({ pid }) => pid));
  }
  return found;
}

/** Signals a process that may already have ended. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Already ended.
  }
}
