/** Whose job is it? A name that is taken, by ourselves an hour ago or by somebody else. */
import { createClient } from "../../../provider/create-client";
import { configurationOf } from "../../helpers/one-resource";
import { buildJobContract } from "./build-job";
import { inScene } from "./contract";

type Scene = Parameters<Parameters<typeof inScene>[1]>[0];
const scene = (work: (scene: Scene) => Promise<void>, readings: Record<string, string> = {}) =>
  inScene(buildJobContract, work, readings);
const job = { name: "api", steps: [{ module: "m", name: "Test", properties: { command: "x" } }] };
const failed = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "no error",
    (error: Error) => error.message,
  );

/** The job of this program under the same name, made by somebody else. */
async function strangersJob({ simulator }: Scene): Promise<string> {
  const { accessKey, secretKey } = simulator.users.developer ?? simulator.credentials;
  const stranger = createClient({ region: simulator.region, accessKey, secretKey, endpoints: simulator.endpoints });
  const steps = [{ module_id: "m", name: "Test", enable: true, properties: { command: "x" } }];
  const { job_id } = await stranger.jobs.create({
    project_id: simulator.projectId,
    job_name: "api",
    arch: "x86-64",
    steps,
  } as never);
  return String(job_id);
}

test("somebody else's job of the same name is left alone, and the error names it and the ways out", () =>
  scene(async (scene) => {
    const theirs = await strangersJob(scene);
    const said = await failed(scene.resource.up(job));
    expect(said).toMatch(
      new RegExp(
        `^create codearts:BuildJob "api" in project [0-9a-z]{32}: the name is taken by ${theirs} \\(made \\d{4}-\\d{2}-\\d{2} by developer\\)`,
      ),
    );
    expect(said).toMatch(/adoptExisting: true.*another name/);
    expect(said).toMatch(/createJob .*already exists.*[Rr]equest id/s);
    expect(scene.resource.state()).toBeUndefined();
    expect(scene.calls()).not.toContain("updateJob");
  }));

test("adoptExisting takes it over and brings it to what is declared; what it has beside that stays", () =>
  scene(async (scene) => {
    const theirs = await strangersJob(scene);
    const declared = { ...job, adoptExisting: true, timeout: { minutes: 5 }, disabled: true };
    await scene.resource.up(declared);
    expect(scene.resource.state()?.id).toBe(theirs);
    expect(await scene.resource.refresh()).toEqual({ gone: false, paths: [] });
    expect((await scene.resource.up(declared)).operation).toBe("same");
  }));

test("our own job is taken again only if it is what this create would have made", () =>
  scene(async ({ resource }) => {
    await resource.up(job);
    resource.setState(undefined);
    const other = { ...job, steps: [{ module: "m", name: "Test", properties: { command: "y" } }] };
    expect(await failed(resource.up(other))).toContain("the name is taken by");
    await resource.up(job);
  }));

test("our own job of another day is somebody's by now", () =>
  scene(async ({ resource, simulator }) => {
    await resource.up(job);
    const id = resource.state()?.id;
    resource.setState(undefined);
    const create_time = Date.now() - 3 * 3600 * 1000;
    simulator.setFaults([
      {
        on: "getJobInfo",
        respond: { status: 200, body: { result: { id, job_name: "api", create_time }, error: null, status: "success" } },
      },
    ]);
    expect(await failed(resource.up(job))).toContain("the name is taken by");
    simulator.setFaults([
      {
        on: "getJobInfo",
        respond: {
          status: 200,
          body: { result: { id, job_name: "api", create_time: Math.floor(Date.now() / 1000) }, error: null, status: "success" },
        },
      },
    ]);
    await resource.up(job);
    expect(resource.state()?.id).toBe(id);
  }));

test("killed between create and disable: the next run finds the job and disables it", () =>
  scene(async ({ resource, simulator, client }) => {
    await resource.up(job);
    const id = String(resource.state()?.id);
    resource.setState(undefined);
    await resource.up({ ...job, disabled: { reason: "not yet" } });
    expect(resource.state()?.id).toBe(id);
    expect(await client.jobs.getDisableInfo(id)).toMatchObject({ disabled: 1, reson: "not yet" });
    expect(
      simulator.journal({ operation: "createJob" }).filter((entry) => entry.errorCode === undefined && entry.status === 200),
    ).toHaveLength(1);
  }));

test("a name that a deleted job still holds is told as such", () =>
  scene(
    async ({ resource }) => {
      await resource.up(job);
      await resource.destroy();
      expect(await failed(resource.up(job))).toMatch(/held by the deleted job [0-9a-f]{32} in the recycle bin/);
      await resource.up({ ...job, name: "api-2", deletion: "purge" });
      await resource.destroy();
      await resource.up({ ...job, name: "api-2" });
    },
    { "recycled-name": "held" },
  ));

test("purge takes two calls and leaves nothing in the recycle bin", () =>
  scene(async ({ resource, calls, client }) => {
    await resource.up({ ...job, deletion: "purge" });
    calls();
    await resource.destroy();
    expect(calls()).toEqual(["deleteJob", "deleteRecycledJobs"]);
    const left: unknown[] = [];
    for await (const row of client.each("listRecycledJobs", {})) left.push(row);
    expect(left).toEqual([]);
  }));

test("a resource that gets another name in the program keeps its job: the old name's delete is not carried out", () =>
  scene(async ({ resource, client, simulator }) => {
    await resource.up(job);
    const { id, outputs } = resource.state() ?? { id: "", outputs: {} };
    // The engine creates under the new name first, in the same run.
    const provider = buildJobContract.provider();
    const config = configurationOf(simulator);
    await provider.configure?.({ config: { get: (key) => config[key], require: (key) => config[key] ?? "" } });
    expect((await provider.create(outputs)).id).toBe(id);
    await provider.delete?.(id, outputs);
    expect(await client.jobs.getConfig(id)).toMatchObject({ job_name: "api" });
  }));

test("an update of a job that is gone says what to do", () =>
  scene(async ({ resource, client }) => {
    await resource.up(job);
    await client.jobs.delete(String(resource.state()?.id));
    expect(await failed(resource.up({ ...job, flavor: "4u8g" }))).toMatch(
      /^update codearts:BuildJob "api" .* is gone; `pulumi refresh` notices that/,
    );
  }));

test("two resources of one program with the same name are refused, whichever comes first and however alike they are", () =>
  scene(async ({ resource, simulator }) => {
    const inputs = await resource.check(job);
    const provider = buildJobContract.provider();
    const config = configurationOf(simulator);
    await provider.configure?.({ config: { get: (key) => config[key], require: (key) => config[key] ?? "" } });
    const made = await Promise.allSettled([provider.create(inputs), provider.create(inputs)]);
    expect(made.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
    expect(String((made[1] as PromiseRejectedResult).reason.message)).toContain(
      "another resource of this program has the same name",
    );
    expect(simulator.journal({ operation: "createJob" })).toHaveLength(1);
  }));
