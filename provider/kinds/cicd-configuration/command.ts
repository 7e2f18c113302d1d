import type { Body } from "../../client/types";
import type { Problem } from "../../lifecycle/kind";
import { compact, isAbsent, isObject } from "../../lifecycle/values";
import { entriesOf } from "../../shared/keys";
import { cloneAddressForm, isCloneAddress, isWebAddress, webAddressForm } from "../parts/text";
import { type CicdCommand, imageTable } from "./command-inputs";

/** Rules across fields of the command. */
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
    { path: ["command", "image", "repositoryAddress"], message: "missing; a remote_image needs the URL of its repository" },
  ];
}

function iacRules(iac: unknown): Problem[] {
  if (!isObject(iac) || typeof iac.path !== "string" || iac.path === "") return [];
  const path = ["command", "iac", "path"];
  if (iac.mode === "remote_address" && !isWebAddress(iac.path)) return [{ path, message: webAddressForm }];
  if (iac.mode === "git_repository_address" && !isCloneAddress(iac.path)) return [{ path, message: cloneAddressForm }];
  return [];
}

/**
 * The request that renders a command. The flat image fields repeat the nested ones, because it is not documented which ones the
 * service uses.
 */
export function commandToWire(id: string, { image, iac }: CicdCommand): Body<"createCicdConfigurationCommand"> {
  const scan = compact(entriesOf(imageTable).flatMap(([key, { wire }]) => (wire ? [[wire.name, image?.[key]] as const] : [])));
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
