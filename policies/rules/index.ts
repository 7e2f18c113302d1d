/** The rules in the order of the documentation. */

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
import { keystorePrivate } from "./keystore";
import { noticeOnFailure, noticeWebhookSecret } from "./notice";
import { scheduleSane } from "./schedule";
import { scmAllowedHosts, scmAutoBuildBranch, scmThirdPartyShallow, scmUrlNoCredentials, scmUrlSecureScheme } from "./scm";
import { requiredStep, stepDisabled, stepModuleAllowed, stepVersionPinned } from "./step";
import { stepNoParameterInjection, stepNoPipeToShell } from "./step-command";
import { stepNoPrivilegedContainer } from "./step-container";
import { stepImagePinned } from "./step-image";

export const rules = [
  buildJobNoPlaintextSecret,
  scmUrlNoCredentials,
  scmUrlSecureScheme,
  scmAllowedHosts,
  scmAutoBuildBranch,
  scmThirdPartyShallow,
  stepModuleAllowed,
  stepVersionPinned,
  stepImagePinned,
  stepNoPipeToShell,
  stepNoParameterInjection,
  stepNoPrivilegedContainer,
  stepDisabled,
  requiredStep,
  executorAllowed,
  flavorAllowed,
  archAllowed,
  timeoutRequired,
  scheduleSane,
  jobNaming,
  groupRequired,
  productionProtected,
  noticeOnFailure,
  noticeWebhookSecret,
  keystorePrivate,
  cicdBlocklistRequired,
  cicdWhitelistNarrow,
  templateNoSecret,
] as const;
