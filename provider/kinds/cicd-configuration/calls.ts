/** Calls about scan configurations, and the list that all reads of an IAM project share. */
import { CodeArtsError, need, recognized } from "../../client/errors";
import type { Body } from "../../client/types";
import type { Cloud } from "../../lifecycle/kind";
import { sharedReads } from "../parts/shared-reads";
import type { Wire } from "../parts/wire";
import type { CicdConfigurationInputs } from "./inputs";

/** Where a configuration is. */
export type ConfigurationPlace = Pick<CicdConfigurationInputs, "enterpriseProjectId" | "iamProjectId">;
type Row = Wire<"CicdConfigurationSummary">;

/** Location parameters of a call. */
export const queryOf = ({ enterpriseProjectId }: ConfigurationPlace) =>
  enterpriseProjectId ? { enterprise_project_id: enterpriseProjectId } : {};
export const optionsOf = ({ iamProjectId }: ConfigurationPlace) => (iamProjectId ? { iamProjectId } : {});

/** The IAM project of the region; undefined if the credentials may not look it up and the program declares one. */
export async function iamProjectOf({ client }: Cloud): Promise<ConfigurationPlace> {
  const iamProjectId = await client.iamProjectId().catch(() => undefined);
  return iamProjectId === undefined ? {} : { iamProjectId };
}

/** One list for all configurations of an IAM project; only the list shows what exists. */
const rows = sharedReads<Map<string, Row>>();
const keyOf = ({ enterpriseProjectId, iamProjectId }: ConfigurationPlace) => JSON.stringify([enterpriseProjectId, iamProjectId]);
export const allConfigurations = (cloud: Cloud, place: ConfigurationPlace) =>
  rows.get(cloud.client, keyOf(place), () => listConfigurations(cloud, place));

async function listConfigurations(cloud: Cloud, place: ConfigurationPlace, id?: string): Promise<Map<string, Row>> {
  const found = new Map<string, Row>();
  const path = place.iamProjectId ? { project_id: place.iamProjectId } : {};
  const wanted = { ...queryOf(place), ...(id !== undefined && { cicd_id: id }) };
  for await (const row of cloud.client.each("listCicdConfigurations", { path, query: wanted })) {
    if (row.cicd_id) found.set(row.cicd_id, row);
  }
  return found;
}

/** The shared list first; a missing configuration is read by id, because pages shift while others delete. */
export const exists = async (cloud: Cloud, id: string, place: ConfigurationPlace): Promise<boolean> =>
  (await allConfigurations(cloud, place)).has(id) || (await existsNow(cloud, id, place));
const existsNow = async (cloud: Cloud, id: string, place: ConfigurationPlace): Promise<boolean> =>
  (await listConfigurations(cloud, place, id)).has(id);

/** Reads one configuration. The service's error for a missing one is misleading, so errors are checked against the list. */
export async function showConfiguration(
  cloud: Cloud,
  id: string,
  place: ConfigurationPlace,
): Promise<Wire<"CicdConfiguration"> | undefined> {
  try {
    const configuration = await cloud.client.cicd.showConfiguration(id, queryOf(place), optionsOf(place));
    recognized(configuration.cicd_id === id, "cicd_id", "showCicdConfiguration");
    return configuration;
  } catch (error) {
    if (!(error instanceof CodeArtsError) || error.status === undefined) throw error;
    if (await existsNow(cloud, id, place)) throw error;
    return undefined;
  }
}

/** Adds it and returns the id. */
export async function addConfiguration(
  cloud: Cloud,
  inputs: CicdConfigurationInputs,
  body: Body<"addCicdConfiguration">,
): Promise<string> {
  const answer = await cloud.client.cicd.addConfiguration(body, queryOf(inputs), optionsOf(inputs)).catch((error: unknown) => {
    rows.drop(cloud.client, keyOf(inputs));
    throw error;
  });
  const id = need(answer?.cicd_id, "cicd_id", "addCicdConfiguration", "unknown");
  (await allConfigurations(cloud, inputs)).set(id, { cicd_id: id, cicd_name: inputs.name });
  return id;
}

export async function deleteConfiguration(cloud: Cloud, id: string, applied: CicdConfigurationInputs): Promise<void> {
  try {
    await cloud.client.cicd.deleteConfigurations({ cicd_id_list: [id] }, queryOf(applied), optionsOf(applied));
  } catch (error) {
    // A caller without permission to delete may not see all of them, so the list proves nothing.
    const isOpen =
      error instanceof CodeArtsError && error.status !== undefined && !["forbidden", "unauthorized"].includes(error.kind);
    if (!isOpen || (await existsNow(cloud, id, applied))) throw error;
  }
  if (rows.has(cloud.client, keyOf(applied))) (await allConfigurations(cloud, applied)).delete(id);
}
