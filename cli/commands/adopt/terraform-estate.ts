/** Reads the live objects whose ids are in a Terraform state. */

import { CodeArtsError } from "../../../provider/client/errors";
import { kinds } from "../../../provider/kinds";
import { isObject } from "../../../provider/pulumi-wire";
import { type JobRow, listGroups } from "../../lib/jobs";
import type { Session } from "../../lib/session";
import { CliError, count, note, startProgress } from "../../lib/terminal";
import { type Estate, eachOf, readOne } from "./estate";
import { readJob, readObject } from "./kinds";
import type { Adoptable, Json, JsonObject } from "./model";
import { refine } from "./refine";
import { withValue } from "./secrets";
import { readTerraform, type TerraformObject } from "./terraform";

export async function readFromTerraform(session: Session, file: string, matches: (name: string) => boolean): Promise<Estate> {
  const { objects, others } = readTerraform(file);
  if (others.size > 0) {
    const kinds = [...others].map(([type, number]) => `${type} (${number})`).join(", ");
    note(`left to Terraform: ${kinds}`);
  }
  if (objects.length === 0)
    throw new CliError(`${file} manages no build task, build template or scan configuration; nothing to adopt`);
  const regions = new Set(
    objects.map(({ region }) => region).filter((region) => region !== undefined && region !== session.region),
  );
  if (regions.size > 0) {
    throw new CliError(
      `${file} has objects in ${[...regions].join(", ")}, and the region here is ${session.region}\n  adopt one region at a time: --region ${[...regions][0]}`,
    );
  }
  const wanted = objects.filter(({ resourceName }) => matches(resourceName));
  const estate: Estate = { objects: [], leftOut: [] };
  const groups = await groupPaths(session, wanted);
  const progress = startProgress("read", wanted.length);
  let done = 0;
  await eachOf(wanted, async (object) => {
    await readOne(estate, `${kinds[object.kind].noun} ${object.address}`, () => readManaged(session, object, groups));
    progress.update(++done, object.resourceName);
  });
  progress.finish();
  note(`${file}: ${count(estate.objects.length, "object")}`);
  const values = new Map(wanted.map(({ id, privateValues }) => [id, privateValues]));
  const known = refine(estate.objects).map((job) => withPrivateValues(job, values.get(job.id) ?? new Map()));
  return { ...estate, objects: known };
}

/** Group names, for projects whose group tree the caller may read. */
async function groupPaths({ client }: Session, objects: TerraformObject[]): Promise<Map<string, string[]>> {
  const paths = new Map<string, string[]>();
  for (const projectId of new Set(objects.map(({ projectId }) => projectId))) {
    if (projectId === undefined) continue;
    const groups = await listGroups(client, projectId).catch((error: unknown) => {
      if (error instanceof CodeArtsError) return [];
      throw error;
    });
    for (const { id, path } of groups) paths.set(id, path);
  }
  return paths;
}

async function readManaged(session: Session, object: TerraformObject, groups: Map<string, string[]>): Promise<Adoptable[]> {
  const { kind, id, resourceName } = object;
  const key = object.key === undefined ? {} : { key: object.key };
  if (kind !== "buildJob") return readObject(kind, session, { id, name: resourceName }, { resourceName, ...key });
  const row: JobRow = { id, job_name: resourceName };
  const about = {
    name: resourceName,
    resourceName,
    ...key,
    ...(object.projectId === undefined ? {} : { projectId: object.projectId }),
  };
  const jobs = await readJob(session, row, about);
  return jobs.map((job) => {
    const group = groups.get(String(job.inputs.groupId));
    return { ...job, ...(group === undefined ? {} : { group }) };
  });
}

/** The service masks private values; Terraform's state has them, so they need not be set by hand. */
function withPrivateValues(job: Adoptable, values: Map<string, string>): Adoptable {
  if (values.size === 0) return job;
  const fill = (given: JsonObject): JsonObject => {
    if (!isObject(given.parameters)) return given;
    const parameters = Object.fromEntries(
      Object.entries(given.parameters).map(([name, parameter]): [string, Json] => {
        const value = values.get(name);
        if (value === undefined || !isObject(parameter) || parameter.default === undefined) return [name, parameter];
        return [name, { ...parameter, default: withValue(parameter.default, value) }];
      }),
    );
    return { ...given, parameters };
  };
  return { ...job, inputs: fill(job.inputs), outputs: fill(job.outputs) };
}
