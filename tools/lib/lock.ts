import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const beat = 5_000;
/** A holder touches its lock every beat. One on another machine, or whose process id was given to another, shows by age alone. */
const deadAfter = { elsewhere: 60_000, here: 30 * 60_000 };

/** Runs the work while holding the lock file; waits for a living holder, takes over from a dead one. */
export async function withLock<Result>(file: string, say: (line: string) => void, work: () => Promise<Result>): Promise<Result> {
  mkdirSync(dirname(file), { recursive: true });
  const begun = Date.now();
  let said = 0;
  while (!take(file)) {
    const holder = deadHolder(file);
    if (holder !== undefined) {
      say(`lock: left by a run that is gone (${holder}); taken over`);
      remove(file, holder);
      continue;
    }
    if (Date.now() - begun >= said * 15_000) {
      say(`lock: another run is at this work (${file}); waiting … ${Math.round((Date.now() - begun) / 1000)} s`);
      said += 1;
    }
    await pause(500);
  }
  const heart = setInterval(() => touch(file), beat);
  try {
    return await work();
  } finally {
    clearInterval(heart);
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

/** Which holder is certainly gone; undefined while it may live. */
function deadHolder(file: string): string | undefined {
  try {
    const age = Date.now() - statSync(file).mtimeMs;
    const text = readFileSync(file, "utf8");
    if (age > deadAfter.here) return text || "unknown";
    const { pid, host } = JSON.parse(text) as { pid: number; host: string };
    const dead = host === hostname() ? !isAlive(pid) : age > deadAfter.elsewhere;
    return dead ? text : undefined;
  } catch {
    // Released, or being written, at this moment.
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Moved aside first, so that of two runs that take over at once only one removes the dead lock; a living one is put back. */
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
    // Taken over after this process was stopped for long; there is nothing left to hold.
  }
}
