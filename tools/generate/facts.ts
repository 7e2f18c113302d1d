/** Facts about operations that are not in the contract. */

/** POST operations that only read. */
export const reads: ReadonlySet<string> = new Set([
  "listBriefRecords",
  "recommendTemplates",
  "listResourceCountdowns",
  "createCicdConfigurationCommand",
  "createUserToken",
]);

/**
 * Writes that must not be repeated blindly, because a second call has another effect: it creates another object, starts another
 * build, or undoes the first call. All other writes are idempotent.
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

/** Writes without a response body on live tenants, although the manual shows an object. */
export const silent: ReadonlySet<string> = new Set(["stopBuildV3", "stopJobV3"]);

/** Fields with a different name in later revisions of a page; the client returns them under the contract's name. */
export const otherNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  listProjectJobs: { job_list: "jobs" },
  listProjectJobsV3: { job_list: "jobs" },
};

/** Regions of HSS, from the official SDK (3.1.219); the contract lists only those of Build. IAM is global. */
export const hssRegions: readonly string[] = [
  "cn-north-1",
  "cn-north-2",
  "cn-north-4",
  "cn-north-9",
  "cn-north-11",
  "cn-north-12",
  "cn-east-2",
  "cn-east-3",
  "cn-east-4",
  "cn-east-5",
  "cn-south-1",
  "cn-south-2",
  "cn-south-4",
  "cn-southwest-2",
  "cn-southwest-3",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ap-southeast-5",
  "my-kualalumpur-1",
  "af-south-1",
  "af-north-1",
  "ae-ad-1",
  "me-east-1",
  "tr-west-1",
  "eu-west-101",
  "ru-moscow-1",
  "na-mexico-1",
  "la-north-2",
  "la-south-2",
  "sa-brazil-1",
];

/** Regions whose endpoints do not end in myhuaweicloud.com, from the official SDK. */
export const otherDomains: Readonly<Record<string, string>> = { "eu-west-101": "myhuaweicloud.eu" };
