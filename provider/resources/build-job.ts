import type { Body } from "../client";
import { CodeArtsError } from "../client/errors";
import { Refusal } from "../lifecycle/errors";
import { type Cloud, type Fields, type Kind, record, replace, update, updateAfterwards, withDefault } from "../lifecycle/kind";
import { any } from "../lifecycle/secrets";
import { configToCreate, configToUpdate, type LiveJob, viewJob, type WireConfig } from "./build-job/config";
import { disabledToWire } from "./build-job/disabled";
import { findJobs, nameHeldInRecycleBin } from "./build-job/find";
import { type BuildJobInputs, buildJobRules, buildJobSchema } from "./build-job/inputs";
import { maskedParameters, orderOf, privateParameters, rememberOrder, sameParameters } from "./parameters";
import { copiedSecretPaths, sameStepSecrets, sameSteps, stepSecretPaths } from "./steps";
import { sameTimeout } from "./timeout";
import { sameTriggers } from "./triggers";

export type { BuildJobInputs } from "./build-job/inputs";

const lost = "new id; build history and every link or webhook with the old id are cut off";

const fields: Fields<BuildJobInputs> = {
  region: replace(lost),
  projectId: replace(lost),
  name: update(),
  arch: update(),
  flavor: update(),
  hostType: update(),
  groupId: update(),
  definition: update(),
  updateSubmodules: update(),
  buildOnCodeUpdate: update(),
  timeout: update(sameTimeout),
  scms: update(),
  parameters: update(sameParameters),
  steps: update(sameSteps),
  stepSecrets: update(sameStepSecrets),
  schedules: update(),
  triggers: update(sameTriggers),
  raw: update(withDefault({})),
  disabled: updateAfterwards(),
  deletion: record(withDefault("recycle")),
  adoptExisting: record(withDefault(false)),
};

const text = (value: unknown): string => (typeof value === "string" ? value : "(not known yet)");

/** Build jobs: createJob, getJobConfig, updateJob, deleteJob, setJobDisabled. */
export const buildJob: Kind<BuildJobInputs, LiveJob> = {
  name: "BuildJob",
  schema: buildJobSchema,
  rules: buildJobRules,
  fields,
  uniqueName: true,
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
  // Where the new job goes, the name is free only if it is another project, region or name.
  deleteFirst: (changed) => !changed.has("projectId") && !changed.has("region") && !changed.has("name"),
  // Properties that the service adds to a step are told apart from those that people add by being there from the start.
  ambient: { field: "steps", key: (path) => /^steps\[\d+\]\.(properties\b.*)/.exec(path)?.[1] },

  async create(cloud, inputs, made) {
    const masked = maskedParameters(inputs.parameters)[0];
    if (masked !== undefined) {
      throw new Refusal(
        `parameters["${masked}"].default: only asterisks, which stand for a value that is not known; set the value`,
      );
    }
    const { job_id } = await cloud.client.jobs.create(configToCreate(inputs, orderOf(inputs)) as Body<"createJob">);
    const id = job_id ?? "";
    const { disabled, ...sent } = inputs;
    made(id, sent);
    if (disabled) await cloud.client.jobs.setDisabled(id, disabledToWire(disabled));
  },

  async read(cloud, id, applied) {
    try {
      const config = (await cloud.client.jobs.getConfig(id, { get_all_params: "true" })) as WireConfig;
      if (applied.disabled === undefined) return { config };
      const info = await cloud.client.jobs.getDisableInfo(id);
      const reason = info?.reson;
      return { config, disabled: { disabled: Boolean(info?.disabled), ...(reason ? { reason } : {}) } };
    } catch (error) {
      if (error instanceof CodeArtsError && error.kind === "notFound") return undefined;
      throw error;
    }
  },

  view: (live, applied, _id, region) => viewJob(live, applied, region),

  async update(cloud, id, { applied, declared, changed }, made) {
    let undeclared: readonly string[] | undefined;
    const others = [...changed].filter((key) => fields[key].change === "update" && !fields[key].after);
    if (others.length > 0) {
      const live = await configOf(cloud, id);
      await cloud.client.jobs.update(configToUpdate(id, { applied, declared }, live, orderOf(declared)) as Body<"updateJob">);
      undeclared = viewJob({ config: live }, declared, declared.region).undeclared;
      made(id, { ...declared, disabled: applied.disabled }, { undeclared });
    }
    if (changed.has("disabled")) await cloud.client.jobs.setDisabled(id, disabledToWire(declared.disabled));
    return undeclared && { undeclared };
  },

  async delete(cloud, id, applied) {
    await unlessGone(() => cloud.client.jobs.delete(id));
    if (applied.deletion === "purge") await unlessGone(() => cloud.client.recycleBin.delete({ job_ids: [id] }));
  },

  find: findJobs,
  blocked: nameHeldInRecycleBin,
};

async function configOf(cloud: Cloud, id: string): Promise<WireConfig> {
  try {
    return (await cloud.client.jobs.getConfig(id, { get_all_params: "true" })) as WireConfig;
  } catch (error) {
    if (!(error instanceof CodeArtsError) || error.kind !== "notFound") throw error;
    throw new Refusal(`the job ${id} is gone; \`pulumi refresh\` notices that, and the next deployment makes it anew`);
  }
}

async function unlessGone(call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (!(error instanceof CodeArtsError) || error.kind !== "notFound") throw error;
  }
}
