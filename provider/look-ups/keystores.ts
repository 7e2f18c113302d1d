import { camelled } from "./camel";
import { all, type LookUpScope } from "./scope";
import type { ListedKeystore, ListKeystoresArgs } from "./types";

export async function listKeystores({ client }: LookUpScope, { search }: ListKeystoresArgs): Promise<ListedKeystore[]> {
  const query = search === undefined ? {} : { search };
  return (await all(client.each("listKeystores", { query }))).map((row) => camelled(row));
}
