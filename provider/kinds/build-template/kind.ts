import { need, recognized } from "../../client/errors";
import type { Body } from "../../client/types";
import type { Cloud, Found, Problem, RecordCreated, View } from "../../lifecycle/kind";
import { any } from "../../lifecycle/secrets";
import { compact, hasUnknown, isObject, isUnknown, sameText } from "../../lifecycle/values";
import { parameterRules, sameParameters } from "../parts/parameters";
import { fullParameter, parametersFromWire, parametersToWire } from "../parts/parameters-wire";
import { rawRules } from "../parts/raw";
import { createdHere, sharedReads, unlessGone } from "../parts/shared-reads";
import { sameStepSecrets, sameSteps, stepRules, stepSecretPaths } from "../parts/steps";
import { fullStep, stepsFromWire, stepsToWire } from "../parts/steps-wire";
import { isBlank, toBoolean, type Wire } from "../parts/wire";
import { parameterName } from "../parts/wire-parameter";
import { type Listed, type ListedKind, notKnown } from "../table";
import { type BuildTemplateInputs, buildTemplateInputs, withEnabled } from "./inputs";

export type LiveTemplate = Wire<"Template">;
type Definition = Wire<"TemplateDefinition">;

export const buildTemplate: ListedKind<BuildTemplateInputs, LiveTemplate> = {
  name: "BuildTemplate",
  noun: "template",
  plural: "templates",
  offline: { answers: { createTemplate: { uuid: notKnown } } },
  ...buildTemplateInputs,
  rules,
  // Names are not unique, so an interrupted create can only be found by searching.
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
  list: listAll,
};

function rules(written: Readonly<Record<string, unknown>>): Problem[] {
  const parameters = isObject(written.parameters) ? Object.entries(written.parameters) : [];
  const hidden = parameters.filter(([, parameter]) => isObject(parameter) && parameter.private === true);
  const problems = hidden.map(([name]) => ({
    path: ["parameters", name, "private"],
    message: "templates are shared with every user of the account; declare a private parameter on the job instead",
  }));
  const raw = rawRules(written.raw, buildTemplateInputs.schema, ["uuid"]);
  return [...nameRules(written.name), ...problems, ...stepRules(written), ...parameterRules(written), ...raw];
}

function nameRules(name: unknown): Problem[] {
  if (typeof name !== "string" || name.trim() === "" || isUnknown(name)) return [];
  if (name.length > 115) return [{ path: ["name"], message: `${name.length} characters; at most 115` }];
  const isFine = !/[^\p{Script=Han}A-Za-z0-9_-]/u.test(name);
  return isFine ? [] : [{ path: ["name"], message: "only letters (including Chinese), digits, _ and -" }];
}

/** The complete template; undeclared fields are left to the service, except the description, which the API reference requires. */
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
    // Wire types may hold nulls, which nothing here writes.
    template: template as Body<"createTemplate">["template"],
    ...(parameters.length > 0 && { parameters: parameters as Body<"createTemplate">["parameters"] }),
  };
}

async function create(cloud: Cloud, inputs: BuildTemplateInputs, made: RecordCreated<BuildTemplateInputs>): Promise<void> {
  const answer = await cloud.client.templates.create(templateToWire(inputs)).catch((error: unknown) => {
    // Later readers must not receive data from before this call.
    rows.drop(cloud.client, "");
    throw error;
  });
  const id = need(answer.uuid, "uuid", "createTemplate", "unknown");
  createdHere(cloud.client).add(id);
  made(id, inputs);
}

/** A template as listed. Contents are omitted: those of 5,000 templates would fill the process's memory. */
interface Row {
  readonly name: string;
  readonly creatorId?: string;
  readonly creator?: string;
  readonly createdAt?: number;
}

/** One list for all templates of an operation: templates cannot change, only disappear. */
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
  if (isOurs && (createdHere(cloud.client).has(id) || (await allRows(cloud)).has(id))) return { uuid: id };
  // Pages shift while others delete: a template missing from the list is read by id before it counts as deleted.
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
  const steps = (definition.steps ?? []).map(fullStep);
  const parameters = live.parameters ?? [];
  const inputs = compact<BuildTemplateInputs>([
    ["region", region],
    ["name", live.name ?? ""],
    ["description", isBlank(live.description) ? undefined : live.description],
    ["toolType", isBlank(live.tool_type) ? undefined : live.tool_type],
    ["steps", steps.length > 0 ? steps : undefined],
    [
      "parameters",
      parameters.length > 0 ? Object.fromEntries(parameters.map((one) => [parameterName(one), fullParameter(one)])) : undefined,
    ],
    ["updateSubmodules", toBoolean(definition.auto_update_sub_module) || undefined],
    ["image", isBlank(definition.image) ? undefined : definition.image],
    ["imageSource", isBlank(definition.image_source) ? undefined : definition.image_source],
  ]);
  return { inputs, undeclared: [] };
}

async function remove(cloud: Cloud, id: string): Promise<void> {
  await unlessGone(cloud.client.templates.delete(id));
  createdHere(cloud.client).delete(id);
  if (rows.has(cloud.client, "")) (await allRows(cloud)).delete(id);
}

/** Templates that this create may have created: same name and equal declared fields. Names are not unique. */
async function find(cloud: Cloud, inputs: BuildTemplateInputs): Promise<Found[]> {
  const own = createdHere(cloud.client);
  const named = [...(await allRows(cloud)).entries()].filter(([id, row]) => row.name === inputs.name && !own.has(id));
  const found: Found[] = [];
  for (const [id, { creatorId, creator, createdAt }] of named) {
    const live = await get(cloud, id);
    if (live && holds(live, inputs)) found.push({ id, creatorId, creator, createdAt });
  }
  return found;
}

/** Whether a live template equals the declared one. Without its steps there is no evidence that it is ours. */
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

async function* listAll(client: Cloud["client"]): AsyncIterable<Listed> {
  for await (const { uuid: id, name } of client.each("listCustomTemplates", {})) if (id) yield { id, name: name ?? id };
}
