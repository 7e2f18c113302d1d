import { startSimulator } from "codearts-simulator";
import type { Caller } from "./caller";
import { createCaller } from "./caller";
import { at, create, parameter, project, withSimulator } from "./fixture";

const module_id = "devcloud2018.codeci_action_20043.action";
const step = (name: string, command: string) => ({ module_id, name, properties: { command } });

/** Starts a build and gives its number as the service does, a text. */
async function run(call: Caller, job: string, values: object[] = []): Promise<string> {
  const reply = await call({ method: "POST", path: "/v1/job/execute", body: { job_id: job, parameter: values } });
  expect(reply.status).toBe(200);
  return String(at(reply, "result", "actual_build_number"));
}

const status = async (call: Caller, job: string, number = "1") =>
  at(await call({ path: `/v1/record/${job}/${number}/record-info` }), "result", "status");

test("a build is queued, runs step by step while its log grows, and succeeds", () =>
  withSimulator(async (call, simulator) => {
    simulator.clock.freeze("2030-01-01T00:00:00Z");
    const job = await create(call, "api", { steps: [step("Compile", "sleep 60"), step("Test", "mvn test")] });
    expect(await run(call, job)).toBe("1");
    const seen: unknown[] = [];
    const lengths: number[] = [];
    for (let second = 0; second <= 120; second += 5) {
      const now = await status(call, job);
      if (now !== seen.at(-1)) seen.push(now);
      const log = await call({ path: `/v3/jobs/${job}/1/real-time-log`, query: { offset: 0 } });
      lengths.push(String(at(log, "result", "content")).length);
      simulator.clock.advance(5000);
    }
    expect(seen).toEqual(["InQueue", "Running", "SUCCESS"]);
    expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
    expect(new Set(lengths).size).toBeGreaterThan(10);
    const stages = at(
      await call({
        path: `/v1/record/${at(await call({ path: `/v1/record/${job}/1/record-info` }), "result", "build_record_id")}/full-stages`,
      }),
      "result",
      "build_stages",
    );
    expect(
      Object.values(stages as Record<string, { display_name: string; status: string }>).map((stage) => [
        stage.display_name,
        stage.status,
      ]),
    ).toEqual(["initial", "Cache Check", "Code CheckOut", "Compile", "Test", "final"].map((name) => [name, "SUCCESS"]));
  }));

test("record, history, lists, running state, ratios and reports of a failed and a good build agree", () =>
  withSimulator(async (call, simulator) => {
    simulator.clock.freeze("2030-01-01T00:00:00Z");
    const job = await create(call, "api", { steps: [step("Compile", "exit 3"), step("Test", "mvn test")] });
    await run(call, job);
    simulator.clock.advance(3_600_000);
    expect(await status(call, job)).toBe("FAILURE");
    const detail = await call({ path: `/v3/jobs/${job}/1/history-details` });
    expect(at(detail, "build_steps")).toMatchObject([
      { name: "Code CheckOut", status: "success" },
      { name: "Compile", status: "error" },
      { name: "Test", status: "", build_time: 0 },
    ]);
    const log = await call({ path: `/v3/jobs/${job}/1/real-time-log`, query: { offset: 0 } });
    expect(at(log, "result", "content")).toContain("the step failed with exit code 3");
    simulator.setOutcomes([{ job: "api", step: "Compile", exitCode: 0 }]);
    await run(call, job);
    expect(await call({ path: `/v3/jobs/${job}/status` })).toMatchObject({ body: { result: true } });
    simulator.clock.advance(3_600_000);
    expect(at(await call({ path: "/v1/job/list" }), "result", "job_list", 0)).toMatchObject({
      last_build_status: "blue",
      health_score: 50,
      build_number: "2",
      is_finished: true,
    });
    expect(at(await call({ path: `/v1/job/${job}/running-status` }), "result")).toMatchObject({
      last_build_no: "2",
      is_running: false,
      last_build_status: "Finished",
    });
    expect((await call({ path: `/v3/jobs/${job}/history`, query: { interval: 7, offset: 0, limit: 10 } })).body).toMatchObject({
      total: 2,
      history_records: [
        { build_number: 2, result: "SUCCESS", record_id: "20300101.2" },
        { build_number: 1, result: "FAILURE", record_id: "20300101.1" },
      ],
    });
    const days = { start_time: "2030-01-01", end_time: "2030-01-01" };
    expect((await call({ path: `/v3/jobs/${job}/success-ratio`, query: days })).body).toEqual({
      success_count: 1,
      total_count: 2,
      success_ratio: 0.5,
    });
    const query = { job_id: job, repository_name: "b", interval: 7 };
    expect(at(await call({ path: "/v1/report/ratio", query }), "result")).toMatchObject({
      total_success_ratio_fraction: "1/2",
      every_day_report: [{ date: "2030/01/01", success_ratio: 50 }],
    });
    const info = at(await call({ path: `/v1/record/${job}/2/record-info` }), "result") as { duration: number };
    expect(at(await call({ path: "/v1/report/time", query }), "result", "chart", 1, "build_time")).toBe(
      Math.round(info.duration / 1000),
    );
    expect(at(await call({ path: "/v1/domain/job-summary" }), "result", "summary")).toMatchObject({
      avg_success_ratio: 50,
      build_no: 2,
      job_total: 1,
    });
    const last = await call({ path: `/v3/jobs/${project}/last-history`, query: { repository_name: "b" } });
    expect(last.body).toMatchObject({ job_name: "api", build_number: 2 });
  }));

test("a build is stopped, or ends at its time limit", () =>
  withSimulator(async (call, simulator) => {
    simulator.clock.freeze("2030-01-01T00:00:00Z");
    const job = await create(call, "api", { steps: [step("Long", "sleep 3600")], timeout: { limit: "10", unit: "minute" } });
    await run(call, job);
    simulator.clock.advance(60_000);
    await call({ method: "POST", path: `/v1/job/${job}/stop`, query: { build_no: 1 } });
    expect([await status(call, job), at(await call({ path: `/v1/job/${job}/status` }), "result", "status")]).toEqual([
      "ABORTED",
      "aborted",
    ]);
    await run(call, job);
    simulator.clock.advance(9 * 60_000);
    expect(await status(call, job, "2")).toBe("Running");
    simulator.clock.advance(2 * 60_000);
    expect(await status(call, job, "2")).toBe("TIMEOUT");
    expect(at(await call({ path: `/v1/record/${job}/2/record-info` }), "result", "duration")).toBe(600_000);
  }));

test("a schedule fires by the simulator's clock in its time zone, and not while the job is disabled", () =>
  withSimulator(async (call, simulator) => {
    simulator.clock.freeze("2030-01-01T00:00:00Z");
    const triggers = [
      {
        name: "hudson.triggers.TimerTrigger",
        parameters: [
          { name: "spec", value: "30 2 * * *" },
          { name: "timeZoneId", value: "Asia/Shanghai" },
        ],
      },
    ];
    const job = await create(call, "nightly", { triggers });
    const day = 24 * 3_600_000;
    simulator.clock.advance(3 * day);
    const history = await call({
      path: `/v3/jobs/${job}/period-history`,
      query: { start_time: "2030-01-01", end_time: "2030-01-10", offset: 0, limit: 10 },
    });
    expect(history.body).toMatchObject({ total: 3, history_records: [{ build_number: 3, trigger_type: "定时触发" }, {}, {}] });
    const created = at(await call({ path: `/v1/record/${job}/1/record-info` }), "result", "create_time");
    expect(created).toBe("2030-01-01T18:30:00.000+00:00");
    await call({ method: "POST", path: `/v1/job/${job}/disable`, body: { disabled: true, reason: "" } });
    simulator.clock.advance(3 * day);
    await call({ method: "POST", path: `/v1/job/${job}/disable`, body: { disabled: false } });
    simulator.clock.advance(day);
    expect(at(await call({ path: "/v1/job/list" }), "result", "job_list", 0, "build_number")).toBe("4");
  }));

test("private values of a build are masked in parameters, records, logs and journal", () =>
  withSimulator(async (call, simulator) => {
    const steps = [step("Echo", "echo made-up-run-secret")];
    const job = await create(call, "api", { steps, parameters: [parameter("key", "made-up-secret", true)] });
    await run(call, job, [{ name: "key", value: "made-up-run-secret" }]);
    simulator.clock.advance(600_000);
    const record = at(await call({ path: `/v1/record/${job}/1/record-info` }), "result", "build_record_id");
    const texts = [
      (await call({ path: `/v1/job/${job}/1/history-parameters` })).text,
      (await call({ path: `/v3/jobs/${job}/1/history-details` })).text,
      (await call({ path: `/v1/record/${record}/info` })).text,
      (await call({ path: `/v1/log/${record}/download-log` })).text,
      JSON.stringify(simulator.journal({ operation: "runJob" })),
    ];
    for (const text of texts) expect(text).not.toContain("made-up-run-secret");
    expect(texts[0]).toContain("*****");
  }));

test("a disabled job is not run, and a job in the recycle bin takes its builds along", () =>
  withSimulator(async (call, simulator) => {
    const job = await create(call, "api");
    await run(call, job);
    await call({ method: "POST", path: `/v3/jobs/${job}/disable` });
    expect((await call({ method: "POST", path: "/v1/job/execute", body: { job_id: job } })).status).toBe(400);
    await call({ method: "DELETE", path: `/v1/job/${job}/delete` });
    expect((await call({ path: `/v1/record/${job}/1/record-info` })).status).toBe(422);
    await call({ method: "POST", path: "/v1/job/recycling-restoration", body: { job_ids: [job] } });
    simulator.clock.advance(1000);
    expect(await status(call, job)).toBe("ABORTED");
  }));

test("the same seed and the same calls give the same IDs", async () => {
  const ids = async () => {
    const simulator = await startSimulator({ seed: "fixed" });
    try {
      simulator.clock.freeze("2030-01-01T00:00:00Z");
      const call = createCaller(simulator.url, simulator.credentials);
      const job = await create(call, "api");
      await run(call, job);
      return [job, (await call({ path: `/v1/record/${job}/1/record-info` })).body];
    } finally {
      await simulator.close();
    }
  };
  expect(await ids()).toEqual(await ids());
});
