import { kinds, partDefaults } from "../sdk/generated/kinds";

/** What holds where a job leaves an input out, as the tables of the kinds have it, and the parameter that the console adds. */
export const defaults = {
  BuildJob: { ...kinds.BuildJob.defaults, codeBranch: "master" },
  /** Whether a push starts a build where a source does not say is not sure (the table leaves it to the service): a rule takes the riskier. */
  scm: { ...partDefaults.Scm, buildOnPush: true },
} as const;
