import { readBuild } from "../../../provider/kinds/build-run/build";
import { buildRun } from "../../../provider/kinds/build-run/kind";
import { lifecycle } from "../../../provider/lifecycle/provider";
import type { Contract, Service } from "./contract";

/** Builds that run: one that ended stays in the history of its job. */
async function running({ client, simulator }: Service): Promise<number> {
  let found = 0;
  for await (const { id = "" } of client.each("listProjectJobs", { path: { project_id: simulator.projectId } })) {
    const last = Number((await client.builds.getRunningStatus(id)).last_build_no ?? 0);
    for (let number = 1; number <= last; number += 1)
      if ((await readBuild(client, { jobId: id, number })).result === undefined) found += 1;
  }
  return found;
}

export const buildRunContract: Contract = {
  kind: "BuildRun",
  provider: () => lifecycle(buildRun),
  prepare: async ({ client, simulator }) => {
    const steps = [
      { module_id: "devcloud2018.codeci_action_20009.action", name: "Work", enable: true, properties: { command: "sleep 600" } },
    ];
    const job = { arch: "x86-64", project_id: simulator.projectId, job_name: "api", steps };
    return { jobId: String((await client.jobs.create(job as never)).job_id) };
  },
  inputs: { parameters: { channel: "stable" }, triggers: ["1"], wait: false },
  updates: { timeout: { minutes: 5 } },
  replacements: { parameters: { channel: "beta" }, triggers: ["2"], tag: "v1" },
  calls: {
    create: ["getJobConfig", "getJobRunningStatus", "runJob", "getBuildRecordInfo"],
    read: ["getBuildRecordInfo"],
    update: [],
    delete: ["getBuildRecordInfo", "stopBuild"],
  },
  count: running,
  creates: "runJob",
};
