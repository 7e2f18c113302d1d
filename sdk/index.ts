/** What a Pulumi program imports. Importing it does nothing: no file, no environment variable and no network is touched. */
export type { Parameter, ParameterSettings } from "../provider/resources/parameters";
export type { Scm } from "../provider/resources/scms";
export type { Step, StepSecrets } from "../provider/resources/steps";
export type { Timeout } from "../provider/resources/timeout";
export type { Schedule, Trigger } from "../provider/resources/triggers";
export { BuildJob, type BuildJobArgs } from "./build-job";
export type { Lifted } from "./inputs";
export * as steps from "./steps";
