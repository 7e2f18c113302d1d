/**
 * Two values for every input of every kind, and where the service holds them. A new input without an entry here fails the
 * test. `at` is the path of the live value (`sent.…`: of the last request, where no read answers it), `as` what stands
 * there where it is not the text of the value. `by` is what the input needs beside it.
 */
import type { Props } from "./subjects";

/** A value that is there only once the simulator runs, by its name among what `prepare` made. */
export class Made {
  constructor(readonly name: string) {}
}
const made = (name: string) => new Made(name);

export interface Sample {
  readonly set: unknown;
  readonly change: unknown;
  readonly at?: string;
  readonly as?: readonly [unknown, unknown];
  readonly by?: Props;
  /** It says which object it is, so that a twin cannot share it. */
  readonly identity?: true;
  /** Writing it says nothing new: no change. */
  readonly equal?: true;
  /** What the input means where it is left out, if that can be written: no change either. */
  readonly usual?: unknown;
  /** Without a value the object or list around it is not there either. */
  readonly alone?: true;
  /** A deployment of it takes more than this object: it is only previewed. */
  readonly preview?: true;
  /** The kind has no use for it: check refuses it. */
  readonly refused?: true;
  /**
   * Only the service knows what the field is without the input, so that nothing can be sent in its place: a service that keeps what an
   * update leaves out keeps the last value.
   */
  readonly unsaid?: true;
  /** The service knows which values there are: no others are sent. */
  readonly closed?: true;
}

type Samples = { readonly [path: string]: Sample };

const sample = (at: string | undefined, set: unknown, change: unknown, more: Partial<Sample> = {}): Sample => ({
  set,
  change,
  ...(at !== undefined && { at }),
  ...more,
});

const maven = "devcloud2018.codeci_action_20043.action";
const npm = "devcloud2018.codeci_action_20035.action";
const repository = { type: "codehub", url: "git@example.invalid:b.git", repositoryId: "2", webUrl: "https://example.invalid/b" };
const otherProject = "b287e712be6c404ca26e5f69040fa12b";
const thirdProject = "c387e712be6c404ca26e5f69040fa12c";
const everywhere: Samples = {
  region: sample(undefined, "cn-south-1", "cn-east-3", { identity: true }),
  adoptExisting: sample(undefined, true, false, { usual: false }),
};
const steps = [{ module: maven, name: "Test" }];

const parameters: Samples = {
  parameters: sample("parameters.channel.defaultValue", { channel: "beta" }, { channel: "stable" }, { as: ["beta", "stable"] }),
  "parameters{}": sample("parameters.made_up.defaultValue", "a", "b"),
  "parameters{}.default": sample("parameters.made_up.defaultValue", "a", "b"),
  "parameters{}.description": sample("parameters.made_up.description", "first", "second"),
  "parameters{}.options": sample("parameters.made_up.limits", ["a", "b"], ["a", "c"]),
  "parameters{}.options[]": sample("parameters.made_up.limits", "b", "c", { as: [["b"], ["c"]], alone: true }),
  "parameters{}.runtime": sample("parameters.made_up.staticVar", true, false),
  "parameters{}.type": sample("parameters.made_up.type", "customizeparam", "made-up"),
  "parameters{}.attributes": sample(
    "parameters.made_up.deletion",
    { deletion: "true" },
    { deletion: "odd" },
    { as: ["true", "odd"] },
  ),
  "parameters{}.attributes{}": sample("parameters.made_up.made_up", "a", "b"),
};

const stepsAt = (at: string): Samples => ({
  steps: sample(`${at}.0.name`, steps, [{ module: maven, name: "Lint" }], { as: ["Test", "Lint"] }),
  "steps[]": sample(`${at}.0.module_id`, { module: maven, name: "Test" }, { module: npm, name: "Test" }, { as: [maven, npm] }),
  "steps[].module": sample(`${at}.0.module_id`, npm, "made.up.action"),
  "steps[].name": sample(`${at}.0.name`, "Lint", "构建 (all)"),
  "steps[].version": sample(`${at}.0.version`, "1", "20231001.6"),
  "steps[].enabled": sample(`${at}.0.enable`, false, true),
  "steps[].properties": sample(`${at}.0.properties.command`, { command: "a" }, { command: "b" }, { as: ["a", "b"] }),
  "steps[].properties{}": sample(`${at}.0.properties.made_up`, { a: [1, "2"] }, "b", { as: [{ a: [1, "2"] }, "b"] }),
  stepSecrets: sample(
    `${at}.0.properties.key`,
    { Test: { key: "made-up-1" } },
    { Test: { key: "made-up-2" } },
    {
      as: ["made-up-1", "made-up-2"],
      by: { steps },
    },
  ),
  "stepSecrets{}": sample(
    `${at}.0.properties.key`,
    { key: "made-up-1" },
    { key: "made-up-2" },
    {
      as: ["made-up-1", "made-up-2"],
      by: { steps },
    },
  ),
  "stepSecrets{}{}": sample(`${at}.0.properties.made_up`, "made-up-1", "made-up-2", { by: { steps } }),
});

const scms: Samples = {
  scms: sample("scms.0.repo_id", [repository], [{ ...repository, repositoryId: "3" }], { as: ["2", "3"] }),
  "scms[]": sample("scms.0.repo_id", repository, { ...repository, repositoryId: "3" }, { as: ["2", "3"] }),
  "scms[].type": sample("scms.0.scm_type", "github", "gitee"),
  "scms[].url": sample("scms.0.url", "git@example.invalid:c.git", "git@example.invalid:d.git"),
  "scms[].branch": sample("scms.0.branch", "main", "release"),
  "scms[].repositoryId": sample("scms.0.repo_id", "4", "5"),
  "scms[].webUrl": sample("scms.0.web_url", "https://example.invalid/c", "https://example.invalid/d"),
  "scms[].buildOnPush": sample("scms.0.is_auto_build", true, false),
  "scms[].lfs": sample("scms.0.enable_git_lfs", true, false),
  "scms[].ref": sample("scms.0.build_type", "tag", "commit", { by: { scms: [{ ...repository, branch: "v1" }] } }),
  "scms[].depth": sample("scms.0.depth", 5, 25),
  "scms[].endpointId": sample("scms.0.endpoint", "a".repeat(32), "b".repeat(32)),
  "scms[].source": sample("scms.0.source", "a", "b"),
  "scms[].groupName": sample("scms.0.group_name", "a", "b"),
  "scms[].repositoryName": sample("scms.0.repo_name", "a", "b"),
};

const triggers: Samples = {
  schedules: sample("triggers.0.spec", [{ cron: "0 3 * * *" }], [{ cron: "0 4 * * *" }], { as: ["0 3 * * *", "0 4 * * *"] }),
  "schedules[]": sample("triggers.0.spec", { cron: "0 3 * * *" }, { cron: "0 4 * * *" }, { as: ["0 3 * * *", "0 4 * * *"] }),
  "schedules[].cron": sample("triggers.0.spec", "0 3 * * *", "0 4 * * *"),
  "schedules[].timeZone": sample("triggers.0.timeZoneId", "Asia/Shanghai", "Europe/Berlin"),
  "schedules[].daylightSaving": sample("triggers.0.isDST", true, false),
  triggers: sample("triggers.0.a", [{ name: "made.up", parameters: { a: "1" } }], [{ name: "made.up", parameters: { a: "2" } }], {
    as: ["1", "2"],
  }),
  "triggers[]": sample(
    "triggers.0.name",
    { name: "made.up.first" },
    { name: "made.up.second" },
    {
      as: ["made.up.first", "made.up.second"],
    },
  ),
  "triggers[].name": sample("triggers.0.name", "made.up.first", "made.up.second"),
  "triggers[].parameters": sample("triggers.0.a", { a: "1" }, { a: "2" }, { as: ["1", "2"] }),
  "triggers[].parameters{}": sample("triggers.0.made_up", "1", "2"),
};

const buildJob: Samples = {
  ...everywhere,
  ...parameters,
  ...stepsAt("steps"),
  ...scms,
  ...triggers,
  "parameters{}.private": sample("parameters.made_up.sensitiveVar", true, false, {
    by: { parameters: { made_up: { default: "made-up" } } },
  }),
  projectId: sample("project_id", otherProject, thirdProject, { identity: true }),
  name: sample("job_name", "other", "third", { identity: true }),
  arch: sample("arch", "arm", "x86-64"),
  flavor: sample("flavor", "4u8g", "8u16g", { unsaid: true }),
  hostType: sample("host_type", "own-pool", "other-pool"),
  agentPool: sample(
    "cluster_selected",
    { id: "1", name: "pool" },
    { id: "2", name: "pool" },
    {
      as: [
        { id: "1", name: "pool" },
        { id: "2", name: "pool" },
      ],
      unsaid: true,
    },
  ),
  "agentPool.id": sample("cluster_selected.id", "3", "4"),
  "agentPool.name": sample("cluster_selected.name", "a", "b", { by: { agentPool: { id: "3" } } }),
  "agentPool.resourceType": sample("cluster_selected.resource_type", "self-hosted", "k8s", {
    by: { agentPool: { id: "3" } },
  }),
  agencyUrn: sample("agency_urn", "iam::made-up:agency:a", "iam::made-up:agency:b"),
  description: sample("description", "nightly", "for tests"),
  groupId: sample("group_id", made("group 1"), made("group 2"), { closed: true }),
  definition: sample("build_config_type", "YAML", "ACTION"),
  updateSubmodules: sample("auto_update_sub_module", true, false),
  buildOnCodeUpdate: sample("build_if_code_updated", true, false),
  timeout: sample("timeout.limit", { minutes: 5 }, { minutes: 6 }, { as: ["5", "6"] }),
  "timeout.hours": sample("timeout.limit", 1, 2, { alone: true }),
  "timeout.minutes": sample("timeout.limit", 5, 6, { alone: true }),
  "timeout.seconds": sample("timeout.limit", 5, 6, { alone: true }),
  disabled: sample("disabled.reson", { reason: "moved" }, { reason: "old" }, { as: ["moved", "old"] }),
  "disabled.reason": sample("disabled.reson", "moved", "old"),
  deletion: sample(undefined, "purge", "recycle", { usual: "recycle" }),
  raw: sample("madeUp", { madeUp: { a: 1 } }, { madeUp: { a: 2 } }, { as: [{ a: 1 }, { a: 2 }], unsaid: true }),
  "raw{}": sample("made_up", "a", [1], { as: ["a", [1]], unsaid: true }),
};

const buildTemplate: Samples = {
  ...everywhere,
  ...parameters,
  ...stepsAt("template.steps"),
  "steps[].enabled": sample("template.steps.0.enable", false, true, { usual: true }),
  "parameters{}.private": sample(undefined, true, true, { refused: true }),
  name: sample("name", "other", "third", { identity: true }),
  description: sample("description", "first", "second"),
  toolType: sample("tool_type", "maven", "npm"),
  updateSubmodules: sample("template.auto_update_sub_module", true, false),
  image: sample("template.image", "a", "b"),
  imageSource: sample("template.image_source", "a", "b"),
  raw: sample("sent.createTemplate.madeUp", { madeUp: { a: 1 } }, { madeUp: { a: 2 } }, { as: [{ a: 1 }, { a: 2 }] }),
  "raw{}": sample("sent.createTemplate.made_up", "a", [1], { as: ["a", [1]] }),
};

const ofAJob: Samples = {
  ...everywhere,
  region: sample(undefined, "cn-south-1", "cn-east-3", { identity: true, preview: true }),
  jobId: sample(undefined, made("job 1"), made("job 2"), { identity: true, closed: true }),
};

const notice: Samples = {
  ...ofAJob,
  channel: sample("notice_type", "FEISHU", "DING_TALK", { identity: true }),
  events: sample("on", ["deleteJob"], ["forbiddenJob", "buildJobFail"], {
    as: [["deleteJob"], ["buildJobFail", "forbiddenJob"]],
  }),
  "events[]": sample("on", "deleteJob", "forbiddenJob", { as: [["deleteJob"], ["forbiddenJob"]] }),
  webhook: sample("robot.webhook_url", "https://example.invalid/a", "https://example.invalid/b", {
    by: { useProjectNotice: true },
  }),
  signingKey: sample("robot.signing_key", "made-up-1", "made-up-2"),
  paramConfig: sample("param_config", "made-up-1", "made-up-2", { by: { webhook: undefined, useProjectNotice: true } }),
  useProjectNotice: sample("sent.updateJobNotice.use_project_notice", true, false),
  raw: sample("sent.updateJobNotice.send_switch", { send_switch: "false" }, { send_switch: "true" }, { as: ["false", "true"] }),
  "raw{}": sample("sent.updateJobNotice.made_up", "a", [1], { as: ["a", [1]] }),
};

const user = { userId: "22222222c0de5a1ec0de5a1ec0de5a1e" };
const keystore: Samples = {
  ...everywhere,
  name: sample("keystore_name", "b.jks", "c.pem", { identity: true }),
  content: sample("content", "Yg==", "Yw=="),
  description: sample("description", "first", "second"),
  shared: sample("share", true, false, { as: [1, 0] }),
  permissions: sample(
    "permissions.developer.modify",
    { developer: { ...user, modify: true } },
    { developer: user },
    { as: [true, false] },
  ),
  "permissions{}": sample("permissions.developer.modify", { ...user, modify: true }, user, { as: [true, false] }),
  "permissions{}.userId": sample("permissions.developer.user_id", user.userId, "44444444c0de5a1ec0de5a1ec0de5a1e", {
    preview: true,
  }),
  "permissions{}.use": sample("permissions.developer.usage", false, true, { usual: true }),
  "permissions{}.modify": sample("permissions.developer.modify", true, false, { usual: false }),
  "permissions{}.delete": sample("permissions.developer.delete", true, false, { usual: false }),
  "permissions{}.manage": sample("permissions.developer.setting", true, false, { usual: false }),
};

const image = (key: string, set: unknown, change: unknown, by?: Props): Sample =>
  sample(`sent.createCicdConfigurationCommand.image_scan_info.${key}`, set, change, by ? { by } : {});
const localImage = (name: string) => ({ source: "local_image", name, version: "1" });
const command = (path: string) => ({ iac: { mode: "local_directory", path } });
const cicdConfiguration: Samples = {
  ...everywhere,
  name: sample("cicd_name", "other", "third", { identity: true }),
  vulnerabilityWhitelist: sample("vulnerability_whitelist", ["a"], ["b", "a"]),
  "vulnerabilityWhitelist[]": sample("vulnerability_whitelist", "a", "b", { as: [["a"], ["b"]] }),
  vulnerabilityBlocklist: sample("vulnerability_blocklist", ["a"], ["b", "a"]),
  "vulnerabilityBlocklist[]": sample("vulnerability_blocklist", "a", "b", { as: [["a"], ["b"]] }),
  imageWhitelist: sample("image_whitelist", ["a"], ["b", "a"]),
  "imageWhitelist[]": sample("image_whitelist", "a", "b", { as: [["a"], ["b"]] }),
  enterpriseProjectId: sample(undefined, "made-up-1", "made-up-2", { identity: true }),
  iamProjectId: sample(undefined, made("iam project"), made("iam project"), { identity: true, equal: true }),
  command: sample("sent.createCicdConfigurationCommand.iac_scan_info.path", command("a"), command("b"), { as: ["a", "b"] }),
  "command.image": sample("sent.createCicdConfigurationCommand.image_scan_info.image_name", localImage("a"), localImage("b"), {
    as: ["a", "b"],
    by: { command: command("a") },
  }),
  "command.image.source": image("scan_type", "remote_image", "local_image", {
    command: { image: { ...localImage("a"), repositoryAddress: "a" } },
  }),
  "command.image.name": image("image_name", "a", "b"),
  "command.image.version": image("image_version", "2", "3"),
  "command.image.blocking": image("is_blocking", true, false),
  "command.image.repositoryAddress": image("repository_address", "a", "b"),
  "command.image.loginUserName": image("login_user_name", "a", "b"),
  "command.image.loginPassword": sample(undefined, "made-up-1", "made-up-2"),
  "command.image.namespace": image("namespace", "a", "b"),
  "command.image.pipelineType": image("pipeline_type", "jenkins", "codearts"),
  "command.iac": sample(
    "sent.createCicdConfigurationCommand.iac_scan_info.path",
    { mode: "local_directory", path: "a" },
    { mode: "local_directory", path: "b" },
    { as: ["a", "b"], by: { command: { image: localImage("a") } } },
  ),
  "command.iac.mode": sample(
    "sent.createCicdConfigurationCommand.iac_scan_info.configuration_mode",
    "remote_address",
    "git_repository_address",
    { by: { command: { iac: { mode: "local_directory", path: "https://example.invalid/code.git" } } } },
  ),
  "command.iac.path": sample("sent.createCicdConfigurationCommand.iac_scan_info.path", "a", "b"),
  raw: sample("sent.written.madeUp", { madeUp: 1 }, { madeUp: 2 }, { as: [1, 2] }),
  "raw{}": sample("sent.written.made_up", "a", [1], { as: ["a", [1]] }),
};

// A build is always a new one.
const { adoptExisting: _, ...ofABuild } = ofAJob;
const buildRun: Samples = {
  ...ofABuild,
  parameters: sample("parameters.channel", { channel: "beta" }, { channel: "stable" }, { as: ["beta", "stable"] }),
  "parameters{}": sample("parameters.made_up", "a", "b"),
  tag: sample("sent.runJob.scm.build_tag", "v1", "v2"),
  commit: sample("sent.runJob.scm.build_commit_id", "abc123", "def456"),
  triggers: sample(undefined, ["a"], ["b"]),
  "triggers[]": sample(undefined, "a", { b: 1 }),
  wait: sample(undefined, false, true, { usual: true }),
  timeout: sample(undefined, { minutes: 5 }, { minutes: 6 }),
  "timeout.hours": sample(undefined, 1, 2, { alone: true }),
  "timeout.minutes": sample(undefined, 5, 6, { alone: true }),
  "timeout.seconds": sample(undefined, 5, 6, { alone: true }),
};

const jobGroup: Samples = {
  ...everywhere,
  projectId: sample("sent.createJobGroup.project_id", otherProject, thirdProject, { identity: true }),
  name: sample("name", "Web", "Web-2", { identity: true }),
  parentId: sample("parent_id", made("group 1"), made("group 2"), { closed: true }),
};

const jobPermissions: Samples = {
  ...ofAJob,
  projectId: sample("sent.updateJobPermissions.project_id", otherProject, thirdProject, { identity: true }),
  permissions: sample(
    "developer.is_delete",
    { developer: { delete: false } },
    { developer: { copy: false } },
    { as: [false, true] },
  ),
  "permissions{}": sample("developer.is_delete", { delete: false }, { copy: false }, { as: [false, true] }),
  "permissions{}.view": sample("developer.is_view", false, true),
  "permissions{}.execute": sample("developer.is_execute", false, true),
  "permissions{}.modify": sample("developer.is_modify", false, true),
  "permissions{}.delete": sample("developer.is_delete", false, true),
  "permissions{}.copy": sample("developer.is_copy", false, true),
  "permissions{}.disable": sample("developer.is_forbidden", false, true),
  "permissions{}.manage": sample("developer.is_manager", true, false),
};

export const samples: { readonly [kind: string]: Samples } = {
  BuildJob: buildJob,
  BuildTemplate: buildTemplate,
  Notice: notice,
  Keystore: keystore,
  CicdConfiguration: cicdConfiguration,
  BuildRun: buildRun,
  JobGroup: jobGroup,
  JobPermissions: jobPermissions,
};
