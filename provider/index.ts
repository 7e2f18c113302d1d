/**
 * The registry: one provider object per kind, which Pulumi's provider process loads by the text in a resource's state. The
 * names are a permanent contract: state that names one must find it in every later release.
 */
import { lifecycle } from "./lifecycle";
import { buildJob as buildJobKind } from "./resources/build-job";
import { buildRun as buildRunKind } from "./resources/build-run";
import { buildTemplate as buildTemplateKind } from "./resources/build-template";
import { cicdConfiguration as cicdConfigurationKind } from "./resources/cicd-configuration";
import { keystore as keystoreKind } from "./resources/keystore";
import { notice as noticeKind } from "./resources/notice";

export const buildJob = lifecycle(buildJobKind);
export const buildTemplate = lifecycle(buildTemplateKind);
export const notice = lifecycle(noticeKind);
export const keystore = lifecycle(keystoreKind);
export const cicdConfiguration = lifecycle(cicdConfigurationKind);
export const buildRun = lifecycle(buildRunKind);
