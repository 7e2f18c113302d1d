/** The entry for Pulumi programs. Importing it has no side effects: it reads no file, environment variable or network. */
export { type BuildYaml, type BuildYamlStep, buildYaml } from "./build-yaml";
export * from "./generated/inputs";
export * from "./generated/resources";
export type { Lifted } from "./inputs";
export { keystoreFile } from "./keystore-file";
export * from "./look-ups/build-jobs";
export * from "./look-ups/build-templates";
export * from "./look-ups/cicd";
export * from "./look-ups/job-groups";
export * from "./look-ups/keystores";
export { Provider, type ProviderArgs } from "./provider";
export * as steps from "./steps";
