/** What people do in the console of the service: they send a whole configuration back, with their change. */
import type { Client } from "../../provider/client";
import { withoutLiveNulls } from "../../provider/kinds/parts/wire";

type Config = { [field: string]: unknown };

/** A job's configuration as an update takes it: a read answers null for what is not set, and an update refuses that. */
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
