import { classOfType } from "../../../provider/pulumi-wire";
import { type JobRow, listJobs, matcher } from "../../lib/jobs";
import { jsonOf, readJsonFile } from "../../lib/json";
import { findProgram } from "../../lib/project";
import { runPulumi } from "../../lib/pulumi";
import { openSession, requireProject } from "../../lib/session";
import { type StackState, stackState } from "../../lib/stack-state";
import { CliError, count, exitCodes, formatTable, printJson, printLine } from "../../lib/terminal";
import type { OrphansOptions } from "./options";

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

/** Ids of the jobs in the states. */
async function declaredJobs({ stack, state }: OrphansOptions): Promise<{ ids: Set<string>; sources: string[] }> {
  const ids = new Set<string>();
  const add = (found: StackState) => {
    for (const id of jobsOf(found)) ids.add(id);
  };
  for (const file of state) add(readJsonFile(file, { advice: "save one with: pulumi stack export --file FILE", ...stackState }));
  const folder = findProgram();
  const stacks = stack.length > 0 || state.length > 0 ? stack : [undefined];
  for (const name of stacks) {
    if (folder === undefined)
      throw new CliError("this folder is not in a Pulumi program; change to one, or pass states with --state FILE");
    const { stdout } = await runPulumi(["stack", "export"], { cwd: folder, ...(name === undefined ? {} : { stack: name }) });
    add(jsonOf(stdout, { source: "pulumi stack export", advice: `see what it prints in ${folder}`, ...stackState }));
  }
  return { ids, sources: [...stacks.map((name) => name ?? "selected stack"), ...state] };
}

function jobsOf({ resources }: StackState): string[] {
  return resources.flatMap(({ type, id }) => (classOfType(type) === "BuildJob" && id !== undefined ? [id] : []));
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
    `to adopt them: pulumi-codearts adopt --project-id ${projectId} --name ${found
      .slice(0, 3)
      .map((row) => row.job_name)
      .join(" ")}`,
  );
}
