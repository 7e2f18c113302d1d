import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Simulator } from "codearts-simulator";
import { sendableConfig } from "../../../tools/lib/console";
import { faultsOfCode, filesOf, rebuild } from "../../helpers/adoption";
import { type CommandLine, withCommandLine } from "../../helpers/cli";
import { buildEstate, clientOf } from "../../helpers/estate";
import { withSimulator } from "../../helpers/simulator";
import { shownState, type TerraformResource } from "../../helpers/terraform";

jest.setTimeout(900_000);

const size = { jobs: 60, notices: 40, templates: 5, keystores: 3, configurations: 4 };
const writes = (simulator: Simulator) => simulator.journal({}).filter(({ method }) => method !== "GET");

const planned = (stdout: string): Record<string, number> =>
  (JSON.parse(stdout) as { changeSummary: Record<string, number> }).changeSummary;

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
      expect(await faultsOfCode(folder)).toEqual([]);
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
      expect(second.stdout).toContain("everything is in the stack already; nothing to do");
      expect(await withSimulator((empty) => rebuild([simulator, empty], estate, line, folder))).toEqual([]);
    });
  }));

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

  /** Sends the signal to the command and everything below it as soon as `isTime`; gives how the command ended. */
  async function interrupted(line: CommandLine, args: string[], cwd: string, signal: NodeJS.Signals, isTime: () => boolean) {
    let running = true;
    const started = (pid: number) => {
      const look = setInterval(() => {
        if (running && !isTime()) return;
        clearInterval(look);
        if (running) process.kill(-pid, signal);
      }, 10);
    };
    const ended = await line.codearts(args, { cwd, started });
    running = false;
    return ended;
  }

  test("is added to from a Terraform state; killed runs go on; drift fails the proof with its field", () =>
    withSimulator(async (simulator, env) => {
      const { jobIds, privateValues, projectId } = await buildEstate(simulator, {
        jobs: 6,
        steps: 3,
        odd: false,
        templates: 1,
        configurations: 1,
      });
      const client = clientOf(simulator);
      const { region } = simulator;
      const template = await first(client.each("listCustomTemplates", {}));
      const configuration = await first(client.each("listCicdConfigurations", {}));
      const jobs = jobIds.map(
        (id, key): TerraformResource => ({
          type: "huaweicloud_codearts_build_task",
          name: "service",
          module: `module.ci["a.b"]`,
          key,
          values: { id, region, project_id: projectId, parameters: key === 0 ? [privateParameter(privateValues)] : [] },
        }),
      );
      const state = shownState([
        ...jobs,
        { type: "huaweicloud_codearts_build_task", name: "gone", values: { id: "0".repeat(32), region, project_id: projectId } },
        { type: "huaweicloud_codearts_build_template", name: "t", values: { id: template?.uuid, region } },
        { type: "huaweicloud_hss_cicd_configuration", name: "c", values: { id: configuration?.cicd_id, region } },
        { type: "huaweicloud_obs_bucket", name: "b", values: { id: "b", region } },
      ]);
      simulator.clearJournal();
      await withCommandLine(env, async (line) => {
        const root = existing(line.folder);
        writeFileSync(join(line.folder, "state.json"), JSON.stringify(state));
        const before = filesOf(root);
        const args = ["adopt", "--from-terraform", "../state.json"];
        const adopt = (...more: string[]) => line.codearts([...args, ...more], { cwd: root });
        const dry = await adopt("--dry-run");
        expect(dry).toMatchObject({ code: 0, stdout: expect.stringContaining("would import 8 resources") });
        expect(dry.stderr).toContain("left to Terraform: huaweicloud_obs_bucket (1)");
        expect(dry.stderr).toContain("left out  job huaweicloud_codearts_build_task.gone: already deleted");
        expect(filesOf(root)).toEqual(before);

        await line.pulumi(["stack", "init", "prod"], root);
        const stackFiles = filesOf(root);
        simulator.clearJournal();
        const stopped = await interrupted(line, args, root, "SIGINT", () => simulator.journal({}).length > 2);
        expect(stopped.code).not.toBe(0);
        expect(filesOf(root)).toEqual(stackFiles);
        const locks = join(line.folder, "..", "state", ".pulumi", "locks");
        const isLocked = () =>
          existsSync(locks) && readdirSync(locks, { recursive: true }).some((name) => /json$/.test(String(name)));
        const killed = await interrupted(line, args, root, "SIGKILL", isLocked);
        expect([killed.code, isLocked(), killed.stderr]).toEqual([128, true, expect.stringContaining("SIGKILL")]);
        expect(writes(simulator)).toEqual([]);

        const [, second = ""] = jobIds;
        const config = await sendableConfig(client, second);
        await client.jobs.update({ ...config, job_id: second, flavor: "16u32g" } as never);
        const drifted = await adopt();
        expect(drifted.stderr).toContain("resuming the interrupted adoption");
        expect(drifted.stderr).toContain("left the stack locked; the lock is removed");
        expect(drifted.code).toBe(1);
        expect(drifted.stderr).toMatch(/BuildJob "ci-a\.b-service-1": update of flavor \(/);
        await client.jobs.update({ ...config, job_id: second } as never);
        simulator.clearJournal();
        const done = await adopt();
        expect([done.code, done.stdout]).toEqual([
          0,
          expect.stringContaining("proof  preview --refresh: 8 unchanged, 0 changes"),
        ]);
        expect(writes(simulator)).toEqual([]);
        const after = filesOf(root);
        for (const [name, text] of before) {
          expect(after.get(name)).toBe(name === "index.ts" ? `${text}\r\nimport "./codearts";\r\n` : text);
        }
        expect([...after.values()].join("\n")).not.toContain("made-up-value");
        expect(after.get("codearts/SECRETS.md")).toContain("ciABService0SigningKey");
        expect([...after.keys()].some((name) => name.startsWith(".pulumi-codearts"))).toBe(false);
      });
    }));

  async function first<T>(rows: AsyncIterable<T>): Promise<T | undefined> {
    for await (const row of rows) return row;
    return undefined;
  }

  /** Terraform keeps private values in clear. */
  function privateParameter(privateValues: Map<string, Map<string, string>>) {
    const [values] = privateValues.values();
    const params = { name: "signingKey", defaultValue: values?.get("signingKey"), sensitiveVar: "true" };
    return {
      name: "hudson.model.StringParameterDefinition",
      params: Object.entries(params).map(([name, value]) => ({ name, value, limits: [] })),
    };
  }
});
