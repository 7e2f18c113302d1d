/** What is live and not declared: reported where people set it, left out where the service added it, kept by every update. */
import { editJob } from "../../../../tools/lib/console";
import { buildJobContract } from "../../lifecycle/build-job";
import { inScene } from "../../lifecycle/contract";

type Scene = Parameters<Parameters<typeof inScene>[1]>[0];
type Config = Record<string, unknown>;
type Rows = Config[];

const scm = {
  type: "codehub",
  url: "git@example.invalid:team/api.git",
  repositoryId: "2111746211",
  webUrl: "https://example.invalid/team/api",
};
/** A job that leaves to the service whatever may be left to it. */
const job = {
  name: "api",
  scms: [scm],
  parameters: { channel: { default: "beta", options: ["beta", "stable"] }, extra: "x" },
  steps: [
    { module: "devcloud2018.codeci_action_20043.action", name: "Test", properties: { command: "npm test" } },
    { module: "devcloud2018.codeci_action_20057.action", name: "Upload", properties: { objectKey: "./" } },
  ],
  schedules: [{ cron: "0 2 * * *" }],
};

const rowsOf = (config: Config, list: string): Rows => config[list] as Rows;
const first = (config: Config, list: string): Config => rowsOf(config, list)[0] as Config;
const propertiesOf = (step: Config): Config => step.properties as Config;
const settingsOf = (row: Config, key: "params" | "parameters"): Rows => row[key] as Rows;
const parameter = (config: Config, name: string): Config =>
  rowsOf(config, "parameters").find((row) => settingsOf(row, "params").some((pair) => pair.value === name)) as Config;
const attribute = (row: Config, name: string): Config => settingsOf(row, "params").find((pair) => pair.name === name) as Config;

async function configOf({ client }: Scene, id: string): Promise<Config> {
  return (await client.jobs.getConfig(id, { get_all_params: "true" })) as Config;
}

const edit = (scene: Scene, change: (config: Config) => void): Promise<void> =>
  editJob(scene.client, String(scene.resource.state()?.id), change);

const undeclared = ({ resource }: Scene): unknown => resource.state()?.outputs.undeclared;

const fills = ["observed", "filled", "left-out"].flatMap((defaults) =>
  ["added", "untouched"].map((properties) => ({ "service-defaults": defaults, "step-properties": properties })),
);

test.each(fills)("what the service adds by itself is never undeclared: %j", (readings) =>
  inScene(
    buildJobContract,
    async (scene) => {
      const { resource } = scene;
      await resource.up(job);
      expect(undeclared(scene)).toEqual([]);
      await resource.refresh();
      expect(undeclared(scene)).toEqual([]);
      // Steps that come, go and move get properties of the service's own as well.
      const [test, upload] = job.steps;
      const more = { module: "devcloud2018.codeci_action_20017.action", name: "Shell", properties: { command: "exit 0" } };
      await resource.up({ ...job, flavor: "8u16g", steps: [upload, more, { ...test, name: "Test again" }] });
      expect(undeclared(scene)).toEqual([]);
      await resource.refresh();
      expect(undeclared(scene)).toEqual([]);
      await resource.up(job);
      expect(undeclared(scene)).toEqual([]);
      await resource.refresh();
      expect(undeclared(scene)).toEqual([]);
    },
    readings,
  ),
);

/** What people change in the console, and the path by which it is reported. */
const edits: [path: string, change: (config: Config) => void][] = [
  [
    "schedules[0].timeZone",
    (config) =>
      void settingsOf(first(config, "triggers"), "parameters").push(
        { name: "timeZoneId", value: "Europe/Berlin" },
        { name: "timeZone", value: "W. Europe Standard Time" },
      ),
  ],
  [
    "schedules[0].daylightSaving",
    (config) => {
      const settings = settingsOf(first(config, "triggers"), "parameters");
      Object.assign(settings.find(({ name }) => name === "isDST") ?? {}, { value: "true" });
    },
  ],
  [
    "schedules[0].madeUp",
    (config) => void settingsOf(first(config, "triggers"), "parameters").push({ name: "madeUp", value: "1" }),
  ],
  ["scms[0].branch", (config) => void Object.assign(first(config, "scms"), { branch: "release" })],
  ["scms[0].groupName", (config) => void Object.assign(first(config, "scms"), { group_name: "others" })],
  ["scms[0].repositoryName", (config) => void Object.assign(first(config, "scms"), { repo_name: "web" })],
  ["scms[0].depth", (config) => void Object.assign(first(config, "scms"), { depth: "7" })],
  ["scms[0].made_up_field", (config) => void Object.assign(first(config, "scms"), { made_up_field: true })],
  ["steps[0].version", (config) => void Object.assign(first(config, "steps"), { version: "20231001.6" })],
  ["steps[0].enabled", (config) => void Object.assign(first(config, "steps"), { enable: false })],
  ["steps[0].made_up_field", (config) => void Object.assign(first(config, "steps"), { made_up_field: ["a"] })],
  ["steps[0].properties.image", (config) => void Object.assign(propertiesOf(first(config, "steps")), { image: "nodejs18" })],
  [
    "steps[0].properties.preCondition",
    (config) => void Object.assign(propertiesOf(first(config, "steps")), { preCondition: "ALWAYS" }),
  ],
  ["agentPool", (config) => void Object.assign(config, { cluster_selected: { id: "1", name: "pool", resource_type: "k8s" } })],
  ["description", (config) => void Object.assign(config, { description: "nightly build" })],
  ["agencyUrn", (config) => void Object.assign(config, { agency_urn: "iam::made-up:agency" })],
  ["raw.build_environment_type", (config) => void Object.assign(config, { build_environment_type: "docker" })],
  ["hostType", (config) => void Object.assign(config, { host_type: "own-pool" })],
  [
    'parameters["channel"].description',
    (config) => void Object.assign(attribute(parameter(config, "channel"), "description"), { value: "where" }),
  ],
  [
    'parameters["channel"].options.stable.disable',
    (config) => {
      const { limits } = settingsOf(parameter(config, "channel"), "params").find((pair) => pair.limits) ?? {};
      Object.assign((limits as Rows)[1] ?? {}, { disable: "1" });
    },
  ],
  ['parameters["codeBranch"]', (config) => void setBranch(config)],
];

function setBranch(config: Config): void {
  const branch = [
    { name: "name", value: "codeBranch" },
    { name: "type", value: "normalparam" },
    { name: "defaultValue", value: "release" },
  ];
  const others = rowsOf(config, "parameters").filter((row) => attribute(row, "name")?.value !== "codeBranch");
  config.parameters = [...others, { name: "hudson.model.StringParameterDefinition", params: branch }];
}

test.each(edits)("%s: reported, kept by an update of something else, and still reported then", (path, change) =>
  inScene(buildJobContract, async (scene) => {
    const { resource, client } = scene;
    await resource.up(job);
    const id = String(resource.state()?.id);
    await edit(scene, change);
    const edited = await configOf(scene, id);
    expect(await resource.refresh()).toEqual({ gone: false, paths: [] });
    expect(undeclared(scene)).toEqual([path]);
    await resource.up({ ...job, flavor: "8u16g" });
    expect(undeclared(scene)).toEqual([path]);
    expect(await client.jobs.getConfig(id, { get_all_params: "true" })).toEqual({ ...edited, flavor: "8u16g" });
    expect(await resource.refresh()).toEqual({ gone: false, paths: [] });
    expect(undeclared(scene)).toEqual([path]);
    expect((await resource.up({ ...job, flavor: "8u16g" })).operation).toBe("same");
  }),
);

test("without a refresh in between, an update reports settings made in the meantime", () =>
  inScene(buildJobContract, async (scene) => {
    await scene.resource.up(job);
    await edit(scene, (config) => void Object.assign(first(config, "scms"), { group_name: "others" }));
    await scene.resource.up({ ...job, flavor: "8u16g" });
    expect(undeclared(scene)).toEqual(["scms[0].groupName"]);
  }));

test.each(["reset", "kept"])(
  "a parameter that an update drops is undeclared only if it is still there (left out: %s)",
  (omitted) =>
    inScene(
      buildJobContract,
      async (scene) => {
        await scene.resource.up(job);
        const { extra: _, ...others } = job.parameters;
        await scene.resource.up({ ...job, parameters: others });
        expect(undeclared(scene)).toEqual([]);
        await scene.resource.refresh();
        expect(undeclared(scene)).toEqual([]);
      },
      { "update-omitted": omitted },
    ),
);

test("several are in one order, however the service answers them", () =>
  inScene(buildJobContract, async (scene) => {
    await scene.resource.up(job);
    await edit(scene, (config) => {
      Object.assign(config, { z_field: 1, a_field: 1 });
      Object.assign(first(config, "scms"), { group_name: "others", branch: "x" });
      Object.assign(propertiesOf(first(config, "steps")), { zebra: "1", apple: "1" });
    });
    await scene.resource.refresh();
    const found = undeclared(scene) as string[];
    const expected = [
      "raw.a_field",
      "raw.z_field",
      "scms[0].branch",
      "scms[0].groupName",
      "steps[0].properties.apple",
      "steps[0].properties.zebra",
    ];
    expect(found).toEqual(expected);
    await edit(scene, (config) => {
      config.parameters = [...rowsOf(config, "parameters")].reverse();
      const step = first(config, "steps");
      step.properties = Object.fromEntries(Object.entries(propertiesOf(step)).reverse());
    });
    await scene.resource.refresh();
    expect(undeclared(scene)).toEqual(expected);
  }));

test("a changed time keeps the zone that people set, and a dropped zone goes", () =>
  inScene(buildJobContract, async (scene) => {
    const { resource } = scene;
    await resource.up(job);
    await edit(
      scene,
      (config) => void settingsOf(first(config, "triggers"), "parameters").push({ name: "timeZoneId", value: "Europe/Berlin" }),
    );
    await resource.up({ ...job, schedules: [{ cron: "0 3 * * *" }] });
    expect(undeclared(scene)).toEqual(["schedules[0].timeZone"]);
    await resource.up({ ...job, schedules: [{ cron: "0 3 * * *", timeZone: "Asia/Shanghai" }] });
    expect(undeclared(scene)).toEqual([]);
    await resource.up(job);
    const timers = rowsOf(await configOf(scene, String(resource.state()?.id)), "triggers");
    expect(settingsOf(timers[0] ?? {}, "parameters").map(({ name }) => name)).not.toContain("timeZoneId");
  }));

test("state from before anyone saw what the service adds takes it for the service's, and reports what is new", () =>
  inScene(buildJobContract, async (scene) => {
    const { resource } = scene;
    await resource.up(job);
    const state = resource.state();
    const { __added: _, ...outputs } = state?.outputs ?? {};
    if (state) resource.setState({ ...state, outputs });
    await edit(scene, (config) => void Object.assign(config, { host_type: "own-pool" }));
    await resource.refresh();
    expect(undeclared(scene)).toEqual(["hostType"]);
    await edit(scene, (config) => void Object.assign(propertiesOf(first(config, "steps")), { image: "nodejs18" }));
    await resource.refresh();
    expect(undeclared(scene)).toEqual(["hostType", "steps[0].properties.image"]);
  }));

test("the state holds no undeclared values", () =>
  inScene(buildJobContract, async (scene) => {
    await scene.resource.up(job);
    await edit(
      scene,
      (config) => void Object.assign(propertiesOf(first(config, "steps")), { token: "made-up-secret-of-others" }),
    );
    await scene.resource.refresh();
    await scene.resource.up({ ...job, flavor: "8u16g" });
    expect(undeclared(scene)).toEqual(["steps[0].properties.token"]);
    expect(JSON.stringify(scene.resource.state())).not.toContain("made-up-secret-of-others");
  }));
