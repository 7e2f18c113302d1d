/** Simulates changes in the service's console, which sends back the complete configuration. */
import type { Client } from "../../provider/client";
import { withoutLiveNulls } from "../../provider/kinds/parts/wire";

type Config = { [field: string]: unknown };

/** A job's configuration in the form of an update: reads return null for unset fields, which updates refuse. */
export async function sendableConfig(client: Client, id: string): Promise<Config> {
  return withoutLiveNulls((await client.jobs.getConfig(id, { get_all_params: "true" })) as Config);
}

/** Read, change, send back. */
export async function editJob<Fields extends Config>(
  client: Client,
  id: string,
  change: (config: Fields) => void,
): Promise<void> {
  const config = (await sendableConfig(client, id)) as Fields;
  change(config);
  await client.jobs.update({ ...config, job_id: id } as never);
}
