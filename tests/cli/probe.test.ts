/** The probe against the simulator: under every value of every reading it finds that value, and nothing of it stays. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describeReadings, type Simulator } from "codearts-simulator";
import { ask, newName, parts, unsafe } from "../../cli/commands/probe/ask";
import { openCalls } from "../../cli/commands/probe/calls";
import { reportOf } from "../../cli/commands/probe/report";
import { prefix, sweep } from "../../cli/commands/probe/sweep";
import { settings } from "../../provider/config";
import { clientOf } from "../helpers/estate";
import { withSimulator } from "../helpers/simulator";
import { type Sources, withSources } from "../helpers/sources";
import { inTerminal, needTerminal } from "../helpers/terminal";

jest.setTimeout(120_000);

const known = describeReadings();
/** Told apart only by a mask that shows the length of what is behind it. */
const beside: { [reading: string]: { [reading: string]: string } } = { "masked-value": { mask: "same-length" } };

function settingsOf(simulator: Simulator) {
  const { accessKey, secretKey } = simulator.credentials;
  return settings({ region: simulator.region, accessKey, secretKey, endpoints: simulator.endpoints });
}

function keysOf(simulator: Simulator, user: string): Record<string, string> {
  const { accessKey = "", secretKey = "" } = simulator.users[user] ?? {};
  return { HW_ACCESS_KEY: accessKey, HW_SECRET_KEY: secretKey };
}

/** All of the probe's objects that the service still has, and whose they are. */
async function ofTheProbe(simulator: Simulator): Promise<string[]> {
  const client = clientOf(simulator);
  const names: unknown[] = [];
  for await (const row of client.each("listProjectJobs", { path: { project_id: simulator.projectId } })) names.push(row.job_name);
  for await (const row of client.each("listRecycledJobs", {})) names.push(row.job_name);
  for await (const row of client.each("listKeystores", {})) names.push(row.keystore_name);
  for await (const row of client.each("listCicdConfigurations", {})) names.push(row.cicd_name);
  names.push(JSON.stringify(await client.groups.getTree(simulator.projectId)));
  return names.map(String).filter((name) => name.includes(prefix));
}

test("every reading is probed, or listed as not safe, and no other", () => {
  const asked = [...parts.flatMap(({ readings }) => readings), ...Object.keys(unsafe)];
  expect(asked.sort()).toEqual(known.map(({ name }) => name).sort());
});

const cases = known
  .filter(({ name }) => !(name in unsafe))
  .flatMap(({ name, values }) => values.map((value) => [name, value] as const));

test.each(cases)("%s: %s is found, and all that was made is deleted", (reading, value) =>
  withSimulator(
    async (simulator) => {
      const { send, client } = openCalls(settingsOf(simulator), new AbortController().signal);
      const name = newName();
      const { readings } = reportOf(simulator.region, await ask({ send, projectId: simulator.projectId, name, builds: true }));
      const expected = {
        ...Object.fromEntries(known.map((one) => [one.name, one.default])),
        ...beside[reading],
        [reading]: value,
      };
      expect(readings[reading]).toBe(value);
      // What it says of the others is true as well.
      expect(expected).toMatchObject(readings);
      expect((await sweep(client, simulator.projectId, name)).left).toEqual([]);
      expect(await ofTheProbe(simulator)).toEqual([]);
      expect(simulator.journal().flatMap(({ answerProblems }) => answerProblems)).toEqual([]);
    },
    { readings: { ...beside[reading], [reading]: value } },
  ),
);

const run = ["probe", "--yes", "--json"];

test("the command prints and writes the readings, without ids, and the simulator answers by the file", () =>
  withSimulator(
    (simulator, env) =>
      withSources(env, async (sources) => {
        const ended = await sources.codearts([...run, "--out", "readings.json"]);
        expect([ended.code, ended.stderr]).toEqual([0, ""]);
        const file = readFileSync(join(sources.folder, "readings.json"), "utf8");
        expect(JSON.parse(ended.stdout)).toEqual(JSON.parse(file));
        const { readings, open } = JSON.parse(file);
        expect(readings).toMatchObject({ "recycled-name": "held", "config-steps": "null" });
        expect(open).toMatchObject({
          "run-envelope": "needs builds: --builds",
          "keep-time-unit": expect.stringContaining("not safe"),
        });
        expect(file).not.toMatch(/[0-9a-z]{32}|pulumi-codearts-probe|http/i);
        expect(file).not.toContain(simulator.credentials.accessKey);
        expect(simulator.journal({ operation: "runJob" })).toEqual([]);
        expect(await ofTheProbe(simulator)).toEqual([]);
      }),
    { readings: { "recycled-name": "held", "config-steps": "null" } },
  ));

test("what is refused stays open with the service's code, and without what the service says", () =>
  withSimulator(async (simulator) => {
    const message = "user made-up-name of made-up-project";
    simulator.setFaults([{ on: "createJobGroup", errorCode: { code: "CB.00060200", message } }]);
    const { send } = openCalls(settingsOf(simulator), new AbortController().signal);
    const found = await ask({ send, projectId: simulator.projectId, name: newName(), builds: false });
    const report = reportOf(simulator.region, found);
    expect(report.open["group-ordinal"]).toMatch(/^createJobGroup was refused with CB\.00060200 \(HTTP \d+\)$/);
    expect(JSON.stringify(report)).not.toContain("made-up");
  }));

test("without a terminal and without --yes it creates nothing", () =>
  withSimulator((simulator, env) =>
    withSources(env, async (sources) => {
      const ended = await sources.codearts(["probe"]);
      expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining("pass --yes")]);
      expect(simulator.journal().filter(({ method }) => method !== "GET")).toEqual([]);
    }),
  ));

test("in a terminal it asks first, and no is an answer", async () => {
  needTerminal();
  await withSimulator((simulator, env) =>
    withSources(env, async (sources) => {
      const { code, screen } = await inTerminal(sources, ["probe"], [["(y/N)", "n\r"]]);
      expect([code, screen]).toEqual([2, expect.stringContaining("nothing was created")]);
      expect(simulator.journal().filter(({ method }) => method !== "GET")).toEqual([]);
    }),
  );
});

test("a caller without the permission to create sees which permissions are needed", () =>
  withSimulator((simulator, env) =>
    withSources({ ...env, ...keysOf(simulator, "reader") }, async (sources) => {
      const ended = await sources.codearts(run);
      expect([ended.code, ended.stderr]).toEqual([
        3,
        expect.stringContaining("needs permission to view, create, edit and delete"),
      ]);
      expect(await ofTheProbe(simulator)).toEqual([]);
    }),
  ));

/** Runs the probe, and acts as soon as this operation has been answered. */
async function upTo(operation: string, act: (pid: number) => void, work: (scene: Ended) => Promise<void>): Promise<void> {
  await withSimulator((simulator, env) =>
    withSources(env, async (sources) => {
      let pid = 0;
      const running = sources.codearts(run, {
        started: (child) => {
          pid = child;
        },
      });
      while (simulator.journal({ operation }).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      act(pid);
      await work({ simulator, sources, ended: await running });
    }),
  );
}

interface Ended {
  simulator: Simulator;
  sources: Sources;
  ended: Awaited<ReturnType<Sources["codearts"]>>;
}

test.each(["createJob", "deleteJobs", "createJobGroup", "addCicdConfiguration"])(
  "killed after %s it leaves nothing that --clean does not find",
  (operation) =>
    upTo(
      operation,
      (pid) => process.kill(pid, "SIGKILL"),
      async ({ simulator, sources }) => {
        expect(await ofTheProbe(simulator)).not.toEqual([]);
        const cleaned = await sources.codearts(["probe", "--clean"]);
        expect([cleaned.code, cleaned.stderr, await ofTheProbe(simulator)]).toEqual([0, "", []]);
        const again = await sources.codearts(["probe", "--clean"]);
        expect(again.stdout).toContain("nothing in project");
      },
    ),
);

test("Ctrl+C ends it, and what was created is deleted", () =>
  upTo(
    "createJobGroup",
    (pid) => process.kill(pid, "SIGINT"),
    async ({ simulator, ended }) => {
      expect([ended.code, ended.stderr]).toEqual([130, expect.stringContaining("deleting what was created")]);
      expect(await ofTheProbe(simulator)).toEqual([]);
    },
  ));

test("what fails half-way is deleted as well, and what cannot be deleted is named", () =>
  withSimulator((simulator, env) =>
    withSources({ ...env, HW_MAX_RETRIES: "0" }, async (sources) => {
      simulator.setFaults([{ on: "getJobDisableInfo", drop: "before" }]);
      const failed = await sources.codearts(run);
      expect([failed.code, await ofTheProbe(simulator)]).toEqual([3, []]);
      simulator.setFaults([{ on: "deleteJobGroup", errorCode: { code: "CB.00060200", message: "made-up refusal" } }]);
      const partial = await sources.codearts(run);
      expect([partial.code, partial.stderr]).toEqual([
        4,
        expect.stringMatching(/not deleted: group pulumi-codearts-probe-.*made-up refusal/),
      ]);
      expect(await ofTheProbe(simulator)).toHaveLength(1);
    }),
  ));
