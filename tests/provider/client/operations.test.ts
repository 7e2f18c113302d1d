/** Every operation once, through its own function, over a real socket, against the simulator, which checks requests and its own answers. */
import { type Client, createClient, operations } from "../../../provider/create-client";
import { withSimulator } from "../../helpers/simulator";

const arch = "x86-64" as const;
const step = {
  module_id: "devcloud2018.codeci_action_20043.action",
  name: "Maven",
  properties: { command: "mvn -B verify", build: 12345678901234567890n },
};

/** Calls that were made, by function: `jobs.create`. */
function watched(client: Client): { client: Client; called: Set<string> } {
  const called = new Set<string>();
  const watch = (noun: string, verbs: object) =>
    new Proxy(verbs, {
      get(target, verb) {
        called.add(`${noun}.${String(verb)}`);
        return Reflect.get(target, verb);
      },
    });
  const proxy = new Proxy(client, {
    get(target, noun) {
      const found: unknown = Reflect.get(target, noun);
      return typeof found === "object" && found !== null ? watch(String(noun), found) : found;
    },
  });
  return { client: proxy, called };
}

const functionsOf = (client: Client) =>
  Object.entries(client).flatMap(([noun, verbs]) =>
    typeof verbs === "object" ? Object.keys(verbs).map((verb) => `${noun}.${verb}`) : [],
  );

/** One life of everything; each part leaves behind what the next one needs. */
async function useAll(
  client: Client,
  projectId: string,
  credentials: { userName: string; password: string; domainName: string },
  advance: (ms: number) => void,
) {
  const config = { project_id: projectId, arch, steps: [step] };
  const { job_id: jobId = "" } = await client.jobs.create({ ...config, job_name: "api" });
  const { job_id: copyId = "" } = await client.jobs.copy({ ...config, copy_job_id: jobId, job_name: "api-copy" });
  const { job_id: oldId = "" } = await client.jobs.createV3({ ...config, job_name: "api-v3" });
  await client.jobs.update({ ...config, job_id: jobId, job_name: "api" });
  await client.jobs.updateV3({ ...config, job_id: oldId, job_name: "api-v3" });
  await readJobs(client, projectId, jobId);
  await group(client, projectId, jobId);
  await allow(client, projectId, jobId);
  await notify(client, jobId);
  await build(client, projectId, jobId, advance);
  await template(client, jobId);
  await store(client);
  await lookAround(client, projectId);
  await scan(client);
  await client.iam.createToken({
    auth: {
      identity: {
        methods: ["password"],
        password: {
          user: { name: credentials.userName, password: credentials.password, domain: { name: credentials.domainName } },
        },
      },
      scope: { project: { name: client.region } },
    },
  });
  await client.iam.listProjects({ name: client.region });
  await recycle(client, jobId, copyId, oldId);
}

async function readJobs(client: Client, projectId: string, jobId: string) {
  const page = { page_index: 0, page_size: 10 };
  const { steps } = await client.jobs.getConfig(jobId, { get_all_params: "true" });
  expect(steps?.[0]?.properties?.build).toBe(12345678901234567890n);
  await client.jobs.getConfigV3(jobId, { get_all_params: "true" });
  await client.jobs.getInfo(jobId);
  await client.jobs.getPipelineInfo(jobId);
  await client.jobs.listProject(projectId, page);
  await client.jobs.listProjectV3(projectId, page);
  await client.jobs.listUser(page);
  expect(await client.jobs.checkNameExists({ project_id: projectId, job_name: "api" })).toBe(true);
  await client.jobs.checkCountLimit();
  await client.jobs.setDisabled(jobId, { disabled: true, reason: "a test" });
  expect(await client.jobs.getDisableInfo(jobId)).toMatchObject({ reson: "a test" });
  await client.jobs.setDisabled(jobId, { disabled: false });
  await client.jobs.disableV3(jobId);
  await client.jobs.enableV3(jobId);
  await client.jobs.listUpdateHistory(jobId);
  await client.jobs.diffConfig(jobId, { original_no: "1", revisedl_no: "2" });
  await client.jobs.suggestCopyName(jobId);
  await client.jobs.listParameterTypes();
  await client.jobs.listDefaultParameters();
  await client.jobs.listSystemParameters();
  await client.jobs.follow(jobId);
  await client.jobs.unfollow(jobId);
}

async function group(client: Client, projectId: string, jobId: string) {
  const [first] = await client.groups.create(projectId, { name: "one", project_id: projectId });
  const [second] = await client.groups.create(projectId, { name: "two", project_id: projectId });
  const [one = "", two = ""] = [first?.id, second?.id];
  await client.groups.update(projectId, { id: one, name: "first", project_id: projectId });
  await client.groups.swap(projectId, { source_group_id: one, target_group_id: two });
  await client.groups.moveJobs(projectId, { group_id: one, jobs: [{ job_id: jobId }] });
  await client.groups.getTree(projectId);
  await client.groups.delete(projectId, { id: two });
}

async function allow(client: Client, projectId: string, jobId: string) {
  const ids = { project_id: projectId, job_id: jobId };
  const roles = await client.permissions.listJobRoles({ job_id: jobId });
  await client.permissions.getJob(ids);
  await client.permissions.listDefaultProject(ids);
  await client.permissions.getUserProject({ project_id: projectId });
  await client.permissions.isInternalAccessEnabled();
  await client.permissions.setProjectSwitch({ ...ids, project_switch: false });
  await client.permissions.updateJobs({ project_id: projectId, job_ids: [jobId], project_switch: false, permissions: roles });
}

async function notify(client: Client, jobId: string) {
  const notice = { notice_type: "MAIL", enabled_event_type_names: ["buildJobFail"] } as const;
  const body = { ...notice, enabled_event_type_names: [...notice.enabled_event_type_names] };
  await client.notices.list(jobId);
  await client.notices.listV3(jobId);
  await client.notices.update(jobId, body);
  await client.notices.updateV3(jobId, body);
  await client.notices.disableV3(jobId, { notice_type: "MAIL" });
  await client.notices.checkWebhookUrl({ job_id: jobId, notice_type: "WECOM", webhook_url: "https://hooks.example.com/made-up" });
}

async function build(client: Client, projectId: string, jobId: string, advance: (ms: number) => void) {
  const number = Number((await client.builds.run({ job_id: jobId })).actual_build_number);
  await client.builds.getStatus(jobId, { build_no: number });
  await client.builds.isRunningV3(jobId);
  await client.builds.stop(jobId, { build_no: number });
  const second = Number((await client.builds.runV3({ job_id: jobId })).actual_build_number);
  await client.builds.stopV3(jobId, second);
  const third = Number((await client.builds.run({ job_id: jobId })).actual_build_number);
  await client.builds.stopJobV3({ job_id: jobId, build_no: String(third) });
  const last = Number((await client.builds.run({ job_id: jobId })).actual_build_number);
  advance(120_000);
  await client.builds.getRunningStatus(jobId);
  await client.builds.listHistory(jobId, { offset: 0, limit: 10, interval: 30 });
  await client.builds.listHistoryByPeriod(jobId, { offset: 0, limit: 10, ...period() });
  await client.builds.getHistoryDetail(jobId, last);
  await client.builds.getOutputs(jobId, last);
  await client.builds.listParameters(jobId, last);
  await client.builds.getLastSuccessful(projectId, { repository_name: "api" });
  await record(client, jobId, last);
  await report(client, jobId, last);
}

const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
const period = () => ({ start_time: day(-10), end_time: day(2) });
/** The service answers 31 days at most. */
const month = () => ({ start_time: `${day(-15)} 00:00:00`, end_time: `${day(15)} 00:00:00` });

async function record(client: Client, jobId: string, number: number) {
  const { build_record_id: recordId = "", build_project_id: projectOfJob = "" } = await client.records.getInfo(jobId, number);
  await client.records.getInfoV4(jobId, number);
  await client.records.getInfoV3(jobId, number);
  await client.records.list(projectOfJob, { page: 0, limit: 10, branches: ["master", "release/1.0"] });
  await client.records.count(projectOfJob);
  await client.records.get(recordId);
  await client.records.listBuildInfo(jobId, month());
  await client.records.listBuildInfoV3(jobId, month());
  await client.records.getBuildInfo(jobId, number);
  await client.records.listBrief([projectOfJob], { limit: 5 });
  await client.records.getScript(recordId);
  await client.records.getStages(recordId, { cascade: true });
  await client.records.getFlowGraph(recordId);
  await client.records.getFlowGraphV3(recordId);
  await client.logs.getRealTime(jobId, number, { size: "1000", start_offset: 0 });
  await client.logs.getRealTimeV3(jobId, number, { offset: 0 });
  let followed = "";
  for await (const text of client.logs.follow(jobId, number)) followed += text;
  expect(await (await client.logs.download(recordId)).bytes()).toEqual(Buffer.from(followed));
  await (await client.logs.downloadV4(recordId, { log_level: "INFO" })).bytes();
  await (await client.logs.downloadV3(recordId)).bytes();
  await (await client.logs.downloadStepV4(recordId, { task_name: "Maven" })).bytes();
}

async function report(client: Client, jobId: string, number: number) {
  const repository = { job_id: jobId, repository_name: "api" };
  await client.reports.getSuccessRatio(jobId, period());
  await client.reports.getBuildSuccess({ ...repository, interval: 7 });
  await client.reports.getBuildTime({ ...repository, interval: 7 });
  await client.reports.getTest(jobId, { build_no: number });
  const coverage = await client.reports.listCoverage({ job_id: jobId, build_no: number });
  const root_id = coverage.unit_summary_list?.[0]?.root_id ?? "";
  const download = await client.reports.downloadCoverage({ job_id: jobId, build_no: number, root_id });
  expect((await download.bytes()).toString()).toBe("covered");
  await client.reports.listBranches(repository);
  await client.reports.listRepositories(jobId);
}

async function template(client: Client, jobId: string) {
  const body = { name: "maven", description: "", template: { steps: [step] } };
  const { uuid = "" } = await client.templates.create(body);
  const old = await client.templates.createV3({ ...body, name: "maven-v3" });
  await client.templates.getCustom(uuid);
  await client.templates.listCustom({ page: 1, page_size: 10 });
  await client.templates.listV3({ page: "1", page_size: "10" });
  const official = await client.templates.listOfficial({ page: "0", page_size: "10" });
  const officialId = official.items?.[0]?.uuid ?? "";
  await client.templates.recommend({ git_url: "https://git.example.com/api.git", branch: "main" });
  await client.templates.getYamlDefault(jobId);
  await client.templates.recordUse({ job_id: jobId, template_id: uuid });
  await client.templates.followCustom(uuid);
  await client.templates.unfollowCustom(uuid);
  await client.templates.followOfficial(officialId);
  await client.templates.unfollowOfficial(officialId);
  await client.templates.delete(uuid);
  await client.templates.deleteV3(old.uuid ?? "");
}

async function store(client: Client) {
  const content = Buffer.from(Array.from({ length: 4_096 }, (_, index) => index % 256));
  const uploaded = await client.keystores.upload({ file: { name: "密钥.jks", content }, privacy: "true", description: "描述" });
  const { keystore_list: [entry] = [] } = await client.keystores.list({ page: 1, page_size: 100 });
  const { id = "", domain_id: domain = "" } = entry ?? {};
  expect(uploaded).toBeDefined();
  expect(entry).toMatchObject({ keystore_name: "密钥.jks", description: "描述" });
  await client.keystores.listUsable();
  const download = await client.keystores.download({ id, name: "密钥.jks", domain_id: domain });
  expect((await download.bytes()).equals(content)).toBe(true);
  const byName = await client.keystores.downloadByFileName({ file_name: "密钥.jks", domain_id: domain });
  expect((await byName.bytes()).equals(content)).toBe(true);
  await client.keystores.update(id, { id, keystore_name: "key.jks", description: "", share: 1 });
  const rights = { user_name: "developer", modify: true, delete: false, usage: true };
  const person = { user_id: "0".repeat(32), can_absent: true, setting: false };
  await client.keystores.addPermission({ keystore_id: id, ...rights, ...person });
  const { permission_list: list = [] } = await client.keystores.listPermissions(id, { page: "1", page_size: 100 });
  const permission = list.find(({ user_name: name }) => name === "developer")?.id ?? "";
  await client.keystores.updatePermission({ id: permission, keystore_id: id, ...rights, modify: false });
  await client.keystores.deletePermission(permission);
  await client.keystores.delete(id);
}

async function lookAround(client: Client, projectId: string) {
  await client.account.getPackageQuota({ project_id: projectId });
  await client.account.getChargeType();
  await client.account.getDomainStatus();
  await client.account.isFederated();
  await client.account.getJobTotals();
  await client.account.listRelatedProjects();
  await client.account.searchRelatedProjects({ page_no: 1, page_size: 10 });
  await client.resources.listExecutorSpecs({ project_id: projectId, arch });
  await client.resources.listPackageSpecStatus({ project_id: projectId, status: "1" });
  await client.resources.listCountdowns({ service_type: "codeci", resource_id: "1", reminder_day: "7" });
  const { image_templates: [image] = [] } = (await client.images.listTemplates()) as {
    image_templates?: { image_id?: string }[];
  };
  await (await client.images.getDockerfileTemplate({ image_id: image?.image_id ?? "" })).bytes();
}

async function scan(client: Client) {
  const lists = { vulnerability_whitelist: [], vulnerability_blocklist: ["CVE-2024-0001"], image_whitelist: [] };
  const { cicd_id: id = "" } = await client.cicd.addConfiguration({ cicd_name: "gate", ...lists });
  await client.cicd.listConfigurations({ offset: 0, limit: 200 });
  await client.cicd.showConfiguration(id);
  await client.cicd.modifyConfiguration(id, lists);
  await client.cicd.createCommand({
    cicd_id: id,
    scan_type: "local_image",
    image_name: "api",
    image_version: "1.0",
    is_image_scan: true,
  });
  await client.cicd.listImages({ offset: 0, limit: 200 });
  await client.cicd.deleteConfigurations({ cicd_id_list: [id] });
}

async function recycle(client: Client, jobId: string, copyId: string, oldId: string) {
  await client.jobs.delete(jobId);
  await client.jobs.deleteV3(oldId);
  await client.jobs.deleteMany({ job_ids: [copyId] });
  const { job_list: list = [] } = await client.recycleBin.list({ page_no: 1, page_size: 100 });
  expect(list.map(({ job_id: id }) => id).sort()).toEqual([jobId, copyId, oldId].sort());
  await client.recycleBin.restore({ job_ids: [jobId] });
  await client.recycleBin.delete({ job_ids: [copyId] });
  await client.recycleBin.setKeepTime({ keep_time: 7 });
  await client.recycleBin.empty();
}

test("142 of 142 operations: each has its function, each was called, each answered", async () => {
  await withSimulator(async (simulator) => {
    const { region, endpoints, credentials, projectId } = simulator;
    const { client, called } = watched(createClient({ region, endpoints, ...credentials, retries: 0 }));
    await useAll(client, projectId, credentials, (milliseconds) => simulator.clock.advance(milliseconds));
    expect([...called].sort()).toEqual(functionsOf(client).sort());
    const journal = simulator.journal();
    expect([...new Set(journal.map(({ operation }) => operation))].sort()).toEqual(Object.keys(operations).sort());
    const complaints = journal.map(({ operation, status, problems, answerProblems, unknownFields }) => {
      const refused = status >= 400 ? [`HTTP ${status}`] : [];
      return [operation, ...refused, ...problems, ...answerProblems, ...unknownFields];
    });
    expect(complaints.filter(({ length }) => length > 1)).toEqual([]);
  }, seeded);
});

/** What no request can bring about: a build with test and coverage reports. */
const seeded = {
  data: {
    reports: [
      {
        job: "api",
        tests: [{ stageName: "unit", total: 3, failures: 1 }],
        coverage: [{ stageName: "unit", content: "covered" }],
      },
    ],
  },
};
