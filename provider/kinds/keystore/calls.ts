/** Calls about keystore files, and the list that all reads share. */
import { CodeArtsError, need } from "../../client/errors";
import type { Cloud } from "../../lifecycle/kind";
import { createdHere, sharedReads, unlessGone } from "../parts/shared-reads";
import { isMask, type Wire } from "../parts/wire";
import { bytesOf } from "./content";
import type { KeystoreInputs } from "./inputs";

/** Uploads the content under a name and returns the id. */
export async function uploadFile(cloud: Cloud, inputs: KeystoreInputs, name: string): Promise<string> {
  const content = bytesOf(inputs.content);
  if (!content || isMask(inputs.content)) {
    const message = 'content: the content of this file is not known here; write content: keystoreFile("path/of/the/file")';
    throw new CodeArtsError({ kind: "input", message });
  }
  const form = { privacy: "true", description: inputs.description ?? "", file: { name, content } };
  const answer = await cloud.client.keystores.upload(form).catch((error: unknown) => {
    rows.drop(cloud.client, "");
    throw error;
  });
  const id = need(answer.keystore_id, "keystore_id", "uploadKeystore", "unknown");
  createdHere(cloud.client).add(id);
  return id;
}

/** Name, description and sharing are always sent together. */
export async function describeFile(
  cloud: Cloud,
  id: string,
  { name, description, shared }: Pick<KeystoreInputs, "name" | "description" | "shared">,
): Promise<void> {
  await cloud.client.keystores.update(id, { id, keystore_name: name, description: description ?? "", share: shared ? 1 : 0 });
  rows.drop(cloud.client, "");
}

/** One list for all files: there is no other read operation. */
const rows = sharedReads<Map<string, Wire<"Keystore">>>();
export const allFiles = (cloud: Cloud) => rows.get(cloud.client, "", () => listFiles(cloud));

export async function listFiles({ client }: Cloud, search?: string): Promise<Map<string, Wire<"Keystore">>> {
  const found = new Map<string, Wire<"Keystore">>();
  for await (const row of client.each("listKeystores", { query: search === undefined ? {} : { search } })) {
    if (row.id) found.set(row.id, row);
  }
  return found;
}

export async function deleteFile(cloud: Cloud, id: string): Promise<void> {
  await unlessGone(cloud.client.keystores.delete(id)).catch(async (error: unknown) => {
    // The refusal for a missing file has no distinct code, so the list decides.
    if (!(error instanceof CodeArtsError) || error.status === undefined) throw error;
    // A caller without permission to delete may not see all of them, so the list proves nothing.
    if (error.kind === "forbidden" || error.kind === "unauthorized") throw error;
    if ((await listFiles(cloud)).has(id)) throw error;
  });
  createdHere(cloud.client).delete(id);
  rows.drop(cloud.client, "");
}

/** Whether the service has the declared content under this entry of the list. */
export async function holdsContent({ client }: Cloud, row: Wire<"Keystore">, { content }: KeystoreInputs): Promise<boolean> {
  const wanted = bytesOf(content);
  if (!wanted) return false;
  const file = { name: row.keystore_name ?? "", domain_id: row.domain_id ?? "", id: row.id ?? "" };
  const download = await client.keystores.download(file);
  return (await download.bytes()).equals(wanted);
}
