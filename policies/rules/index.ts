/** The rules in the order of the documentation. */

import { agentPoolAllowed } from "./agent-pool";
import {
  archAllowed,
  executorAllowed,
  flavorAllowed,
  groupRequired,
  jobNaming,
  productionProtected,
  timeoutRequired,
} from "./build-job";
import { buildJobNoPlaintextSecret, templateNoSecret } from "./build-job-secrets";
import { cicdBlocklistRequired, cicdWhitelistNarrow } from "./cicd-configuration";
import { definitionVisible } from "./definition";
import { keystorePrivate } from "./keystore";
import { noticeOnFailure, noticeRobotAllowed, noticeWebhookSecret } from "./notice";
import { artifactSigned, sbomRequired } from "./publishing";
import { scheduleSane } from "./schedule";
import { scmAllowedHosts, scmAutoBuildBranch, scmThirdPartyShallow, scmUrlNoCredentials, scmUrlSecureScheme } from "./scm";
import { privateParameterUsed, secretNotShared } from "./secret-scope";
import { requiredStep, stepDisabled, stepModuleAllowed, stepVersionPinned } from "./step";
import { stepNoParameterInjection, stepNoPipeToShell } from "./step-command";
import { stepCloneSecureScheme, stepTlsVerified } from "./step-connection";
import { stepNoPrivilegedContainer } from "./step-container";
import { stepImagePinned } from "./step-image";
import { stepImageSupported } from "./step-image-supported";
import { stepLockFileUsed, stepRegistryAllowed } from "./step-package";

export * from "./agent-pool";
export * from "./build-job";
export * from "./build-job-secrets";
export * from "./cicd-configuration";
export * from "./definition";
export * from "./keystore";
export * from "./notice";
export * from "./publishing";
export * from "./schedule";
export * from "./scm";
export * from "./secret-scope";
export * from "./step";
export * from "./step-command";
export * from "./step-connection";
export * from "./step-container";
export * from "./step-image";
export * from "./step-image-supported";
export * from "./step-package";

export const rules = [
  buildJobNoPlaintextSecret,
  secretNotShared,
  privateParameterUsed,
  scmUrlNoCredentials,
  scmUrlSecureScheme,
  scmAllowedHosts,
  scmAutoBuildBranch,
  scmThirdPartyShallow,
  definitionVisible,
  stepModuleAllowed,
  stepVersionPinned,
  stepImagePinned,
  stepImageSupported,
  stepLockFileUsed,
  stepRegistryAllowed,
  stepTlsVerified,
  stepCloneSecureScheme,
  stepNoPipeToShell,
  stepNoParameterInjection,
  stepNoPrivilegedContainer,
  stepDisabled,
  requiredStep,
  artifactSigned,
  sbomRequired,
  executorAllowed,
  agentPoolAllowed,
  flavorAllowed,
  archAllowed,
  timeoutRequired,
  scheduleSane,
  jobNaming,
  groupRequired,
  productionProtected,
  noticeOnFailure,
  noticeWebhookSecret,
  noticeRobotAllowed,
  keystorePrivate,
  cicdBlocklistRequired,
  cicdWhitelistNarrow,
  templateNoSecret,
] as const;
