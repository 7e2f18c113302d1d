import { consoleParameters, kinds, partDefaults } from "../sdk/generated/kinds";

/** Defaults of omitted inputs, from the tables of the kinds; the riskiest one where the default is not certain. */
export const defaults = {
  BuildJob: kinds.BuildJob.defaults,
  Scm: partDefaults.Scm,
  KeystorePermission: partDefaults.KeystorePermission,
  parameters: consoleParameters,
} as const;
