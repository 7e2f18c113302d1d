import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Simulator } from "codearts-simulator";
import { checkGivenParameters, type DeclaredParameter, parseParameters } from "../../cli/commands/run/parameters";
import { clientOf } from "../helpers/estate";
import { withSimulator } from "../helpers/simulator";
import { type Sources, withSources } from "../helpers/sources";
import { inTerminal, needTerminal } from "../helpers/terminal";

jest.setTimeout(120_000);

const attribute = (name: string, value: string) => ({ name, value });

/** A job whose one step runs this command; parameters are channel (an enumeration) and token (private). */
async function makeJob(simulator: Simulator, command: string): Promise<string> {
  const parameter = (name: string, value: string, more: object[] = []) => ({
    name: "hudson.model.StringParameterDefinition",
    params: [attribute("name", name), attribute("defaultValue", value), attribute("staticVar", "true"), ...more],
  });
  const limits = ["beta", "stable"].map((name) => ({ disable: "0", display_name: name, name }));
  const { job_id } = await clientOf(simulator).jobs.create({
    project_id: simulator.projectId,
    job_name: "api",
    arch: "x86-64",
    parameters: [
      parameter("channel", "beta", [{ name: "type", value: "customizeparam", limits }]),
      parameter("token", "made-up-token", [attribute("sensitiveVar", "true")]),
      parameter("fixed", "x"),
    ],
    steps: [{ module_id: "devcloud2018.codeci_action_20009.action", name: "Work", enable: true, properties: { command } }],
  } as never);
  return String(job_id);
}

/** The simulator, its one job, and the command; the clock runs a hundred times as fast while `work` lasts. */
function scene(
  command: string,
  work: (scene: { simulator: Simulator; jobId: string; sources: Sources }) => Promise<void>,
): Promise<void> {
  return withSimulator(async (simulator, env) => {
    const jobId = await makeJob(simulator, command);
    const hurry = setInterval(() => void simulator.clock.advance(10_000), 100);
    try {
      await withSources(env, (sources) => work({ simulator, jobId, sources }));
    } finally {
      clearInterval(hurry);
    }
  });
}

test("a build is started with parameters and followed to its end: stages, log, file", () =>
  scene("echo hello", async ({ simulator, jobId, sources }) => {
    const ended = await sources.codearts(["run", "api", "--param", "channel=stable", "--log-file", "build.log"]);
    expect(ended.stdout).toMatch(/^build 1 \(\d{8}\.1\) of api started\n/);
    expect(ended.stdout).toMatch(/build 1 of api: SUCCESS after \d+/);
    expect(ended.stderr).toMatch(/\[Work\] success/);
    expect(ended.code).toBe(0);
    const log = readFileSync(join(sources.folder, "build.log"), "utf8");
    expect(log).toContain("Work");
    expect(ended.stdout).toContain(log);
    const parameters = await clientOf(simulator).builds.listParameters(jobId, 1);
    expect(parameters).toEqual(expect.arrayContaining([expect.objectContaining({ name: "channel", value: "stable" })]));
  }));

test("a build that fails fails the command; --json gives one object and no log", () =>
  scene("exit 3", async ({ jobId, sources }) => {
    const ended = await sources.codearts(["run", jobId, "--json"]);
    expect(ended.code).toBe(1);
    const result = JSON.parse(ended.stdout) as { stages: { name: string }[] };
    expect(result).toMatchObject({ jobId, job: "api", number: 1, status: "FAILURE", result: "failed" });
    expect(result.stages.map(({ name }) => name)).toContain("Work");
  }));

test.each(["--no-follow", "--json"])("what the service says of a private value is covered (%s)", (option) =>
  scene("exit 0", async ({ simulator, sources }) => {
    const value = "made-up/pass word";
    const refusal = `illegal value ${value} or ${encodeURIComponent(value)}`;
    simulator.setFaults([{ on: "runJob", errorCode: { code: "CB.00060200", message: refusal } }]);
    const ended = await sources.codearts(["run", "api", "--param", `token=${value}`, option]);
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain("illegal value");
    expect(ended.stdout + ended.stderr).not.toMatch(/made-up/);
  }),
);

test("--no-follow ends at once", () =>
  scene("sleep 60", async ({ simulator, jobId, sources }) => {
    const ended = await sources.codearts(["run", "api", "--no-follow", "--json"]);
    expect([ended.code, JSON.parse(ended.stdout)]).toEqual([0, expect.objectContaining({ jobId, number: 1 })]);
    expect(simulator.journal({ operation: "getRealTimeLog" })).toEqual([]);
  }));

describe("what is wrong with a call is said before a build is started", () => {
  const declared: DeclaredParameter[] = [
    { name: "channel", options: ["beta", "stable"], runtime: true, private: false },
    { name: "token", options: ["a"], runtime: true, private: true },
    { name: "fixed", runtime: false, private: false },
  ];
  const check = (...given: string[]) => checkGivenParameters(parseParameters(given), declared, "api");

  test.each([
    [["Channel=beta"], "Channel: the job has no such parameter; did you mean channel?"],
    [["channel=gamma"], 'channel: "gamma" is not one of beta, stable'],
    [["channel"], "write it as name=value"],
    [["channel=beta", "channel=stable"], "set twice"],
    [[`fixed=${"x".repeat(9000)}`], "fixed: 9000 characters; at most 8192"],
    [["a=1", "b=2"], "2 parameters need a change"],
  ])("%j", (given, message) => expect(() => check(...given)).toThrow(message));

  test("the value of a private parameter is not repeated", () => {
    expect(() => check("token=made-up")).toThrow(/^(?!.*(made-up|one of a\b))/s);
    expect(() => check("channel=beta", "token=a", "fixed=y=z")).not.toThrow();
  });

  test.each([
    [["ap"], ['has no job "ap"', "there are: api"]],
    [["api", "--tag", "v1", "--commit", "abc"], ["cannot be combined"]],
    [
      ["api", "--log-file", "no-folder/build.log"],
      ["--log-file: ENOENT", "no build was started"],
    ],
    [
      ["api", "--param", "channel=gamma"],
      ["is not one of beta, stable", "it declares channel, token, fixed"],
    ],
  ])("%j", (args, messages) =>
    scene("true", async ({ simulator, sources }) => {
      const ended = await sources.codearts(["run", ...args]);
      expect(ended.code).toBe(2);
      for (const message of messages) expect(ended.stderr).toContain(message);
      expect(ended.stderr).not.toContain("    at ");
      expect(simulator.journal({ operation: "runJob" })).toEqual([]);
    }),
  );

  test("no project and no credentials are named with what to set", () =>
    withSources({ HW_REGION_NAME: "cn-north-4" }, async ({ codearts }) => {
      const ended = await codearts(["run", "api"]);
      expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining("HW_ACCESS_KEY")]);
    }));
});

test("interrupted without a terminal it leaves the build running and says so", () =>
  withSimulator(async (simulator, env) => {
    await makeJob(simulator, "sleep 600");
    await withSources(env, async (sources) => {
      let pid = 0;
      const ended = sources.codearts(["run", "api"], {
        started: (child) => {
          pid = child;
        },
      });
      while (simulator.journal({ operation: "getBuildRecordInfo" }).length < 2)
        await new Promise((resolve) => setTimeout(resolve, 50));
      process.kill(pid, "SIGINT");
      const { code, stderr } = await ended;
      expect([code, stderr]).toEqual([130, expect.stringContaining("build 1 of api continues")]);
      expect(simulator.journal({ operation: "stopBuild" })).toEqual([]);
    });
  }));

test("after the time limit it prints the state of the build and leaves it running", () =>
  withSimulator(async (simulator, env) => {
    const jobId = await makeJob(simulator, "sleep 600");
    await withSources(env, async (sources) => {
      const running = sources.codearts(["run", "api", "--timeout", "2s"]);
      while (simulator.journal({ operation: "runJob" }).length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
      simulator.clock.advance(60_000);
      const { code, stdout } = await running;
      expect(stdout).toMatch(/build 1 of api has not ended after 2 seconds \(Running, stage "Work"\); it continues\n$/);
      expect(code).toBe(130);
      expect(simulator.journal({ operation: "stopBuild" })).toEqual([]);
      const ended = await sources.codearts(["run", jobId, "--timeout", "soon"]);
      expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining("write it as 90s, 30m or 2h")]);
    });
  }));

test("a build that the service cannot schedule ends the command, though it has no log", () =>
  withSimulator(async (simulator, env) => {
    const jobId = await makeJob(simulator, "true");
    const record = { status: "SCHEDULE_FAILURE", build_no: 1, finish_time: null, err_msg: "made-up reason" };
    simulator.setFaults([
      { on: "getBuildRecordInfo", respond: { status: 200, body: { result: record, error: null, status: "success" } } },
      { on: "getRealTimeLog", respond: { status: 500, body: { error_code: "CB.00030004", error_msg: "made-up" } } },
    ]);
    await withSources(env, async (sources) => {
      const ended = await sources.codearts(["run", jobId]);
      expect([ended.code, ended.stdout]).toEqual([1, expect.stringContaining("SCHEDULE_FAILURE: made-up reason")]);
    });
  }));

test("a lost answer to the start is settled by looking: one build, followed", () =>
  scene("true", async ({ simulator, sources }) => {
    simulator.setFaults([{ on: "runJob", nth: 1, times: 1, drop: "after" }]);
    const ended = await sources.codearts(["run", "api", "--json"]);
    expect([ended.code, JSON.parse(ended.stdout)]).toEqual([0, expect.objectContaining({ number: 1, result: "succeeded" })]);
    expect(simulator.journal({ operation: "runJob" })).toHaveLength(1);
  }));

describe("in a terminal", () => {
  beforeAll(needTerminal);

  test("a prompt asks for a private parameter, and the input is not shown", () =>
    scene("true", async ({ simulator, jobId, sources }) => {
      const { code, screen } = await inTerminal(sources, ["run", "api"], [["token (private", "made-up-typed\r"]]);
      expect([code, screen]).toEqual([0, expect.stringContaining("build 1 of api: SUCCESS")]);
      expect(screen).not.toContain("typed");
      const [started] = simulator.journal({ operation: "runJob" });
      expect(started?.requestBody).toMatchObject({ job_id: jobId, parameter: [{ name: "token" }] });
    }));

  test("Ctrl+C asks; yes stops the build, no leaves it running", () =>
    withSimulator(async (simulator, env) => {
      await makeJob(simulator, "sleep 600");
      await withSources(env, async (sources) => {
        const args = ["run", "api", "-p", "token=x"];
        const begun: [string, string] = ["build ", "\u0003"];
        const no = await inTerminal(sources, args, [begun, ["Stop build 1", "n\r"]]);
        expect([no.code, no.screen]).toEqual([130, expect.stringContaining("build 1 of api continues")]);
        expect(simulator.journal({ operation: "stopBuild" })).toEqual([]);
        const yes = await inTerminal(sources, args, [begun, ["Stop build 2", "y\r"]]);
        expect(yes).toMatchObject({ code: 1, screen: expect.stringContaining("build 2 of api: ABORTED") });
        expect(simulator.journal({ operation: "stopBuild" })).toHaveLength(1);
      });
    }));

  test("an unanswered prompt ends with the build, and nothing is printed into it", () =>
    scene("true", async ({ sources }) => {
      const { code, screen } = await inTerminal(sources, ["run", "api", "-p", "token=x"], [["build 1", "\u0003"]]);
      expect([code, screen]).toEqual([0, expect.stringContaining("build 1 of api: SUCCESS")]);
      expect(screen.indexOf("[INFO]")).toBeGreaterThan(screen.lastIndexOf("Stop build 1 of api?"));
    }));
});
