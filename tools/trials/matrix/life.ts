/** The complete lifecycle of a stack under the real CLI, in a prepared project. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { type Ended, run } from "../../lib/process";
import { type EngineReport, readEventLog } from "../../pulumi/events";

export interface PreparedProject {
  /** The folder of the program. */
  folder: string;
  /** A temporary folder for the event log. */
  scratch: string;
  env: NodeJS.ProcessEnv;
  /** Folders of policy packs, from the program's folder, and a rule of each that the program breaks. */
  packs: { folder: string; broken: string }[];
}

/** "short": only what depends on the place and no other test covers: where programs, providers and packs are found. */
export type LifeLength = "full" | "short";

/**
 * Preview, up, up again, refresh after a change by another user, up under policy packs that reverts it, destroy; short: up under
 * policy packs, up again, destroy. Throws at the first unexpected result.
 */
export async function life(place: PreparedProject, form: LifeLength): Promise<void> {
  const engine = engineIn(place);
  await pulumiIn(place, "stack", "init", "matrix");
  if (form === "full") demandSteps("preview", await engine("preview"), "create");
  await up(place, form === "short", "create");
  await up(place, false, "same");
  if (form === "full") {
    demand("drift", await run("node", ["-e", drift], { cwd: place.folder, env: place.env }));
    const refreshed = await engine("refresh", "--yes", "--skip-preview");
    if (!changedTimeout(refreshed)) throw new Error("refresh: the changed timeout was not detected");
    await up(place, true, "update");
  }
  demandSteps("destroy", await engine("destroy", "--yes", "--skip-preview"), "delete");
}

async function up(place: PreparedProject, underPacks: boolean, op: string): Promise<void> {
  const packs = underPacks ? place.packs : [];
  const flags = packs.flatMap(({ folder }) => ["--policy-pack", folder]);
  const report = await engineIn(place)("up", "--yes", "--skip-preview", ...flags);
  demandSteps("up", report, op);
  const broken = report.events.flatMap(({ policyEvent }) => policyEvent?.policyName ?? []);
  for (const pack of packs)
    if (!broken.includes(pack.broken)) throw new Error(`policy pack ${pack.folder}: no violation of ${pack.broken} was reported`);
}

function engineIn(place: PreparedProject): (...args: string[]) => Promise<EngineReport> {
  return async (...args) => {
    const log = join(place.scratch, "events.json");
    rmSync(log, { force: true });
    await pulumiIn(place, ...args, "--event-log", log);
    return readEventLog(log);
  };
}

async function pulumiIn({ folder, env }: PreparedProject, ...args: string[]): Promise<Ended> {
  const all = [...args, "--non-interactive", "--color=never"];
  return demand(args.slice(0, 2).join(" "), await run("pulumi", all, { cwd: folder, env, timeout: 300_000 }));
}

function changedTimeout({ events }: EngineReport): boolean {
  return events.some(({ resOutputsEvent }) =>
    Object.keys(resOutputsEvent?.metadata.detailedDiff ?? {}).some((path) => path.startsWith("timeout")),
  );
}

/** A change in the console: another timeout. */
const drift = `const { createClient } = require("pulumi-codearts/client");
(async () => {
  const client = createClient();
  for await (const { id } of client.each("listProjectJobs", { path: { project_id: process.env.CODEARTS_PROJECT_ID } })) {
    const live = await client.jobs.getConfig(id, { get_all_params: "true" });
    const steps = live.steps.map(({ version, ...step }) => (version === null ? step : { ...step, version }));
    await client.jobs.update({ ...live, job_id: id, steps, timeout: { limit: "45", unit: "minute" } });
  }
})();`;

function demandSteps(what: string, report: EngineReport, ...ops: string[]): void {
  const seen = report.steps.map(({ op }) => op).join();
  if (seen !== ops.join()) throw new Error(`${what}: operations were ${seen || "none"}, not ${ops.join()}`);
}

/** The result of a command that must succeed; the error includes the end of its output. */
export function demand(what: string, ended: Ended): Ended {
  if (ended.code !== 0)
    throw new Error(`${what}: ended with ${ended.code}: ${`${ended.stdout}\n${ended.stderr}`.trim().slice(-1500)}`);
  return ended;
}
