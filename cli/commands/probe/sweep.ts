/** Deletes the objects of one probe or of all, identified by their names. */
import type { Client } from "../../../provider/client";
import { CodeArtsError } from "../../../provider/client/errors";
import { listGroups } from "../../lib/jobs";

export const prefix = "pulumi-codearts-probe-";

export interface Swept {
  /** Such as `job pulumi-codearts-probe-1a2b-1`. */
  deleted: string[];
  /** The same, and why it is still there. */
  left: { what: string; why: string }[];
}

interface Leftover {
  what: string;
  remove(): Promise<unknown>;
}

type SweepStep = (client: Client, projectId: string, isOurs: (name: unknown) => boolean) => Promise<Leftover[]>;

const jobs: SweepStep = async (client, project_id, isOurs) => {
  const found: Leftover[] = [];
  for await (const { id = "", job_name } of client.each("listProjectJobs", { path: { project_id } }))
    if (isOurs(job_name)) found.push({ what: `job ${job_name}`, remove: () => client.jobs.delete(id) });
  return found;
};

const recycled: SweepStep = async (client, project_id, isOurs) => {
  const found: Leftover[] = [];
  for await (const row of client.each("listRecycledJobs", {})) {
    const { job_id = "", job_name } = row;
    if (isOurs(job_name) && (row.project_id ?? project_id) === project_id)
      found.push({ what: `deleted job ${job_name}`, remove: () => client.recycleBin.delete({ job_ids: [job_id] }) });
  }
  return found;
};

const groups: SweepStep = async (client, projectId, isOurs) => {
  const found = new Map<string, Leftover>();
  for (const { id, path } of await listGroups(client, projectId)) {
    const name = path.at(-1);
    if (name === undefined || !isOurs(name) || found.has(name)) continue;
    found.set(name, { what: `group ${name}`, remove: () => client.groups.delete(projectId, { id }) });
  }
  return [...found.values()];
};

const files: SweepStep = async (client, _, isOurs) => {
  const found: Leftover[] = [];
  for await (const { id = "", keystore_name } of client.each("listKeystores", {}))
    if (isOurs(keystore_name)) found.push({ what: `file ${keystore_name}`, remove: () => client.keystores.delete(id) });
  return found;
};

const scans: SweepStep = async (client, _, isOurs) => {
  const found: Leftover[] = [];
  for await (const { cicd_id = "", cicd_name } of client.each("listCicdConfigurations", {})) {
    const remove = () => client.cicd.deleteConfigurations({ cicd_id_list: [cicd_id] });
    if (isOurs(cicd_name)) found.push({ what: `scan configuration ${cicd_name}`, remove });
  }
  return found;
};

/** The order matters: a deleted job is in the recycle bin. */
const kinds: readonly [string, SweepStep][] = [
  ["jobs", jobs],
  ["deleted jobs", recycled],
  ["groups", groups],
  ["files", files],
  ["scan configurations", scans],
];

/** `name` is the prefix of the names. An object that cannot be deleted does not stop the others. */
export async function sweep(client: Client, projectId: string, name: string): Promise<Swept> {
  const swept: Swept = { deleted: [], left: [] };
  const isOurs = (other: unknown) => typeof other === "string" && other.startsWith(name);
  for (const [many, find] of kinds) {
    const found = await find(client, projectId, isOurs).catch((error: unknown) => {
      // A caller who may not list them cannot have created any.
      if (reasonOf(error).kind !== "forbidden")
        swept.left.push({ what: `${many} could not be listed`, why: reasonOf(error).message });
      return [];
    });
    for (const { what, remove } of found) {
      await remove().then(
        () => swept.deleted.push(what),
        (error: unknown) => {
          const { kind, message } = reasonOf(error);
          if (kind !== "notFound") swept.left.push({ what, why: message });
        },
      );
    }
  }
  return swept;
}

function reasonOf(error: unknown): CodeArtsError {
  if (error instanceof CodeArtsError) return error;
  throw error;
}
