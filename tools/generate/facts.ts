/** What the client has to know of operations and the contract does not say. */

/** POST that only reads. */
export const reads: ReadonlySet<string> = new Set([
  "listBriefRecords",
  "recommendTemplates",
  "listResourceCountdowns",
  "createCicdConfigurationCommand",
  "createUserToken",
]);

/**
 * Writes that must not be repeated blindly, because a second one does something that the first did not: it makes another object, starts
 * another build, or undoes the first. Every other write leads to the same state however often it is sent.
 */
export const once: ReadonlySet<string> = new Set([
  "createJob",
  "createJobV3",
  "copyJob",
  "createTemplate",
  "createTemplateV3",
  "createJobGroup",
  "swapJobGroups",
  "uploadKeystore",
  "addKeystorePermission",
  "addCicdConfiguration",
  "runJob",
  "runJobV3",
]);

/** Fields that later revisions of a page call otherwise; the client gives them under the contract's name. */
export const otherNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  listProjectJobs: { job_list: "jobs" },
  listProjectJobsV3: { job_list: "jobs" },
};
