/** A job as it stands on a live tenant, with all that the console and the service put into it, survives every update. */
import { buildJobContract } from "../../lifecycle/build-job";
import { inScene } from "../../lifecycle/contract";

type Config = Record<string, unknown>;
type Rows = Config[];

const scm = {
  type: "codehub",
  url: "git@example.invalid:team/api.git",
  repositoryId: "2111746211",
  webUrl: "https://example.invalid/team/api",
};
const job = {
  name: "api",
  scms: [scm],
  parameters: { channel: { default: "beta", options: ["beta", "stable"] }, extra: "x" },
  steps: [
    { module: "devcloud2018.codeci_action_20017.action", name: "Shell", properties: { command: "exit 0", list: [1, null] } },
  ],
  schedules: [{ cron: "0 2 * * *" }],
};

const limits = [
  { disable: "0", display_name: "Beta ring", name: "beta", order: 1 },
  { disable: "1", display_name: "", name: "stable", order: 2, note: null },
];
const pair = (name: string, value: unknown, limits: unknown = null) => ({ name, value, limits });

/** Fields as live answers have them (SERVICE, seen on a real tenant): null and "" for nothing, texts for booleans, fields of no contract. */
const live = (projectId: string): Config => ({
  project_id: projectId,
  job_name: "api",
  arch: "x86-64",
  flavor: "DEFAULT",
  host_type: "devcloud",
  auto_update_sub_module: "",
  build_if_code_updated: null,
  build_config_type: null,
  group_id: null,
  timeout: null,
  cluster_selected: { id: "1", name: "pool", resource_type: null },
  build_environment_type: "docker",
  limit_time: 30,
  source_code: "codehub",
  actions: null,
  agency_urn: null,
  description: "nightly",
  scms: [
    {
      scm_type: "codehub",
      url: scm.url,
      repo_id: scm.repositoryId,
      web_url: scm.webUrl,
      branch: "main",
      build_type: "branch",
      depth: 1,
      is_auto_build: "false",
      enable_git_lfs: null,
      group_name: null,
      repo_name: "api",
      source: null,
      end_point_id: null,
      endpoint_id: null,
      is_show: true,
    },
  ],
  parameters: [
    {
      name: "hudson.model.StringParameterDefinition",
      params: [
        pair("name", "channel"),
        pair("type", "normalparam"),
        pair("defaultValue", "beta", limits),
        pair("description", null),
      ],
    },
    {
      name: "hudson.model.StringParameterDefinition",
      params: [pair("name", "extra"), pair("defaultValue", "x"), pair("madeUp", null)],
    },
    {
      name: "hudson.model.StringParameterDefinition",
      params: [pair("name", "theirs"), pair("defaultValue", null), pair("description", null)],
    },
  ],
  steps: [
    {
      module_id: job.steps[0]?.module,
      name: "Shell",
      version: null,
      enable: true,
      actions: null,
      propertiesVersion: "2",
      properties: {
        command: "exit 0",
        list: [1, null],
        preCondition: "SUCCESS",
        image: null,
        authorizationUser: { displayName: null, value: "build" },
      },
    },
  ],
  triggers: [
    {
      name: "hudson.triggers.TimerTrigger",
      enabled: true,
      note: null,
      parameters: [
        { name: "spec", value: "0 2 * * *" },
        { name: "timeZoneId", value: "Asia/Shanghai" },
        { name: "timeZone", value: null },
        { name: "isDST", value: "false" },
        { name: "madeUp", value: "1" },
      ],
    },
    { name: "made.up.Trigger", parameters: null },
  ],
});

/** Paths of null, apart from the properties of steps that the program itself declares as null. */
function nulls(value: unknown, path = ""): string[] {
  if (value === null) return [path];
  if (typeof value !== "object") return [];
  return Object.entries(value ?? {}).flatMap(([key, item]) => nulls(item, `${path}.${key}`));
}

/** The body of the update that a change makes of the live job. */
async function sentFor(change: Config, work: (body: Config) => void | Promise<void>): Promise<void> {
  await inScene(buildJobContract, async ({ resource, simulator }) => {
    await resource.up(job);
    const result = live(simulator.projectId);
    simulator.setFaults([{ on: "getJobConfig", respond: { status: 200, body: { result, error: null, status: "success" } } }]);
    expect((await resource.up({ ...job, ...change })).operation).toBe("update");
    const body = simulator.journal({ operation: "updateJob" }).at(-1)?.requestBody as Config;
    simulator.setFaults([]);
    expect(await resource.refresh()).toEqual({ gone: false, paths: [] });
    await work(body);
  });
}

const changes: [string, Config][] = [
  ["name", { name: "api-2" }],
  ["arch", { arch: "arm" }],
  ["flavor", { flavor: "8u16g" }],
  ["agentPool", { agentPool: { id: "1" } }],
  ["agencyUrn", { agencyUrn: "iam::made-up:agency" }],
  ["hostType", { hostType: "own-pool" }],
  ["definition", { definition: "ACTION" }],
  ["updateSubmodules", { updateSubmodules: true }],
  ["buildOnCodeUpdate", { buildOnCodeUpdate: true }],
  ["timeout", { timeout: { minutes: 30 } }],
  ["scms", { scms: [{ ...scm, branch: "release" }] }],
  ["parameters", { parameters: { ...job.parameters, extra: "y" } }],
  ["steps", { steps: [{ ...job.steps[0], properties: { command: "exit 1", list: [1, null] } }] }],
  ["stepSecrets", { stepSecrets: { Shell: { token: "made-up" } } }],
  ["schedules", { schedules: [{ cron: "0 3 * * *" }] }],
  ["triggers", { triggers: [{ name: "made.up.Trigger", parameters: { a: "1" } }] }],
  ["raw", { raw: { madeUpField: 1 } }],
];

test.each(changes)("a change of %s is taken, sends no null back, and loses nothing", (input, change) =>
  sentFor(change, (body) => {
    expect(nulls(body)).toEqual([".steps.0.properties.list.1"]);
    const [source] = body.scms as Rows;
    expect(body).toMatchObject({
      cluster_selected: { id: "1", name: "pool" },
      build_environment_type: "docker",
      limit_time: 30,
      description: "nightly",
    });
    expect(source).toMatchObject({ repo_name: "api", is_auto_build: false, depth: "1", is_show: true });
    const [channel, , theirs] = body.parameters as { params: Rows }[];
    const carrier = channel?.params.find(({ name }) => name === "defaultValue");
    expect(carrier?.limits).toEqual([limits[0], { disable: "1", display_name: "", name: "stable", order: 2 }]);
    expect(channel?.params.find(({ name }) => name === "type")).toEqual({ name: "type", value: "normalparam" });
    expect(theirs?.params.map(({ name }) => name)).toEqual(["name", "defaultValue", "description"]);
    const [step] = body.steps as Rows;
    expect(step).toMatchObject({
      enable: true,
      propertiesVersion: "2",
      properties: { preCondition: "SUCCESS", authorizationUser: { value: "build" } },
    });
    const [timer, other] = body.triggers as { parameters: Rows; name: string }[];
    expect(timer).toMatchObject({ enabled: true });
    expect(timer?.parameters).toEqual(
      expect.arrayContaining([
        { name: "timeZoneId", value: "Asia/Shanghai" },
        { name: "madeUp", value: "1" },
        { name: "spec", value: input === "schedules" ? "0 3 * * *" : "0 2 * * *" },
      ]),
    );
    expect(other?.name).toBe("made.up.Trigger");
  }),
);

test("changed options keep what people set on those that stay; new ones are in effect", () =>
  sentFor({ parameters: { ...job.parameters, channel: { default: "beta", options: ["stable", "nightly", "beta"] } } }, (body) => {
    const [channel] = body.parameters as { params: Rows }[];
    expect(channel?.params.filter((entry) => entry.limits)).toEqual([
      {
        name: "defaultValue",
        value: "beta",
        limits: [
          { disable: "1", display_name: "", name: "stable", order: 2 },
          { disable: "0", display_name: "nightly", name: "nightly" },
          { disable: "0", display_name: "Beta ring", name: "beta", order: 1 },
        ],
      },
    ]);
    expect(channel?.params.find(({ name }) => name === "type")?.value).toBe("normalparam");
  }));

test("options of a new parameter are on its default value, and go when they are dropped", () =>
  inScene(buildJobContract, async ({ resource, simulator }) => {
    const paramsOf = (operation: string) => {
      const body = simulator.journal({ operation }).at(-1)?.requestBody as { parameters: { params: Rows }[] } | undefined;
      return body?.parameters[0]?.params ?? [];
    };
    await resource.up(job);
    const made = paramsOf("createJob");
    expect(made.filter((entry) => entry.limits).map(({ name }) => name)).toEqual(["defaultValue"]);
    expect(made.find(({ name }) => name === "type")?.value).toBe("customizeparam");
    await resource.up({ ...job, parameters: { ...job.parameters, channel: { default: "beta" } } });
    const plain = paramsOf("updateJob");
    expect(plain.filter((entry) => entry.limits)).toEqual([]);
    expect(plain.find(({ name }) => name === "type")?.value).toBe("normalparam");
    expect(await resource.refresh()).toEqual({ gone: false, paths: [] });
  }));
