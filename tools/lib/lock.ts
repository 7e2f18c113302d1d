import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { isAlive } from "../../provider/shared/is-alive";

const beat = 5_000;
/** A holder touches its lock at this interval. For one on another machine, or whose process id was reused, only the age counts. */
const deadAfter = { elsewhere: 60_000, here: 30 * 60_000 };

/** Runs the work while holding the lock file; waits for a live holder, takes over from a dead one. */
export async function withLock<Result>(file: string, say: (line: string) => void, work: () => Promise<Result>): Promise<Result> {
  mkdirSync(dirname(file), { recursive: true });
  const begun = Date.now();
  let said = 0;
  while (!take(file)) {
    const holder = deadHolder(file);
    if (holder !== undefined) {
      say(`lock: left by a run that no longer exists (${holder}); taken over`);
      remove(file, holder);
      continue;
    }
    if (Date.now() - begun >= said * 15_000) {
      say(`lock: another run holds ${file}; waiting … ${Math.round((Date.now() - begun) / 1000)} s`);
      said += 1;
    }
    await pause(500);
  }
  const heartbeat = setInterval(() => touch(file), beat);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, JSON.stringify({ pid: process.pid, host: hostname() }), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** The holder that is certainly dead; undefined if it may be alive. */
function deadHolder(file: string): string | undefined {
  try {
    const age = Date.now() - statSync(file).mtimeMs;
    const text = readFileSync(file, "utf8");
    if (age > deadAfter.here) return text || "unknown";
    const { pid, host } = JSON.parse(text) as { pid: number; host: string };
    const dead = host === hostname() ? !isAlive(pid) : age > deadAfter.elsewhere;
    return dead ? text : undefined;
  } catch {
    // Just being released or written.
    return undefined;
  }
}

/** Renames the lock first, so that only one of two concurrent runs removes the dead lock; a live one is put back. */
function remove(file: string, holder: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    if ((readFileSync(aside, "utf8") || "unknown") === holder) rmSync(aside);
    else renameSync(aside, file);
  } catch {
    // Another run was quicker.
  }
}

function touch(file: string): void {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // Another run took over while this process was stopped for long.
  }
}
