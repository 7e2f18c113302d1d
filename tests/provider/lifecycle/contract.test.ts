import { buildJobContract } from "./build-job";
import { buildTemplateContract } from "./build-template";
import { cicdConfigurationContract } from "./cicd-configuration";
import { describeContract } from "./contract";
import { keystoreContract } from "./keystore";
import { noticeContract } from "./notice";

/** Every kind of resource; a new one adds its table here. */
for (const contract of [buildJobContract, buildTemplateContract, noticeContract, keystoreContract, cicdConfigurationContract])
  describeContract(contract);
