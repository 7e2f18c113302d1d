import type { GetBuildTemplateArgs, ListBuildTemplatesArgs } from "../../provider/look-ups/types";
import type { BuildTemplateInputs } from "../generated/inputs";
import { asOutput, type LookUpOptions, lookUp, type Sealed, sealed } from "./look-up";

export type { GetBuildTemplateArgs, ListBuildTemplatesArgs } from "../../provider/look-ups/types";

/** Loaded by the first look-up only. */
const templates = (): typeof import("../../provider/look-ups/build-templates") =>
  require("../../provider/look-ups/build-templates");

/** A built-in template with all its settings, as inputs. */
export interface ListedOfficialTemplate extends Omit<BuildTemplateInputs, "region" | "adoptExisting" | "raw"> {
  /** Id (`uuid`). */
  id: string;
  /** User id and name of the creator; absent for built-in ones. */
  creatorId?: string;
  creator?: string;
  /** Creation time, ISO 8601. */
  createdAt?: string;
}

/** A template of the account. Its steps and parameters may contain secrets and are secret Outputs. */
export type ListedBuildTemplate = Sealed<ListedOfficialTemplate, "steps" | "parameters">;

/**
 * Looks up one template of the account.
 *
 * ```ts
 * const shared = await codearts.getBuildTemplate({ name: "maven-service" });
 * new codearts.BuildJob("api", { parameters: shared.parameters });
 * ```
 *
 * Errors: no such template; several with this name (with their ids).
 *
 * Source: getCustomTemplate, listCustomTemplates (SDK; manual 4.99).
 */
export async function getBuildTemplate(args: GetBuildTemplateArgs, options?: LookUpOptions): Promise<ListedBuildTemplate> {
  const template = await lookUp("getBuildTemplate", args, options, (at) => templates().getBuildTemplate(at, args));
  return own(template);
}

/** {@link getBuildTemplate} for arguments that may be Outputs; secret as a whole. */
export const getBuildTemplateOutput = asOutput(getBuildTemplate);

/**
 * Lists all templates of the account. The service may omit their steps here; `getBuildTemplate` returns them.
 *
 * Source: listCustomTemplates (manual 4.99).
 */
export async function listBuildTemplates(
  args: ListBuildTemplatesArgs = {},
  options?: LookUpOptions,
): Promise<ListedBuildTemplate[]> {
  const found = await lookUp("listBuildTemplates", args, options, (at) => templates().listBuildTemplates(at, args));
  return found.map(own);
}

/** {@link listBuildTemplates} for arguments that may be Outputs; secret as a whole. */
export const listBuildTemplatesOutput = asOutput(listBuildTemplates);

/**
 * Lists all built-in templates, to find the `module` of a step.
 *
 * Source: listOfficialTemplates (manual 4.70).
 */
export function listOfficialTemplates(
  args: ListBuildTemplatesArgs = {},
  options?: LookUpOptions,
): Promise<ListedOfficialTemplate[]> {
  return lookUp("listOfficialTemplates", args, options, (at) => templates().listOfficialTemplates(at, args));
}

/** {@link listOfficialTemplates} for arguments that may be Outputs. */
export const listOfficialTemplatesOutput = asOutput(listOfficialTemplates);

const own = (template: ListedOfficialTemplate): ListedBuildTemplate => sealed(template, ["steps", "parameters"]);
