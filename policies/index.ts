/** Policies on build jobs: rules, the pack made of them, and the same rules on files. */
export type { Exclusion } from "./engine/exceptions";
export type { Outcome, PlainResource } from "./engine/judge";
export { evaluate, type Judgement } from "./evaluate";
export { codeartsPolicies } from "./pack";
export * from "./rules";
export type { CodeartsPolicySettings, RuleName } from "./settings";
