import { z } from "zod";
import { need, recognized } from "../../client/errors";
import type { Body } from "../../client/types";
import type { Cloud, Field, Fields, Found, Kind, Made, Problem, View } from "../../lifecycle/kind";
import { record, replace, withDefault } from "../../lifecycle/kind";
import { any } from "../../lifecycle/secrets";
import { compact, hasUnknown, isObject, isUnknown, same } from "../../lifecycle/values";
import { wireNames } from "../../lifecycle/wording";
import { parameterRules, parametersSchema, sameParameters } from "../parts/parameters";
import { parametersFromWire, parametersToWire, wholeParameter } from "../parts/parameters-wire";
import { regionSchema } from "../parts/place";
import { rawRules } from "../parts/raw";
import { madeHere, sharedReads, unlessGone } from "../parts/shared-reads";
import {
  sameStepSecrets,
  sameSteps,
  stepRules,
  stepSecretPaths,
  stepSecretsSchema,
  stepsFromWire,
  stepsToWire,
  templateStepsSchema,
  wholeStep,
} from "../parts/steps";
import { line } from "../parts/text";
import { isBlank, toBoolean, type Wire } from "../parts/wire";
import type { BuildTemplateInputs } from "./inputs";

export type LiveTemplate = Wire<"Template">;
type Definition = Wire<"TemplateDefinition">;

const schema = z.strictObject({
  region: regionSchema,
  adoptExisting: z.boolean().optional(),
  name: line(),
  description: z.string().optional(),
  toolType: line().optional(),
  steps: templateStepsSchema.optional(),
  stepSecrets: stepSecretsSchema.optional(),
  parameters: parametersSchema.optional(),
  updateSubmodules: z.boolean().optional(),
  image: line().optional(),
  imageSource: line().optional(),
  raw: z.record(z.string(), z.unknown()).optional(),
});

wireNames.add(schema, {
  name: "name",
  description: "description",
  tool_type: "toolType",
  template: "steps",
  parameters: "parameters",
});

const anew = (equal?: Field["equal"]) =>
  replace(
    "templates cannot be changed, so a new one with a new id is made and the old one deleted; jobs made from it stay as they are",
    equal,
  );
/** What makes the same template: a step runs unless it says otherwise, and no steps are an empty list. */
const withEnabled = (steps: unknown): unknown =>
  Array.isArray(steps)
    ? steps.map((step) => (isObject(step) ? { ...step, enabled: step.enabled ?? true } : step))
    : (steps ?? []);
const sameText = (one: unknown, other: unknown) => same(one || undefined, other || undefined);

const fields: Fields<BuildTemplateInputs> = {
  region: anew(),
  adoptExisting: record(withDefault(false)),
  name: anew(),
  description: anew(sameText),
  toolType: anew(),
  steps: anew((one, other) => sameSteps(withEnabled(one), withEnabled(other))),
  stepSecrets: anew(sameStepSecrets),
  parameters: anew((one, other) => sameParameters(one ?? {}, other ?? {})),
  updateSubmodules: anew(),
  image: anew(),
  imageSource: anew(),
  raw: anew(withDefault({})),
};

export const buildTemplate: Kind<BuildTemplateInputs, LiveTemplate> = {
  name: "BuildTemplate",
  schema,
  rules,
  fields,
  // Names are free, so that a create that was killed can only be found by looking.
  lookFirst: true,
  secrets: ({ stepSecrets }) => stepSecretPaths(stepSecrets),
  mayBeSecret: [
    ["parameters", any, "default"],
    ["steps", any, "properties"],
  ],
  label: ({ name }) => name ?? "?",
  create,
  read,
  view,
  update: async () => undefined,
  delete: remove,
  find,
};

function rules(written: Readonly<Record<string, unknown>>): Problem[] {
  const parameters = isObject(written.parameters) ? Object.entries(written.parameters) : [];
  const hidden = parameters.filter(([, parameter]) => isObject(parameter) && parameter.private === true);
  const problems = hidden.map(([name]) => ({
    path: ["parameters", name, "private"],
    message: "templates are shared with every user of the account; declare a private parameter on the job instead",
  }));
  const raw = rawRules(written.raw, schema, ["uuid"]);
  return [...nameRules(written.name), ...problems, ...stepRules(written), ...parameterRules(written), ...raw];
}

function nameRules(name: unknown): Problem[] {
  if (typeof name !== "string" || name.trim() === "" || isUnknown(name)) return [];
  if (name.length > 115) return [{ path: ["name"], message: `${name.length} characters; at most 115` }];
  const isFine = /^[\p{Script=Han}A-Za-z0-9_-]*$/u.test(name);
  return isFine ? [] : [{ path: ["name"], message: "only letters (Chinese ones too), digits, _ and -" }];
}

/** The whole template; a field that is not declared is left to the service, apart from the description, which one page requires. */
export function templateToWire(inputs: BuildTemplateInputs): Body<"createTemplate"> {
  const parameters = parametersToWire(inputs.parameters);
  const template = {
    steps: stepsToWire(inputs),
    ...(inputs.updateSubmodules !== undefined && { auto_update_sub_module: inputs.updateSubmodules }),
    ...(inputs.image !== undefined && { image: inputs.image }),
    ...(inputs.imageSource !== undefined && { image_source: inputs.imageSource }),
  };
  return {
    ...inputs.raw,
    name: inputs.name,
    description: inputs.description ?? "",
    ...(inputs.toolType !== undefined && { tool_type: inputs.toolType }),
    template: template as Body<"createTemplate">["template"],
    ...(parameters.length > 0 && { parameters: parameters as Body<"createTemplate">["parameters"] }),
  };
}

async function create(cloud: Cloud, inputs: BuildTemplateInputs, made: Made<BuildTemplateInputs>): Promise<void> {
  const answer = await cloud.client.templates.create(templateToWire(inputs)).catch((error: unknown) => {
    // Whoever looks now must not be answered from before this call.
    rows.drop(cloud.client, "");
    throw error;
  });
  const id = need(answer.uuid, "uuid", "createTemplate", "unknown");
  madeHere(cloud.client).add(id);
  made(id, inputs);
}

/** What the list tells of one template. Contents are left out: five thousand of them would fill the process. */
interface Row {
  readonly name: string;
  readonly creatorId?: string;
  readonly creator?: string;
  readonly createdAt?: number;
}

/** One list for all templates of an operation: they cannot change, only vanish. */
const rows = sharedReads<Map<string, Row>>();
const allRows = (cloud: Cloud) => rows.get(cloud.client, "", () => list(cloud));

async function list({ client }: Cloud): Promise<Map<string, Row>> {
  const found = new Map<string, Row>();
  for await (const { uuid, name, user_id, user_name, create_time } of client.each("listCustomTemplates", {})) {
    const time = Date.parse(create_time ?? "");
    if (uuid) found.set(uuid, { name: name ?? "", creatorId: user_id, creator: user_name, ...(time > 0 && { createdAt: time }) });
  }
  return found;
}

async function read(cloud: Cloud, id: string, applied: Partial<BuildTemplateInputs>): Promise<LiveTemplate | undefined> {
  const isOurs = applied.name !== undefined;
  if (isOurs && (madeHere(cloud.client).has(id) || (await allRows(cloud)).has(id))) return { uuid: id };
  // Pages shift while others delete: what the list lacks is asked for by its id before it counts as gone.
  return get(cloud, id);
}

async function get(cloud: Cloud, id: string): Promise<LiveTemplate | undefined> {
  const template = await unlessGone(cloud.client.templates.getCustom(id));
  if (template) recognized(template.uuid === id, "uuid", "getCustomTemplate");
  return template;
}

function view(
  live: LiveTemplate,
  applied: BuildTemplateInputs | undefined,
  _id: string,
  region: string,
): View<BuildTemplateInputs> {
  if (applied) return { inputs: applied, undeclared: [] };
  const definition: Definition = live.template ?? {};
  const steps = (definition.steps ?? []).map(wholeStep);
  const parameters = live.parameters ?? [];
  const inputs = compact([
    ["region", region],
    ["name", live.name ?? ""],
    ["description", isBlank(live.description) ? undefined : live.description],
    ["toolType", isBlank(live.tool_type) ? undefined : live.tool_type],
    ["steps", steps.length > 0 ? steps : undefined],
    [
      "parameters",
      parameters.length > 0 ? Object.fromEntries(parameters.map((one) => [parameterName(one), wholeParameter(one)])) : undefined,
    ],
    ["updateSubmodules", toBoolean(definition.auto_update_sub_module) || undefined],
    ["image", isBlank(definition.image) ? undefined : definition.image],
    ["imageSource", isBlank(definition.image_source) ? undefined : definition.image_source],
  ]);
  return { inputs: inputs as unknown as BuildTemplateInputs, undeclared: [] };
}

const parameterName = (parameter: Wire<"Parameter">): string =>
  parameter.params?.find((entry) => entry.name === "name")?.value ?? "";

async function remove(cloud: Cloud, id: string): Promise<void> {
  await unlessGone(cloud.client.templates.delete(id));
  madeHere(cloud.client).delete(id);
  if (rows.has(cloud.client, "")) (await allRows(cloud)).delete(id);
}

/** Templates that this create could have made: same name and, in every declared field, same content. Names are free otherwise. */
async function find(cloud: Cloud, inputs: BuildTemplateInputs): Promise<Found[]> {
  const own = madeHere(cloud.client);
  const named = [...(await allRows(cloud)).entries()].filter(([id, row]) => row.name === inputs.name && !own.has(id));
  const found: Found[] = [];
  for (const [id, { creatorId, creator, createdAt }] of named) {
    const live = await get(cloud, id);
    if (live && holds(live, inputs)) found.push({ id, creatorId, creator, createdAt });
  }
  return found;
}

/** Whether a live template has what is declared. A template whose steps the service does not tell is not ours by evidence. */
export function holds(live: LiveTemplate, inputs: BuildTemplateInputs): boolean {
  const definition: Definition = live.template ?? {};
  const seen = stepsFromWire(definition.steps ?? [], inputs);
  const parameters = parametersFromWire(live.parameters ?? [], inputs.parameters ?? {});
  return (
    !hasUnknown(inputs) &&
    live.name === inputs.name &&
    sameText(live.description, inputs.description) &&
    (inputs.toolType === undefined || live.tool_type === inputs.toolType) &&
    !seen.undeclared.some(({ path }) => path[2] === "properties" || path[2] === "enabled") &&
    sameSteps(withEnabled(seen.steps), withEnabled(inputs.steps ?? [])) &&
    sameStepSecrets(seen.stepSecrets, inputs.stepSecrets) &&
    sameParameters(parameters.parameters, inputs.parameters) &&
    parameters.undeclared.every(
      ({ path: [, name], expected }) => expected || Object.hasOwn(inputs.parameters ?? {}, String(name)),
    ) &&
    (inputs.updateSubmodules === undefined || toBoolean(definition.auto_update_sub_module) === inputs.updateSubmodules) &&
    (inputs.image === undefined || definition.image === inputs.image) &&
    (inputs.imageSource === undefined || definition.image_source === inputs.imageSource)
  );
}
