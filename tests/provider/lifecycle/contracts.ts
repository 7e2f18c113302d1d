/** The contract table of every kind; the compiler refuses a list that lacks one. */
import type { Handle } from "../../../provider/kinds";
import { buildJobContract } from "./build-job";
import { buildRunContract } from "./build-run";
import { buildTemplateContract } from "./build-template";
import { cicdConfigurationContract } from "./cicd-configuration";
import type { Contract } from "./contract";
import { jobGroupContract } from "./job-group";
import { jobPermissionsContract } from "./job-permissions";
import { keystoreContract } from "./keystore";
import { noticeContract } from "./notice";

export const contracts: Readonly<Record<Handle, Contract>> = {
  buildJob: buildJobContract,
  buildTemplate: buildTemplateContract,
  notice: noticeContract,
  keystore: keystoreContract,
  cicdConfiguration: cicdConfigurationContract,
  buildRun: buildRunContract,
  jobGroup: jobGroupContract,
  jobPermissions: jobPermissionsContract,
};
