/** What has to be true of a program that `adopt` wrote: strict, formatted, and able to rebuild the estate elsewhere. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Simulator } from "codearts-simulator";
import { run } from "../../tools/lib/process";
import { environmentFor } from "../../tools/lib/simulator-environment";
import { repository } from "../../tools/pulumi/paths";
import type { CommandLine } from "./cli";
import { buildEstate, clientOf, type Estate } from "./estate";

/** Path below the folder → text of every file in it. */
export function filesOf(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  );
  return new Map(names.sort().map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

/** What the compiler in strict mode (against the packed package) and a formatter have against the program; empty when nothing. */
export async function faultsOfCode(folder: string): Promise<string[]> {
  const node = (script: string, args: string[], input = "") =>
    run(process.execPath, [join(repository, script), ...args], { cwd: folder, env: process.env, input, timeout: 600_000 });
  const checked = await node("node_modules/typescript/bin/tsc", ["--project", folder]);
  const faults = checked.code === 0 ? [] : [checked.stdout];
  const settings = ["--indent-style=space", "--line-width=80", `--config-path=${join(repository, "tests/fixtures/cli")}`];
  for (const [name, text] of filesOf(folder)) {
    if (!name.endsWith(".ts")) continue;
    const args = ["format", `--stdin-file-path=${name}`, ...settings];
    const formatted = await node("node_modules/@biomejs/biome/bin/biome", args, text);
    if (formatted.stdout !== text) faults.push(`${name} is formatted otherwise:\n${formatted.stdout}`);
  }
  return faults;
}

/**
 * Deploys the program, its secrets set, into another service, empty but for the groups, and names the objects that are not as in
 * the original. Both simulators have one seed, so that groups have the ids that the program names.
 */
export async function rebuild(
  [original, empty]: [Simulator, Simulator],
  estate: Estate,
  line: CommandLine,
  folder: string,
  env: Record<string, string> = {},
): Promise<string[]> {
  await buildEstate(empty, { jobs: 0 });
  const pulumi = async (...args: string[]) => {
    const ended = await line.pulumi(args, folder, { ...environmentFor(empty), ...env }, { timeout: 3_600_000 });
    if (ended.code !== 0) throw new Error(`pulumi ${args.join(" ").slice(0, 200)}\n${ended.stdout}\n${ended.stderr}`);
  };
  await pulumi("stack", "init", "elsewhere", "--copy-config-from", "dev");
  const secrets = secretsToSet(estate, folder).flatMap((entry) => ["--secret", entry]);
  await pulumi("config", "set-all", "--stack", "elsewhere", ...secrets);
  await pulumi("up", "--yes", "--skip-preview", "--stack", "elsewhere");
  const [before, after] = await Promise.all([objectsOf(original), objectsOf(empty)]);
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].flatMap((name) => {
    const where = differing(before.get(name), after.get(name));
    return where.length === 0 ? [] : [`${name}: ${where.join(", ")}`];
  });
}

/** Paths at which two values differ. */
function differing(one: unknown, other: unknown, path = ""): string[] {
  if (isDeepStrictEqual(one, other)) return [];
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return [path || "the whole"];
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((key) =>
    differing(Reflect.get(one, key), Reflect.get(other, key), path ? `${path}.${key}` : key),
  );
}

/** `key=value` of everything that SECRETS.md asks for, from what the maker of the estate knows. */
function secretsToSet(estate: Estate, folder: string): string[] {
  const rows = readFileSync(join(folder, "SECRETS.md"), "utf8").split("## Taken over")[0]?.split("\n") ?? [];
  const values = rows.flatMap((row) => {
    const [, key, resource = "", property] = /^\| `(\w+)`\s*\| (\S+)\s*\| `(.*?)`/.exec(row) ?? [];
    if (key === undefined || property === undefined) return [];
    if (property === "content") return [`${key}=${estate.keystores.get(resource)?.toString("base64")}`];
    return [`${key}=${estate.privateValues.get(resource)?.get("signingKey")}`];
  });
  const wanted = estate.privateValues.size + estate.keystores.size;
  if (values.length !== wanted) throw new Error(`SECRETS.md lists ${values.length} values to set, not ${wanted}`);
  return values;
}

/** What says the same as nothing. */
const sameAsNothing: { [key: string]: unknown } = { auto_update_sub_module: "false", build_config_type: "ACTION" };
/** Null is absent: Pulumi does not keep the difference on its way to a provider. */
const withoutNulls = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, item: unknown) => (item === sameAsNothing[key] ? undefined : (item ?? undefined))));

/** What every service chooses by itself. */
const ownKeys = /^(?:(?:uu|cicd_|job_|keystore_)?id|.*(?:_time(?:_stamp)?|Time|_at)|permission|permission_id)$/;
/** A step runs unless it says otherwise; we say so always. */
const isDefault = (key: string, item: unknown): boolean => key === "enable" && item === true;
const withoutOwn = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, item: unknown) => (ownKeys.test(key) || isDefault(key, item) ? undefined : (item ?? undefined))),
  );

interface Definition {
  params?: { name?: string; value?: unknown }[];
}

/** Parameters as maps of their attributes, in the order of their names. */
function byName(parameters: readonly Definition[]): object[] {
  const named = parameters.map(({ params = [] }) => Object.fromEntries(params.map((entry) => [entry.name, entry])));
  // The mark of a parameter that the service adds by itself.
  for (const one of named) if (one.name?.value === "codeBranch") delete one.defaults;
  return named.sort((a, b) => String(a.name?.value).localeCompare(String(b.name?.value)));
}

/** Kind and name → what the service holds of it, contents of files included. */
async function objectsOf(simulator: Simulator): Promise<Map<string, unknown>> {
  const client = clientOf(simulator);
  const found = new Map<string, unknown>();
  for await (const row of client.each("listProjectJobs", { path: { project_id: simulator.projectId }, query: {} })) {
    const { parameters = [], ...config } = await client.jobs.getConfig(String(row.id), { get_all_params: "true" });
    found.set(`job ${row.job_name}`, withoutNulls({ config, parameters: byName(parameters), disabled: row.disabled }));
    found.set(`notices of ${row.job_name}`, withoutOwn(await client.notices.list(String(row.id))));
  }
  for await (const row of client.each("listCustomTemplates", {})) {
    const { parameters, ...rest } = row;
    found.set(`template ${row.name}`, withoutOwn({ ...rest, parameters: byName(parameters ?? []) }));
  }
  for await (const row of client.each("listKeystores", {})) {
    const file = await client.keystores.downloadByFileName({
      file_name: String(row.keystore_name),
      domain_id: String(row.domain_id),
    });
    found.set(`file ${row.keystore_name}`, { ...Object(withoutOwn(row)), content: String(Buffer.from(await file.bytes())) });
  }
  for await (const row of client.each("listCicdConfigurations", {}))
    found.set(`scan configuration ${row.cicd_name}`, withoutOwn(await client.cicd.showConfiguration(String(row.cicd_id))));
  return found;
}
