import { z } from "zod";
import type { Body } from "../../client/types";
import type { Problem } from "../../lifecycle/kind";
import { compact, isAbsent, isObject } from "../../lifecycle/values";
import { wireNames } from "../../lifecycle/wording";
import { cloneAddressForm, isCloneAddress, isWebAddress, line, webAddressForm } from "../parts/text";
import type { CicdCommand, CicdImageScan } from "./inputs";

const imageSchema = z.strictObject({
  source: z.enum(["local_image", "remote_image"]),
  name: line(128),
  version: line(128),
  blocking: z.boolean().optional(),
  repositoryAddress: line(128).optional(),
  loginUserName: line(128).optional(),
  loginPassword: line(128).optional(),
  namespace: line(128).optional(),
  pipelineType: z.enum(["jenkins", "codearts"]).optional(),
});
const iacSchema = z.strictObject({
  mode: z.enum(["local_directory", "remote_address", "git_repository_address"]),
  path: line(256),
});
export const commandSchema = z.strictObject({ image: imageSchema.optional(), iac: iacSchema.optional() });

/** Fields of an image scan on the wire, and their inputs. */
const scanFields = {
  scan_type: "source",
  image_name: "name",
  image_version: "version",
  is_blocking: "blocking",
  repository_address: "repositoryAddress",
  login_user_name: "loginUserName",
  login_password: "loginPassword",
  namespace: "namespace",
} as const satisfies { [wire: string]: keyof CicdImageScan };
wireNames.add(imageSchema, scanFields);
wireNames.add(iacSchema, { configuration_mode: "mode" });
wireNames.add(commandSchema, { image_scan_info: "image", is_image_scan: "image", iac_scan_info: "iac", is_iac_scan: "iac" });

/** What needs more than one field of the command. */
export function commandRules(command: unknown): Problem[] {
  if (!isObject(command)) return [];
  if (isAbsent(command.image) && isAbsent(command.iac)) {
    return [{ path: ["command"], message: "scans nothing; write image: { … }, iac: { … } or both" }];
  }
  return [...imageRules(command.image), ...iacRules(command.iac)];
}

function imageRules(image: unknown): Problem[] {
  if (!isObject(image) || image.source !== "remote_image" || !isAbsent(image.repositoryAddress)) return [];
  return [
    { path: ["command", "image", "repositoryAddress"], message: "missing; a remote_image needs the address of its repository" },
  ];
}

function iacRules(iac: unknown): Problem[] {
  if (!isObject(iac) || typeof iac.path !== "string" || iac.path === "") return [];
  const path = ["command", "iac", "path"];
  if (iac.mode === "remote_address" && !isWebAddress(iac.path)) return [{ path, message: webAddressForm }];
  if (iac.mode === "git_repository_address" && !isCloneAddress(iac.path)) return [{ path, message: cloneAddressForm }];
  return [];
}

/** The request that renders a command. The flat image fields repeat the nested ones: which of them wins is not documented. */
export function commandToWire(id: string, { image, iac }: CicdCommand): Body<"createCicdConfigurationCommand"> {
  const scan = compact(Object.entries(scanFields).map(([wire, input]) => [wire, image?.[input]] as const));
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
