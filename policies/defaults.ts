import { consoleParameters, kinds, partDefaults } from "../sdk/generated/kinds";

/** What holds where a job leaves an input out, as the tables of the kinds have it: where that is not sure, what a rule has to reckon with. */
export const defaults = {
  BuildJob: kinds.BuildJob.defaults,
  Scm: partDefaults.Scm,
  KeystorePermission: partDefaults.KeystorePermission,
  parameters: consoleParameters,
} as const;
