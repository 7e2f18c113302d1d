import { readFileSync } from "node:fs";
import { classOfType } from "../../../provider/pulumi-wire";
import { type JobRow, listJobs, matcher } from "../../lib/jobs";
import { findProgram, runPulumi } from "../../lib/pulumi";
import { openSession, requireProject } from "../../lib/session";
import { CliError, count, exitCodes, formatTable, printJson, printLine } from "../../lib/terminal";
import type { OrphansOptions } from "./options";

interface State {
  deployment?: { resources?: { type?: string; id?: string }[] };
}

export async function orphans(options: OrphansOptions): Promise<number> {
  const session = await openSession({ region: options.region, projectId: options.projectId, stack: options.stack[0] });
  const projectId = requireProject(session);
  const { ids, sources } = await declaredJobs(options);
  const rows = await listJobs(session.client, projectId);
  const matches = matcher(options.name);
  const found = rows
    .filter((row) => !ids.has(row.id) && matches(row.job_name))
    .sort((a, b) => a.job_name.localeCompare(b.job_name, "en"));
  if (options.json) printJson({ projectId, sources, jobs: rows.length, orphans: found.map(toJson) });
  else show(projectId, sources, rows.length, found);
  return found.length > 0 ? exitCodes.failed : exitCodes.ok;
}

/** Ids of the jobs that the states hold. */
async function declaredJobs({ stack, state }: OrphansOptions): Promise<{ ids: Set<string>; sources: string[] }> {
  const ids = new Set<string>();
  const add = (text: string, source: string) => {
    for (const id of jobsOf(text, source)) ids.add(id);
  };
  for (const file of state) add(readState(file), file);
  const folder = findProgram();
  const stacks = stack.length > 0 || state.length > 0 ? stack : [undefined];
  for (const name of stacks) {
    if (folder === undefined)
      throw new CliError("this folder is in no Pulumi program; go to one, or give states with --state FILE");
    const { stdout } = await runPulumi(["stack", "export"], { cwd: folder, ...(name === undefined ? {} : { stack: name }) });
    add(stdout, name ?? "selected stack");
  }
  return { ids, sources: [...stacks.map((name) => name ?? "selected stack"), ...state] };
}

function readState(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new CliError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function jobsOf(text: string, source: string): string[] {
  let state: State;
  try {
    state = JSON.parse(text) as State;
  } catch {
    throw new CliError(`${source} is no state; save one with: pulumi stack export --file FILE`);
  }
  if (state.deployment === undefined) throw new CliError(`${source} is no state; save one with: pulumi stack export --file FILE`);
  return (state.deployment.resources ?? []).flatMap(({ type, id }) =>
    type !== undefined && classOfType(type) === "BuildJob" && id ? [id] : [],
  );
}

function toJson(row: JobRow) {
  return {
    id: row.id,
    name: row.job_name,
    creator: row.user_name ?? undefined,
    lastBuild: lastBuild(row),
    lastStatus: row.last_build_status ?? undefined,
    disabled: row.disabled === true,
  };
}

function lastBuild({ last_build_time: time }: JobRow): string | undefined {
  return time ? new Date(Number(time)).toISOString() : undefined;
}

function show(projectId: string, sources: string[], jobs: number, found: JobRow[]): void {
  if (found.length === 0) {
    printLine(`project ${projectId}: ${count(jobs, "job")}, all declared by ${sources.join(", ")}`);
    return;
  }
  const rows = found.map((row) => [
    row.job_name,
    row.id,
    row.user_name ?? "",
    lastBuild(row)?.slice(0, 10) ?? "never",
    row.disabled ? "disabled" : "",
  ]);
  printLine(formatTable(["JOB", "ID", "MADE BY", "LAST BUILD", ""], rows));
  printLine(`\nproject ${projectId}: ${found.length} of ${count(jobs, "job")} not declared by ${sources.join(", ")}`);
  printLine(
    `to take them over: pulumi-codearts adopt --project-id ${projectId} --name ${found
      .slice(0, 3)
      .map((row) => row.job_name)
      .join(" ")}`,
  );
}
