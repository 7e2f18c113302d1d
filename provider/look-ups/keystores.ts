import { camelled } from "./camel";
import { all, type Place } from "./place";
import type { ListedKeystore, ListKeystoresArgs } from "./types";

export async function listKeystores({ client }: Place, { search }: ListKeystoresArgs): Promise<ListedKeystore[]> {
  const query = search === undefined ? {} : { search };
  return (await all(client.each("listKeystores", { query }))).map((row) => camelled(row));
}
