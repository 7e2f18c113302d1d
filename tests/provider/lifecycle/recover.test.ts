/** Whose job is it? A name that is taken, by ourselves an hour ago or by somebody else. */
import { readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { createClient } from "../../../provider/create-client";
import { editJob } from "../../../tools/lib/console";
import { configurationOf, drive } from "../../helpers/one-resource";
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

/** What the provider says at the terminal from now on; the test's own end ends it. */
function listen(): () => string {
  let text = "";
  const spy = jest.spyOn(process.stderr, "write").mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  cleanUp.push(() => spy.mockRestore());
  return () => text;
}
const cleanUp: (() => void)[] = [];
afterEach(() => {
  for (const work of cleanUp.splice(0)) work();
});

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

test("another user's job of the same name is not changed, and the error names it and the possible solutions", () =>
  scene(async (scene) => {
    const theirs = await strangersJob(scene);
    const said = await failed(scene.resource.up(job));
    expect(said).toMatch(
      new RegExp(
        `^create codearts:BuildJob "api" in project [0-9a-z]{32}: the name is taken by ${theirs} \\(created \\d{4}-\\d{2}-\\d{2} by developer\\)`,
      ),
    );
    expect(said).toMatch(/adoptExisting: true.*another name/);
    expect(said).toMatch(/createJob .*already exists.*[Rr]equest id/s);
    expect(scene.resource.state()).toBeUndefined();
    expect(scene.calls()).not.toContain("updateJob");
  }));

test("adoptExisting adopts it and updates it to the declared inputs; undeclared settings stay", () =>
  scene(async (scene) => {
    const theirs = await strangersJob(scene);
    const declared = { ...job, adoptExisting: true, timeout: { minutes: 5 }, disabled: true };
    await scene.resource.up(declared);
    expect(scene.resource.state()?.id).toBe(theirs);
    expect(await scene.resource.refresh()).toEqual({ gone: false, paths: [] });
    expect((await scene.resource.up(declared)).operation).toBe("same");
  }));

/** As a run that was killed before state had what it made. */
const killed = ({ resource }: Scene) => resource.setState(undefined);

test("what a killed run made is finished only if it is wholly what this create makes", () =>
  scene(async (scene) => {
    const { resource, client } = scene;
    await resource.up(job);
    const id = String(resource.state()?.id);
    killed(scene);
    const other = { ...job, steps: [{ module: "m", name: "Test", properties: { command: "y" } }] };
    expect(await failed(resource.up(other))).toMatch(/the name is taken by .*\n .*it differs in steps\n/);
    await editJob(client, id, (config) => {
      config.timeout = { limit: "5", unit: "minute" };
    });
    expect(await failed(resource.up(job))).toMatch(/it has settings that this program does not declare: timeout/);
    expect(resource.state()).toBeUndefined();
  }));

test("what a killed run made is finished and announced; once state has it, the trace is gone", () =>
  scene(async (scene) => {
    const { resource, simulator } = scene;
    const lines = listen();
    await resource.up(job);
    const id = resource.state()?.id;
    killed(scene);
    await resource.up(job);
    expect(resource.state()?.id).toBe(id);
    expect(lines()).toContain(`finished ${id}, created 20`);
    expect((await resource.up(job)).operation).toBe("same");
    killed(scene);
    expect(await failed(resource.up(job))).toContain("the name is taken by");
    expect(
      simulator.journal({ operation: "createJob" }).filter(({ status, errorCode }) => status === 200 && !errorCode),
    ).toHaveLength(1);
  }));

test("what is made on a machine whose clock is a day ahead, and whose answer is lost, is finished where the clock is right", () =>
  scene(async ({ simulator }) => {
    const day = 24 * 3_600_000;
    const { userName, password, domainName } = simulator.credentials;
    const { "codearts:accessKey": _id, "codearts:secretKey": _key, ...place } = configurationOf(simulator);
    // Signatures of such a machine would be refused.
    const proof = { "codearts:user": userName, "codearts:password": password, "codearts:domain": domainName };
    const deploy = () =>
      drive(buildJobContract.provider(), { ...place, ...proof, "codearts:retries": "0" }, undefined, {
        stack: "test",
        name: "api",
      });
    const right = Date.now;
    const machine = jest.spyOn(Date, "now").mockImplementation(() => right() + day);
    try {
      // The service's clock, which is this process's too, stays right.
      simulator.clock.freeze(new Date(right()).toISOString());
      simulator.clock.resume();
      simulator.setFaults([
        { on: "createJob", drop: "after" },
        { on: "listProjectJobs", drop: "before" },
      ]);
      expect(await failed((await deploy()).up(job))).toContain("It is not known whether it was created");
    } finally {
      machine.mockRestore();
    }
    simulator.setFaults([]);
    simulator.clock.advance(day);
    const later = await deploy();
    await later.up(job);
    expect(later.state()?.id).toBeDefined();
    expect(simulator.journal({ operation: "createJob" })).toHaveLength(1);
  }));

describe("a create that is killed before the service has answered anything", () => {
  /** `wrong`: how far the machine's clock is off until somebody sets it. */
  const killedOnMachine = (wrong: number, work: (scene: Scene) => Promise<void>) =>
    scene(async (scene) => {
      const { simulator, resource } = scene;
      const right = Date.now;
      const machine = jest.spyOn(Date, "now").mockImplementation(() => right() + wrong);
      try {
        simulator.clock.freeze(new Date(right()).toISOString());
        simulator.clock.resume();
        simulator.clearJournal();
        simulator.setFaults([{ on: "createJob", drop: "after" }]);
        const up = failed(resource.up(job));
        while (!simulator.journal({ operation: "createJob" }).some(({ status }) => status === 0)) await setImmediate();
        simulator.setFaults([{ on: "*", drop: "before" }]);
        expect(await up).toContain("It is not known whether it was created");
      } finally {
        machine.mockRestore();
      }
      simulator.setFaults([]);
      simulator.clock.freeze(new Date().toISOString());
      simulator.clock.resume();
      resource.setState(undefined);
      await work(scene);
    });
  const minutes = 60_000;

  test("is finished where the clock has run on since", () =>
    killedOnMachine(0, async ({ resource, simulator }) => {
      await resource.up(job);
      expect(simulator.journal({ operation: "createJob" })).toHaveLength(1);
    }));

  test.each([-10, 10])("is refused with the ways on where the clock was %d minutes off and is set by now", (off) =>
    killedOnMachine(off * minutes, async ({ resource, simulator, client }) => {
      // By a project of ours, the service can tell who we are.
      await client.jobs.create({ arch: "x86-64", project_id: simulator.projectId, job_name: "anchor" });
      const said = await failed(resource.up(job));
      expect(said).toMatch(/its clock was set since.*\n.*adoptExisting: true.*\n.*CODEARTS_FINISH_INTERRUPTED=true/);
      const willing = { ...configurationOf(simulator), "codearts:finishInterrupted": "true" };
      const again = await drive(buildJobContract.provider(), willing, undefined, { stack: "test", name: "api" });
      await again.up(job);
      expect(again.state()?.id).toBeDefined();
    }),
  );
});

test("two stacks of one program: the second is refused, whatever the first left behind", () =>
  scene(async ({ resource, simulator }) => {
    await resource.up(job);
    const second = await drive(buildJobContract.provider(), configurationOf(simulator), undefined, {
      stack: "second",
      name: "api",
    });
    expect(await failed(second.up(job))).toMatch(/the name is taken by .*CODEARTS_FINISH_INTERRUPTED=true/s);
    resource.setState(undefined);
    expect(await failed(second.up(job))).toContain("the name is taken by");
  }));

describe("on a machine without the journal", () => {
  const elsewhere = async ({ simulator }: Scene, config: Record<string, string> = {}) =>
    drive(buildJobContract.provider(), { ...configurationOf(simulator), ...config }, undefined, { stack: "test", name: "moved" });

  test("the user's word finishes what is this user's, young and wholly what the create makes", () =>
    scene(async (scene) => {
      // By a project of ours, the service can tell who we are.
      await scene.client.jobs.create({ arch: "x86-64", project_id: scene.simulator.projectId, job_name: "anchor" });
      await scene.resource.up(job);
      const id = scene.resource.state()?.id;
      expect(await failed((await elsewhere(scene)).up(job))).toContain("CODEARTS_FINISH_INTERRUPTED=true");
      const willing = await elsewhere(scene, { "codearts:finishInterrupted": "true" });
      await willing.up(job);
      expect(willing.state()?.id).toBe(id);
    }));

  test("but no other user's, and nothing of another day", () =>
    scene(async (scene) => {
      const { simulator } = scene;
      const willing = await elsewhere(scene, { "codearts:finishInterrupted": "true" });
      await strangersJob(scene);
      expect(await failed(willing.up(job))).toContain("not proven to be recent and created by this user");
      await scene.resource.up({ ...job, name: "old" });
      const body = (create_time: number) => ({ result: { id: "x", create_time }, error: null, status: "success" });
      simulator.setFaults([{ on: "getJobInfo", respond: { status: 200, body: body(Date.now() - 3 * 3600 * 1000) } }]);
      expect(await failed(willing.up({ ...job, name: "old" }))).toContain("not proven to be recent and created by this user");
    }));

  test("nonsense is refused", () =>
    scene(async (scene) => {
      const willing = await elsewhere(scene, { "codearts:finishInterrupted": "yes" });
      expect(await failed(willing.up(job))).toContain(
        'finishInterrupted (stack configuration codearts:finishInterrupted) is "yes": it must be true or false',
      );
      // The settings are those of the process.
      await scene.resource.begin();
    }));
});

test("a create whose answer is lost takes nothing that was there before it, however equal", () =>
  scene(async ({ resource, simulator, client }) => {
    const body = { project_id: simulator.projectId, job_name: "api", arch: "x86-64" };
    const steps = [{ module_id: "m", name: "Test", enable: true, properties: { command: "x" } }];
    const { job_id } = await client.jobs.create({ ...body, steps } as never);
    const before = { result: { id: job_id, create_time: Date.now() - 60_000 }, error: null, status: "success" };
    simulator.setFaults([
      { on: "createJob", nth: 1, drop: "before" },
      { on: "getJobInfo", respond: { status: 200, body: before } },
    ]);
    expect(await failed(resource.up(job))).toMatch(/the name is taken by .*it existed before/s);
    expect(await client.jobs.getConfig(String(job_id), {})).toMatchObject({ job_name: "api" });
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

test("a name that a deleted job still holds is reported as such", () =>
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

test("a resource that gets another name in the program is refused with the alias to write, and its job stays", () =>
  scene(async ({ resource, client }) => {
    await resource.up(job);
    const id = String(resource.state()?.id);
    // The old resource is in the program no longer, so that only the state of the stack tells whose the job is; there is none here.
    const renamed = await resource.sibling("renamed");
    expect(await failed(renamed.up(job))).toMatch(/the name is taken by .*aliases/s);
    expect(await client.jobs.getConfig(id, {})).toMatchObject({ job_name: "api" });
  }));

test("a name that another resource of the stack has is said to be that one's", () =>
  scene(async ({ resource }) => {
    await resource.up(job);
    const other = await resource.sibling("other");
    await other.up({ ...job, name: "other" });
    const provider = other.provider;
    // One run: "other" wants the name that "api" has, and "api" wants that of "other".
    await other.begin();
    const held = await provider.check?.(resource.state()?.inputs ?? {}, { ...resource.program({ ...job, name: "third" }) });
    await provider.diff?.(String(resource.state()?.id), resource.state()?.outputs ?? {}, held?.inputs ?? {});
    const wanted = await provider.check?.(other.state()?.inputs ?? {}, other.program(job));
    const said = failed(
      provider.update?.(String(other.state()?.id), other.state()?.outputs ?? {}, wanted?.inputs ?? {}) ?? Promise.resolve(),
    );
    expect(await said).toMatch(/the name belongs to "api" of this stack .*\n .*next deployment/);
  }));

test("two resources that swap their names, and two of one name, are found by check", () =>
  scene(async ({ resource }) => {
    await resource.up(job);
    const other = await resource.sibling("other");
    await other.up({ ...job, name: "other" });
    await other.begin();
    const check = async (which: typeof other, name: string) => {
      const answer = await which.provider.check?.(which.state()?.inputs ?? {}, which.program({ ...job, name }));
      return answer?.failures?.map(({ reason }) => reason).join() ?? "";
    };
    expect(await check(resource, "other")).toBe("");
    expect(await check(other, "api")).toMatch(/^name: swapped with that of "api", .*third name/);
    await other.begin();
    expect(await check(resource, "same")).toBe("");
    expect(await check(other, "same")).toMatch(/^name: another resource of this program has the same name; .*"api"/);
  }));

test("a replacement that leaves the name makes no second object and never takes the old one, also with adoptExisting", () =>
  scene(async ({ resource }) => {
    for (const adoptExisting of [false, true]) {
      const declared = { ...job, adoptExisting, name: `api-${adoptExisting}` };
      resource.setState(undefined);
      await resource.up(declared);
      const { id = "", inputs = {}, outputs = {} } = resource.state() ?? {};
      // As `up --replace` does: no diff, the second check without old inputs, create first.
      const { provider } = resource;
      await resource.begin();
      await provider.check?.(inputs, resource.program(declared));
      const again = await provider.check?.({}, resource.program(declared));
      await provider.diff?.(id, outputs, again?.inputs ?? {});
      expect(await failed(provider.create(again?.inputs ?? {}))).toMatch(
        /still used by .*which this replaces\n .*deleteBeforeReplace: true/,
      );
      await provider.delete?.(id, outputs);
      expect((await provider.create(again?.inputs ?? {})).id).not.toBe(id);
    }
  }));

test("adoptExisting shows in a preview what it would adopt and change, and afterwards what it did", () =>
  scene(async (scene) => {
    const theirs = await strangersJob(scene);
    const lines = listen();
    const declared = { ...job, adoptExisting: true, timeout: { minutes: 5 }, steps: [] };
    await scene.resource.preview(declared);
    expect(lines()).toMatch(
      new RegExp(
        `adoptExisting: will adopt ${theirs} \\(created .* by developer\\); changes timeout.minutes; removes steps\\[0\\]`,
      ),
    );
    await scene.resource.up(declared);
    expect(lines()).toMatch(
      new RegExp(`adopted ${theirs} \\(created .* by developer\\); changes timeout.minutes; removes steps\\[0\\]`),
    );
    scene.calls();
    await scene.resource.preview(declared);
    expect(scene.calls()).toEqual([]);
  }));

test("a journal that cannot be written is said once, and stops nothing", () =>
  scene(async ({ resource }) => {
    const home = process.env.PULUMI_HOME ?? "";
    const lines = listen();
    rmSync(join(home, "codearts"), { recursive: true, force: true });
    writeFileSync(join(home, "codearts"), "in the way");
    try {
      await resource.up(job);
      await resource.up({ ...job, name: "second" });
      expect(lines().match(/cannot be written/g)).toHaveLength(1);
    } finally {
      rmSync(join(home, "codearts"));
    }
  }));

test("an entry names no value, and is for this user alone", () =>
  scene(async ({ resource }) => {
    const creates = join(process.env.PULUMI_HOME ?? "", "codearts", "creates");
    rmSync(creates, { recursive: true, force: true });
    await resource.up({ ...job, parameters: { token: { default: "made-up-secret", private: true } } });
    const [stack = ""] = readdirSync(creates);
    const [file = "", ...others] = readdirSync(join(creates, stack));
    expect(others).toEqual([]);
    const path = join(creates, stack, file);
    expect(Object.keys(JSON.parse(readFileSync(path, "utf8"))).sort()).toEqual(["id", "sentAt", "stack", "upAt", "urn"]);
    expect([statSync(path).mode & 0o777, statSync(join(creates, stack)).mode & 0o777]).toEqual([0o600, 0o700]);
    utimesSync(path, 0, 0);
    await resource.preview(job);
    expect(readdirSync(join(creates, stack))).toEqual([]);
  }));

test("an update of a job that is gone says what to do", () =>
  scene(async ({ resource, client }) => {
    await resource.up(job);
    await client.jobs.delete(String(resource.state()?.id));
    expect(await failed(resource.up({ ...job, flavor: "4u8g" }))).toMatch(
      /^update codearts:BuildJob "api" .* is gone; `pulumi refresh` removes it from state/,
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
