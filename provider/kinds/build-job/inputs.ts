import { z } from "zod";
import type { Declared, Problem } from "../../lifecycle/kind";
import { isUnknown } from "../../lifecycle/values";
import { wireNames } from "../../lifecycle/wording";
import { type Parameters, parameterRules, parametersSchema } from "../parts/parameters";
import { projectIdSchema, regionSchema } from "../parts/place";
import { rawRules } from "../parts/raw";
import { type Scm, scmRules, scmsSchema } from "../parts/scms";
import { type Step, type StepSecrets, stepRules, stepSecretsSchema, stepsSchema } from "../parts/steps";
import { line, saying } from "../parts/text";
import { type Timeout, timeoutRules, timeoutSchema } from "../parts/timeout";
import { type Schedule, schedulesSchema, type Trigger, triggerRules, triggersSchema } from "../parts/triggers";

/** A build job as a program declares it. Only what is named here is managed; the rest stays as people set it in the console. */
export interface BuildJobInputs extends Declared {
  /** CodeArts project, 32 digits and lower-case letters. Default: configuration `codearts:projectId`. A change replaces the job. */
  projectId: string;
  /** 1 to 115 letters (Chinese ones too), digits, `_` and `-`; unique in its project. Default: the resource's name. */
  name: string;
  /** Region, such as `cn-north-4`. Default: configuration `codearts:region`. A change replaces the job. */
  region: string;
  /** CPU of the machine that builds. Default: x86-64. */
  arch?: "x86-64" | "arm";
  /** Size of the machine that builds, such as `2u8g`; `getExecutorSpecs` lists them. Default: the service's. */
  flavor?: string;
  /** Pool of machines: `devcloud` is the built-in one. Default: the service's. */
  hostType?: string;
  /** Job group that the job is in. Default: none. */
  groupId?: string;
  /** Where the steps come from: `ACTION` from `steps`, `YAML` from a `build.yml` in the repository (then leave out `steps`). Default: ACTION. */
  definition?: "ACTION" | "YAML";
  /** Whether Git submodules are updated at checkout. Default: false. */
  updateSubmodules?: boolean;
  /** Whether a push to the repository starts a build. Default: the service's. */
  buildOnCodeUpdate?: boolean;
  /** How long one build may run. Default: the service's, 4 hours. */
  timeout?: Timeout;
  /** Repositories that the build takes code from; the first is the main one. The list is whole: a foreign entry is removed. Default: none. */
  scms?: Scm[];
  /** Build parameters by name. Parameters that others added stay. Default: none. */
  parameters?: Parameters;
  /** Build steps in their order: at most 50, in Beijing regions 30. The list is whole: a foreign step is removed. Default: none. */
  steps?: Step[];
  /** Secret properties of steps: step name, property, value. Kept apart, because one secret in `steps` would hide all of them in a preview. */
  stepSecrets?: StepSecrets;
  /** Times at which the job is built. The list is whole. Default: none. */
  schedules?: Schedule[];
  /** Triggers of other kinds than timers, as the service spells them. The list is whole. Default: none. */
  triggers?: Trigger[];
  /** Whether nobody may start builds; with a reason, `{ reason: "…" }`, people see why. Default: false. */
  disabled?: boolean | { reason: string };
  /** What deletion does: `recycle` leaves the job in the recycle bin for 1 to 30 days, `purge` removes it from there too. Default: recycle. */
  deletion?: "recycle" | "purge";
  /** Take over a job that has this name already instead of refusing. Default: false. */
  adoptExisting?: boolean;
  /** Wire fields that have no input here, as the service spells them. Only the keys named here are managed. */
  raw?: { [field: string]: unknown };
}

const jobName = z
  .string()
  .min(1)
  .max(115)
  .regex(/^[0-9A-Za-z_\-\u4e00-\u9fa5]*$/, "only letters (Chinese ones too), digits, _ and -");

export const buildJobSchema = z.strictObject({
  projectId: projectIdSchema,
  name: jobName,
  region: regionSchema,
  arch: z.enum(["x86-64", "arm"]).optional(),
  flavor: line().optional(),
  hostType: line().optional(),
  groupId: line().optional(),
  definition: z.enum(["ACTION", "YAML"]).optional(),
  updateSubmodules: z.boolean().optional(),
  buildOnCodeUpdate: z.boolean().optional(),
  timeout: timeoutSchema.optional(),
  scms: scmsSchema.optional(),
  parameters: parametersSchema.optional(),
  steps: stepsSchema.optional(),
  stepSecrets: stepSecretsSchema.optional(),
  schedules: schedulesSchema.optional(),
  triggers: triggersSchema.optional(),
  disabled: z
    .union([z.boolean(), z.strictObject({ reason: saying() })], { error: 'write true, false or { reason: "…" }' })
    .optional(),
  deletion: z.enum(["recycle", "purge"]).optional(),
  adoptExisting: z.boolean().optional(),
  raw: z.record(z.string(), z.unknown()).optional(),
});

/** Wire fields that have an input of their own. */
const modelled = new Map<string, keyof BuildJobInputs>([
  ["project_id", "projectId"],
  ["job_name", "name"],
  ["arch", "arch"],
  ["flavor", "flavor"],
  ["host_type", "hostType"],
  ["group_id", "groupId"],
  ["build_config_type", "definition"],
  ["auto_update_sub_module", "updateSubmodules"],
  ["build_if_code_updated", "buildOnCodeUpdate"],
  ["timeout", "timeout"],
  ["scms", "scms"],
  ["parameters", "parameters"],
  ["steps", "steps"],
  ["triggers", "triggers"],
]);

wireNames.add(buildJobSchema, Object.fromEntries(modelled));

export function buildJobRules(written: Readonly<Record<string, unknown>>): Problem[] {
  return [
    ...definitionRules(written),
    ...scmRules(written),
    ...stepRules(written),
    ...parameterRules(written),
    ...timeoutRules(written),
    ...triggerRules(written),
    ...rawRules(written.raw, buildJobSchema, ["job_id"]),
  ];
}

function definitionRules(written: Readonly<Record<string, unknown>>): Problem[] {
  if (written.definition !== "YAML" || written.steps === undefined || isUnknown(written.definition)) return [];
  if (Array.isArray(written.steps) && written.steps.length === 0) return [];
  return [
    { path: ["steps"], message: 'the steps of a YAML job come from build.yml; leave them out, or write definition: "ACTION"' },
  ];
}

/** Which wire fields `raw` may name: everything that has no input of its own. */
export const isModelled = (field: string): boolean => modelled.has(field);
