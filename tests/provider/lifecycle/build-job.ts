import { buildJob } from "../../../provider/kinds/build-job/kind";
import { lifecycle } from "../../../provider/lifecycle/provider";
import { editJob } from "../../../tools/lib/console";
import type { Contract } from "./contract";

const scm = {
  type: "codehub",
  url: "git@example.invalid:api.git",
  repositoryId: "2111746211",
  webUrl: "https://example.invalid/api",
};
const otherProject = "b287e712be6c404ca26e5f69040fa12b";

export const buildJobContract: Contract = {
  kind: "BuildJob",
  provider: () => lifecycle(buildJob),
  inputs: {
    name: "api",
    arch: "x86-64",
    flavor: "4u8g",
    hostType: "devcloud",
    definition: "ACTION",
    updateSubmodules: true,
    buildOnCodeUpdate: true,
    timeout: { minutes: 30 },
    scms: [{ ...scm, branch: "main", depth: 5, endpointId: "0123456789abcdef0123456789abcdef" }],
    parameters: { codeBranch: "main", channel: { default: "beta", options: ["beta", "stable"], runtime: true } },
    steps: [
      { module: "devcloud2018.codeci_action_20043.action", name: "Test", properties: { command: "npm test\nexit 0" } },
      { module: "devcloud2018.codeci_action_20057.action", name: "Upload", version: "1", enabled: false },
    ],
    stepSecrets: { Upload: { authorizationUser: "made-up-user" } },
    schedules: [{ cron: "0 2 * * *", timeZone: "Asia/Shanghai" }],
    triggers: [{ name: "made.up.Trigger", parameters: { a: "1" } }],
    raw: { madeUpField: { a: 1 } },
  },
  updates: {
    name: "api-2",
    arch: "arm",
    flavor: "8u16g",
    hostType: "own-pool",
    updateSubmodules: false,
    buildOnCodeUpdate: false,
    timeout: { hours: 2 },
    scms: [{ ...scm, branch: "release", endpointId: "0123456789abcdef0123456789abcdef" }],
    parameters: {
      channel: { default: "stable", options: ["stable", "beta", "nightly"], description: "Where it goes" },
      extra: "x",
    },
    steps: [
      { module: "devcloud2018.codeci_action_20057.action", name: "Upload", version: "2" },
      {
        module: "devcloud2018.codeci_action_20043.action",
        name: "Test",
        properties: { command: "npm test -- --ci", retries: 3 },
      },
    ],
    stepSecrets: { Upload: { authorizationUser: "made-up-other" } },
    schedules: [{ cron: "0 3 * * 1-5" }],
    triggers: undefined,
    disabled: { reason: "moved" },
    deletion: "purge",
    adoptExisting: true,
    raw: { madeUpField: { a: 2 } },
  },
  replacements: { projectId: otherProject },
  calls: {
    create: ["createJob", "getJobConfig"],
    read: ["getJobConfig"],
    update: ["getJobConfig", "updateJob", "getJobConfig"],
    delete: ["deleteJob"],
  },
  creates: "createJob",
  settles: true,
  async disturb(service, id) {
    await editJob(service.client, id, (config) => {
      config.timeout = { limit: "1", unit: "hour" };
    });
    return "timeout.minutes";
  },
  async add(service, id) {
    const hotfix = [
      { name: "name", value: "HOTFIX" },
      { name: "defaultValue", value: "yes" },
    ];
    const parametersOf = (config: { [field: string]: unknown }) => config.parameters as object[];
    await editJob(service.client, id, (config) => {
      config.parameters = [...parametersOf(config), { name: "hudson.model.StringParameterDefinition", params: hotfix }];
    });
    const remains = async () =>
      JSON.stringify(await service.client.jobs.getConfig(id, { get_all_params: "true" })).includes("HOTFIX");
    return { path: 'parameters["HOTFIX"]', remains };
  },
  remove: ({ client }, id) => client.jobs.delete(id),
  async count({ client, simulator }) {
    let jobs = 0;
    for (const project_id of [simulator.projectId, otherProject]) {
      for await (const _ of client.each("listProjectJobs", { path: { project_id } })) jobs += 1;
    }
    return jobs;
  },
  halfWay: { on: "setJobDisabled", inputs: { disabled: { reason: "not yet" } } },
  secret: {
    inputs: { parameters: { token: { default: "made-up-secret-token", private: true }, codeBranch: "main" } },
    text: "made-up-secret-token",
    paths: ["parameters.token.default", "stepSecrets.Upload.authorizationUser"],
  },
};
