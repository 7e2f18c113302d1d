import type { Caller } from "./caller";
import { at, create, jobBody, parameter, project, withSimulator } from "./fixture";

const missing = "0".repeat(32);

const list = (call: Caller) => call({ path: `/v1/job/${project}/list`, query: { page_index: 0, page_size: 10 } });

test("a created job is in both lists, the user's list, the totals and the name check", () =>
  withSimulator(async (call) => {
    const id = await create(call, "api");
    const rows = [{ id, job_name: "api", last_build_status: "none", disabled: false }];
    const query = { page_index: 0, page_size: 10 };
    const v1 = await call({ path: `/v1/job/${project}/list`, query });
    expect(v1.body).toMatchObject({ result: { total: 1, job_list: rows } });
    expect((await call({ path: `/v3/${project}/jobs`, query })).body).toMatchObject({ total: 1, jobs: rows });
    expect(at(await call({ path: "/v1/job/list" }), "result", "job_list", 0, "id")).toBe(id);
    const exists = await call({ path: "/v1/job/check/exist", query: { project_id: project, job_name: "api" } });
    expect(at(exists, "result")).toBe(true);
  }));

test("a job has the parameters that were sent, step properties of the service and masked private values", () =>
  withSimulator(async (call, simulator) => {
    const id = await create(call, "api", {
      parameters: [parameter("signingKey", "made-up-secret", true), parameter("channel", "beta")],
    });
    const reply = await call({ path: `/v1/job/${id}/config`, query: { get_all_params: "true" } });
    const values = (at(reply, "result", "parameters") as { params: { name: string; value: string }[] }[]).map(({ params }) =>
      Object.fromEntries(params.map(({ name, value }) => [name, value])),
    );
    expect(values.map(({ name, defaultValue }) => [name, defaultValue])).toEqual([
      ["signingKey", "*****"],
      ["channel", "beta"],
    ]);
    expect(at(reply, "result", "steps", 0, "properties")).toMatchObject({ command: "mvn verify", preCondition: "SUCCESS" });
    expect(JSON.stringify(simulator.journal())).not.toContain("made-up-secret");
  }));

test("an update replaces the configuration, keeps masked values, and the reading decides on omitted fields", () =>
  withSimulator(async (call, simulator) => {
    const id = await create(call, "api", { flavor: "4u16g", parameters: [parameter("key", "made-up-secret", true)] });
    const update = { ...jobBody("renamed"), job_id: id, parameters: [parameter("key", "*****", true)] };
    expect((await call({ method: "POST", path: "/v1/job/update", body: update })).status).toBe(200);
    const config = () => call({ path: `/v1/job/${id}/config` });
    expect(at(await config(), "result")).toMatchObject({ job_name: "renamed", host_type: "devcloud" });
    expect(at(await config(), "result", "flavor")).toBeUndefined();
    simulator.setReading("update-omitted", "kept");
    await call({ method: "POST", path: "/v1/job/update", body: { ...update, flavor: "8u16g" } });
    await call({ method: "POST", path: "/v1/job/update", body: update });
    expect(at(await config(), "result", "flavor")).toBe("8u16g");
    const history = await call({ path: `/v1/job/${id}/history` });
    expect(at(history, "result", "total")).toBe(4);
    const difference = await call({ path: `/v1/job/${id}/diff`, query: { revisedl_no: "2", original_no: "1" } });
    expect(at(difference, "result")).toContain('- flavor: "4u16g"');
    expect(at(difference, "result")).not.toContain("made-up-secret");
  }));

test("names are unique in their project, and a recycled job holds its name by the reading", () =>
  withSimulator(async (call, simulator) => {
    const id = await create(call, "api");
    const again = () => call({ method: "POST", path: "/v1/job/create", body: jobBody("api") });
    expect(await again()).toMatchObject({ status: 400, body: { error_code: "CB.00060200" } });
    await create(call, "api", { project_id: "f".repeat(32) });
    expect((await call({ method: "DELETE", path: `/v1/job/${id}/delete` })).status).toBe(200);
    expect(await list(call)).toMatchObject({ body: { result: { total: 0 } } });
    simulator.setReading("recycled-name", "held");
    expect((await again()).status).toBe(400);
    simulator.setReading("recycled-name", "free");
    expect((await again()).status).toBe(200);
  }));

test("the recycle bin shows, restores, purges and empties", () =>
  withSimulator(async (call, simulator) => {
    const ids = [await create(call, "one"), await create(call, "two"), await create(call, "three")];
    await call({ method: "DELETE", path: "/v1/job/batch-delete", body: { job_ids: ids } });
    expect(at(await call({ path: "/v1/job/recycling-jobs" }), "result", "total")).toBe(3);
    expect(await call({ path: `/v1/job/${ids[0]}/config` })).toMatchObject({
      status: 422,
      body: { error_code: "DEVCB.00031006" },
    });
    await call({ method: "POST", path: "/v1/job/recycling-restoration", body: { job_ids: [ids[0]] } });
    expect(at(await list(call), "result", "job_list", 0, "id")).toBe(ids[0]);
    await call({ method: "DELETE", path: "/v1/job/recycling-deletion", body: { job_ids: [ids[1]] } });
    expect(at(await call({ path: "/v1/job/recycling-jobs" }), "result", "total")).toBe(1);
    await call({ method: "POST", path: "/v1/job/keep-time", body: { keep_time: 2 } });
    simulator.clock.advance(2 * 24 * 3_600_000 + 1000);
    expect(at(await call({ path: "/v1/job/recycling-jobs" }), "result")).toMatchObject({ total: 0, keep_time: 2 });
    await call({ method: "DELETE", path: `/v1/job/${ids[0]}/delete` });
    await call({ method: "DELETE", path: "/v1/job/recycling-empty" });
    expect(at(await call({ path: "/v1/job/recycling-jobs" }), "result", "total")).toBe(0);
  }));

test("a recycled job goes when its own time is over, not when another's is", () =>
  withSimulator(async (call, simulator) => {
    const day = 24 * 3_600_000;
    const recycled = async () => at(await call({ path: "/v1/job/recycling-jobs" }), "result", "total");
    await call({ method: "POST", path: "/v1/job/keep-time", body: { keep_time: 3 } });
    for (const name of ["one", "two"]) {
      await call({ method: "DELETE", path: `/v1/job/${await create(call, name)}/delete` });
      simulator.clock.advance(2 * day);
    }
    expect(await recycled()).toBe(1);
    simulator.clock.advance(day - 60_000);
    expect(await recycled()).toBe(1);
    simulator.clock.advance(2 * 60_000);
    expect(await recycled()).toBe(0);
  }));

test("a job is disabled with a reason and enabled again", () =>
  withSimulator(async (call) => {
    const id = await create(call, "api");
    const info = async () => at(await call({ path: `/v1/job/${id}/check/disable` }), "result");
    expect(await info()).toBeNull();
    await call({ method: "POST", path: `/v1/job/${id}/disable`, body: { disabled: true, reason: "frozen" } });
    expect(await info()).toMatchObject({ disabled: 1, reson: "frozen", forbiddener: "demo" });
    await call({ method: "POST", path: `/v3/jobs/${id}/recover` });
    expect(await info()).toBeNull();
  }));

test.each([
  ["a name that is too long", jobBody("x".repeat(116))],
  ["no arch", { ...jobBody("api"), arch: undefined }],
  ["51 steps", jobBody("api", { steps: Array.from({ length: 51 }, (_, i) => ({ module_id: "m", name: `s${i}` })) })],
  ["a reserved parameter", jobBody("api", { parameters: [parameter("LD_PRELOAD", "x")] })],
  ["a template mark in a value", jobBody("api", { parameters: [parameter("a", "{{x}}")] })],
  ["a value of 8,193 characters", jobBody("api", { parameters: [parameter("a", "x".repeat(8193))] })],
  ["a time limit of 5 hours", jobBody("api", { timeout: { limit: "5", unit: "hour" } })],
  [
    "a schedule that is none",
    jobBody("api", { triggers: [{ name: "hudson.triggers.TimerTrigger", parameters: [{ name: "spec", value: "61 * * * *" }] }] }),
  ],
])("a job with %s is refused and leaves nothing", (_, body) =>
  withSimulator(async (call) => {
    const reply = await call({ method: "POST", path: "/v1/job/create", body });
    expect(reply).toMatchObject({ status: 400, body: { error_code: expect.any(String), error_msg: expect.any(String) } });
    expect(await list(call)).toMatchObject({ body: { result: { total: 0 } } });
  }),
);

test("unknown fields are reported, and refused when strict", async () => {
  const body = jobBody("api", { colour: "red" });
  await withSimulator(async (call, simulator) => {
    const reply = await call({ method: "POST", path: "/v1/job/create", body });
    expect(reply.headers.get("x-simulator-unknown-fields")).toBe("body/colour");
    expect(simulator.journal({ operation: "createJob" })[0]?.unknownFields).toEqual(["body/colour"]);
  });
  await withSimulator(async (call) => expect((await call({ method: "POST", path: "/v1/job/create", body })).status).toBe(400), {
    strict: true,
  });
});

test("a job that is not there is 422, a path that is not there 404", () =>
  withSimulator(async (call) => {
    expect(await call({ path: `/v1/job/${missing}/info` })).toMatchObject({
      status: 422,
      body: { error_code: "DEVCB.00031006" },
    });
    const nowhere = await call({ path: "/v1/nowhere" });
    expect(nowhere).toMatchObject({ status: 404, body: { error_code: "CB.00060214" } });
    expect(nowhere.headers.get("x-request-id")).toMatch(/^[0-9a-f]{32}$/);
  }));
