/** What is measured apart from the engine: start-up, review, the simulator, throttled creates. */
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { startSimulator } from "codearts-simulator";
import { type Client, createClient } from "../../provider/api";
import { installation } from "../installation";
import { bareEnvironment, run } from "../process";
import { median, type Row, row, seconds } from "./measure";

/** Loading the main entry, beyond what @pulumi/pulumi costs by itself. */
export async function startUpRow(runs: number): Promise<Row> {
  const { folder } = await installation();
  const load = async (code: string) => {
    const script = `const begun = process.hrtime.bigint(); ${code}; console.log(Number(process.hrtime.bigint() - begun) / 1e6)`;
    const { stdout } = await run(process.execPath, ["-e", script], { cwd: folder, env: bareEnvironment(folder) });
    return Number(stdout);
  };
  const extra: number[] = [];
  for (let index = 0; index < runs; index += 1)
    extra.push(
      await load(
        `require("@pulumi/pulumi"); const begun2 = process.hrtime.bigint(); require("pulumi-codearts"); console.log = ((log) => () => log(Number(process.hrtime.bigint() - begun2) / 1e6))(console.log)`,
      ),
    );
  return {
    what: "main entry beyond @pulumi/pulumi",
    ours: `${median(extra).toFixed(1)} ms`,
    floor: "–",
    ratio: "–",
    note: "at most 30 ms",
  };
}

/** Review of a large event log against a bare parse of the same file. */
export async function reviewRow(runs: number, megabytes: number): Promise<Row> {
  const { folder } = await installation();
  const file = join(folder, "bench-events.json");
  writeFileSync(file, eventLog(megabytes * 1_000_000));
  const env = bareEnvironment(folder);
  const parse = `require("fs").readFileSync(process.argv[1], "utf8").split("\\n").filter(Boolean).map((line) => JSON.parse(line))`;
  const timed = async (script: string[], times: number[]) => {
    let ended = { code: 1, stdout: "", stderr: "" };
    times.push(await seconds(async () => (ended = await run(process.execPath, script, { cwd: folder, env, timeout: 300_000 }))));
    if (ended.code !== 0) throw new Error(`${script.join(" ")}: ${ended.stderr}`);
    return ended;
  };
  const [ours, floor]: [number[], number[]] = [[], []];
  const command = join(folder, "node_modules", "pulumi-codearts", "dist", "cli", "main.js");
  let memory = 0;
  for (let index = 0; index < runs; index += 1) {
    const report = [
      "-e",
      `process.on("exit", () => console.error("rss " + process.resourceUsage().maxRSS)); process.argv.splice(1, 0, "x"); require(${JSON.stringify(command)})`,
    ];
    const { stderr } = await timed([...report, "review", "--events", file, "--format", "markdown"], ours);
    memory = Math.max(memory, Number(/rss (\d+)/.exec(stderr)?.[1] ?? 0) / 1024);
    await timed(["-e", parse, file], floor);
  }
  return row(`review of a ${megabytes} MB event log`, ours, floor, 5, `${memory.toFixed(0)} MB of memory, at most 300`);
}

/** An event log like the engine's: many resources, most of them unchanged, some with long commands that changed. */
function eventLog(bytes: number): string {
  const lines: string[] = [];
  for (let size = 0, index = 0; size < bytes; index += 1) {
    const inputs = {
      name: `job-${index}`,
      steps: [{ module: "m", name: "Build", properties: { command: `echo ${"x".repeat(1500)} ${index}` } }],
    };
    const changed = index % 50 === 0;
    const state = (extra: object) => ({
      type: "pulumi-nodejs:dynamic/codearts:BuildJob",
      urn: urnOf(index),
      id: `id-${index}`,
      inputs: { ...inputs, ...extra },
      outputs: { ...inputs, ...extra },
    });
    const metadata = {
      op: changed ? "update" : "same",
      urn: urnOf(index),
      type: "pulumi-nodejs:dynamic/codearts:BuildJob",
      old: state({}),
      new: state(changed ? { arch: "arm" } : {}),
      detailedDiff: changed ? { arch: { diffKind: "add", inputDiff: true } } : null,
    };
    for (const name of ["resourcePreEvent", "resOutputsEvent"]) {
      const line = JSON.stringify({ sequence: lines.length, timestamp: 1795346794, [name]: { metadata } });
      lines.push(line);
      size += line.length;
    }
  }
  lines.push(
    JSON.stringify({
      sequence: lines.length,
      timestamp: 1795346795,
      summaryEvent: { durationSeconds: 1, resourceChanges: {}, isPreview: true, result: "succeeded" },
    }),
  );
  return lines.join("\n");
}

function urnOf(index: number): string {
  return `urn:pulumi:prod::bench::pulumi-nodejs:dynamic/codearts:BuildJob::job-${index}`;
}

/** A route of the simulator against a bare route of node:http, by the same client without a queue between. */
export async function simulatorRow(runs: number): Promise<Row> {
  const calls = 300;
  const simulator = await startSimulator({ seed: "bench" });
  const bare = createServer((request, response) => {
    request
      .resume()
      .on("end", () =>
        response.setHeader("content-type", "application/json").end('{"status":"success","result":{"total":0,"jobs":[]}}'),
      );
  });
  await new Promise<void>((resolve) => bare.listen(0, "127.0.0.1", resolve));
  const { accessKey, secretKey } = simulator.credentials;
  const at = (url: string) =>
    createClient({ region: simulator.region, accessKey, secretKey, endpoints: { build: url, hss: url, iam: url } });
  const [one, other] = [at(simulator.url), at(`http://127.0.0.1:${(bare.address() as AddressInfo).port}`)];
  const many = (client: Client) =>
    seconds(() =>
      Promise.all(
        Array.from({ length: calls }, () => client.jobs.listProject(simulator.projectId, { page_index: 0, page_size: 10 })),
      ),
    );
  try {
    const [ours, floor]: [number[], number[]] = [[], []];
    for (let index = 0; index < runs; index += 1) {
      ours.push(await many(one));
      floor.push(await many(other));
    }
    return row(
      `${calls} calls of a simulator route`,
      ours,
      floor,
      undefined,
      "both with signing by the client; the simulator verifies it and checks the request",
    );
  } finally {
    await simulator.close();
    await new Promise((resolve) => bare.close(resolve));
  }
}

/** Creates through the client while the service lets 20 a second through: the ideal is count ÷ 20 seconds, without failures. */
export async function throttleRow(count: number): Promise<Row> {
  const simulator = await startSimulator({ seed: "bench", journalLimit: 10 });
  const { accessKey, secretKey } = simulator.credentials;
  const client = createClient({ region: simulator.region, endpoints: simulator.endpoints, accessKey, secretKey });
  try {
    simulator.setFaults([{ on: "createJob", throttle: { perSecond: 20, retryAfter: 1 } }]);
    let failures = 0;
    const create = (index: number) =>
      client.jobs
        .create({ project_id: simulator.projectId, job_name: `throttled-${index}`, arch: "x86-64", steps: [] } as never)
        .catch(() => (failures += 1));
    const took = await seconds(() => Promise.all(Array.from({ length: count }, (_, index) => create(index))));
    const ideal = count / 20;
    return {
      what: `${count} creates, throttled to 20 a second`,
      ours: `${took.toFixed(1)} s`,
      floor: `${ideal.toFixed(1)} s`,
      ratio: (took / ideal).toFixed(2),
      limit: 1.1,
      note: `${failures} failures`,
    };
  } finally {
    await simulator.close();
  }
}
