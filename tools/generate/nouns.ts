/**
 * The names of the client's functions: the noun and the function name of each operation. Parameters, types and most of the
 * documentation are generated from the contract; operation-notes.ts has the rest.
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
