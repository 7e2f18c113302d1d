import type { Wire } from "../../provider/kinds/parts/wire";
import type { BuildTemplateInputs } from "../generated/inputs";
import { all, asOutput, type LookUpArgs, type LookUpOptions, lookUp, only, readingCloud, type Sealed, sealed } from "./look-up";

/** Which template: by its id, or by its name where only one has it. */
export type GetBuildTemplateArgs = LookUpArgs & ({ id: string; name?: undefined } | { name: string; id?: undefined });

/** A built-in template with all its settings, as a program would declare them. */
export interface ListedOfficialTemplate extends Omit<BuildTemplateInputs, "region" | "adoptExisting" | "raw"> {
  /** Id (`uuid`). */
  id: string;
  /** User id and name of who made it; absent for built-in ones. */
  creatorId?: string;
  creator?: string;
  /** When it was made, ISO 8601. */
  createdAt?: string;
}

/** A template of the account. Its steps and parameters can hold secrets and are secret Outputs. */
export type ListedBuildTemplate = Sealed<ListedOfficialTemplate, "steps" | "parameters">;

/**
 * Looks up one template of the account.
 *
 * ```ts
 * const shared = await codearts.getBuildTemplate({ name: "maven-service" });
 * new codearts.BuildJob("api", { parameters: shared.parameters });
 * ```
 *
 * Errors: no such template; several of this name (with their ids).
 *
 * Source: getCustomTemplate, listCustomTemplates (SDK; manual 4.99).
 */
export async function getBuildTemplate(args: GetBuildTemplateArgs, options?: LookUpOptions): Promise<ListedBuildTemplate> {
  const template = await lookUp("getBuildTemplate", args, options, async (at) => {
    const named = args.id === undefined ? (await listBuildTemplates(args, options)).filter(({ name }) => name === args.name) : [];
    const id = args.id ?? only("getBuildTemplate", `template ${JSON.stringify(args.name)}`, named, (one) => one.id).id;
    // The list may leave out the steps.
    const { buildTemplate }: typeof import("../../provider/kinds/build-template/kind") =
      require("../../provider/kinds/build-template/kind");
    const found = await buildTemplate.read(readingCloud(at), id, {});
    return listed(only("getBuildTemplate", `template ${id}`, found === undefined ? [] : [found], () => id));
  });
  return own(template);
}

/** {@link getBuildTemplate} for arguments that may be Outputs; secret as a whole. */
export const getBuildTemplateOutput = asOutput(getBuildTemplate);

/** Which templates. */
export interface ListBuildTemplatesArgs extends LookUpArgs {
  /** Part of the name. */
  name?: string;
}

/**
 * Lists the templates of the account, all pages of them. The service may leave out their steps here; `getBuildTemplate` has them.
 *
 * Source: listCustomTemplates (manual 4.99).
 */
export async function listBuildTemplates(
  args: ListBuildTemplatesArgs = {},
  options?: LookUpOptions,
): Promise<ListedBuildTemplate[]> {
  const query = args.name === undefined ? {} : { name: args.name };
  const templates = await lookUp("listBuildTemplates", args, options, async ({ client }) =>
    Promise.all((await all(client.each("listCustomTemplates", { query }))).map(listed)),
  );
  return templates.map(own);
}

/** {@link listBuildTemplates} for arguments that may be Outputs; secret as a whole. */
export const listBuildTemplatesOutput = asOutput(listBuildTemplates);

/**
 * Lists the built-in templates, all pages of them: the way to find the `module` of a step.
 *
 * Source: listOfficialTemplates (manual 4.70).
 */
export function listOfficialTemplates(
  args: ListBuildTemplatesArgs = {},
  options?: LookUpOptions,
): Promise<ListedOfficialTemplate[]> {
  const query = args.name === undefined ? {} : { name: args.name };
  return lookUp("listOfficialTemplates", args, options, async ({ client }) =>
    Promise.all((await all(client.each("listOfficialTemplates", { query }))).map(listed)),
  );
}

/** {@link listOfficialTemplates} for arguments that may be Outputs. */
export const listOfficialTemplatesOutput = asOutput(listOfficialTemplates);

const own = (template: ListedOfficialTemplate): ListedBuildTemplate => sealed(template, ["steps", "parameters"]);

async function listed(row: Wire<"Template">): Promise<ListedOfficialTemplate> {
  const { buildTemplate }: typeof import("../../provider/kinds/build-template/kind") =
    require("../../provider/kinds/build-template/kind");
  const facts = { creatorId: row.user_id, creator: row.user_name, createdAt: row.create_time };
  const told = Object.fromEntries(Object.entries(facts).flatMap(([key, value]) => (value ? [[key, value] as const] : [])));
  const id = row.uuid ?? "";
  const { region: _, ...inputs } = buildTemplate.view(row, undefined, id, "").inputs;
  return { ...inputs, ...told, id };
}
