/** Policies on build jobs: rules, the pack made of them, and the same rules on files. */
export type { Exclusion } from "./engine/exceptions";
export type { Outcome, PlainResource } from "./engine/judge";
export { evaluate, type Judgement } from "./evaluate";
export { codeartsPolicies } from "./pack";
export { rules } from "./rules";
export * from "./rules/build-job";
export * from "./rules/build-job-secrets";
export * from "./rules/cicd-configuration";
export * from "./rules/keystore";
export * from "./rules/notice";
export * from "./rules/schedule";
export * from "./rules/scm";
export * from "./rules/step";
export * from "./rules/step-command";
export * from "./rules/step-container";
export * from "./rules/step-image";
export type { CodeartsPolicySettings, RuleName } from "./settings";
