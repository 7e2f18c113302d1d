/** What a Pulumi program imports. Importing it does nothing: no file, no environment variable and no network is touched. */
<<<<<<< HEAD
export * from "./generated/inputs";
export * from "./generated/resources";
=======
export type { CicdCommand, CicdIacScan, CicdImageScan } from "../provider/kinds/cicd-configuration/inputs";
export type { KeystorePermission } from "../provider/kinds/keystore/inputs";
export type { NoticeChannel, NoticeEvent } from "../provider/kinds/notice/inputs";
export type { Parameter, ParameterSettings } from "../provider/kinds/parts/parameters";
export type { Scm } from "../provider/kinds/parts/scms";
export type { Step, StepSecrets, TemplateStep } from "../provider/kinds/parts/steps";
export type { Timeout } from "../provider/kinds/parts/timeout";
export type { Schedule, Trigger } from "../provider/kinds/parts/triggers";
export { BuildJob, type BuildJobArgs } from "./build-job";
export { BuildRun, type BuildRunArgs } from "./build-run";
export { BuildTemplate, type BuildTemplateArgs } from "./build-template";
export { type BuildYaml, type BuildYamlStep, buildYaml } from "./build-yaml";
export { CicdConfiguration, type CicdConfigurationArgs } from "./cicd-configuration";
>>>>>>> f57279c (build.yml: a typed writer, check-yaml with line and property path, and a JSON schema for editors, from one schema)
export type { Lifted } from "./inputs";
export { keystoreFile } from "./keystore-file";
export * from "./look-ups/build-jobs";
export * from "./look-ups/build-templates";
export * from "./look-ups/cicd";
export * from "./look-ups/keystores";
export { Provider, type ProviderArgs } from "./provider";
export * as steps from "./steps";
