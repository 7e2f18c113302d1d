import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type Simulator, startSimulator } from "codearts-simulator";
import { type Caller, createCaller } from "./caller";
import { at, create, jobBody, parameter, project } from "./fixture";

let folder: string;
let state: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "simulator-state-"));
  state = join(folder, "state");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function opened<Result>(work: (call: Caller, simulator: Simulator) => Promise<Result>): Promise<Result> {
  const simulator = await startSimulator({ state });
  try {
    return await work(createCaller(simulator.url, simulator.credentials), simulator);
  } finally {
    await simulator.close();
  }
}

const names = async (call: Caller) =>
  (at(await call({ path: "/v1/job/list", query: { page_size: 100 } }), "result", "job_list") as { job_name: string }[]).map(
    (job) => job.job_name,
  );

test("jobs, builds, clock and counters are there after a restart", async () => {
  const before = await opened(async (call, simulator) => {
    simulator.clock.freeze("2030-01-01T00:00:00Z");
    const id = await create(call, "api");
    await call({ method: "POST", path: "/v1/job/execute", body: { job_id: id } });
    return (await call({ path: `/v1/record/${id}/1/record-info` })).body;
  });
  await opened(async (call, simulator) => {
    expect(simulator.clock.state()).toMatchObject({ frozen: true, now: "2030-01-01T00:00:00.000Z" });
    const id = String(at(await call({ path: "/v1/job/list" }), "result", "job_list", 0, "id"));
    expect((await call({ path: `/v1/record/${id}/1/record-info` })).body).toEqual(before);
    expect(await create(call, "second")).not.toBe(id);
  });
});

/** The command as users start it, in a process of its own. */
async function startCommand(...more: string[]): Promise<{ child: ChildProcess; ready: Pick<Simulator, "url" | "credentials"> }> {
  const main = join(__dirname, "..", "..", "simulator", "src", "main.ts");
  const child = spawn(process.execPath, ["--import", "tsx", main, "--json", "--state", state, ...more], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (!child.stdout) throw new Error("no output");
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  return { child, ready: JSON.parse(line) as Pick<Simulator, "url" | "credentials"> };
}

test("killed at any moment, it has every job that it acknowledged, and nothing in halves", async () => {
  const acknowledged: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    const { child, ready } = await startCommand();
    const call = createCaller(ready.url, ready.credentials);
    const enough = acknowledged.length + 3 + 5 * round;
    const writers = [0, 1, 2, 3].map(async (writer) => {
      for (let number = 0; ; number += 1) {
        const name = `job-${round}-${writer}-${number}`;
        const { status } = await call({ method: "POST", path: "/v1/job/create", body: jobBody(name) });
        expect(status).toBe(200);
        acknowledged.push(name);
        if (acknowledged.length === enough) child.kill("SIGKILL"); // while the other writers wait for answers
      }
    });
    await Promise.allSettled(writers);
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  }
  expect(acknowledged.length).toBeGreaterThanOrEqual(3 + 8 + 13);
  await opened(async (call, simulator) => {
    expect(simulator.keptAside).toBeUndefined();
    const kept = new Set<string>();
    for (let page = 0; ; page += 1) {
      const reply = await call({ path: "/v1/job/list", query: { page_index: page, page_size: 100 } });
      const rows = at(reply, "result", "job_list") as { job_name: string }[];
      if (rows.length === 0) break;
      for (const { job_name } of rows) kept.add(job_name);
    }
    expect(acknowledged.filter((name) => !kept.has(name))).toEqual([]);
    expect(kept.size - acknowledged.length).toBeLessThanOrEqual(3 * 4);
  });
});

test("cut at every byte of its last line, the file has all lines before it", async () => {
  await opened(async (call) => void (await create(call, "first")));
  const whole = readFileSync(state).length;
  await opened(async (call) => void (await create(call, "second")));
  const file = readFileSync(state);
  for (const length of [whole, whole + 1, whole + 9, whole + 100, file.length - 1]) {
    writeFileSync(state, file);
    truncateSync(state, length);
    await opened(async (call, simulator) => {
      expect([await names(call), simulator.keptAside]).toEqual([["first"], undefined]);
      await create(call, "third");
    });
  }
});

test.each([
  ["a changed byte in the middle", (file: Buffer) => Buffer.from(file.toString().replace("first", "fiRst"))],
  ["something else altogether", () => Buffer.from("not a state file\n")],
  ["a line that is missing its start", (file: Buffer) => file.subarray(20)],
])("a file with %s is kept aside and named", async (_, damage) => {
  await opened(async (call) => void (await create(call, "first")));
  await opened(async (call) => void (await create(call, "second")));
  const damaged = damage(readFileSync(state));
  writeFileSync(state, damaged);
  await opened(async (call, simulator) => {
    expect(simulator.keptAside).toBe(`${state}.damaged-1`);
    expect(readFileSync(`${state}.damaged-1`).equals(damaged)).toBe(true);
    expect(await names(call)).toEqual([]);
  });
});

test("a second simulator does not take the same file", async () => {
  writeFileSync(`${state}.lock`, String(process.ppid));
  await expect(startSimulator({ state })).rejects.toThrow(`process ID ${process.ppid}`);
});

test("the file does not grow without limit, a reset is kept, and no other file is left", async () => {
  await opened(async (call, simulator) => {
    const id = await create(call, "api");
    const body = jobBody("api", {
      job_id: id,
      steps: Array.from({ length: 30 }, (_, i) => ({
        module_id: "m",
        name: `s${i}`,
        properties: { command: "x".repeat(5_000) },
      })),
    });
    for (let count = 0; count < 80; count += 1) await call({ method: "POST", path: "/v1/job/update", body });
    expect(readFileSync(state).length).toBeLessThan(20 * 1024 * 1024);
    simulator.reset();
  });
  await opened(async (call) => expect(await names(call)).toEqual([]));
  expect(readdirSync(folder)).toEqual(["state"]);
  expect(existsSync(`${state}.lock`)).toBe(false);
});

test("what it accepts by a request or a switch is there after a restart, and what cannot be kept is refused", async () => {
  const hostile = ["\u2028\u2029", "\ud83d", "\u0000", "9007199254740993", "\\u0000integer:1", "constructor", "後端"];
  const taken = await opened(async (call, simulator) => {
    expect(() => simulator.clock.advance(1e20)).toThrow("year 9999");
    expect(() => simulator.clock.freeze("no time")).toThrow("year 9999");
    expect((await call({ method: "POST", path: "/_simulator/clock/advance", body: { days: 1e15 } })).status).toBe(400);
    for (const row of [
      { table: "nothing", id: "a", row: {} },
      { table: "builds", id: "a", row: {} },
      { table: "meta", id: "clock", row: { value: { offset: "x" } } },
      { table: "meta", id: "clock", row: { value: { offset: 1e300 } } },
    ]) {
      const answer = await call({
        method: "PUT",
        path: "/_simulator/state",
        body: { format: "codearts-simulator/1", rows: [row] },
      });
      expect([row, answer.status]).toEqual([row, 400]);
    }
    const ids: string[] = [];
    for (const [index, value] of hostile.entries()) {
      const body = jobBody(`job-${index}`, { parameters: [parameter("p", value)] });
      const made = await call({ method: "POST", path: "/v1/job/create", body });
      if (made.status < 400) ids.push(String(at(made, "result", "job_id")));
    }
    return Promise.all(ids.map(async (id) => [id, (await call({ path: `/v1/job/${id}/config` })).body] as const));
  });
  expect(taken.length).toBeGreaterThan(3);
  await opened(async (call, simulator) => {
    expect(simulator.keptAside).toBeUndefined();
    for (const [id, body] of taken) expect((await call({ path: `/v1/job/${id}/config` })).body).toEqual(body);
  });
});

test("it answers by the readings of a file, and by those of the command line before these", async () => {
  const file = join(folder, "readings.json");
  writeFileSync(
    file,
    JSON.stringify({ region: "x", readings: { "recycled-name": "held", "config-steps": "null" }, open: { mask: "made up" } }),
  );
  const { child, ready } = await startCommand("--readings", file, "--reading", "config-steps=returned");
  try {
    const call = createCaller(ready.url, ready.credentials);
    const id = await create(call, "api");
    expect(at(await call({ path: `/v1/job/${id}/config` }), "result", "steps")).toHaveLength(1);
    await call({ method: "DELETE", path: `/v1/job/${id}/delete` });
    const query = { project_id: project, job_name: "api" };
    expect(at(await call({ path: "/v1/job/check/exist", query }), "result")).toBe(true);
  } finally {
    child.kill();
    await once(child, "exit");
  }
});

test.each([
  ["--port", "x"],
  ["--bogus"],
  ["a word"],
  ["--region", "nowhere"],
  ["--reading", "nothing=1"],
  ["--data", "/does-not-exist"],
  ["--readings", "/does-not-exist"],
  ["--readings", __filename],
  ["--state", "/does-not-exist/state"],
])("a call that needs a change ends with 2: %s %s", async (...args) => {
  const main = join(__dirname, "..", "..", "simulator", "src", "main.ts");
  const child = spawn(process.execPath, ["--import", "tsx", main, ...args], { stdio: ["ignore", "ignore", "pipe"] });
  const said: Buffer[] = [];
  child.stderr?.on("data", (chunk: Buffer) => said.push(chunk));
  const [code] = (await once(child, "close")) as [number];
  const text = Buffer.concat(said).toString();
  expect([code, text]).toEqual([2, expect.stringMatching(/\S/)]);
  expect(text).not.toMatch(/\n {4}at /);
});
