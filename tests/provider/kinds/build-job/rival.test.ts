/** What other clients of this service get wrong with jobs: each a test of ours. */
import type { FaultRule, Simulator } from "codearts-simulator";
import { editJob } from "../../../../tools/lib/console";
import { buildJobContract } from "../../lifecycle/build-job";
import { clientOf, inScene } from "../../lifecycle/contract";

type Props = Record<string, unknown>;
type Scene = Parameters<Parameters<typeof inScene>[1]>[0];

const scene = (work: (scene: Scene) => Promise<void>, readings: Record<string, string> = {}) =>
  inScene(buildJobContract, work, readings);
const step = (properties: Props, more: Props = {}) => ({
  name: "api",
  steps: [{ module: "m", name: "Test", properties, ...more }],
});
const errorCode = { code: "CB.00060200", message: "made-up refusal" };
const failed = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "no error",
    (error: Error) => error.message,
  );

async function liveJob(simulator: Simulator, id: string | undefined) {
  return (await clientOf(simulator).jobs.getConfig(String(id), { get_all_params: "true" })) as Props & { steps: Props[] };
}
/** Someone changes the job in the console. */
const edit = (
  simulator: Simulator,
  id: string | undefined,
  change: (config: Props & { steps: Props[] }) => void,
): Promise<void> => editJob(clientOf(simulator), String(id), change);

test("1: an update answered with HTTP 200 and status error is an error, and state keeps what is true", () =>
  scene(async ({ resource, simulator }) => {
    await resource.up(step({ command: "old" }));
    const before = resource.state();
    simulator.setFaults([
      {
        on: "updateJob",
        respond: { status: 200, body: { status: "error", error: { code: "CB.1", message: "made-up refusal" }, result: null } },
      },
    ]);
    expect(await failed(resource.up(step({ command: "new" })))).toMatch(
      /^update codearts:BuildJob "api" in project .*CB\.1 made-up refusal/s,
    );
    expect(resource.state()).toEqual(before);
    simulator.setFaults([]);
    expect((await resource.up(step({ command: "new" }))).paths).toEqual(["steps[0].properties.command"]);
  }));

test("2: a delete answered with HTTP 200 and an error code is an error, and the job stays in state", () =>
  scene(async ({ resource, simulator }) => {
    await resource.up(step({}));
    simulator.setFaults([{ on: "deleteJob", errorCode }]);
    expect(await failed(resource.destroy())).toMatch(/^delete codearts:BuildJob "api".*CB\.00060200 made-up refusal/s);
    expect(resource.state()).toBeDefined();
    simulator.setFaults([]);
    await resource.destroy();
  }));

test("3: a look-up that fails with HTTP 200 is no proof that nothing is there: no second job", () =>
  scene(async ({ resource, simulator }) => {
    simulator.setFaults([
      { on: "createJob", drop: "after" },
      { on: "listProjectJobs", errorCode },
    ]);
    expect(await failed(resource.up(step({})))).toMatch(
      /looking for it failed too: .*made-up refusal.*run the deployment again/s,
    );
    expect(resource.state()).toBeUndefined();
    expect(simulator.journal({ operation: "createJob" })).toHaveLength(1);
    simulator.setFaults([]);
    await resource.up(step({}));
    expect(await buildJobContract.count({ simulator, client: clientOf(simulator) })).toBe(1);
  }));

test.each<[string, FaultRule]>([
  [
    "429 with Retry-After: 1",
    {
      on: "createJob",
      nth: 1,
      respond: { status: 429, headers: { "Retry-After": "1" }, body: { error_code: "APIGW.0308", error_msg: "throttled" } },
    },
  ],
  ["503", { on: "getJobConfig", nth: 1, respond: { status: 503, body: {} } }],
])("4: %s is waited for, not reported", (_, fault) =>
  scene(async ({ resource, simulator }) => {
    simulator.setFaults([fault]);
    const begun = Date.now();
    await resource.up(step({}));
    expect((await resource.refresh()).gone).toBe(false);
    const waited = Date.now() - begun;
    expect(waited).toBeLessThan(45_000);
    if (fault.on === "createJob") expect(waited).toBeGreaterThanOrEqual(1000);
  }),
);

test("5: a connection that broke during the create costs a look, not a second job", () =>
  scene(async ({ resource, simulator, calls }) => {
    simulator.setFaults([{ on: "createJob", drop: "after" }]);
    await resource.up(step({}));
    // Between two looks it listens to the service's clock, a second at most.
    const looks = calls().filter((operation) => operation !== "checkJobCountLimit");
    expect(looks).toEqual(["createJob", "listProjectJobs", "getJobInfo", "listRelatedProjects", "getJobConfig"]);
  }));

test("6: a read that fails after a successful create leaves the job unchanged", () =>
  scene(async ({ resource, simulator }) => {
    await resource.up(step({}));
    const before = resource.state();
    simulator.setFaults([{ on: "getJobConfig", errorCode }]);
    expect(await failed(resource.refresh())).toContain("made-up refusal");
    expect(resource.state()).toEqual(before);
    simulator.setFaults([]);
    expect((await resource.up(step({}))).operation).toBe("same");
  }));

test("9: step properties are native values and come back exact", () =>
  scene(async ({ resource, simulator }) => {
    const properties = {
      text: "10",
      number: 10,
      truth: "true",
      yes: true,
      list: [1, "1", { a: "  spaced  " }],
      big: "12345678901234567890",
      nested: { a: { b: "\n" } },
      empty: "",
    };
    await resource.up(step(properties));
    expect((await liveJob(simulator, resource.state()?.id)).steps[0]?.properties).toMatchObject(properties);
    expect(await resource.refresh()).toEqual({ gone: false, paths: [] });
    for (const [key, value] of Object.entries({ text: 10, truth: true, list: [1, "1", { a: "spaced" }] })) {
      expect((await resource.preview(step({ ...properties, [key]: value }))).paths[0]).toMatch(
        new RegExp(`^steps\\[0\\]\\.properties\\.${key}`),
      );
    }
  }));

test("9: an integer beyond JavaScript's range survives an update unchanged", () =>
  scene(async ({ resource, simulator }) => {
    await resource.up(step({ command: "old", declared: "12345678901234567890" }));
    await edit(simulator, resource.state()?.id, ({ steps }) => {
      steps[0] = {
        ...steps[0],
        properties: { ...(steps[0]?.properties as Props), foreign: 98765432109876543210n, declared: 12345678901234567890n },
      };
    });
    expect(await resource.refresh()).toEqual({ gone: false, paths: [] });
    await resource.up(step({ command: "new", declared: "12345678901234567890" }));
    const { properties } = (await liveJob(simulator, resource.state()?.id)).steps[0] ?? {};
    expect(properties).toMatchObject({ command: "new", foreign: 98765432109876543210n, declared: 12345678901234567890n });
  }));

test("10: keys that people add in the console are listed, kept by every update, and never in the way", () =>
  scene(async ({ resource, simulator }) => {
    await resource.up(step({ command: "old" }));
    await edit(simulator, resource.state()?.id, (config) => {
      config.steps[0] = { ...config.steps[0], properties: { ...(config.steps[0]?.properties as Props), console: "kept" } };
      config.flavor = "8u16g";
    });
    expect(await resource.refresh()).toEqual({ gone: false, paths: [] });
    expect(resource.state()?.outputs.undeclared).toEqual(expect.arrayContaining(["flavor", "steps[0].properties.console"]));
    await resource.up(step({ command: "new" }));
    const live = await liveJob(simulator, resource.state()?.id);
    expect(live).toMatchObject({ flavor: "8u16g", steps: [{ properties: { command: "new", console: "kept" } }] });
  }));

test("10: a key that is no longer declared is removed; one that was never declared stays", () =>
  scene(async ({ resource, simulator }) => {
    await resource.up({
      ...step({ command: "x", mine: 1 }),
      timeout: { minutes: 5 },
      parameters: { a: "1", codeBranch: "main" },
    });
    await edit(simulator, resource.state()?.id, ({ steps }) => {
      steps[0] = { ...steps[0], properties: { ...(steps[0]?.properties as Props), theirs: 2 } };
    });
    await resource.up(step({ command: "x" }));
    const live = await liveJob(simulator, resource.state()?.id);
    expect(live.steps[0]?.properties).toMatchObject({ command: "x", theirs: 2 });
    expect(live.steps[0]?.properties).not.toHaveProperty("mine");
    expect(live.timeout).toEqual({ limit: "4", unit: "hour" });
    expect(live.parameters).toEqual([]);
  }));

test("11: what the service fills in is no difference", () =>
  scene(async ({ resource }) => {
    await resource.up(step({}));
    expect(await resource.refresh()).toEqual({ gone: false, paths: [] });
    expect((await resource.up(step({}))).operation).toBe("same");
    expect(resource.state()?.inputs).not.toHaveProperty("flavor");
  }));

test("12: parameters keep their order, a new order is no change, and one changed value is one line", () =>
  scene(async ({ resource, simulator }) => {
    const names = ["zulu", "alpha", "mike"];
    const program = (order: string[], values: Props = {}) => ({
      name: "api",
      parameters: Object.fromEntries(order.map((name) => [name, values[name] ?? "1"])),
      __parameterOrder: order,
    });
    await resource.up(program(names));
    const sent = simulator.journal({ operation: "createJob" })[0]?.requestBody as {
      parameters: { params: { value: string }[] }[];
    };
    expect(sent.parameters.map(({ params }) => params[0]?.value)).toEqual(names);
    expect(resource.state()?.inputs).not.toHaveProperty("__parameterOrder");
    expect((await resource.up(program([...names].reverse()))).operation).toBe("same");
    expect((await resource.up(program(names, { alpha: "2" }))).paths).toEqual(["parameters.alpha"]);
  }));

test("13: the mask of a private value is no drift, and a private value is never sent as its mask", () =>
  scene(async ({ resource, simulator }) => {
    const program = (description: string) => ({
      name: "api",
      parameters: { token: { default: "made-up-token", private: true, description } },
    });
    await resource.up(program("one"));
    expect(await resource.refresh()).toEqual({ gone: false, paths: [] });
    expect(JSON.stringify(resource.state()?.inputs)).toContain("made-up-token");
    simulator.setReading("masked-value", "stored");
    await resource.up(program("two"));
    // Had the mask been sent, this service would have stored it; as long as the real value it is.
    simulator.setReading("mask", "same-length");
    expect(JSON.stringify(await liveJob(simulator, resource.state()?.id))).toContain(`"${"*".repeat("made-up-token".length)}"`);
  }));

test("14: steps that a read answers as null are not gone", () =>
  scene(
    async ({ resource }) => {
      await resource.up(step({ command: "x" }));
      expect(await resource.refresh()).toEqual({ gone: false, paths: [] });
      expect((await resource.up(step({ command: "x" }))).operation).toBe("same");
    },
    { "config-steps": "null" },
  ));

test("15: another project is a replacement, and says so", () =>
  scene(async ({ resource }) => {
    const said: string[] = [];
    const write = jest.spyOn(process.stderr, "write").mockImplementation((line) => said.push(String(line)) > 0);
    try {
      await resource.up(step({}));
      const { replaces } = await resource.preview({ ...step({}), projectId: "b287e712be6c404ca26e5f69040fa12b" });
      expect(replaces).toEqual(["projectId"]);
    } finally {
      write.mockRestore();
    }
    expect(said.join("")).toMatch(
      /codearts:BuildJob api: will be replaced, because projectId changes: new id; build history is lost and links/,
    );
  }));

test.each(["[1]", '"text"', '"{\\"command\\": \\"x\\", \\"more\\": 1}"', "7", "true", "null"])(
  "17: step properties of the shape %s are read",
  (json) =>
    scene(async ({ resource, simulator }) => {
      await resource.up(step({ command: "x" }));
      const live = await liveJob(simulator, resource.state()?.id);
      const config = { ...live, steps: [{ ...live.steps[0], properties: JSON.parse(json) }] };
      simulator.setFaults([
        { on: "getJobConfig", respond: { status: 200, body: { result: config, error: null, status: "success" } } },
      ]);
      const { paths } = await resource.refresh();
      expect(paths).toEqual(json.includes("command") ? [] : ["steps[0].properties.command"]);
      await resource.up(step({ command: "x" }));
      simulator.setFaults([]);
      expect((await liveJob(simulator, resource.state()?.id)).steps[0]?.properties).toMatchObject({ command: "x" });
    }),
);

test("20: a timeout is typed, and equal durations are equal", () =>
  scene(async ({ resource, simulator }) => {
    await resource.up({ ...step({}), timeout: { minutes: 120 } });
    expect(simulator.journal({ operation: "createJob" })[0]?.requestBody).toMatchObject({
      timeout: { limit: "120", unit: "minute" },
    });
    expect((await resource.up({ ...step({}), timeout: { hours: 2 } })).operation).toBe("same");
    await edit(simulator, resource.state()?.id, (config) => {
      config.timeout = { limit: "2", unit: "hour" };
    });
    expect(await resource.refresh()).toEqual({ gone: false, paths: [] });
  }));

test("21: a step that does not say so is sent as enabled", () =>
  scene(async ({ resource, simulator }) => {
    await resource.up(step({}));
    expect(simulator.journal({ operation: "createJob" })[0]?.requestBody).toMatchObject({ steps: [{ enable: true }] });
  }));
