/** Deployments that are killed (SIGKILL to the CLI and everything it started) at seeded moments, and run again. */
import type { Simulator } from "codearts-simulator";
import { createClient } from "../../../provider/create-client";
import { processesBelow, signal } from "../../../tools/lib/process-tree";
import type { TestStack } from "../../../tools/lib/stack";

/** One of everything, twice; each moment has names of its own, so that the next one deletes while it makes. */
export const program = (moment: number) => `
import * as codearts from "pulumi-codearts";
for (const part of ["a", "b"]) {
  const name = \`m${moment}-\${part}\`;
  const job = new codearts.BuildJob(name, { steps: [codearts.steps.maven({ command: "mvn -B verify" })], disabled: { reason: "not yet" } });
  new codearts.Notice(\`\${name}-mail\`, { jobId: job.id, channel: "MAIL", events: ["deleteJob"] });
  new codearts.BuildTemplate(name, { steps: [codearts.steps.maven({ command: "mvn -B verify" })] });
  new codearts.Keystore(\`\${name}.jks\`, { content: Buffer.from(name).toString("base64"), shared: true });
  new codearts.CicdConfiguration(name, { vulnerabilityBlocklist: ["CVE-1"], command: { iac: { mode: "local_directory", path: "." } } });
}
`;

/** A generator of numbers from 0 to 1 that gives the same ones for the same seed (mulberry32). */
export function numbersOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Runs `up` until so many requests have been answered, and a little longer; true when there was still something to kill. */
export async function killedUp(stack: TestStack, simulator: Simulator, requests: number, wait: number): Promise<boolean> {
  simulator.clearJournal();
  let running = true;
  const killing = (pid: number) => {
    const look = setInterval(() => {
      if (!running) clearInterval(look);
      else if (simulator.journal().length >= requests) {
        clearInterval(look);
        setTimeout(() => running && killTree(pid), wait);
      }
    }, 3);
  };
  const ended = await stack.up({ mayFail: true, started: killing });
  running = false;
  stack.repairState();
  return ended.code !== 0;
}

/** Stopped first: what it starts while its family is counted would outlive it. */
function killTree(root: number): void {
  signal(root, "SIGSTOP");
  for (const { pid } of processesBelow(root)) signal(pid, "SIGKILL");
  signal(root, "SIGKILL");
}

/** Names of all objects of the service, by kind. */
export async function objectsOf(simulator: Simulator): Promise<Record<string, string[]>> {
  const { accessKey, secretKey } = simulator.credentials;
  const client = createClient({ region: simulator.region, endpoints: simulator.endpoints, accessKey, secretKey });
  const names = async <T>(rows: AsyncIterable<T>, name: (row: T) => unknown): Promise<string[]> => {
    const found: string[] = [];
    for await (const row of rows) found.push(String(name(row)));
    return found.sort();
  };
  const path = { project_id: simulator.projectId };
  const notices = async (id: string) => (await client.notices.list(id)).find(({ notice_type }) => notice_type === "MAIL");
  const jobs: string[] = [];
  for await (const { id, job_name, disabled } of client.each("listProjectJobs", { path })) {
    const mail = (await notices(String(id)))?.enable_map ?? {};
    jobs.push(`${job_name} ${disabled} ${Object.keys(mail).filter((event) => mail[event])}`);
  }
  return {
    jobs: jobs.sort(),
    templates: await names(client.each("listCustomTemplates", {}), ({ name }) => name),
    keystores: await names(client.each("listKeystores", {}), ({ keystore_name, share }) => `${keystore_name} ${share}`),
    configurations: await names(client.each("listCicdConfigurations", {}), ({ cicd_name }) => cicd_name),
  };
}

export const declared = (moment: number) => {
  const names = ["a", "b"].map((part) => `m${moment}-${part}`);
  return {
    jobs: names.map((name) => `${name} true deleteJob`),
    templates: names,
    keystores: names.map((name) => `${name}.jks 1`),
    configurations: names,
  };
};
