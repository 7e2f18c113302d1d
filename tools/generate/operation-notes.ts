/** operationId → notes for callers that are not in the contract. */
export const notes: Readonly<Record<string, string>> = {
  listBuildHistory: "Units: interval: days to look back.",
  listBuildHistoryByPeriod: "Units: start_time, end_time: yyyy-MM-dd.",
  addCicdConfiguration: "Limits: 1,000 entries in each list. The name cannot be changed later.",
  modifyCicdConfiguration: "Send all three lists.",
  createCicdConfigurationCommand: "`login_password` is a secret, and so is the command that comes back.",
  listCicdImages:
    "Units: start_latest_update_time, end_latest_update_time, start_latest_scan_time, end_latest_scan_time: milliseconds since the epoch.",
  createUserToken: 'The token stands under "X-Subject-Token" and lives 24 hours.',
  createJob: "Limits: name 1 to 115 letters, digits, _ and -, unique in its project; 50 steps (30 in the Beijing regions).",
  uploadKeystore:
    'Limits: 100 KB; .xml, .key, .keystore, .jks, .crt, .pem; 20 files per user. `privacy` is the consent to the privacy statement: "true".',
  updateKeystore: "All four fields are needed together; share is 0 or 1.",
  getRealTimeLog: 'Units: size: lines, always "1000".',
  downloadBuildLog: "`onProgress` is called as the bytes arrive.",
  getRealTimeLogV3: "Units: offset: characters of the log; 0 first, then the offset of the answer.",
  updateJobNotice: "`param_config` carries the webhook and its key: a secret. Do not read the result.",
  listBuildRecords: "Units: from_date, to_date: yyyy-MM-dd HH:mm:ss.",
  countBuildRecords: "Units: from_date, to_date: yyyy-MM-dd HH:mm:ss.",
  listBuildInfoRecords: "Units: start_time, end_time: yyyy-MM-dd HH:mm:ss.",
  listBuildInfoRecordsV3: "Units: start_time, end_time: yyyy-MM-dd HH:mm:ss.",
  setRecycleBinKeepTime: "keep_time: 1 to 30 days; only the tenant account may set it.",
  getJobSuccessRatio: "Units: start_time, end_time: yyyy-MM-dd.",
  getBuildSuccessReport: "Units: interval: days to look back.",
  getBuildTimeReport: "Units: interval: days to look back.",
  createTemplate: "Limits: 5,000 templates per tenant. Always send `description`.",
};

/** Operations that fail with notFound if the object with this noun does not exist. */
export const notFound: Readonly<Record<string, readonly string[]>> = {
  job: [
    "runJob",
    "updateJob",
    "copyJob",
    "deleteJob",
    "getJobConfig",
    "getJobInfo",
    "setJobDisabled",
    "updateJobV3",
    "deleteJobV3",
    "getJobConfigV3",
    "listJobNotices",
    "updateJobNotice",
  ],
  template: ["getCustomTemplate", "deleteTemplate", "deleteTemplateV3"],
};
