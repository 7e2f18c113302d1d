import { CodeArtsError } from "../../client/errors";
import type { Cloud, Found } from "../../lifecycle/kind";
import type { BuildJobInputs } from "./inputs";

/** A number below this would be a date in 1970 as milliseconds, so it counts seconds. */
const milliseconds = (time: number): number => (time < 1e11 ? time * 1000 : time);

/** The job of the project with this name. */
export async function findJobs(cloud: Cloud, inputs: BuildJobInputs): Promise<Found[]> {
  for await (const row of cloud.client.each("listProjectJobs", {
    path: { project_id: inputs.projectId },
    query: { search: inputs.name },
  })) {
    if (row.job_name !== inputs.name || !row.id) continue;
    const info = await cloud.client.jobs.getInfo(row.id);
    const found: { -readonly [K in keyof Found]: Found[K] } = { id: row.id };
    if (row.job_creator) found.creatorId = row.job_creator;
    if (row.user_name) found.creator = row.user_name;
    if (typeof info.create_time === "number") found.createdAt = milliseconds(info.create_time);
    return [found];
  }
  return [];
}

/** A deleted job in the recycle bin may still occupy its name, so that the name can be neither created nor adopted. */
export async function nameHeldInRecycleBin(cloud: Cloud, inputs: BuildJobInputs): Promise<string | undefined> {
  try {
    for await (const row of cloud.client.each("listRecycledJobs", { query: { search: inputs.name } })) {
      if (row.job_name !== inputs.name || row.project_id !== inputs.projectId) continue;
      const ways =
        'restore it and set adoptExisting: true, delete it there permanently, or use another name (deletion: "purge" frees a name at once)';
      return `the name is held by the deleted job ${row.job_id} in the recycle bin\n  ${ways}`;
    }
  } catch (error) {
    // Not everyone may read the recycle bin; the error of the create is enough then.
    if (!(error instanceof CodeArtsError)) throw error;
  }
  return undefined;
}
