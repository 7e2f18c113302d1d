/** Limits of the service (from public product documents). Their errors are where they are checked. Tests may lower them. */
export const defaultQuotas = {
  jobsPerTenant: 10_000,
  templatesPerTenant: 5_000,
  stepsPerJob: 50,
  /** In the regions cn-north-1 and cn-north-4. */
  stepsPerJobBeijing: 30,
  keystoresPerUser: 20,
  keystoreBytes: 100 * 1024,
  parameterValueCharacters: 8_192,
  cicdListEntries: 1_000,
  recycleBinMinimumDays: 1,
  recycleBinMaximumDays: 30,
  tokenHours: 24,
};

export type Quotas = Record<keyof typeof defaultQuotas, number>;
export type QuotaName = keyof Quotas;

export function isQuotaName(name: string): name is QuotaName {
  return name in defaultQuotas && Object.hasOwn(defaultQuotas, name);
}
