/** `--interactive`: asks for groups, then for jobs in them. */
import { canAsk, pick } from "../../lib/prompts";
import { CliError } from "../../lib/terminal";
import type { ListedJob } from "./estate";
import { groupBy } from "./shape";

export async function pickJobs(projectId: string, jobs: ListedJob[]): Promise<ListedJob[]> {
  if (!canAsk()) throw new CliError("--interactive needs a terminal; --name and --group select without one");
  const groups = groupBy(jobs, ({ group }) => group?.join(" / ") ?? "(no group)");
  let wanted = jobs;
  if (groups.size > 1) {
    const choices = [...groups].map(([name, own]) => ({ name: `${name} (${own.length})`, value: own, checked: true }));
    wanted = (await pick(`Groups of project ${projectId}`, choices)).flat();
  }
  return pick(
    `Jobs (${wanted.length})`,
    wanted.map((job) => ({ name: label(job), value: job, checked: true })),
  );
}

function label({ row, group }: ListedJob): string {
  return group === undefined ? row.job_name : `${row.job_name}  (${group.join(" / ")})`;
}
