import { kinds, partDefaults } from "../sdk/generated/kinds";

/** What holds where a job leaves an input out, as the tables of the kinds have it, and the parameter that the console adds. */
export const defaults = {
  BuildJob: { ...kinds.BuildJob.defaults, codeBranch: "master" },
  /** A push starts a build unless the repository, or the job, says otherwise; one commit is fetched. */
  scm: { ...partDefaults.Scm, buildOnPush: true },
} as const;
