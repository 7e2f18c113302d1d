/** Imports everything that the stack does not have yet, in one `pulumi import`. */

import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { splitUrn } from "../../../provider/pulumi-wire";
import { isAlive } from "../../../provider/shared/is-alive";
import { jsonOf } from "../../lib/json";
import { runPulumi } from "../../lib/pulumi";
import { type StateResource, stackState } from "../../lib/stack-state";
import { CliError, exitCodes, note, startProgress } from "../../lib/terminal";
import type { ImportResource } from "./model";
import { workFolder } from "./plan";

export interface Place {
  root: string;
  stack: string;
}

export async function readState({ root, stack }: Place): Promise<StateResource[]> {
  const { stdout } = await runPulumi(["stack", "export"], { cwd: root, stack });
  const advice = `see what it prints in ${root}`;
  return jsonOf(stdout, { source: "pulumi stack export", advice, ...stackState }).resources;
}

export async function importMissing(place: Place, resources: ImportResource[]): Promise<{ imported: number; there: number }> {
  const earlier = earlierPid(place);
  for (;;) {
    const there = new Set((await readState(place)).map(({ type, urn }) => `${type}::${splitUrn(urn).name}`));
    const missing = resources.filter(({ type, name }) => !there.has(`${type}::${name}`));
    const failure = missing.length === 0 ? undefined : await importResources(place, missing);
    if (failure === undefined) return { imported: missing.length, there: resources.length - missing.length };
    if (!(await isOwnLockGone(place, failure, earlier))) throw importFailed(place, failure);
  }
}

/** The CLI's error output. */
async function importResources(place: Place, resources: ImportResource[]): Promise<string | undefined> {
  const { root, stack } = place;
  const file = join(workFolder(root), "import.json");
  // Holds secrets in plain text until the import is done.
  writeFileSync(file, JSON.stringify({ resources }), { mode: 0o600 });
  const progress = startProgress("import", resources.length);
  let done = 0;
  try {
    const args = ["import", "--file", file, "--yes", "--skip-preview", "--protect=false", "--generate-code=false"];
    // An import creates nothing in the service, so writing the state once at the end is safe: missing resources are imported again.
    const env = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };
    const onLine = (line: string) => {
      if (/\bimported\b/.test(line)) progress.update(++done);
    };
    const started = (pid: number) => writeFileSync(pidFile(place), String(pid));
    const { code, stdout, stderr } = await runPulumi(args, { cwd: root, stack, env, onLine, started, mayFail: true });
    return code === 0 ? undefined : stderr || stdout;
  } finally {
    progress.finish();
    rmSync(file, { force: true });
  }
}

const pidFile = ({ root }: Place) => join(workFolder(root), "import.pid");

function earlierPid(place: Place): number | undefined {
  return existsSync(pidFile(place)) ? Number(readFileSync(pidFile(place), "utf8")) || undefined : undefined;
}

/** Longer than any import takes. */
const longestWait = 30 * 60_000;

/**
 * After a kill of the command, its CLI may keep running, or may have left its lock behind if it was killed too. If the only
 * lock is that of this adoption's own import, waits for it or removes it.
 */
async function isOwnLockGone({ root, stack }: Place, said: string, earlier: number | undefined): Promise<boolean> {
  const holders = [...said.matchAll(/created by .* \(pid (\d+)\)/g)].map(([, holder]) => Number(holder));
  if (earlier === undefined || holders.length !== 1 || holders[0] !== earlier) return false;
  if (isAlive(earlier)) {
    note(`the interrupted import is still running (process ${earlier}); waiting for it to end`);
    for (const until = Date.now() + longestWait; isAlive(earlier); await setTimeout(250)) if (Date.now() > until) return false;
    return true;
  }
  await runPulumi(["cancel", stack, "--yes"], { cwd: root });
  note(`the interrupted import (process ${earlier}) left the stack locked; the lock is removed`);
  return true;
}

function importFailed({ stack }: Place, said: string): CliError {
  const isLocked = /currently locked|currently in progress|already in progress/i.test(said);
  const todo = isLocked
    ? `another command is using the stack; wait until it ends, or run \`pulumi cancel ${stack}\` if none is running any more, then run the same command again`
    : "once that is fixed, run the same command again: it resumes from here";
  return new CliError(`pulumi import failed:\n${said.trim().replace(/^/gm, "  ")}\n  ${todo}`, exitCodes.failed);
}
