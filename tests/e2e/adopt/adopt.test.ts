import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Simulator } from "codearts-simulator";
import { type CommandLine, withCommandLine } from "../../helpers/cli";
import { buildEstate, clientOf, type Estate } from "../../helpers/estate";
import { environmentFor, withSimulator } from "../../helpers/simulator";

jest.setTimeout(900_000);

const size = { jobs: 60, notices: 40, templates: 5, keystores: 3, configurations: 4 };
const writes = (simulator: Simulator) => simulator.journal({}).filter(({ method }) => method !== "GET");

function filesOf(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  );
  return new Map(names.sort().map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

const planned = (stdout: string): Record<string, number> =>
  (JSON.parse(stdout) as { changeSummary: Record<string, number> }).changeSummary;
const repository = join(__dirname, "..", "..", "..");

/** Strict types against the packed package, and a formatter that finds nothing to do. */
function expectGoodCode(folder: string): void {
  const node = (script: string, ...args: string[]) =>
    spawnSync(process.execPath, [join(repository, script), ...args], { cwd: folder, encoding: "utf8" });
  expect(node("node_modules/typescript/bin/tsc", "--project", folder).stdout).toBe("");
  for (const [name, text] of filesOf(folder)) {
    if (!name.endsWith(".ts")) continue;
    const args = [
      "format",
      `--stdin-file-path=${name}`,
      "--indent-style=space",
      "--line-width=80",
      `--config-path=${join(repository, "tests/fixtures/cli")}`,
    ];
    const formatted = spawnSync(process.execPath, [join(repository, "node_modules/@biomejs/biome/bin/biome"), ...args], {
      input: text,
      encoding: "utf8",
    });
    expect(formatted.stdout).toBe(text);
  }
}

test("an estate is adopted, proven, left unchanged by up, and rebuilt elsewhere by the same program", () =>
  withSimulator(async (simulator, env) => {
    const estate = await buildEstate(simulator, size);
    simulator.clearJournal();
    await withCommandLine(env, async (line) => {
      const adopted = await line.codearts(["adopt"]);
      const objects = "60 jobs, 5 templates, 40 notices, 3 keystores, 4 scan configurations, read only, 0 writes";
      expect(adopted).toMatchObject({ code: 0, stdout: expect.stringContaining(objects) });
      expect(adopted.stdout).toContain("proof  preview --refresh: 112 unchanged, 0 changes");
      expect(adopted.stderr).not.toContain("left out");
      expect(writes(simulator)).toEqual([]);
      const folder = join(line.folder, "build-jobs");
      expectGoodCode(folder);
      expect(existsSync(join(folder, ".pulumi-codearts"))).toBe(false);
      const secrets = [...estate.privateValues.values()].flatMap((values) => [...values.values()]);
      const code = [...filesOf(folder).values()].join("\n");
      for (const secret of [...secrets, "made-up-robot", "made-up-signing-key"]) expect(code).not.toContain(secret);

      const up = await line.pulumi(["up", "--yes", "--skip-preview", "--json", "--stack", "dev"], folder);
      expect(up).toMatchObject({ code: 0 });
      expect(writes(simulator)).toEqual([]);
      const again = await line.pulumi(["preview", "--refresh", "--json", "--stack", "dev"], folder);
      expect(planned(again.stdout)).toEqual({ same: 113 });

      const second = await line.codearts(["adopt", "--out", folder]);
      expect(second.stdout).toContain("all of it is in the stack already; nothing to do");
      await expectRebuilt(simulator, estate, line, folder);
    });
  }));

/** The program, its secrets set, deployed into an empty service that has the groups. */
async function expectRebuilt(original: Simulator, estate: Estate, line: CommandLine, folder: string): Promise<void> {
  await withSimulator(async (empty) => {
    await buildEstate(empty, { jobs: 0 });
    const env = environmentFor(empty);
    const run = async (...args: string[]) => {
      const ended = await line.pulumi(args, folder, env);
      expect([args.join(" "), ended.code, ended.stderr.slice(0, 2000)]).toEqual([args.join(" "), 0, expect.any(String)]);
      return ended;
    };
    await run("stack", "init", "elsewhere", "--copy-config-from", "dev");
    await setSecrets(estate, folder, (values) =>
      run("config", "set-all", "--stack", "elsewhere", ...values.flatMap((value) => ["--secret", value])),
    );
    await run("up", "--yes", "--skip-preview", "--stack", "elsewhere");
    const [before, after] = await Promise.all([configurations(original), configurations(empty)]);
    expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
    for (const [name, config] of before) expect([name, after.get(name)]).toEqual([name, config]);
  });
}

/** What SECRETS.md asks for, from what the fixture knows. */
async function setSecrets(estate: Estate, folder: string, set: (values: string[]) => Promise<unknown>): Promise<void> {
  const rows = readFileSync(join(folder, "SECRETS.md"), "utf8").split("## Taken over")[0]?.split("\n") ?? [];
  const values = rows.flatMap((row) => {
    const [, key, resource = "", property] = /^\| `(\w+)`\s*\| (\S+)\s*\| `(.*?)`/.exec(row) ?? [];
    if (key === undefined || property === undefined) return [];
    if (property === "content") return [`${key}=${estate.keystores.get(resource)?.toString("base64")}`];
    return [`${key}=${estate.privateValues.get(resource)?.get("signingKey")}`];
  });
  expect(values).toHaveLength(estate.privateValues.size + estate.keystores.size);
  await set(values);
}

/** Null is absent: Pulumi does not keep the difference on its way to a provider. */
const withoutNulls = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (_key, item: unknown) => item ?? undefined));

/** Job name → configuration without ids, parameters in the order of their names. */
async function configurations(simulator: Simulator): Promise<Map<string, unknown>> {
  const client = clientOf(simulator);
  const found = new Map<string, unknown>();
  for await (const row of client.each("listProjectJobs", { path: { project_id: simulator.projectId }, query: {} })) {
    const { parameters = [], ...config } = await client.jobs.getConfig(String(row.id), { get_all_params: "true" });
    const named = parameters.map(({ params = [] }) => Object.fromEntries(params.map((entry) => [entry.name, entry])));
    named.sort((a, b) => String(a.name?.value).localeCompare(String(b.name?.value)));
    found.set(String(row.job_name), withoutNulls({ config, parameters: named, disabled: row.disabled }));
  }
  return found;
}

describe("an existing program", () => {
  const program = {
    "Pulumi.yaml": "name: mine\nruntime: nodejs\n",
    "index.ts": 'import * as pulumi from "@pulumi/pulumi";\r\nexport const answer = pulumi.output(42);',
    "package.json": '{ "name": "mine", "private": true }\n',
  };

  function existing(folder: string): string {
    const root = join(folder, "mine");
    mkdirSync(root);
    for (const [name, text] of Object.entries(program)) writeFileSync(join(root, name), text);
    return root;
  }

  test("is added to by files of its own and one line; an interrupted run goes on; drift fails the proof with its field", () =>
    withSimulator(async (simulator, env) => {
      const { jobIds } = await buildEstate(simulator, { jobs: 12, steps: 3, odd: false });
      await withCommandLine(env, async (line) => {
        const root = existing(line.folder);
        const before = filesOf(root);
        const adopt = (...args: string[]) => line.codearts(["adopt", "--kind", "job", ...args], { cwd: root });
        const dry = await adopt("--dry-run");
        expect(dry).toMatchObject({ code: 0, stdout: expect.stringContaining("would import 12 resources") });
        expect(filesOf(root)).toEqual(before);

        await line.pulumi(["stack", "init", "prod"], root);
        const broken = { PULUMI_CONFIG_PASSPHRASE: "another" };
        const stopped = await line.codearts(["adopt", "--kind", "job"], { cwd: root, env: broken });
        expect([stopped.code, stopped.stderr]).toEqual([1, expect.stringContaining("passphrase")]);
        const [first = ""] = jobIds;
        const client = clientOf(simulator);
        const config = await client.jobs.getConfig(first, { get_all_params: "true" });
        await client.jobs.update({ ...config, job_id: first, flavor: "16u32g" } as never);

        const drifted = await adopt();
        expect(drifted.stderr).toContain("going on with the adoption that was interrupted");
        expect(drifted.code).toBe(1);
        expect(drifted.stderr).toMatch(new RegExp(`BuildJob "${config.job_name}": update of flavor \\(`));
        await client.jobs.update({ ...config, job_id: first } as never);
        const done = await adopt();
        expect([done.code, done.stdout]).toEqual([
          0,
          expect.stringContaining("proof  preview --refresh: 12 unchanged, 0 changes"),
        ]);
        for (const [name, text] of before) {
          expect(filesOf(root).get(name)).toBe(name === "index.ts" ? `${text}\r\nimport "./codearts";\r\n` : text);
        }
      });
    }));
});
