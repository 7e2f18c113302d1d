import * as pulumi from "@pulumi/pulumi";
import type {
  CicdLookUpArgs,
  ListCicdConfigurationsArgs,
  ListCicdImagesArgs,
  ListedCicdConfiguration,
  ListedCicdImage,
} from "../../provider/look-ups/types";
import type { CicdCommand } from "../generated/inputs";
import type { Lifted } from "../inputs";
import { asOutput, type LookUpOptions, lookUp, onceKnown } from "./look-up";

export type {
  CicdLookUpArgs,
  ListCicdConfigurationsArgs,
  ListCicdImagesArgs,
  ListedCicdConfiguration,
  ListedCicdImage,
} from "../../provider/look-ups/types";

/** Loaded by the first look-up only. */
const cicd = (): typeof import("../../provider/look-ups/cicd") => require("../../provider/look-ups/cicd");

/**
 * Lists all CI/CD access configurations.
 *
 * Source: listCicdConfigurations (HSS, SDK).
 */
export function listCicdConfigurations(
  args: ListCicdConfigurationsArgs = {},
  options?: LookUpOptions,
): Promise<ListedCicdConfiguration[]> {
  return lookUp("listCicdConfigurations", args, options, (at) => cicd().listCicdConfigurations(at, args));
}

/** {@link listCicdConfigurations} for arguments that may be Outputs. */
export const listCicdConfigurationsOutput = asOutput(listCicdConfigurations);

/**
 * Lists all images scanned in pipelines.
 *
 * ```ts
 * const risky = await codearts.listCicdImages({ cicdName: "gate", hasVulnerability: true, severityLevel: "High" });
 * ```
 *
 * Source: listCicdImages (HSS, English page 2025-09-30).
 */
export function listCicdImages(args: ListCicdImagesArgs = {}, options?: LookUpOptions): Promise<ListedCicdImage[]> {
  return lookUp("listCicdImages", args, options, (at) => cicd().listCicdImages(at, args));
}

/** {@link listCicdImages} for arguments that may be Outputs. */
export const listCicdImagesOutput = asOutput(listCicdImages);

/** What to scan, with which configuration. */
export interface GetCicdCommandArgs extends CicdLookUpArgs, CicdCommand {
  /** Id of the configuration. */
  configurationId: string;
}

/**
 * Renders the command that runs a scan in a pipeline. The command contains the password of the image repository, so it is a
 * secret Output in both forms.
 *
 * ```ts
 * const command = codearts.getCicdCommandOutput({
 *   configurationId: gate.id,
 *   image: { source: "local_image", name: "api", version: "latest" },
 * });
 * ```
 *
 * Source: createCicdConfigurationCommand (HSS, English page 2025-09-30).
 */
export async function getCicdCommand(
  args: GetCicdCommandArgs,
  options?: LookUpOptions,
): Promise<{ command: pulumi.Output<string> }> {
  const { command } = await lookUp("getCicdCommand", args, options, (at) => cicd().getCicdCommand(at, args));
  return { command: pulumi.secret(command) };
}

/** {@link getCicdCommand} for arguments that may be Outputs. */
export function getCicdCommandOutput(args: Lifted<GetCicdCommandArgs>, options?: LookUpOptions): pulumi.Output<string> {
  // Once known, the arguments have the types of the other form.
  const found = onceKnown(args, options).apply((known) => getCicdCommand(known as GetCicdCommandArgs, options));
  return pulumi.secret(found.apply(({ command }) => command));
}
