import { jobGroup } from "../../../provider/kinds/job-group/kind";
import { lifecycle } from "../../../provider/lifecycle/provider";
import type { Contract, Service } from "./contract";

interface Node {
  id?: string;
  name?: string;
  parent_id?: string;
  children?: readonly Node[] | null;
}

async function groups({ client, simulator }: Service): Promise<Node[]> {
  const below = (nodes: readonly Node[]): Node[] => nodes.flatMap((node) => [node, ...below(node.children ?? [])]);
  return below((await client.groups.getTree(simulator.projectId)) as Node[]);
}

const make = async ({ client, simulator }: Service, name: string): Promise<string> =>
  String((await client.groups.create(simulator.projectId, { name }))[0]?.id);

export const jobGroupContract: Contract = {
  kind: "JobGroup",
  provider: () => lifecycle(jobGroup),
  prepare: async (service) => ({ parentId: await make(service, "Backend") }),
  inputs: { name: "Java" },
  updates: { name: "Java-17", parentId: undefined, adoptExisting: true },
  // Another project has other parents: job-group.test.ts changes both.
  replacements: {},
  calls: {
    create: ["getJobGroupTree", "createJobGroup"],
    read: ["getJobGroupTree"],
    update: ["getJobGroupTree", "updateJobGroup", "getJobGroupTree"],
    delete: ["getJobGroupTree", "listProjectJobs", "deleteJobGroup"],
  },
  creates: "createJobGroup",
  settles: true,
  async disturb({ client, simulator }, id) {
    await client.groups.update(simulator.projectId, { id, name: "JVM" });
    return "name";
  },
  remove: ({ client, simulator }, id) => client.groups.delete(simulator.projectId, { id }),
  count: async (service) => (await groups(service)).filter(({ name }) => name !== "Backend").length,
};
