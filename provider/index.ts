/**
 * The registry: one provider object per kind, which Pulumi's provider process loads by the text in a resource's state. The
 * names are a permanent contract: state that names one must find it in every later release.
 */

import { buildJob as buildJobKind } from "./kinds/build-job/kind";
import { buildRun as buildRunKind } from "./kinds/build-run/kind";
import { buildTemplate as buildTemplateKind } from "./kinds/build-template/kind";
import { cicdConfiguration as cicdConfigurationKind } from "./kinds/cicd-configuration/kind";
import { keystore as keystoreKind } from "./kinds/keystore/kind";
import { notice as noticeKind } from "./kinds/notice/kind";
import { lifecycle } from "./lifecycle/provider";

export const buildJob = lifecycle(buildJobKind);
export const buildTemplate = lifecycle(buildTemplateKind);
export const notice = lifecycle(noticeKind);
export const keystore = lifecycle(keystoreKind);
export const cicdConfiguration = lifecycle(cicdConfigurationKind);
export const buildRun = lifecycle(buildRunKind);
