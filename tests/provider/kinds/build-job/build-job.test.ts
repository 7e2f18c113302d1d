/** What is particular to jobs beyond the lifecycle that all kinds share. */

import type { BuildJobInputs } from "../../../../provider/kinds/build-job/inputs";
import { plannedRequests } from "../../../../provider/kinds/build-job/requests";
import { editJob } from "../../../../tools/lib/console";
import { buildJobContract } from "../../lifecycle/build-job";
import { inScene } from "../../lifecycle/contract";

type Scene = Parameters<Parameters<typeof inScene>[1]>[0];
const scene = (work: (scene: Scene) => Promise<void>, readings: Record<string, string> = {}) =>
  inScene(buildJobContract, work, readings);
const body = (scene: Scene, operation: string) =>
  scene.simulator.journal({ operation }).at(-1)?.requestBody as Record<string, unknown>;

test("a YAML job is sent with an empty list of steps, and keeps none when it is updated", () =>
  scene(async (scene) => {
    const job = { name: "api", definition: "YAML" };
    await scene.resource.up(job);
    expect(body(scene, "createJob")).toMatchObject({ build_config_type: "YAML", steps: [] });
    await scene.resource.up({ ...job, flavor: "4u8g" });
    expect(body(scene, "updateJob")).toMatchObject({ build_config_type: "YAML", steps: [], flavor: "4u8g" });
    await scene.resource.up({ name: "api", steps: [{ module: "m", name: "Test" }] });
    expect(body(scene, "updateJob")).toMatchObject({ build_config_type: "ACTION", steps: [{ module_id: "m", name: "Test" }] });
    expect(await scene.resource.refresh()).toEqual({ gone: false, paths: [] });
  }));

test("both names of a service endpoint are sent, and either is read", async () => {
  for (const reading of ["both", "end_point_id", "endpoint_id"]) {
    await scene(
      async (scene) => {
        const scm = { type: "github", url: "https://x", repositoryId: "1", webUrl: "https://x" };
        const endpointId = "0123456789abcdef0123456789abcdef";
        await scene.resource.up({ name: "api", scms: [{ ...scm, endpointId }] });
        expect(body(scene, "createJob").scms).toMatchObject([{ end_point_id: endpointId, endpoint_id: endpointId }]);
        expect(await scene.resource.refresh()).toEqual({ gone: false, paths: [] });
        await scene.resource.up({ name: "api", scms: [{ ...scm, endpointId: "f".repeat(32) }] });
        expect(await scene.resource.refresh()).toEqual({ gone: false, paths: [] });
        await scene.resource.up({ name: "api", scms: [scm] });
        expect(JSON.stringify(body(scene, "updateJob").scms)).not.toMatch(/end_?point_id/);
        expect(await scene.resource.refresh()).toEqual({ gone: false, paths: [] });
      },
      { "endpoint-id": reading },
    );
  }
});

test("steps are identified by module and name: undeclared settings stay with their step when steps move, and an undeclared step is removed", () =>
  scene(async ({ resource, client }) => {
    const [a, b] = [
      { module: "m", name: "A", properties: { command: "a" } },
      { module: "m", name: "B", properties: { command: "b" } },
    ];
    await resource.up({ name: "api", steps: [a, b] });
    const id = String(resource.state()?.id);
    await editJob<{ steps: { name: string; properties: object }[] }>(client, id, (config) => {
      for (const step of config.steps) step.properties = { ...step.properties, by: `people of ${step.name}` };
      config.steps.push({ module_id: "m", name: "Theirs" } as never);
    });
    expect((await resource.refresh()).paths).toEqual(["steps[2]"]);
    await resource.up({ name: "api", steps: [b, a] });
    const after = await client.jobs.getConfig(id, { get_all_params: "true" });
    expect(after.steps).toMatchObject([
      { name: "B", properties: { command: "b", by: "people of B" } },
      { name: "A", properties: { command: "a", by: "people of A" } },
    ]);
    expect(after.steps).toHaveLength(2);
    // A step that gets another name is still the same step.
    await resource.up({ name: "api", steps: [b, { ...a, name: "A2" }] });
    const renamed = await client.jobs.getConfig(id, { get_all_params: "true" });
    expect(renamed.steps?.[1]).toMatchObject({ name: "A2", properties: { by: "people of A" } });
  }));

test("another user's private parameter is sent back as it was read, which keeps its value", () =>
  scene(async ({ resource, client }) => {
    await resource.up({ name: "api", flavor: "2u8g" });
    const id = String(resource.state()?.id);
    const pairs = { name: "theirs", type: "normalparam", defaultValue: "made-up-theirs", sensitiveVar: "true" };
    const theirs = {
      name: "hudson.model.StringParameterDefinition",
      params: Object.entries(pairs).map(([name, value]) => ({ name, value })),
    };
    await editJob<{ parameters: object[] }>(client, id, ({ parameters }) => void parameters.push(theirs));
    await resource.up({ name: "api", flavor: "4u8g" });
    expect(resource.state()?.outputs.undeclared).toContain('parameters["theirs"]');
    expect((await client.jobs.getConfig(id, { get_all_params: "true" })).parameters).toHaveLength(1);
  }));

test("a mask as private value keeps what is live, and is refused where nothing is", () =>
  scene(async ({ resource, simulator }) => {
    const job = (value: string, flavor: string) => ({
      name: "api",
      flavor,
      parameters: { token: { default: value, private: true } },
    });
    await expect(resource.up(job("*****", "2u8g"))).rejects.toThrow('parameters["token"].default: only asterisks');
    await resource.up(job("made-up-token", "2u8g"));
    const state = resource.state();
    if (state)
      resource.setState({
        ...state,
        inputs: { ...state.inputs, ...job("*****", "2u8g") },
        outputs: { ...state.outputs, ...job("*****", "2u8g") },
      });
    expect((await resource.up(job("*****", "4u8g"))).paths).toEqual(["flavor"]);
    simulator.setReading("mask", "same-length");
    expect(await resource.refresh()).toEqual({ gone: false, paths: [] });
  }));

test("reads, updates and deletes go to the region in state, whatever the configuration says by then", () =>
  scene(async ({ resource }) => {
    await resource.up({ name: "api" });
    expect(resource.state()?.inputs.region).toBe("cn-north-4");
    expect(resource.state()?.outputs.region).toBe("cn-north-4");
    expect((await resource.preview({ name: "api", region: "cn-south-1" })).replaces).toEqual(["region"]);
  }));

test("a job that the program only looks up is read in full, and its absence is an error", () =>
  scene(async ({ resource, simulator }) => {
    await resource.up({ name: "api", flavor: "4u8g", timeout: { minutes: 5 }, steps: [{ module: "m", name: "A" }] });
    const provider = buildJobContract.provider();
    const found = await provider.read?.(String(resource.state()?.id), { __provider: "text" });
    expect(found?.props).toMatchObject({
      name: "api",
      region: simulator.region,
      flavor: "4u8g",
      timeout: { minutes: 5 },
      steps: [{ module: "m", name: "A" }],
    });
    await expect(provider.read?.("f".repeat(32), { __provider: "text" })).rejects.toThrow(
      `there is no BuildJob with the id ${"f".repeat(32)}`,
    );
  }));

test("replaceOnChanges deletes first where the name stays, and creates first where it is free", async () => {
  const provider = buildJobContract.provider();
  const job = { region: "cn-north-4", projectId: "a287e712be6c404ca26e5f69040fa12b", name: "api", flavor: "2u8g" };
  const compare = (change: object) => provider.diff?.("id", { ...job, undeclared: [] }, { ...job, ...change });
  expect(await compare({ flavor: "4u8g" })).toEqual({ replaces: [], deleteBeforeReplace: true });
  expect(await compare({ name: "api-2" })).toEqual({ replaces: [], deleteBeforeReplace: false });
  expect(await compare({ projectId: "b287e712be6c404ca26e5f69040fa12b", flavor: "4u8g" })).toEqual({
    replaces: ["projectId"],
    deleteBeforeReplace: false,
  });
});

test("the calls of a deployment can be predicted without making any", () =>
  scene(async ({ resource, simulator }) => {
    const job = {
      name: "api",
      projectId: simulator.projectId,
      region: simulator.region,
      flavor: "2u8g",
      disabled: true,
      deletion: "purge",
    } as BuildJobInputs;
    await resource.up(job as never);
    const next = { ...job, flavor: "4u8g", disabled: { reason: "x" } } as BuildJobInputs;
    const made = plannedRequests("", undefined, job);
    expect(made.map((request) => request.operation)).toEqual(["createJob", "setJobDisabled", "getJobConfig"]);
    expect(made[0]?.body).toEqual(simulator.journal({ operation: "createJob" })[0]?.requestBody);
    const id = String(resource.state()?.id);
    expect(plannedRequests(id, job, next).map((request) => request.operation)).toEqual([
      "getJobConfig",
      "updateJob",
      "setJobDisabled",
      "getJobConfig",
    ]);
    expect(plannedRequests(id, job, undefined).map((request) => request.operation)).toEqual(["deleteJob", "deleteRecycledJobs"]);
    expect(plannedRequests(id, job, { ...job, region: "cn-south-1" }).map((request) => request.operation)).toEqual([
      "createJob",
      "setJobDisabled",
      "getJobConfig",
      "deleteJob",
      "deleteRecycledJobs",
    ]);
    expect(plannedRequests(id, job, job)).toEqual([]);
  }));

test("marking plain-text values for policies is not a change by itself, before and after a refresh", () =>
  scene(async ({ resource }) => {
    const job = {
      name: "api",
      parameters: { token: { default: "made-up", private: true } },
      __clearText: ['parameters["token"].default'],
    };
    await resource.up(job);
    expect(resource.state()?.inputs.clearText).toEqual(['parameters["token"].default']);
    expect(await resource.refresh()).toEqual({ gone: false, paths: [] });
    expect((await resource.up({ ...job, flavor: "4u8g" })).paths).toEqual(["flavor"]);
    await resource.refresh();
    expect((await resource.up({ ...job, flavor: "8u16g" })).paths).toEqual(["flavor"]);
  }));
