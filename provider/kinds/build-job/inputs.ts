import { z } from "zod";
import { type Problem, record, replace, update, updateAfterwards, withDefault } from "../../lifecycle/kind";
import { isUnknown } from "../../lifecycle/values";
import { wireNamesOf } from "../../lifecycle/wording";
import { parameterRules, parametersSchema, sameParameters } from "../parts/parameters";
import { adoptExisting, projectId, region } from "../parts/place";
import { asFlag, asText, asTextFlag } from "../parts/plain-fields";
import { rawRules } from "../parts/raw";
import { scmRules, scmsSchema } from "../parts/scms";
import { sameStepSecrets, sameSteps, stepRules, stepSecretsSchema, stepsSchema } from "../parts/steps";
import { anyText, line } from "../parts/text";
import { asTimeout, sameTimeout, timeoutRules, timeoutSchema } from "../parts/timeout";
import { sameTriggers, schedulesSchema, triggerRules, triggersSchema } from "../parts/triggers";
import { derivedFrom, input, type Written } from "../table";
import { agentPoolSchema, asAgentPool } from "./agent-pool";

const lost = "new id; build history is lost and links or webhooks with the old id break";

const jobName = z
  .string()
  .min(1)
  .max(115)
  .regex(/^[0-9A-Za-z_\-\u4e00-\u9fa5]*$/, "only letters (including Chinese), digits, _ and -");

const table = {
  region: region(replace(lost)),
  projectId: projectId(replace(lost)),
  name: input(jobName, {
    doc: "Name, unique in its project.",
    limits: "1 to 115 letters (including Chinese), digits, `_` and `-`",
    filled: "the resource's name",
    identifies: true,
    wire: { name: "job_name" },
    change: update(),
  }),
  arch: input(z.enum(["x86-64", "arm"]).optional(), {
    doc: "CPU architecture of the build machine.",
    default: "x86-64",
    wire: asText("arch", "x86-64"),
    change: update(),
  }),
  flavor: input(line().optional(), {
    doc: "Size of the build machine, such as `2u8g`; `getExecutorSpecs` lists them.",
    otherwise: "the service's",
    wire: asText("flavor"),
    change: update(),
  }),
  hostType: input(line().optional(), {
    doc: "Pool of machines: `devcloud` is the built-in one.",
    otherwise: "the service's",
    wire: asText("host_type", "devcloud"),
    change: update(),
  }),
  agentPool: input(agentPoolSchema.optional(), {
    doc: "Pool of agents that run the builds instead of the service's machines.",
    otherwise: "the service's machines",
    wire: asAgentPool("cluster_selected"),
    change: update(),
  }),
  agencyUrn: input(line().optional(), {
    doc: "URN of the IAM agency that builds use.",
    wire: asText("agency_urn", ""),
    change: update(),
  }),
  description: input(anyText().optional(), {
    doc: "Description shown in the console.",
    wire: asText("description", ""),
    change: update(),
  }),
  groupId: input(line().optional(), {
    doc: "Job group of the job, usually `group.id`.",
    wire: asText("group_id", ""),
    change: update(),
  }),
  definition: input(z.enum(["ACTION", "YAML"]).optional(), {
    doc: "Source of the steps: `ACTION` for `steps`, `YAML` for a `build.yml` in the repository (then omit `steps`).",
    default: "ACTION",
    wire: asText("build_config_type", "ACTION"),
    change: update(),
  }),
  updateSubmodules: input(z.boolean().optional(), {
    doc: "Whether Git submodules are updated at checkout.",
    default: false,
    wire: asTextFlag("auto_update_sub_module", false),
    change: update(),
  }),
  buildOnCodeUpdate: input(z.boolean().optional(), {
    doc: "Whether a push to the repository starts a build.",
    otherwise: "the service's",
    atWorst: true,
    wire: asFlag("build_if_code_updated", false),
    change: update(),
  }),
  timeout: input(timeoutSchema.optional(), {
    doc: "Time limit of one build.",
    otherwise: "the service's, 4 hours",
    wire: asTimeout("timeout"),
    change: update(sameTimeout),
  }),
  scms: input(scmsSchema.optional(), {
    doc: "Repositories to build; the first is the main one. Authoritative: entries added elsewhere are removed.",
    wire: { name: "scms" },
    change: update(),
  }),
  parameters: input(parametersSchema.optional(), {
    doc: "Build parameters by name. Parameters added elsewhere are kept.",
    wire: { name: "parameters" },
    change: update(sameParameters),
  }),
  steps: input(stepsSchema.optional(), {
    doc: "Build steps in order. Authoritative: steps added elsewhere are removed.",
    limits: "at most 50, in Beijing regions 30",
    wire: { name: "steps" },
    change: update(sameSteps),
  }),
  stepSecrets: input(stepSecretsSchema.optional(), {
    doc: "Secret properties of steps: step name → property → value. Separate from `steps`, because one secret there would hide all steps in a preview.",
    secret: true,
    change: update(sameStepSecrets),
  }),
  schedules: input(schedulesSchema.optional(), {
    doc: "Schedules on which the job is built. Authoritative: schedules added elsewhere are removed.",
    change: update(),
  }),
  triggers: input(triggersSchema.optional(), {
    doc: "Triggers other than timers, in the service's own form. Authoritative: triggers added elsewhere are removed.",
    wire: { name: "triggers" },
    change: update(sameTriggers),
  }),
  raw: input(z.record(z.string(), z.unknown()).optional(), {
    doc: "Fields of the service's API that have no input, under their API names. Only the keys declared here are managed.",
    change: update(withDefault({})),
  }),
  disabled: input(
    z.union([z.boolean(), z.strictObject({ reason: anyText() })], { error: 'write true, false or { reason: "…" }' }).optional(),
    {
      doc: 'Whether the job is disabled, so that nobody can start builds; `{ reason: "…" }` also shows a reason.',
      default: false,
      change: updateAfterwards(),
    },
  ),
  deletion: input(z.enum(["recycle", "purge"]).optional(), {
    doc: "What deletion does: `recycle` keeps the job in the recycle bin for 1 to 30 days, `purge` also removes it from there.",
    default: "recycle",
    change: record(withDefault("recycle")),
  }),
  adoptExisting: adoptExisting("Adopt an existing job with this name instead of failing."),
};

/** A build job. Only declared inputs are managed; other settings keep the values set in the console. */
export const buildJobInputs = derivedFrom(table);
export type BuildJobInputs = Written<typeof table>;

export function buildJobRules(written: Readonly<Record<string, unknown>>): Problem[] {
  return [
    ...definitionRules(written),
    ...scmRules(written),
    ...stepRules(written),
    ...parameterRules(written),
    ...timeoutRules(written),
    ...triggerRules(written),
    ...rawRules(written.raw, buildJobInputs.schema, ["job_id"]),
  ];
}

function definitionRules(written: Readonly<Record<string, unknown>>): Problem[] {
  if (written.definition !== "YAML" || written.steps === undefined || isUnknown(written.definition)) return [];
  if (Array.isArray(written.steps) && written.steps.length === 0) return [];
  return [
    { path: ["steps"], message: 'the steps of a YAML job come from build.yml; remove them, or write definition: "ACTION"' },
  ];
}

/** Whether a wire field has an input of its own; the others are for `raw`. */
export const isModelled = (field: string): boolean => Object.hasOwn(wireNamesOf(buildJobInputs.schema), field);
