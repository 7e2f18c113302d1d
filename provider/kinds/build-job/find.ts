import { CodeArtsError } from "../../client/errors";
import type { Cloud, Found } from "../../lifecycle/kind";
import type { BuildJobInputs } from "./inputs";

/** Below this a number of milliseconds would lie in 1970: then it counts seconds. */
const milliseconds = (time: number): number => (time < 1e11 ? time * 1000 : time);

/** The job of the project that holds the wanted name. */
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

/** A deleted job may still hold its name: then nothing can be made under it, and nothing can be taken over. */
export async function nameHeldInRecycleBin(cloud: Cloud, inputs: BuildJobInputs): Promise<string | undefined> {
  try {
    for await (const row of cloud.client.each("listRecycledJobs", { query: { search: inputs.name } })) {
      if (row.job_name !== inputs.name || row.project_id !== inputs.projectId) continue;
      const ways =
        'restore it and set adoptExisting: true, delete it there for good, or use another name (deletion: "purge" frees a name at once)';
      return `the name is held by the deleted job ${row.job_id} in the recycle bin\n  ${ways}`;
    }
  } catch (error) {
    // Not everyone may look into the recycle bin; the refusal of the create says enough then.
    if (!(error instanceof CodeArtsError)) throw error;
  }
  return undefined;
}
