/**
 * The simulator with a full account: start from a state file, memory, and requests per second compared with a bare Fastify route that
 * answers the same JSON, in the same run on the same machine.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { Agent, get, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { codeBranch } from "../../../simulator/src/nouns/jobs/parameters";
import { freshNotices } from "../../../simulator/src/nouns/notices";
import { demoProject } from "../../../simulator/src/simulation";
import type { Job, Keystore, Template } from "../../../simulator/src/store/model";
import { openStateFile } from "../../../simulator/src/store/state-file";
import { createStore } from "../../../simulator/src/store/store";
import { users } from "../../../simulator/src/users";
import { ensureBuilt } from "../../package/build/ensure";
import { type BenchOptions, figure, type Measurement, median } from "./measure";

const connections = 16;
const [demo] = users;
const region = "cn-north-4";
const hex = (kind: number, index: number) => (kind * 1_000_000 + index).toString(16).padStart(32, "0");
const uuid = (index: number) => `00000000-0000-4000-8000-${index.toString(16).padStart(12, "0")}`;

function step(index: number) {
  const properties = { preCondition: "SUCCESS", serviceStepId: "20043", command: `mvn -B verify -pl module-${index} -am` };
  return {
    module_id: "devcloud2018.codeci_action_20043.action",
    name: `Step ${index}`,
    version: "1.0",
    enable: true,
    properties,
  };
}

function job(index: number): Job {
  const steps = Array.from({ length: 20 }, (_, number) => step(number));
  const url = `git@example.com:group/service-${index}.git`;
  const scm = {
    branch: "main",
    url,
    repo_id: String(index),
    web_url: "https://example.com",
    scm_type: "codehub" as const,
    depth: "1",
  };
  const name = `service-${index}`;
  return {
    id: hex(1, index),
    buildProjectId: uuid(index),
    region,
    projectId: demoProject.id,
    name,
    creatorId: demo.id,
    createdAt: 1_700_000_000_000 + index,
    config: {
      arch: "x86-64",
      project_id: demoProject.id,
      job_name: name,
      steps,
      scms: [scm],
      parameters: [codeBranch()],
      triggers: [],
    },
    notices: freshNotices(),
    changes: [{ id: String(index), number: 1, type: "CREATE", userId: demo.id, at: 1_700_000_000_000 }],
    buildCount: 0,
    projectPermissions: true,
    scheduledUntil: 1_700_000_000_000,
  };
}

function template(index: number): Template {
  const definition = { steps: Array.from({ length: 5 }, (_, number) => step(number)) };
  const own = { name: `template-${index}`, description: "", toolType: "maven", definition, parameters: [codeBranch()] };
  return { uuid: hex(2, index), id: hex(3, index).slice(8), region, userId: demo.id, createdAt: 1_700_000_000_000, ...own };
}

function keystore(index: number): Keystore {
  const content = Buffer.alloc(100 * 1024, index).toString("base64");
  const by = { creatorId: demo.id, createdAt: 1_700_000_000_000, updaterId: demo.id, updatedAt: 1_700_000_000_000 };
  return { id: hex(4, index), region, name: `file-${index}.jks`, description: "", share: 1, content, ...by };
}

function writeState(path: string): void {
  const store = createStore();
  const file = openStateFile(path, store);
  for (let index = 0; index < 10_000; index += 1) {
    store.jobs.put(hex(1, index), job(index));
    if (index % 100 === 99) store.commit();
  }
  for (let index = 0; index < 5_000; index += 1) store.templates.put(hex(2, index), template(index));
  for (let index = 0; index < 20; index += 1) store.keystores.put(hex(4, index), keystore(index));
  store.commit();
  file.close();
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error("The process has no output.");
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  return line;
}

/** Resident memory in MB, if the system reports it. */
function memory(child: ChildProcess): number {
  const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

async function body(reply: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of reply) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

/** Requests per second over several keep-alive connections. */
async function throughput(url: string, headers: Record<string, string>): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const one = () =>
    new Promise<void>((resolve, reject) => {
      const request = get(url, { agent, headers }, (reply) => {
        if (reply.statusCode !== 200) reject(new Error(`${url} answered ${reply.statusCode}`));
        reply.resume();
        reply.on("end", resolve);
      });
      request.on("error", reject);
    });
  let count = 0;
  const run = async (until: number) => {
    for (; performance.now() < until; count += 1) await one();
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: connections }, () => run(started + 1000)));
  agent.destroy();
  return count / ((performance.now() - started) / 1000);
}

const bareServer = `
  const app = require("fastify")();
  const body = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
  app.get("/", (request, reply) => reply.send(body));
  app.listen({ port: 0 }).then((url) => console.log(url));
`;

async function startBare(json: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ["-e", bareServer], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin?.end(json);
  return { child, url: (await firstLine(child)).replace("[::1]", "127.0.0.1") };
}

async function token(url: string): Promise<string> {
  const user = { name: demo.name, password: demo.password, domain: { name: "simulator-demo" } };
  const identity = { methods: ["password"], password: { user } };
  const request = { auth: { identity, scope: { project: { name: region } } } };
  const headers = { "content-type": "application/json" };
  const reply = await fetch(`${url}/v3/auth/tokens`, { method: "POST", headers, body: JSON.stringify(request) });
  return reply.headers.get("x-subject-token") ?? "";
}

async function compare(title: string, url: string, headers: Record<string, string>, rounds: number): Promise<Measurement> {
  const json = await new Promise<string>((resolve, reject) => {
    get(url, { headers }, (reply) => void body(reply).then(resolve, reject)).on("error", reject);
  });
  const bare = await startBare(json);
  try {
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (let round = 0; round <= rounds; round += 1) {
      const [one, other] = [await throughput(url, headers), await throughput(bare.url, {})]; // alternating, because of other load on the machine
      if (round > 0) [ours.push(one), theirs.push(other)]; // the first round warms up
    }
    const [one, other] = [median(ours), median(theirs)];
    const perSecond = (value: number) => `${value.toFixed(0)}/s`;
    const what = `simulator: ${title} (${json.length} bytes) against a bare Fastify route`;
    return { what, ours: perSecond(one), floor: perSecond(other), ratio: (other / one).toFixed(2), limit: 3 };
  } finally {
    bare.child.kill();
  }
}

export async function simulatorRows({ runs, say }: BenchOptions): Promise<Measurement[]> {
  await ensureBuilt();
  const folder = mkdtempSync(join(tmpdir(), "simulator-bench-"));
  const path = join(folder, "state");
  writeState(path);
  say(
    `simulator: 10,000 jobs of 20 steps, 5,000 templates, 20 keystores in ${(statSync(path).size / 1e6).toFixed(0)} MB of state`,
  );
  const started = performance.now();
  const main = join(__dirname, "../../../simulator/dist/main.js");
  const simulator = spawn(process.execPath, [main, "--json", "--state", path], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const { url } = JSON.parse(await firstLine(simulator)) as { url: string };
    const start = `${((performance.now() - started) / 1000).toFixed(2)} s, ${memory(simulator).toFixed(0)} MB`;
    const headers = { "x-auth-token": await token(url) };
    const list = `${url}/v1/job/${demoProject.id}/list?page_index=5`;
    const routes: [string, string][] = [
      ["list page of 10", `${list}&page_size=10`],
      ["list page of 100", `${list}&page_size=100`],
      ["read of a job", `${url}/v1/job/${hex(1, 5000)}/config`],
      ["read of a template", `${url}/v1/template/${hex(2, 2500)}/custom`],
    ];
    const rows: Measurement[] = [];
    for (const [title, route] of routes) rows.push(await compare(title, route, headers, runs));
    const after = `at most 3 s and 500 MB; ${memory(simulator).toFixed(0)} MB after the load`;
    return [figure("simulator: start from a file with 10,000 jobs", start, after), ...rows];
  } finally {
    simulator.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}
