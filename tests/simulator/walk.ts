/** Walks every operation of the contract once, in an order that makes sense, as a client does that knows only the contract. */
import type { SeedData, Simulator } from "codearts-simulator";
import type { Caller, Reply, Request } from "./caller";
import { type OperationObject, operation } from "./contract";

/** What earlier answers have told. */
export type Found = Record<string, string>;

interface Step {
  id: string;
  path?: (found: Found) => Record<string, string | number>;
  query?: (found: Found) => Request["query"];
  body?: (found: Found) => unknown;
  /** What later steps need from the answer, and where in it. */
  learn?: Record<string, (string | number)[]>;
  /** Seconds of the simulator's time that pass before. */
  after?: number;
  /** How often it is called; once by default. */
  times?: number;
}

export function at(value: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>(
    (part, key) => (typeof part === "object" && part !== null ? Reflect.get(part, key) : undefined),
    value,
  );
}

/** What the walk needs to see reports, packages and purchases. */
export const data: SeedData = {
  reports: [
    {
      job: "walk",
      tests: [{ stageName: "stage3", total: 3, failures: 1 }],
      coverage: [{ stageName: "stage3", content: "made up" }],
      subBuilds: [{ name: "compile" }, { name: "test", dependsOn: ["compile"] }],
      packages: {
        app: {
          project_id: "p",
          name: "app.jar",
          version: "1",
          package_type: "jar",
          uri: "app.jar",
          type: "file",
          daily_build_number: "1",
        },
      },
    },
  ],
  images: [
    {
      image_id: "sha256-of-nothing",
      image_digest: "sha256:0",
      image_name: "app",
      image_size: 1000,
      image_type: "cicd",
      image_version: "1",
      cicd_name: "walk",
      namespace: "group",
      latest_version: true,
      latest_scan_time: 1,
      latest_update_time: 1,
      malicious_file_num: 0,
      unsafe_setting_num: 0,
      vul_num: 0,
      scan_status: "success",
    },
  ],
  purchases: [
    {
      id: "cf5d89cf3c6c4c53a1e92897ccc88012",
      name: "CodeArts Build Parallel (X86, 2U8G)",
      specCode: "devcloud.cloudbuild.cbhost.x86.2u8g",
      resourceType: "hws.resource.type.dev.codeci",
      status: "normal",
      boughtAt: "2029-12-01T00:00:00.000Z",
      expiresAt: "2030-01-20T00:00:00.000Z",
    },
  ],
};

const maven = "devcloud2018.codeci_action_20043.action";
const webhook = "https://example.com/robot/send?access_token=made-up";

function configuration(found: Found, name: string, extra: object = {}): object {
  return {
    arch: "x86-64",
    project_id: found.project,
    job_name: name,
    auto_update_sub_module: "false",
    flavor: "2u8g",
    host_type: "devcloud",
    build_config_type: "ACTION",
    timeout: { limit: "30", unit: "minute" },
    parameters: [
      {
        name: "hudson.model.StringParameterDefinition",
        params: [
          { name: "name", value: "channel" },
          { name: "type", value: "normalparam", limits: [{ disable: "0", display_name: "beta", name: "beta" }] },
          { name: "defaultValue", value: "beta" },
          { name: "sensitiveVar", value: "false" },
        ],
      },
    ],
    scms: [
      {
        branch: "master",
        url: "git@example.com:group/maven-demo.git",
        repo_id: "1",
        web_url: "https://example.com/group/maven-demo",
        scm_type: "codehub",
        group_name: "group",
        repo_name: "maven-demo",
        end_point_id: "e1",
        endpoint_id: "e1",
      },
    ],
    steps: [{ module_id: maven, name: "Maven", version: "1.0", enable: true, properties: { command: "mvn verify" } }],
    triggers: [
      {
        name: "hudson.triggers.TimerTrigger",
        parameters: [
          { name: "spec", value: "0 3 1 1 *" },
          { name: "timeZoneId", value: "Asia/Shanghai" },
        ],
      },
    ],
    ...extra,
  };
}

const template = (name: string) => ({
  name,
  description: "walk",
  tool_type: "maven",
  template: { steps: [{ module_id: maven, name: "Maven", enable: true, properties: null }] },
});

function keystoreForm(): FormData {
  const form = new FormData();
  form.set("privacy", "true");
  form.set("description", "walk");
  form.set("file", new Blob(["made up"]), "walk.jks");
  return form;
}

const job = (found: Found) => ({ job_id: found.job ?? "" });
const build = (found: Found) => ({ ...job(found), build_no: 1 });
const record = (found: Found) => ({ record_id: found.record ?? "" });
const project = (found: Found) => ({ project_id: found.project ?? "" });
const iam = (found: Found) => ({ project_id: found.iamProject ?? "" });
const days = () => ({ start_time: "2029-12-25", end_time: "2030-01-20" });
const seconds = () => ({ start_time: "2029-12-25 00:00:00", end_time: "2030-01-20 00:00:00" });
const report = (found: Found) => ({ ...job(found), repository_name: "maven-demo", branch: "all", interval: 7 });
const permission = (found: Found) => ({ ...project(found), ...job(found) });

const setUp: Step[] = [
  {
    id: "createUserToken",
    body: (found) => ({
      auth: {
        identity: {
          methods: ["password"],
          password: { user: { name: found.userName, password: found.password, domain: { name: found.domainName } } },
        },
        scope: { project: { name: found.region } },
      },
    }),
  },
  { id: "listProjects", query: (found) => ({ name: found.region }) },
  { id: "createJobGroup", path: project, body: () => ({ name: "first" }), learn: { group: ["result", 0, "id"] } },
  { id: "createJob", body: (found) => configuration(found, "walk"), learn: { job: ["result", "job_id"] } },
  { id: "createJobV3", body: (found) => configuration(found, "walk-v3"), learn: { jobV3: ["result", "job_id"] } },
  {
    id: "copyJob",
    body: (found) => configuration(found, "walk-copy", { copy_job_id: found.job }),
    learn: { copy: ["result", "job_id"] },
  },
  { id: "updateJob", body: (found) => configuration(found, "walk", { ...job(found), flavor: "4u8g" }) },
  { id: "updateJobV3", body: (found) => configuration(found, "walk-v3", { job_id: found.jobV3, flavor: "4u8g" }) },
];

const groups: Step[] = [
  { id: "updateJobGroup", path: project, body: (found) => ({ id: found.group, name: "renamed" }) },
  {
    id: "moveJobsToGroup",
    path: project,
    body: (found) => ({ group_id: found.group, jobs: [{ job_id: found.job, job_name: "walk" }] }),
  },
  { id: "swapJobGroups", path: project, query: (found) => ({ source_group_id: found.group, target_group_id: found.group }) },
  { id: "getJobGroupTree", path: project, learn: { groupPath: ["result", 0, "path_id"] } },
];

const jobs: Step[] = [
  { id: "getJobConfig", path: job, query: () => ({ get_all_params: "true" }) },
  { id: "getJobConfigV3", path: job },
  { id: "getJobInfo", path: job, learn: { buildProject: ["result", "project_id"] } },
  { id: "listProjectJobs", path: project, query: (found) => ({ page_index: 0, page_size: 10, group_path_id: found.groupPath }) },
  { id: "listProjectJobsV3", path: project, query: () => ({ page_index: 0, page_size: 10 }) },
  { id: "listUserJobs", query: () => ({ page_index: 0, page_size: 10, sort_field: "job_name", sort_order: "ASC" }) },
  { id: "checkJobNameExists", query: (found) => ({ ...project(found), job_name: "walk" }) },
  { id: "checkJobCountLimit" },
  { id: "suggestCopyName", path: job },
  { id: "listJobUpdateHistory", path: job },
  { id: "diffJobConfig", path: job, query: () => ({ revisedl_no: "2", original_no: "1" }) },
  { id: "getPipelineJobInfo", path: job, query: () => ({ all: "true", check_param_used: "true" }) },
  { id: "listParameterTypes" },
  { id: "listDefaultParameters" },
  { id: "listSystemParameters" },
  { id: "followJob", path: job },
  { id: "unfollowJob", path: job },
  { id: "setJobDisabled", path: job, body: () => ({ disabled: true, reason: "walk" }) },
  { id: "getJobDisableInfo", path: job },
  { id: "enableJobV3", path: job },
  { id: "disableJobV3", path: (found) => ({ job_id: found.jobV3 ?? "" }) },
];

const notices: Step[] = [
  {
    id: "updateJobNotice",
    path: job,
    body: () => ({
      notice_type: "WECOM",
      enabled_event_type_names: ["buildJobFail"],
      param_config: webhook,
      send_switch: "true",
      use_project_notice: "false",
    }),
  },
  { id: "updateJobNoticeV3", path: job, body: () => ({ notice_type: "MESSAGE", enabled_event_type_names: ["deleteJob"] }) },
  { id: "disableJobNoticeV3", path: job, query: () => ({ notice_type: "message" }) },
  { id: "listJobNotices", path: job },
  { id: "listJobNoticesV3", path: job },
  { id: "checkWebhookUrl", body: (found) => ({ ...job(found), notice_type: "WECOM", webhook_url: webhook }) },
];

const permissions: Step[] = [
  { id: "isInternalAccessEnabled" },
  { id: "getUserProjectPermission", query: project },
  {
    id: "updateJobPermissions",
    body: (found) => ({
      ...project(found),
      job_ids: [found.job],
      permissions: [{ role_id: 9, is_view: true, is_execute: true }],
    }),
  },
  { id: "setProjectPermissionSwitch", body: (found) => ({ ...permission(found), project_switch: true }) },
  { id: "listJobRolePermissions", query: job },
  { id: "getJobPermission", query: permission },
  { id: "listDefaultProjectPermissions", query: permission },
];

const builds: Step[] = [
  { id: "runJob", body: (found) => ({ ...job(found), parameter: [{ name: "codeBranch", value: "master" }] }) },
  { id: "isJobRunningV3", path: job, after: 5 },
  { id: "getJobRunningStatus", path: job },
  { id: "getJobStatus", path: job, query: () => ({ build_no: 1 }) },
  { id: "getRealTimeLog", path: build, query: () => ({ size: "1000", start_offset: 0 }) },
  { id: "getRealTimeLogV3", path: build, query: () => ({ offset: 0, length: 1000 }) },
  { id: "runJobV3", body: job, after: 60, times: 3 },
  { id: "stopBuild", path: job, query: () => ({ build_no: 2 }), after: 5 },
  { id: "stopBuildV3", path: (found) => ({ ...job(found), build_no: 3 }) },
  { id: "stopJobV3", body: (found) => ({ ...job(found), build_no: "4" }) },
  { id: "getBuildHistoryDetail", path: (found) => ({ ...job(found), build_number: 1 }) },
  { id: "getBuildOutputs", path: build },
  { id: "listBuildParameters", path: build },
  { id: "listBuildHistory", path: job, query: () => ({ interval: 7, offset: 0, limit: 10 }) },
  { id: "listBuildHistoryByPeriod", path: job, query: () => ({ ...days(), offset: 0, limit: 10 }) },
  { id: "getLastSuccessfulBuild", path: project, query: () => ({ repository_name: "maven-demo" }) },
];

const records: Step[] = [
  { id: "getBuildRecordInfo", path: build, learn: { record: ["result", "build_record_id"] } },
  { id: "getBuildRecordInfoV3", path: build },
  { id: "getBuildRecordInfoV4", path: build },
  { id: "listBuildInfoRecords", path: job, query: seconds },
  { id: "listBuildInfoRecordsV3", path: job, query: seconds },
  { id: "getBuildInfoRecord", path: build },
  { id: "getBuildRecord", path: record },
  { id: "getBuildStages", path: record, query: () => ({ cascade: true }) },
  { id: "getBuildScript", path: record },
  { id: "listBriefRecords", query: () => ({ limit: 10 }), body: (found) => [found.buildProject] },
  {
    id: "countBuildRecords",
    path: (found) => ({ build_project_id: found.buildProject ?? "" }),
    query: () => ({ from_date: "2029-12-25 00:00:00" }),
  },
  {
    id: "listBuildRecords",
    path: (found) => ({ build_project_id: found.buildProject ?? "" }),
    query: () => ({ page: 0, limit: 10, branches: ["master"], triggers: ["MANUAL"] }),
  },
  { id: "getBuildFlowGraph", path: (found) => ({ build_flow_record_id: found.record ?? "" }) },
  { id: "getBuildFlowGraphV3", path: (found) => ({ build_flow_record_id: found.record ?? "" }) },
  { id: "downloadBuildLog", path: record, query: () => ({ log_level: "INFO", compress: false }) },
  { id: "downloadBuildLogV3", path: record },
  { id: "downloadBuildLogV4", path: record },
  { id: "downloadStepLogV4", path: record, query: () => ({ task_name: "Maven" }) },
];

const reports: Step[] = [
  { id: "getJobSuccessRatio", path: job, query: days },
  { id: "getBuildSuccessReport", query: report },
  { id: "getBuildTimeReport", query: report },
  { id: "listReportRepositories", path: job },
  { id: "listReportBranches", query: (found) => ({ ...job(found), repository_name: "maven-demo" }) },
  { id: "getTestReport", path: job, query: () => ({ build_no: 1 }) },
  {
    id: "listCoverageReports",
    query: build,
    learn: { coverage: ["result", "unit_summary_list", 0, "root_id"] },
  },
  { id: "downloadCoverageReport", query: (found) => ({ ...build(found), root_id: found.coverage }) },
];

const templates: Step[] = [
  { id: "createTemplate", body: () => template("walk"), learn: { template: ["result", "uuid"] } },
  { id: "createTemplateV3", body: () => template("walk-v3"), learn: { templateV3: ["result", "uuid"] } },
  { id: "listCustomTemplates", query: () => ({ name: "walk", filter: "", page: 1, page_size: 10 }) },
  { id: "listTemplatesV3", query: () => ({ name: "walk", page: "1", page_size: "20" }) },
  { id: "getCustomTemplate", path: (found) => ({ uuid: found.template ?? "" }) },
  { id: "followCustomTemplate", path: (found) => ({ uuid: found.template ?? "" }) },
  { id: "unfollowCustomTemplate", path: (found) => ({ uuid: found.template ?? "" }) },
  { id: "listOfficialTemplates", query: () => ({ name: "Maven" }), learn: { official: ["result", "items", 0, "uuid"] } },
  { id: "followOfficialTemplate", path: (found) => ({ uuid: found.official ?? "" }) },
  { id: "unfollowOfficialTemplate", path: (found) => ({ uuid: found.official ?? "" }) },
  { id: "recommendTemplates", body: () => ({ git_url: "git@example.com:group/maven-demo.git", branch: "master" }) },
  { id: "recordTemplateUse", body: (found) => ({ ...job(found), template_id: found.template }) },
  { id: "getYamlDefaultTemplate", path: job, query: () => ({ default_host: "devcloud" }) },
  { id: "deleteTemplate", path: (found) => ({ uuid: found.template ?? "" }) },
  { id: "deleteTemplateV3", path: (found) => ({ uuid: found.templateV3 ?? "" }) },
];

const keystore = (found: Found) => ({ keystore_id: found.keystore ?? "" });
const rights = { delete: false, modify: false, usage: true, can_absent: true };

const keystores: Step[] = [
  { id: "uploadKeystore", body: keystoreForm, learn: { keystore: ["result", "keystore_id"] } },
  {
    id: "updateKeystore",
    path: (found) => ({ id: found.keystore ?? "" }),
    body: (found) => ({ id: found.keystore, description: "walk", keystore_name: "walk2.jks", share: 1 }),
  },
  {
    id: "listKeystores",
    query: () => ({ page: 1, page_size: 10, search: "walk" }),
    learn: { domain: ["result", "keystore_list", 0, "domain_id"] },
  },
  { id: "listUsableKeystores" },
  { id: "downloadKeystore", query: (found) => ({ name: "walk2.jks", domain_id: found.domain, id: found.keystore }) },
  { id: "downloadKeystoreByFileName", query: (found) => ({ file_name: "walk2.jks", domain_id: found.domain }) },
  {
    id: "addKeystorePermission",
    body: (found) => ({ ...keystore(found), user_name: "somebody", user_id: "5".repeat(32), setting: false, ...rights }),
    learn: { permission: ["result"] },
  },
  {
    id: "updateKeystorePermission",
    body: (found) => ({ id: found.permission, ...keystore(found), user_name: "somebody", ...rights }),
  },
  { id: "listKeystorePermissions", path: keystore, query: () => ({ page: "1", page_size: 10 }) },
  { id: "deleteKeystorePermission", path: (found) => ({ permission_id: found.permission ?? "" }) },
  { id: "deleteKeystore", path: keystore },
];

const accounts: Step[] = [
  { id: "getPackageQuota", query: project },
  { id: "getChargeType" },
  { id: "isFederatedAccount" },
  { id: "getDomainStatus" },
  { id: "listRelatedProjects" },
  { id: "searchRelatedProjects", query: () => ({ page_no: 1, page_size: 10 }) },
  { id: "getJobTotals" },
  { id: "listExecutorSpecs", query: (found) => ({ ...project(found), arch: "x86-64" }) },
  { id: "listPackageSpecStatus", query: (found) => ({ ...project(found), status: "normal" }) },
  {
    id: "listResourceCountdowns",
    body: () => ({
      service_type: "hws.service.type.devcloud",
      resource_id: "cf5d89cf3c6c4c53a1e92897ccc88012",
      reminder_day: "30",
    }),
  },
  {
    id: "listImageTemplates",
    learn: { image: ["result", "image_templates", 0, "image_id"] },
  },
  { id: "getDockerfileTemplate", query: (found) => ({ image_id: found.image }) },
];

const cicd = (found: Found) => ({ ...iam(found), cicd_id: found.cicd ?? "" });

const configurations: Step[] = [
  {
    id: "addCicdConfiguration",
    path: iam,
    body: () => ({
      cicd_name: "walk",
      vulnerability_whitelist: [],
      vulnerability_blocklist: ["CVE-2021-44228"],
      image_whitelist: [],
    }),
    learn: { cicd: ["cicd_id"] },
  },
  { id: "listCicdConfigurations", path: iam, query: () => ({ cicd_name: "walk", limit: 10 }) },
  { id: "modifyCicdConfiguration", path: cicd, body: () => ({ image_whitelist: ["base"] }) },
  { id: "showCicdConfiguration", path: cicd },
  {
    id: "createCicdConfigurationCommand",
    path: iam,
    body: (found) => ({ cicd_id: found.cicd, scan_type: "local_image", image_name: "app", image_version: "1" }),
  },
  { id: "listCicdImages", path: iam, query: () => ({ sort_key: "latest_scan_time", sort_dir: "desc" }) },
  { id: "deleteCicdConfigurations", path: iam, body: (found) => ({ cicd_id_list: [found.cicd] }) },
];

const ending: Step[] = [
  { id: "deleteJobGroup", path: project, query: (found) => ({ id: found.group }) },
  { id: "deleteJob", path: job },
  { id: "deleteJobV3", path: (found) => ({ job_id: found.jobV3 ?? "" }) },
  { id: "deleteJobs", body: (found) => ({ job_ids: [found.copy] }) },
  { id: "setRecycleBinKeepTime", body: () => ({ keep_time: 29 }) },
  { id: "listRecycledJobs", query: () => ({ page_no: 1, page_size: 10 }) },
  { id: "restoreRecycledJobs", body: (found) => ({ job_ids: [found.copy] }) },
  { id: "deleteRecycledJobs", body: (found) => ({ job_ids: [found.job] }) },
  { id: "emptyRecycleBin" },
];

export const steps: Step[] = [
  setUp,
  groups,
  builds,
  jobs,
  records,
  notices,
  permissions,
  reports,
  templates,
  keystores,
  accounts,
  configurations,
  ending,
].flat();

export interface Walked {
  operation: OperationObject;
  request: Request;
  reply: Reply;
}

function pathOf({ path }: OperationObject, values: Record<string, string | number>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));
}

/** Calls every step; the simulator must be frozen in January 2030 and know coverage of the job `walk`. */
export async function walk(simulator: Simulator, call: Caller): Promise<Walked[]> {
  const found: Found = {
    project: simulator.projectId,
    iamProject: simulator.iamProjectId,
    region: simulator.region,
    userName: simulator.credentials.userName,
    password: simulator.credentials.password,
    domainName: simulator.credentials.domainName,
  };
  const walked: Walked[] = [];
  for (const step of steps) {
    const known = operation(step.id);
    if (step.after) simulator.clock.advance(step.after * 1000);
    const path = pathOf(known, step.path?.(found) ?? {});
    const request = { method: known.method, path, query: step.query?.(found), body: step.body?.(found) };
    for (let extra = 1; extra < (step.times ?? 1); extra += 1) await call(request);
    const reply = await call(request);
    walked.push({ operation: known, request, reply });
    for (const [name, place] of Object.entries(step.learn ?? {})) found[name] = String(at(reply.body, ...place));
  }
  return walked;
}
