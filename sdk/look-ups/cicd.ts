import * as pulumi from "@pulumi/pulumi";
import type { Query, Row } from "../../provider/client";
import type { CicdCommand } from "../generated/inputs";
import type { Lifted } from "../inputs";
import { type Camelled, camelled } from "./camel";
import { all, asOutput, type LookUpArgs, type LookUpOptions, lookUp, onceKnown } from "./look-up";

/** Where scan configurations and images are looked for. */
export interface CicdLookUpArgs extends LookUpArgs {
  /** Enterprise project; `all_granted_eps` stands for all. Default: the service's (`0`). */
  enterpriseProjectId?: string;
  /** IAM project of the region. Default: looked up by the region's name. */
  iamProjectId?: string;
}

const pathOf = ({ iamProjectId }: CicdLookUpArgs) => (iamProjectId === undefined ? {} : { project_id: iamProjectId });

/** Which configurations. */
export interface ListCicdConfigurationsArgs extends CicdLookUpArgs {
  /** Name, up to 128 characters. */
  name?: string;
  /** Id. */
  id?: string;
}

/** A scan configuration as the list shows it. */
export type ListedCicdConfiguration = Camelled<Row<"listCicdConfigurations">>;

/**
 * Lists the CI/CD access configurations, all pages of them.
 *
 * Source: listCicdConfigurations (HSS, SDK).
 */
export function listCicdConfigurations(
  args: ListCicdConfigurationsArgs = {},
  options?: LookUpOptions,
): Promise<ListedCicdConfiguration[]> {
  const query = { enterprise_project_id: args.enterpriseProjectId, cicd_name: args.name, cicd_id: args.id };
  return lookUp("listCicdConfigurations", args, options, async ({ client }) =>
    (await all(client.each("listCicdConfigurations", { path: pathOf(args), query }))).map((row) => camelled(row)),
  );
}

/** {@link listCicdConfigurations} for arguments that may be Outputs. */
export const listCicdConfigurationsOutput = asOutput(listCicdConfigurations);

type ImageQuery = Query<"listCicdImages">;

/** Which images: every filter of the service. Times are milliseconds since the epoch. */
export interface ListCicdImagesArgs extends CicdLookUpArgs {
  /** Image organization. */
  namespace?: string;
  imageName?: string;
  imageVersion?: string;
  imageId?: string;
  /** Name of the scan configuration. */
  cicdName?: string;
  /** Size in bytes. */
  imageSize?: number;
  scanStatus?: ImageQuery["scan_status"];
  severityLevel?: ImageQuery["severity_level"];
  pipelineType?: ImageQuery["pipeline_type"];
  /** Only the latest tags. */
  latestVersion?: boolean;
  hasMaliciousFile?: boolean;
  hasUnsafeSetting?: boolean;
  hasVulnerability?: boolean;
  risky?: boolean;
  startLatestUpdateTime?: number;
  endLatestUpdateTime?: number;
  startLatestScanTime?: number;
  endLatestScanTime?: number;
  sortKey?: ImageQuery["sort_key"];
  sortDirection?: ImageQuery["sort_dir"];
}

/** A scanned image. */
export type ListedCicdImage = Camelled<Row<"listCicdImages">>;

/**
 * Lists the images that were scanned in pipelines, all pages of them.
 *
 * ```ts
 * const risky = await codearts.listCicdImages({ cicdName: "gate", hasVulnerability: true, severityLevel: "High" });
 * ```
 *
 * Source: listCicdImages (HSS, English page 2025-09-30).
 */
export function listCicdImages(args: ListCicdImagesArgs = {}, options?: LookUpOptions): Promise<ListedCicdImage[]> {
  const { region: _, iamProjectId: __, hasVulnerability, sortDirection, ...filters } = args;
  const snake = Object.fromEntries(
    Object.entries(filters).map(([name, value]) => [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]),
  );
  const query = { ...snake, has_vul: hasVulnerability, sort_dir: sortDirection };
  return lookUp("listCicdImages", args, options, async ({ client }) =>
    (await all(client.each("listCicdImages", { path: pathOf(args), query }))).map((row) => camelled(row)),
  );
}

/** {@link listCicdImages} for arguments that may be Outputs. */
export const listCicdImagesOutput = asOutput(listCicdImages);

/** What to scan, by which configuration. */
export interface GetCicdCommandArgs extends CicdLookUpArgs, CicdCommand {
  /** Id of the configuration. */
  configurationId: string;
}

/**
 * Makes the command that runs a scan in a pipeline. The command holds the password of the image repository, so it is given
 * as a secret Output in both forms.
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
  const { command } = await lookUp("getCicdCommand", args, options, async ({ client }) => {
    const { commandToWire }: typeof import("../../provider/kinds/cicd-configuration/command") =
      require("../../provider/kinds/cicd-configuration/command");
    const { configurationId, enterpriseProjectId, iamProjectId, image, iac } = args;
    const query = enterpriseProjectId === undefined ? {} : { enterprise_project_id: enterpriseProjectId };
    const options = iamProjectId === undefined ? {} : { iamProjectId };
    const { need }: typeof import("../../provider/client/errors") = require("../../provider/client/errors");
    const answer = await client.cicd.createCommand(commandToWire(configurationId, { image, iac }), query, options);
    return { command: need(answer.cicd_command, "cicd_command", "createCicdConfigurationCommand") };
  });
  return { command: pulumi.secret(command) };
}

/** {@link getCicdCommand} for arguments that may be Outputs. */
export function getCicdCommandOutput(args: Lifted<GetCicdCommandArgs>, options?: LookUpOptions): pulumi.Output<string> {
  const found = onceKnown(args, options).apply((known) => getCicdCommand(known as GetCicdCommandArgs, options));
  return pulumi.secret(found.apply(({ command }) => command));
}
