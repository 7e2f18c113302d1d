import type { Body, Client } from "../../client";
import { CodeArtsError, recognized } from "../../client/errors";
import { Refusal } from "../../lifecycle/errors";
import type { Cloud } from "../../lifecycle/kind";
import { any } from "../../lifecycle/secrets";
import {
  addedByCreate,
  addedByNobodyKnown,
  addedByUpdate,
  addedKey,
  type Undeclared,
  undeclaredPaths,
} from "../../lifecycle/undeclared";
import { maskedParameters, orderOf, privateParameters, rememberOrder } from "../parts/parameters";
import { copiedSecretPaths, stepSecretPaths } from "../parts/steps";
import { isBlank } from "../parts/wire";
import { type Listed, type ListedKind, notKnown } from "../table";
import { configToCreate, configToUpdate, type LiveJob, viewJob, type WireConfig } from "./config";
import { disabledInfo, disabledToWire } from "./disabled";
import { findJobs, nameHeldInRecycleBin } from "./find";
import { type BuildJobInputs, buildJobInputs, buildJobRules } from "./inputs";

const text = (value: unknown): string => (typeof value === "string" ? value : "(not known yet)");

/** Build jobs: createJob, getJobConfig, updateJob, deleteJob, setJobDisabled. */
export const buildJob: ListedKind<BuildJobInputs, LiveJob> = {
  name: "BuildJob",
  noun: "job",
  plural: "jobs",
  offline: { answers: { createJob: { job_id: notKnown }, getJobConfig: { job_name: notKnown } } },
  ...buildJobInputs,
  rules: buildJobRules,
  uniqueName: true,
  within: { key: "projectId", list: listIn },
  label: (inputs) => text(inputs.name),
  place: (inputs) => `project ${text(inputs.projectId)}`,
  hint: rememberOrder,
  secrets: (inputs) => [
    ...privateParameters(inputs.parameters).map((name) => ["parameters", name, "default"]),
    ...stepSecretPaths(inputs.stepSecrets),
  ],
  alsoSecret: (live, applied) => copiedSecretPaths(live.steps, applied),
  mayBeSecret: [
    ["parameters", any, "default"],
    ["steps", any, "properties"],
    ["triggers", any, "parameters"],
  ],
  // The name is free for the new job only in another project or region, or if the name changes.
  deleteFirst: (changed) => !changed.has("projectId") && !changed.has("region") && !changed.has("name"),
  async create(cloud, inputs, made) {
    const masked = maskedParameters(inputs.parameters)[0];
    if (masked !== undefined) {
      throw new Refusal(`parameters["${masked}"].default: only asterisks, which mask an unknown value; set the value`);
    }
    // The contract lists only documented fields; `raw` may add others.
    const { job_id } = await cloud.client.jobs.create(configToCreate(inputs, orderOf(inputs)) as Body<"createJob">);
    const id = job_id ?? "";
    const { disabled, ...sent } = inputs;
    made(id, sent);
    if (disabled) await cloud.client.jobs.setDisabled(id, disabledToWire(disabled));
    // Undeclared settings of a new job were added by the service.
    const beside = await undeclaredNow(cloud, id, inputs);
    if (beside) made(id, inputs, { undeclared: [], [addedKey]: addedByCreate(beside) });
  },

  async read(cloud, id, applied) {
    try {
      const config: WireConfig = await getConfig(cloud, id);
      // A refresh of a job without this input needs no second call.
      if (applied.name !== undefined && applied.disabled === undefined) return { config };
      return { config, disabled: disabledInfo(await cloud.client.jobs.getDisableInfo(id)) };
    } catch (error) {
      if (error instanceof CodeArtsError && error.kind === "notFound") return undefined;
      throw error;
    }
  },

  view: (live, applied, _id, region) => viewJob(live, applied, region),

  async update(cloud, id, { applied, declared, changed, added }, made) {
    const others = [...changed].filter(
      (key) => buildJobInputs.fields[key].change === "update" && !buildJobInputs.fields[key].after,
    );
    const exchange = others.length > 0 ? await replaceConfig(cloud, id, { applied, declared }) : undefined;
    if (exchange) made(id, { ...declared, disabled: applied.disabled });
    if (changed.has("disabled")) await cloud.client.jobs.setDisabled(id, disabledToWire(declared.disabled));
    const now = await undeclaredNow(cloud, id, declared);
    const live = now ?? exchange?.sent;
    if (live === undefined) return undefined;
    const known = exchange ? addedByUpdate({ known: added, ...exchange, live }) : (added ?? addedByNobodyKnown(live));
    return { undeclared: undeclaredPaths(live, known), [addedKey]: known };
  },

  async delete(cloud, id, applied) {
    await unlessGone(() => cloud.client.jobs.delete(id));
    if (applied.deletion === "purge") await unlessGone(() => cloud.client.recycleBin.delete({ job_ids: [id] }));
  },

  find: findJobs,
  blocked: nameHeldInRecycleBin,
};

async function getConfig(cloud: Cloud, id: string): Promise<WireConfig> {
  const config: WireConfig = await cloud.client.jobs.getConfig(id, { get_all_params: "true" });
  recognized(!isBlank(config.job_name), "job_name", "getJobConfig");
  return config;
}

/**
 * Reads, merges and sends the configuration, because the service accepts only complete ones. Returns what was live and what is
 * sent besides the declared inputs.
 */
async function replaceConfig(cloud: Cloud, id: string, change: { applied: BuildJobInputs; declared: BuildJobInputs }) {
  const { declared } = change;
  const live = await configOf(cloud, id);
  const sent = configToUpdate(id, change, live, orderOf(declared));
  // Fields that the contract does not list are sent back as they came.
  await cloud.client.jobs.update(sent as Body<"updateJob">);
  return { before: undeclaredOf(live, declared), sent: undeclaredOf(sent, declared) };
}

const undeclaredOf = (config: WireConfig, declared: BuildJobInputs): readonly Undeclared[] =>
  viewJob({ config }, declared, declared.region).extras ?? [];

/** Undeclared live settings after a write. A failed read does not fail the write, which is done. */
async function undeclaredNow(cloud: Cloud, id: string, declared: BuildJobInputs): Promise<readonly Undeclared[] | undefined> {
  try {
    return undeclaredOf(await getConfig(cloud, id), declared);
  } catch (error) {
    if (!(error instanceof CodeArtsError)) throw error;
    return undefined;
  }
}

async function configOf(cloud: Cloud, id: string): Promise<WireConfig> {
  try {
    return await getConfig(cloud, id);
  } catch (error) {
    if (!(error instanceof CodeArtsError) || error.kind !== "notFound") throw error;
    throw new Refusal(
      `the job ${id} is gone; \`pulumi refresh\` removes it from state, and the next deployment creates it again`,
    );
  }
}

async function unlessGone(call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (!(error instanceof CodeArtsError) || error.kind !== "notFound") throw error;
  }
}

async function* listIn(client: Client, project_id: string): AsyncIterable<Listed> {
  for await (const { id, job_name: name } of client.each("listProjectJobs", { path: { project_id } }))
    if (id) yield { id, name: name ?? id };
}
