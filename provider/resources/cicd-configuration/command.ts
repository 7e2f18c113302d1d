import { z } from "zod";
import type { Body } from "../../client/types";
import { compact } from "../../lifecycle/values";
import type { CicdCommand } from "./inputs";

const text = (most: number) => z.string().min(1).max(most);

export const commandSchema = z.strictObject({
  image: z
    .strictObject({
      source: z.enum(["local_image", "remote_image"]),
      name: text(128),
      version: text(128),
      blocking: z.boolean().optional(),
      repositoryAddress: text(128).optional(),
      loginUserName: text(128).optional(),
      loginPassword: text(128).optional(),
      namespace: text(128).optional(),
      pipelineType: z.enum(["jenkins", "codearts"]).optional(),
    })
    .optional(),
  iac: z
    .strictObject({ mode: z.enum(["local_directory", "remote_address", "git_repository_address"]), path: text(256) })
    .optional(),
});

/** The request that renders a command. The flat image fields repeat the nested ones: which of them wins is not documented. */
export function commandToWire(id: string, { image, iac }: CicdCommand): Body<"createCicdConfigurationCommand"> {
  const scan = compact([
    ["scan_type", image?.source],
    ["image_name", image?.name],
    ["image_version", image?.version],
    ["is_blocking", image?.blocking],
    ["repository_address", image?.repositoryAddress],
    ["login_user_name", image?.loginUserName],
    ["login_password", image?.loginPassword],
    ["namespace", image?.namespace],
  ]);
  return {
    cicd_id: id,
    scan_type: image?.source ?? iac?.mode,
    ...scan,
    is_image_scan: image !== undefined,
    ...(image && { image_scan_info: { ...scan, ...(image.pipelineType && { pipeline_type: image.pipelineType }) } }),
    is_iac_scan: iac !== undefined,
    ...(iac && { iac_scan_info: { configuration_mode: iac.mode, path: iac.path } }),
  };
}
