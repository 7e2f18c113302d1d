import type { Simulator } from "codearts-simulator";
import { createClient } from "../../../provider/create-client";
import { buildRun } from "../../../provider/index";
import { clientOf } from "../../helpers/estate";
import { configurationOf, drive, type Resource } from "../../helpers/one-resource";
import { withSimulator } from "../../helpers/simulator";

jest.setTimeout(60_000);

interface Scene {
  simulator: Simulator;
  jobId: string;
  resource: Resource;
}

/** A job whose one step runs this command, and a BuildRun of it; the clock hurries unless told otherwise. */
function scene(command: string, work: (scene: Scene) => Promise<void>, hurries = true, extra: object = {}): Promise<void> {
  return withSimulator(async (simulator) => {
    const steps = [{ module_id: "devcloud2018.codeci_action_20009.action", name: "Work", enable: true, properties: { command } }];
    const body = { project_id: simulator.projectId, job_name: "api", arch: "x86-64", steps, ...extra };
    const { job_id } = await clientOf(simulator).jobs.create(body as never);
    simulator.clearJournal();
    const hurry = hurries ? setInterval(() => void simulator.clock.advance(10_000), 50) : undefined;
    try {
      await work({ simulator, jobId: String(job_id), resource: await drive(buildRun, configurationOf(simulator)) });
    } finally {
      clearInterval(hurry);
    }
  });
}

const builds = (simulator: Simulator) => simulator.journal({ operation: "runJob" }).length;

test("starts one build, waits for it, and a second deployment starts none", () =>
  scene("true", async ({ simulator, jobId, resource }) => {
    const inputs = { jobId, parameters: { codeBranch: "release" }, triggers: ["v1"] };
    expect((await resource.up(inputs)).operation).toBe("create");
    const state = resource.state();
    expect(state?.id).toBe(`${jobId}/1`);
    expect(state?.outputs).toMatchObject({
      number: 1,
      status: "SUCCESS",
      result: "succeeded",
      jobId,
      finishedAt: expect.any(String),
      urls: expect.any(Object),
    });
    expect((await resource.up(inputs)).operation).toBe("same");
    expect(await resource.refresh()).toEqual({ gone: false, paths: [] });
    expect((await resource.up({ ...inputs, wait: true, timeout: { minutes: 5 } })).operation).toBe("update");
    expect(builds(simulator)).toBe(1);
    expect(await clientOf(simulator).builds.listParameters(jobId, 1)).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: "codeBranch", value: "release" })]),
    );
  }));

test.each([
  ["triggers", { triggers: ["v2"] }],
  ["parameters", { parameters: { codeBranch: "other" } }],
  ["commit", { commit: "abc123" }],
])("a change of %s starts a new build", (key, change) =>
  scene("true", async ({ simulator, jobId, resource }) => {
    await resource.up({ jobId, triggers: ["v1"] });
    const step = await resource.up({ jobId, triggers: ["v1"], ...change });
    expect([step.operation, step.replaces]).toEqual(["replace", [key]]);
    expect([resource.state()?.id, builds(simulator)]).toEqual([`${jobId}/2`, 2]);
    expect(simulator.journal({ operation: "stopBuild" })).toEqual([]);
  }),
);

test("a build that fails fails the deployment with its stage, and the next deployment starts another", () =>
  scene("exit 2", async ({ simulator, jobId, resource }) => {
    await expect(resource.up({ jobId })).rejects.toThrow(/build 1 ended with FAILURE in stage "Work"/);
    expect(resource.state()).toBeUndefined();
    await expect(resource.up({ jobId })).rejects.toThrow(/build 2 ended with FAILURE/);
    expect(builds(simulator)).toBe(2);
  }));

test("without waiting it returns the state of the build; a refresh records its result", () =>
  scene(
    "sleep 5",
    async ({ simulator, jobId, resource }) => {
      await resource.up({ jobId, wait: false });
      expect(resource.state()?.outputs.result).toBeUndefined();
      await simulator.clock.advance(600_000);
      await resource.refresh();
      expect(resource.state()?.outputs).toMatchObject({ status: "SUCCESS", result: "succeeded" });
    },
    false,
  ));

test("a build that outlasts the timeout keeps running and stays in the state", () =>
  scene(
    "sleep 600",
    async ({ simulator, jobId, resource }) => {
      await expect(resource.up({ jobId, timeout: { seconds: 1 } })).rejects.toThrow(/build 1 still runs after 1 seconds/);
      expect(resource.state()?.id).toBe(`${jobId}/1`);
      expect(simulator.journal({ operation: "stopBuild" })).toEqual([]);
    },
    false,
  ));

test.each([
  ["SCHEDULE_FAILURE", "failed"],
  ["BUILD_FAILED", "failed"],
  ["INIT_ERROR", "failed"],
  ["QUEUE_TIMEOUT", "timedOut"],
  ["RUN_ABORTED", "aborted"],
])("the status %s ends the wait, also without a finish time", (status, result) =>
  scene(
    "sleep 600",
    async ({ simulator, jobId, resource }) => {
      const record = { status, build_no: 1, finish_time: null, err_msg: "made-up reason" };
      simulator.setFaults([
        { on: "getBuildRecordInfo", respond: { status: 200, body: { result: record, error: null, status: "success" } } },
      ]);
      await expect(resource.up({ jobId })).rejects.toThrow(`build 1 ended with ${status}: made-up reason`);
      await resource.up({ jobId, wait: false });
      expect(resource.state()?.outputs).toMatchObject({ status, result });
    },
    false,
  ),
);

test.each([["InQueue"], ["Running"], ["SCHEDULING"], ["BUILDING"]])("the status %s is no end; a finish time is", (status) =>
  scene(
    "sleep 600",
    async ({ simulator, jobId, resource }) => {
      const answer = (finish_time: string | null) => {
        const result = { status, build_no: 1, finish_time };
        simulator.setFaults([
          { on: "getBuildRecordInfo", respond: { status: 200, body: { result, error: null, status: "success" } } },
        ]);
      };
      answer(null);
      await resource.up({ jobId, wait: false });
      expect(resource.state()?.outputs.result).toBeUndefined();
      answer("2030-01-01T00:00:00.000+00:00");
      await resource.refresh();
      expect(resource.state()?.outputs.result).toBe("failed");
    },
    false,
  ),
);

describe("a job of tags or commits", () => {
  const source = (type: string, branch?: string) => ({
    scms: [
      {
        url: "git@example.invalid:demo/api.git",
        repo_id: "1",
        web_url: "https://example.invalid/demo/api",
        scm_type: "codehub",
        build_type: type,
        ...(branch && { branch }),
      },
    ],
  });

  test.each([
    ["tag", "v1", {}, { build_tag: "v1", build_commit_id: null, build_type: "tag" }],
    ["commit", "abc123", {}, { build_tag: null, build_commit_id: "abc123", build_type: "commit" }],
    ["tag", "v1", { commit: "abc123" }, { build_tag: null, build_commit_id: "abc123", build_type: "commit" }],
    ["branch", "main", { tag: "v2" }, { build_tag: "v2", build_commit_id: null }],
    ["branch", "main", {}, undefined],
  ])("%s %s, run with %j, is started", (type, branch, inputs, scm) =>
    scene(
      "true",
      async ({ simulator, jobId, resource }) => {
        await resource.up({ jobId, ...inputs });
        expect(resource.state()?.outputs.result).toBe("succeeded");
        const started = simulator.journal({ operation: "runJob" }).map(({ requestBody }) => requestBody);
        expect(started).toEqual([{ job_id: jobId, ...(scm && { scm }) }]);
      },
      true,
      source(type, branch),
    ),
  );

  test("that name none start no build", () =>
    scene(
      "true",
      async ({ simulator, jobId, resource }) => {
        await expect(resource.up({ jobId })).rejects.toThrow("builds a tag, and neither the job nor this run names one");
        expect(builds(simulator)).toBe(0);
      },
      true,
      source("tag"),
    ));
});

describe("deletion", () => {
  test("stops a build that still runs", () =>
    scene(
      "sleep 600",
      async ({ simulator, jobId, resource }) => {
        await resource.up({ jobId, wait: false });
        await resource.destroy();
        expect(simulator.journal({ operation: "stopBuild" })).toHaveLength(1);
      },
      false,
    ));

  test("succeeds where the build ends before the stop arrives", () =>
    scene(
      "sleep 600",
      async ({ simulator, jobId, resource }) => {
        await resource.up({ jobId, wait: false });
        const result = await clientOf(simulator).records.getInfo(jobId, 1);
        simulator.setFaults([
          { on: "getBuildRecordInfo", respond: { status: 200, body: { result, error: null, status: "success" } } },
        ]);
        await simulator.clock.advance(3_600_000);
        await resource.destroy();
        expect(simulator.journal({ operation: "stopBuild" })).toMatchObject([{ errorCode: "DEV.CB.032302" }]);
      },
      false,
    ));

  test("leaves one that has ended, and succeeds when its job is gone", () =>
    scene("true", async ({ simulator, jobId, resource }) => {
      await resource.up({ jobId });
      const state = resource.state();
      await resource.destroy();
      expect(simulator.journal({ operation: "stopBuild" })).toEqual([]);
      await clientOf(simulator).jobs.delete(jobId);
      resource.setState(state);
      await resource.destroy();
    }));
});

test("a build that the service has forgotten is not started again", () =>
  scene("true", async ({ simulator, jobId, resource }) => {
    await resource.up({ jobId });
    await clientOf(simulator).jobs.delete(jobId);
    expect(await resource.refresh()).toEqual({ gone: false, paths: [] });
    expect([resource.state()?.outputs.status, builds(simulator)]).toEqual(["SUCCESS", 1]);
  }));

test("a lost answer to the start is settled by looking", () =>
  scene("true", async ({ simulator, jobId, resource }) => {
    simulator.setFaults([{ on: "runJob", nth: 1, times: 1, drop: "after" }]);
    await resource.up({ jobId });
    expect([resource.state()?.id, builds(simulator)]).toEqual([`${jobId}/1`, 1]);
  }));

test.each([
  ["another user's", "developer", {}, /build 1, which has started since, is not this one: another user started it/],
  [
    "with another parameter",
    "self",
    { parameters: { codeBranch: "other" } },
    /is not this one: its parameter "codeBranch" differs/,
  ],
  ["of another commit", "self", { commit: "abc123" }, /is not this one: it builds another commit/],
] as const)("a build that somebody starts while the answer is lost is not taken for this one: %s", (_, who, more, said) =>
  scene("true", async ({ simulator, jobId, resource }) => {
    const { accessKey, secretKey } = who === "self" ? simulator.credentials : (simulator.users[who] ?? simulator.credentials);
    const other = createClient({ region: simulator.region, endpoints: simulator.endpoints, accessKey, secretKey });
    // The start never arrives, and the other build begins between the two looks at the job's count.
    simulator.setFaults([
      { on: "runJob", nth: 1, times: 1, drop: "before" },
      { on: "getJobRunningStatus", nth: 2, delay: 300 },
    ]);
    const started = resource.up({ jobId, parameters: { codeBranch: "release" }, ...more });
    while (builds(simulator) === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    await other.builds.run({ job_id: jobId, parameter: [{ name: "codeBranch", value: "release" }] });
    await expect(started).rejects.toThrow(said);
    expect(resource.state()).toBeUndefined();
  }),
);

test.each([
  [{ jobId: "short" }, "jobId: not the id of a build job"],
  [{ jobId: "a".repeat(32), tag: "v1", commit: "abc" }, "commit: cannot be combined with tag"],
  [{ jobId: "a".repeat(32), timeout: { minutes: 1, hours: 1 } }, "timeout: hours and minutes are set together"],
  [{ jobId: "a".repeat(32), parameters: { "a-b": "c" } }, "a name may contain only letters, digits and _"],
])("check names what is wrong: %j", (inputs, message) =>
  withSimulator(async (simulator) => {
    const resource = await drive(buildRun, configurationOf(simulator));
    await expect(resource.check(inputs)).rejects.toThrow(message);
  }),
);
