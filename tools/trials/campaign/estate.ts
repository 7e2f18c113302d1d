/** An estate of jobs and templates that changes at random, the program that declares it, and the comparison with the service. */
import type { Simulator } from "codearts-simulator";
import { type Client, createClient } from "../../../provider/create-client";
import type { Chance } from "./random";

export interface Item {
  /** Name of the Pulumi resource. */
  key: string;
  name: string;
  command: string;
  disabled: boolean;
}
export interface Estate {
  jobs: Item[];
  templates: Item[];
}

/** What manages the resources: dynamic providers, or the plugin. */
export type Shell = "dynamic" | "plugin";

/** The configuration of a stack for this shell. */
export const configurationOf = (shell: Shell): Record<string, string> =>
  shell === "plugin" ? { "codearts:plugin": "true" } : {};

const served = "plugins:\n  providers:\n    - { name: codearts, path: node_modules/pulumi-codearts/dist/plugin }\n";

/**
 * The program: reads the estate from a file in its folder, so that a change of the estate changes only that file. Every second resource
 * uses an explicit provider, which runs in another process.
 */
export const programFiles = (shell: Shell) => ({
  "Pulumi.yaml": `name: e2e\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n${shell === "plugin" ? served : ""}`,
  "index.js": `const codearts = require("pulumi-codearts");
const { jobs, templates } = require("./estate.json");
const second = new codearts.Provider("second", { plugin: ${shell === "plugin"} });
const options = (key) => (Number(key.split("-").at(-1)) % 2 === 0 ? { provider: second } : {});
const steps = (command) => [codearts.steps.maven({ name: "Build", command })];
for (const { key, name, command, disabled } of jobs)
  new codearts.BuildJob(key, { name, steps: steps(command), parameters: { channel: "beta" }, ...(disabled ? { disabled: { reason: "campaign" } } : {}) }, options(key));
for (const { key, name, command } of templates) new codearts.BuildTemplate(key, { name, steps: steps(command) }, options(key));
`,
});

let made = 0;

function newItem(prefix: string, chance: Chance): Item {
  made += 1;
  return {
    key: `${prefix}-${made}`,
    name: `${prefix}-${made}`,
    command: `echo ${chance.below(1_000_000)}`,
    disabled: chance.below(8) === 0,
  };
}

export function newEstate(size: number, chance: Chance): Estate {
  const templates = Math.ceil(size / 10);
  return {
    jobs: Array.from({ length: size - templates }, () => newItem("job", chance)),
    templates: Array.from({ length: templates }, () => newItem("template", chance)),
  };
}

/** Changes about half of the estate: deletes some objects, adds some, changes the command, name or state of others. */
export function changeEstate({ jobs, templates }: Estate, chance: Chance): Estate {
  const change = (items: Item[], prefix: string): Item[] =>
    items.flatMap((item) => {
      const dice = chance.below(20);
      if (dice < 2) return [newItem(prefix, chance)];
      if (dice < 9) return [{ ...item, command: `echo ${chance.below(1_000_000)}` }];
      if (dice < 10 && prefix === "job")
        return [{ ...item, name: `${item.name}-renamed`.slice(0, 100), disabled: !item.disabled }];
      return [item];
    });
  return { jobs: change(jobs, "job"), templates: change(templates, "template") };
}

export function adminOf({ region, endpoints, credentials }: Simulator): Client {
  return createClient({ region, endpoints, accessKey: credentials.accessKey, secretKey: credentials.secretKey, retries: 0 });
}

/** Objects of another user, created before the campaign; they must not be changed. */
export async function makeStrangers(simulator: Simulator): Promise<string> {
  const { accessKey = "", secretKey = "" } = simulator.users.developer ?? {};
  const other = createClient({ region: simulator.region, endpoints: simulator.endpoints, accessKey, secretKey });
  for (const name of ["stranger-a", "stranger-b"]) {
    const step = {
      module_id: "devcloud2018.codeci_action_20043.action",
      name: "Build",
      enable: true,
      properties: { command: "echo theirs" },
    };
    await other.jobs.create({ project_id: simulator.projectId, job_name: name, arch: "x86-64", steps: [step] } as never);
  }
  return strangersNow(adminOf(simulator), simulator);
}

async function jobConfigs(client: Client, simulator: Simulator) {
  const configs = new Map<string, { id: string; config: Record<string, unknown>; disabled: boolean }[]>();
  for await (const row of client.each("listProjectJobs", { path: { project_id: simulator.projectId } })) {
    const { id = "", job_name: name = "", disabled } = row as { id?: string; job_name?: string; disabled?: boolean };
    const config = (await client.jobs.getConfig(id, { get_all_params: "true" })) as Record<string, unknown>;
    configs.set(name, [...(configs.get(name) ?? []), { id, config, disabled: Boolean(disabled) }]);
  }
  return configs;
}

async function strangersNow(client: Client, simulator: Simulator): Promise<string> {
  const configs = await jobConfigs(client, simulator);
  return JSON.stringify([...configs].filter(([name]) => name.startsWith("stranger")).sort());
}

export interface Verdict {
  twice: number;
  orphaned: number;
  lost: number;
  different: number;
  strangersTouched: number;
}
export const clean: Verdict = { twice: 0, orphaned: 0, lost: 0, different: 0, strangersTouched: 0 };

/** Compares the objects in the service with the declared ones. Call it with faults switched off. */
export async function compare(simulator: Simulator, estate: Estate, strangers: string): Promise<Verdict> {
  const client = adminOf(simulator);
  const verdict = { ...clean };
  const jobs = await jobConfigs(client, simulator);
  if (JSON.stringify([...jobs].filter(([name]) => name.startsWith("stranger")).sort()) !== strangers)
    verdict.strangersTouched += 1;
  const live = new Map(
    [...jobs]
      .filter(([name]) => !name.startsWith("stranger"))
      .map(([name, all]) => [name, all.map(({ config }) => commandOf(config))]),
  );
  count(verdict, live, estate.jobs);
  for (const { name, disabled } of estate.jobs) if (jobs.get(name)?.[0]?.disabled !== disabled) verdict.different += 1;
  const templates = new Map<string, (string | undefined)[]>();
  for await (const row of client.each("listCustomTemplates", {})) {
    const { uuid = "", name = "" } = row as { uuid?: string; name?: string };
    const template = await client.templates.getCustom(uuid);
    templates.set(name, [...(templates.get(name) ?? []), commandOf((template as { template?: object }).template ?? template)]);
  }
  count(verdict, templates, estate.templates);
  return verdict;
}

function count(verdict: Verdict, live: Map<string, (string | undefined)[]>, declared: Item[]): void {
  const names = new Set(declared.map(({ name }) => name));
  for (const [name, commands] of live) {
    if (!names.has(name)) verdict.orphaned += commands.length;
    else if (commands.length > 1) verdict.twice += commands.length - 1;
  }
  for (const { name, command } of declared) {
    if (!live.has(name)) verdict.lost += 1;
    else if (live.get(name)?.[0] !== command) verdict.different += 1;
  }
}

function commandOf(config: object): string | undefined {
  const { steps } = config as { steps?: { properties?: { command?: string } }[] };
  return steps?.[0]?.properties?.command;
}

export function total(verdicts: Verdict[]): Verdict {
  const sum = { ...clean };
  for (const verdict of verdicts) for (const key of Object.keys(sum) as (keyof Verdict)[]) sum[key] += verdict[key];
  return sum;
}
