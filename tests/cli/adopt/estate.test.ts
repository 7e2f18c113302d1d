import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Simulator } from "codearts-simulator";
import { type Estate, readEstate, type Selection } from "../../../cli/commands/adopt/estate";
import { kindsUnasked, type Place } from "../../../cli/commands/adopt/kinds";
import type { KindName } from "../../../cli/commands/adopt/model";
import { type ProgramContext, writeProgram } from "../../../cli/commands/adopt/program";
import { readFromTerraform } from "../../../cli/commands/adopt/terraform-estate";
import { createClient } from "../../../provider/create-client";
import { editJob } from "../../../tools/lib/console";
import { buildEstate, clientOf } from "../../helpers/estate";
import { format } from "../../helpers/format";
import { withSimulator } from "../../helpers/simulator";

const all: KindName[] = ["buildJob", "buildTemplate", "notice", "keystore", "cicdConfiguration"];

function selection(simulator: Simulator, change: Partial<Selection> = {}): Selection {
  return { projectIds: [simulator.projectId], kinds: new Set(all), matches: () => true, groups: [], ...change };
}

const placeOf = (simulator: Simulator): Place => ({ client: clientOf(simulator), region: simulator.region });

function countOf({ objects }: Estate): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of objects) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

const calls = (simulator: Simulator, operation: string) => simulator.journal({ operation }).length;
const context = (simulator: Simulator, lift: boolean): ProgramContext => {
  const { region, projectId } = simulator;
  return { region, projectId, takenResources: [], takenConfig: [], suffix: "", lift };
};

test("reads everything with one read per object plus lists, and writes nothing", () =>
  withSimulator(async (simulator) => {
    await buildEstate(simulator, { jobs: 120, steps: 4, notices: 50, templates: 12, keystores: 4, configurations: 7 });
    simulator.clearJournal();
    const estate = await readEstate(placeOf(simulator), selection(simulator));
    expect(countOf(estate)).toEqual({ buildJob: 120, buildTemplate: 12, notice: 50, keystore: 4, cicdConfiguration: 7 });
    expect(estate.leftOut).toEqual([]);
    expect(simulator.journal({}).filter(({ method }) => method !== "GET")).toEqual([]);
    expect([
      calls(simulator, "getJobConfig"),
      calls(simulator, "getCustomTemplate"),
      calls(simulator, "showCicdConfiguration"),
    ]).toEqual([120, 12, 7]);
    // Lists: jobs in pages of 100, and one of all channels per job.
    expect([calls(simulator, "listProjectJobs"), calls(simulator, "listJobNotices")]).toEqual([2, 120]);
  }));

test("the program is at least 30 % shorter than one literal per job", () =>
  withSimulator(async (simulator) => {
    await buildEstate(simulator, { jobs: 120, notices: 40, odd: false });
    const { objects } = await readEstate(placeOf(simulator), selection(simulator));
    const [lifted, literal] = [true, false].map((lift) => {
      const texts = [...writeProgram(objects, context(simulator, lift)).files.values()];
      return { lines: texts.join("").split("\n").length, characters: texts.join("").length };
    });
    expect(lifted?.lines).toBeLessThan(0.7 * (literal?.lines ?? 0));
    expect(lifted?.characters).toBeLessThan(0.7 * (literal?.characters ?? 0));
  }));

test("steps are written with builders where there is one, laid out so that a formatter changes nothing", () =>
  withSimulator(async (simulator) => {
    await buildEstate(simulator, { jobs: 60 });
    const { objects } = await readEstate(placeOf(simulator), selection(simulator, { kinds: new Set(["buildJob"]) }));
    const texts = [...writeProgram(objects, context(simulator, true)).files.values()];
    const code = texts.join("\n");
    expect(code).toMatch(/codearts\.steps\.maven\(\{/);
    expect(code).toContain('module: "tenant.custom_action_of_nobody"');
    expect(code).not.toContain('module: "devcloud2018.codeci_action_20043.action"');
    for (const text of texts) expect(format(text)).toBe(text);
  }));

test("filters by name, group and kind", () =>
  withSimulator(async (simulator) => {
    await buildEstate(simulator, { jobs: 60, steps: 2, notices: 60 });
    const place = placeOf(simulator);
    const grouped = await readEstate(place, selection(simulator, { groups: ["后端"], kinds: new Set(["buildJob"]) }));
    const paths = new Set(grouped.objects.map(({ group }) => group?.join("/")));
    expect([...paths].sort()).toEqual(["后端", "后端/Go", "后端/Java"]);
    const named = await readEstate(
      place,
      selection(simulator, { matches: (name) => name === "api-web", kinds: new Set(["buildJob", "notice"]) }),
    );
    expect(countOf(named)).toEqual({ buildJob: 1, notice: 1 });
    const unknown = readEstate(place, selection(simulator, { groups: ["Backend"] }));
    await expect(unknown).rejects.toThrow(/has no group "Backend"; it has 后端, 后端\/Java, /);
  }));

test("a plain-text credential becomes a secret that the program manages, and is in no file", () =>
  withSimulator(async (simulator) => {
    await buildEstate(simulator, { jobs: 19, steps: 3 });
    const { objects } = await readEstate(placeOf(simulator), selection(simulator, { matches: (name) => name === "构建" }));
    const { files, secrets } = writeProgram(objects, context(simulator, true));
    const code = [...files.values()].join("\n");
    expect(code).not.toMatch(/MadeUp7pQ2vK9mXw4LrB|made-up-Zt7pQ2vK9mXw/);
    expect(code).toContain('apiToken: config.requireSecret("gouJianApiToken")');
    expect(code).toContain('"Log in": { password: config.requireSecret("gouJianPassword") }');
    expect(code).not.toContain("ignoreChanges");
    expect(secrets.map(({ key, value }) => [key, value])).toEqual([
      ["gouJianApiToken", "MadeUp7pQ2vK9mXw4LrB"],
      ["gouJianPassword", "made-up-Zt7pQ2vK9mXw"],
    ]);
  }));

test("what the service adds to every step is left to it", () =>
  withSimulator(async (simulator) => {
    await buildEstate(simulator, { jobs: 12, odd: false });
    const { objects } = await readEstate(placeOf(simulator), selection(simulator, { kinds: new Set(["buildJob"]) }));
    const code = [...writeProgram(objects, context(simulator, true)).files.values()].join("\n");
    expect(code).not.toContain("serviceStepId");
    expect(objects[0]?.outputs.undeclared).toEqual([]);
  }));

test("an agent pool and a description are written as inputs, fields without an input as raw", () =>
  withSimulator(async (simulator) => {
    await buildEstate(simulator, { jobs: 1, odd: false });
    const client = clientOf(simulator);
    const [row] = (await client.jobs.listProject(simulator.projectId, { page_index: 0, page_size: 10 })).jobs ?? [];
    const pool = { id: "1", name: "pool", resource_type: "self-hosted" };
    await editJob(client, String(row?.id), (config) =>
      Object.assign(config, { cluster_selected: pool, build_environment_type: "docker", limit_time: "", description: "nightly" }),
    );
    const { objects } = await readEstate(placeOf(simulator), selection(simulator, { kinds: new Set(["buildJob"]) }));
    const agentPool = { id: "1", name: "pool", resourceType: "self-hosted" };
    expect(objects.map(({ inputs }) => inputs)).toEqual([
      expect.objectContaining({ agentPool, description: "nightly", raw: { build_environment_type: "docker" } }),
    ]);
    expect(objects[0]?.outputs.undeclared).toEqual([]);
    const code = [...writeProgram(objects, context(simulator, true)).files.values()].join("\n");
    expect(code).toContain('agentPool: { id: "1", name: "pool", resourceType: "self-hosted" }');
  }));

describe("one object does not keep the others from being taken", () => {
  test("a job that may not be read, one that is deleted in the meantime, one that a program cannot declare", () =>
    withSimulator(async (simulator) => {
      const { jobIds } = await buildEstate(simulator, { jobs: 8, steps: 2, odd: false });
      simulator.setFaults([
        {
          on: "getJobConfig",
          nth: 2,
          times: 1,
          respond: { status: 403, body: { error_code: "CB.00010002", error_msg: "No permission" } },
        },
        { on: "getJobConfig", nth: 4, times: 1, errorCode: { code: "DEVCB.00031006", message: "job not found" } },
      ]);
      const estate = await readEstate(placeOf(simulator), selection(simulator, { kinds: new Set(["buildJob"]) }));
      expect(estate.objects).toHaveLength(jobIds.length - 2);
      expect(estate.leftOut.map(({ isLoss }) => isLoss).sort()).toEqual([false, true]);
      expect(estate.leftOut.find(({ isLoss }) => !isLoss)?.why).toBe("already deleted");
      expect(estate.leftOut.find(({ isLoss }) => isLoss)?.why).toContain("CB.00010002");
    }));

  test("a service that cannot be reached ends it: nothing is taken for complete", () =>
    withSimulator(async (simulator) => {
      const { accessKey, secretKey } = simulator.credentials;
      const client = createClient({
        region: simulator.region,
        accessKey,
        secretKey,
        endpoints: { build: "http://127.0.0.1:9" },
        retries: 0,
      });
      await expect(readEstate({ client, region: simulator.region }, selection(simulator))).rejects.toMatchObject({
        kind: "network",
      });
    }));
});

describe("from a Terraform state", () => {
  function terraformState(jobs: [name: string, id: string][], projectId: string, region: string) {
    const parameter = {
      name: "hudson.model.StringParameterDefinition",
      params: [
        ["name", "signingKey"],
        ["defaultValue", "made-up-value-0000"],
        ["sensitiveVar", "true"],
      ].map(([name, value]) => ({ name, value })),
    };
    const instances = (id: string) => [
      { schema_version: 0, attributes: { id, region, project_id: projectId, parameters: [parameter] } },
    ];
    const resources = jobs.map(([name, id]) => ({
      mode: "managed",
      type: "huaweicloud_codearts_build_task",
      name,
      provider: "p",
      instances: instances(id),
    }));
    return {
      version: 4,
      terraform_version: "1.9.0",
      resources: [
        ...resources,
        { mode: "managed", type: "huaweicloud_obs_bucket", name: "b", instances: [{ attributes: { id: "b" } }] },
      ],
    };
  }

  async function withFile<T>(content: unknown, work: (file: string) => Promise<T>): Promise<T> {
    const folder = mkdtempSync(join(tmpdir(), "codearts-state-"));
    try {
      const file = join(folder, "state.json");
      writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
      return await work(file);
    } finally {
      rmSync(folder, { recursive: true });
      expect(readdirSync(tmpdir())).not.toContain(folder);
    }
  }

  test("adopts the live jobs under Terraform's names, with the private values that only the state holds", () =>
    withSimulator(async (simulator) => {
      const { jobIds, projectId } = await buildEstate(simulator, { jobs: 3, steps: 2, odd: false });
      const state = terraformState(
        [
          ["api", jobIds[0] ?? ""],
          ["web", jobIds[1] ?? ""],
          ["gone", "0".repeat(32)],
        ],
        projectId,
        simulator.region,
      );
      const estate = await withFile(state, (file) => readFromTerraform({ ...placeOf(simulator) }, file, () => true));
      expect(estate.objects.map(({ resourceName, id }) => [resourceName, id])).toEqual(
        expect.arrayContaining([
          ["api", jobIds[0]],
          ["web", jobIds[1]],
        ]),
      );
      expect(estate.leftOut).toEqual([
        { what: "job huaweicloud_codearts_build_task.gone", why: "already deleted", isLoss: false },
      ]);
      const { secrets } = writeProgram(estate.objects, context(simulator, true));
      expect(secrets).toEqual([expect.objectContaining({ key: "apiSigningKey", value: "made-up-value-0000" })]);
    }));

  test.each([
    ["an unknown version", { version: 9 }, "version 9"],
    ["an unknown format", { format_version: "7.0", values: {} }, "format_version 7.0"],
    ["a plan", { format_version: "1.2", planned_values: {} }, "is a plan"],
    ["other JSON", { hello: 1 }, "does not hold a Terraform state"],
    ["no JSON", "resource {}", "does not hold a Terraform state"],
    ["nothing of ours", { version: 4, resources: [] }, "nothing to adopt"],
  ])("%s is refused with what to do", (_name, state, message) =>
    withSimulator(async (simulator) => {
      await expect(withFile(state, (file) => readFromTerraform(placeOf(simulator), file, () => true))).rejects.toThrow(message);
    }),
  );
});

test("job groups are adopted only on request, each with its parent", () =>
  withSimulator(async (simulator) => {
    const { client } = placeOf(simulator);
    const [backend] = await client.groups.create(simulator.projectId, { name: "Backend" });
    await client.groups.create(simulator.projectId, { name: "Java", parent_id: backend?.id });
    expect(kindsUnasked).not.toContain("jobGroup");
    const { objects } = await readEstate(placeOf(simulator), selection(simulator, { kinds: new Set(["jobGroup"]) }));
    expect(objects.map(({ kind, plain }) => [kind, plain?.name, plain?.parentId])).toEqual([
      ["jobGroup", "Backend", undefined],
      ["jobGroup", "Java", backend?.id],
    ]);
    const text = writeProgram(objects, context(simulator, true)).files.get("job-groups.ts")?.replace(/\s+/g, " ");
    expect(text).toContain(`new codearts.JobGroup("Java", { parentId: "${backend?.id}"`);
  }));
