/**
 * What the service does where a job leaves an input out: the one place from which rules take it. The same values stand in the wire
 * table of the kinds, which this file is to read once it is one table.
 */
export const defaults = {
  BuildJob: { hostType: "devcloud", arch: "x86-64", codeBranch: "master" },
  /** A push starts a build unless the repository, or the job, says otherwise; one commit is fetched. */
  scm: { buildOnPush: true, depth: 1 },
} as const;
