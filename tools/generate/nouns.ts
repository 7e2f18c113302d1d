/**
 * The names of the client's functions: the noun of each operation, its function name, and notes that are not in the contract.
 * Parameters, types and the rest of the documentation are generated from the contract.
 */

export interface Noun {
  title: string;
  /** Name of the function → operationId. */
  functions: Readonly<Record<string, string>>;
  /** Name of a composite function → its implementation in provider/client/follow.ts, and its documentation. */
  byHand?: Readonly<Record<string, { maker: string; doc: readonly string[] }>>;
}

export const nouns: Readonly<Record<string, Noun>> = {
  account: {
    title: "Tenant, quota and projects.",
    functions: {
      getPackageQuota: "getPackageQuota",
      getChargeType: "getChargeType",
      getDomainStatus: "getDomainStatus",
      isFederated: "isFederatedAccount",
      getJobTotals: "getJobTotals",
      listRelatedProjects: "listRelatedProjects",
      searchRelatedProjects: "searchRelatedProjects",
    },
  },
  builds: {
    title: "Running builds and their history.",
    functions: {
      run: "runJob",
      stop: "stopBuild",
      getStatus: "getJobStatus",
      getRunningStatus: "getJobRunningStatus",
      listHistory: "listBuildHistory",
      listHistoryByPeriod: "listBuildHistoryByPeriod",
      getHistoryDetail: "getBuildHistoryDetail",
      getLastSuccessful: "getLastSuccessfulBuild",
      getOutputs: "getBuildOutputs",
      listParameters: "listBuildParameters",
      runV3: "runJobV3",
      stopV3: "stopBuildV3",
      stopJobV3: "stopJobV3",
      isRunningV3: "isJobRunningV3",
    },
  },
  cicd: {
    title: "CI/CD part of the Host Security Service: scan configurations, the pipeline command and scanned images.",
    functions: {
      listConfigurations: "listCicdConfigurations",
      addConfiguration: "addCicdConfiguration",
      showConfiguration: "showCicdConfiguration",
      modifyConfiguration: "modifyCicdConfiguration",
      deleteConfigurations: "deleteCicdConfigurations",
      createCommand: "createCicdConfigurationCommand",
      listImages: "listCicdImages",
    },
  },
  groups: {
    title: "Job groups.",
    functions: {
      create: "createJobGroup",
      update: "updateJobGroup",
      delete: "deleteJobGroup",
      getTree: "getJobGroupTree",
      moveJobs: "moveJobsToGroup",
      swap: "swapJobGroups",
    },
  },
  iam: {
    title: "Tokens and projects of the Identity and Access Management service.",
    functions: {
      createToken: "createUserToken",
      listProjects: "listProjects",
    },
  },
  images: {
    title: "Base images for custom build images.",
    functions: {
      listTemplates: "listImageTemplates",
      getDockerfileTemplate: "getDockerfileTemplate",
    },
  },
  jobs: {
    title: "Build jobs: create, read, update, copy, delete, disable, list.",
    functions: {
      create: "createJob",
      update: "updateJob",
      copy: "copyJob",
      suggestCopyName: "suggestCopyName",
      delete: "deleteJob",
      deleteMany: "deleteJobs",
      getConfig: "getJobConfig",
      getInfo: "getJobInfo",
      getPipelineInfo: "getPipelineJobInfo",
      listProject: "listProjectJobs",
      listUser: "listUserJobs",
      checkNameExists: "checkJobNameExists",
      checkCountLimit: "checkJobCountLimit",
      setDisabled: "setJobDisabled",
      getDisableInfo: "getJobDisableInfo",
      diffConfig: "diffJobConfig",
      listUpdateHistory: "listJobUpdateHistory",
      listParameterTypes: "listParameterTypes",
      listDefaultParameters: "listDefaultParameters",
      listSystemParameters: "listSystemParameters",
      follow: "followJob",
      unfollow: "unfollowJob",
      createV3: "createJobV3",
      updateV3: "updateJobV3",
      deleteV3: "deleteJobV3",
      disableV3: "disableJobV3",
      enableV3: "enableJobV3",
      getConfigV3: "getJobConfigV3",
      listProjectV3: "listProjectJobsV3",
    },
  },
  keystores: {
    title: "Stored files (keystores, certificates, settings) and who may use them.",
    functions: {
      upload: "uploadKeystore",
      list: "listKeystores",
      listUsable: "listUsableKeystores",
      update: "updateKeystore",
      delete: "deleteKeystore",
      download: "downloadKeystore",
      downloadByFileName: "downloadKeystoreByFileName",
      listPermissions: "listKeystorePermissions",
      addPermission: "addKeystorePermission",
      updatePermission: "updateKeystorePermission",
      deletePermission: "deleteKeystorePermission",
    },
  },
  logs: {
    title: "Build logs.",
    byHand: {
      follow: {
        maker: "logFollower",
        doc: [
          "The log of a build as it grows, piece by piece, until the build has ended. `onProgress` gets the bytes read so far.",
          "Errors: notFound when there is no such job or build; cancelled when the signal fires.",
          "Operations getRealTimeLog and getBuildRecordInfo, source: sdk, manual 4.102.",
        ],
      },
    },
    functions: {
      getRealTime: "getRealTimeLog",
      download: "downloadBuildLog",
      downloadStepV4: "downloadStepLogV4",
      downloadV4: "downloadBuildLogV4",
      downloadV3: "downloadBuildLogV3",
      getRealTimeV3: "getRealTimeLogV3",
    },
  },
  notices: {
    title: "Notice settings of a job, one per channel. They cannot be made or deleted, only changed.",
    functions: {
      list: "listJobNotices",
      update: "updateJobNotice",
      checkWebhookUrl: "checkWebhookUrl",
      listV3: "listJobNoticesV3",
      updateV3: "updateJobNoticeV3",
      disableV3: "disableJobNoticeV3",
    },
  },
  permissions: {
    title: "Permissions on jobs.",
    functions: {
      getJob: "getJobPermission",
      listJobRoles: "listJobRolePermissions",
      listDefaultProject: "listDefaultProjectPermissions",
      getUserProject: "getUserProjectPermission",
      isInternalAccessEnabled: "isInternalAccessEnabled",
      updateJobs: "updateJobPermissions",
      setProjectSwitch: "setProjectPermissionSwitch",
    },
  },
  records: {
    title: "Build records, stages and graphs.",
    functions: {
      list: "listBuildRecords",
      count: "countBuildRecords",
      get: "getBuildRecord",
      getInfo: "getBuildRecordInfo",
      listBuildInfo: "listBuildInfoRecords",
      getBuildInfo: "getBuildInfoRecord",
      listBrief: "listBriefRecords",
      getScript: "getBuildScript",
      getStages: "getBuildStages",
      getFlowGraph: "getBuildFlowGraph",
      getInfoV4: "getBuildRecordInfoV4",
      getInfoV3: "getBuildRecordInfoV3",
      listBuildInfoV3: "listBuildInfoRecordsV3",
      getFlowGraphV3: "getBuildFlowGraphV3",
    },
  },
  recycleBin: {
    title: "Deleted jobs.",
    functions: {
      list: "listRecycledJobs",
      delete: "deleteRecycledJobs",
      restore: "restoreRecycledJobs",
      empty: "emptyRecycleBin",
      setKeepTime: "setRecycleBinKeepTime",
    },
  },
  reports: {
    title: "Success ratios, build times, test and coverage reports.",
    functions: {
      getSuccessRatio: "getJobSuccessRatio",
      getBuildSuccess: "getBuildSuccessReport",
      getBuildTime: "getBuildTimeReport",
      getTest: "getTestReport",
      listCoverage: "listCoverageReports",
      downloadCoverage: "downloadCoverageReport",
      listBranches: "listReportBranches",
      listRepositories: "listReportRepositories",
    },
  },
  resources: {
    title: "Executors and purchased resources.",
    functions: {
      listExecutorSpecs: "listExecutorSpecs",
      listPackageSpecStatus: "listPackageSpecStatus",
      listCountdowns: "listResourceCountdowns",
    },
  },
  templates: {
    title: "Build templates. The service has no update: what changes is a new template.",
    functions: {
      create: "createTemplate",
      getCustom: "getCustomTemplate",
      listCustom: "listCustomTemplates",
      listOfficial: "listOfficialTemplates",
      recommend: "recommendTemplates",
      delete: "deleteTemplate",
      getYamlDefault: "getYamlDefaultTemplate",
      recordUse: "recordTemplateUse",
      followCustom: "followCustomTemplate",
      unfollowCustom: "unfollowCustomTemplate",
      followOfficial: "followOfficialTemplate",
      unfollowOfficial: "unfollowOfficialTemplate",
      createV3: "createTemplateV3",
      listV3: "listTemplatesV3",
      deleteV3: "deleteTemplateV3",
    },
  },
};

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
