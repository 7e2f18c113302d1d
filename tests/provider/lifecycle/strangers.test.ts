/**
 * What somebody else has under the wanted name survives, in every kind and at every age: create, a create whose answer is lost, a kill in
 * between, a second stack of the same program, update, replacement and destroy. Whose it is shows in nothing but its id and its maker.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate, setTimeout as sleep } from "node:timers/promises";
import type { Simulator } from "codearts-simulator";
import { type Client, createClient } from "../../../provider/create-client";
import { configurationOf, drive } from "../../helpers/one-resource";
import { begin } from "../../helpers/verbs";
import { type Contract, inScene } from "./contract";
import { contracts } from "./contracts";

type Scene = Parameters<Parameters<typeof inScene>[1]>[0];
type Props = Record<string, unknown>;

/** A build that is started is always a new one. */
const { buildRun: _, ...owned } = contracts;
/** Names are free there: a stranger's is no obstacle, and stays beside ours. */
const free = new Set(["BuildTemplate"]);
const failed = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "no error",
    (error: Error) => error.message,
  );

/** The same object as ours, made by another stack of the same program, with the credentials of `who`. */
async function makeStrangers(contract: Contract, { simulator }: Scene, inputs: Props, who: keyof Simulator["users"] | "self") {
  const keys = who === "self" ? simulator.credentials : (simulator.users[who] ?? simulator.credentials);
  const config = {
    ...configurationOf(simulator),
    "codearts:accessKey": keys.accessKey,
    "codearts:secretKey": keys.secretKey,
  };
  const theirs = await drive(contract.provider(), config, undefined, { stack: "theirs", name: "api" });
  await theirs.up(inputs);
  // Of two jobs made within a quarter of a second, nothing tells whose answer was lost: the service's own clocks may be that far apart.
  if (contract.kind === "BuildJob" && who === "self") await sleep(300);
  return theirs;
}

/** The journal's entries, as files. */
function entries(): { path: string; entry: { stack: string; sentAt: number; upAt?: number } }[] {
  const all = join(process.env.PULUMI_HOME ?? "", "codearts", "creates");
  const files = readdirSync(all, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".json"));
  return files.map((file) => ({ path: join(all, file), entry: JSON.parse(readFileSync(join(all, file), "utf8")) }));
}

/** As if what was sent had been sent three hours earlier. */
function longAgo(): void {
  for (const { path, entry } of entries()) {
    const { sentAt, upAt } = entry;
    const earlier = { sentAt: sentAt - 3 * 3_600_000, ...(upAt !== undefined && { upAt: upAt - 3 * 3600 }) };
    writeFileSync(path, JSON.stringify({ ...entry, ...earlier }));
  }
}

/** As on another machine. */
function forget(stack: string): void {
  for (const { path, entry } of entries()) if (entry.stack.endsWith(`/${stack}`)) rmSync(path);
}

/** Inputs that make another object than the stranger's. */
async function elsewhere(kind: string, { client, simulator }: Scene): Promise<Props> {
  if (kind === "Notice") return { channel: "FEISHU" };
  if (kind !== "JobPermissions") return { name: kind === "Keystore" ? "ours.jks" : "ours" };
  const job = { arch: "x86-64" as const, project_id: simulator.projectId, job_name: "other" };
  return { jobId: String((await client.jobs.create(job)).job_id) };
}

describe.each(Object.values(owned).map((contract) => [contract.kind, contract] as const))("%s", (kind, contract) => {
  const inputsOf = (inputs: Props): Props => {
    // What only its owner may read, nobody else could compare.
    const { permissions: _, ...others } = inputs;
    return kind === "Keystore" ? { ...others, shared: true } : inputs;
  };
  const untouched = async (theirs: Awaited<ReturnType<typeof makeStrangers>>) =>
    expect(await theirs.refresh()).toEqual({ gone: false, paths: [] });

  // Developers may not change permissions.
  const makers = kind === "JobPermissions" ? (["self"] as const) : (["self", "developer"] as const);
  test.each(makers)("made by %s, it is refused or not touched, whatever happens to the create", (who) =>
    inScene(contract, async (scene) => {
      const inputs = inputsOf(scene.inputs);
      const theirs = await makeStrangers(contract, scene, inputs, who);
      const id = theirs.state()?.id;
      const { simulator, resource } = scene;
      const faults = [
        [],
        [{ on: contract.creates, nth: 1, drop: "before" as const }],
        [{ on: contract.creates, nth: 1, drop: "after" as const }],
      ];
      for (const fault of faults) {
        simulator.setFaults(fault);
        const said = await failed(resource.up(inputs));
        simulator.setFaults([]);
        expect({ fault, id: resource.state()?.id }).not.toEqual({ fault, id });
        if (!free.has(kind)) expect(said).toMatch(/is taken by|is already set|already has permissions/);
        // A kill before state has what was made, and another run.
        resource.setState(undefined);
        await failed(resource.up(inputs));
        expect({ fault, id: resource.state()?.id }).not.toEqual({ fault, id });
        await untouched(theirs);
        await resource.destroy();
        await untouched(theirs);
      }
    }),
  );

  /** A create that never reaches the service, and a kill before anybody has looked: only the journal tells of it. */
  async function killed({ simulator, resource }: Scene, inputs: Props): Promise<void> {
    simulator.setFaults([{ on: contract.creates, nth: 1, drop: "before" }]);
    const up = failed(resource.up(inputs));
    while (!simulator.journal({ operation: contract.creates }).some(({ status }) => status === 0)) await setImmediate();
    simulator.setFaults([{ on: "*", drop: "before" }]);
    expect(await up).toContain("It is not known whether it was created");
    simulator.setFaults([]);
    resource.setState(undefined);
  }

  test("what another stack on this machine makes after a create of this one was killed is that stack's", () =>
    inScene(contract, async (scene) => {
      const inputs = inputsOf(scene.inputs);
      await killed(scene, inputs);
      const theirs = await makeStrangers(contract, scene, inputs, "self");
      const said = await failed(scene.resource.up(inputs));
      if (!free.has(kind)) expect(said).toMatch(/the stack organization\/e2e\/theirs has made it/);
      expect(scene.resource.state()?.id).not.toBe(theirs.state()?.id);
      await scene.resource.destroy();
      await untouched(theirs);
    }));

  // Objects of these kinds have no time of creation.
  if (["Notice", "CicdConfiguration", "JobPermissions"].includes(kind))
    test("an object created hours after a killed create is not taken for its result", () =>
      inScene(contract, async (scene) => {
        const inputs = inputsOf(scene.inputs);
        await killed(scene, inputs);
        longAgo();
        const theirs = await makeStrangers(contract, scene, inputs, "self");
        forget("theirs");
        const said = await failed(scene.resource.up(inputs));
        if (!free.has(kind)) expect(said).toMatch(/the create was sent hours ago/);
        expect(scene.resource.state()?.id).not.toBe(theirs.state()?.id);
        await scene.resource.destroy();
        await untouched(theirs);
      }));

  test("update, replacement and destroy leave it alone", () =>
    inScene(contract, async (scene) => {
      const { resource } = scene;
      const inputs = inputsOf(scene.inputs);
      const other = await elsewhere(kind, scene);
      await resource.up({ ...inputs, ...other });
      const theirs = await makeStrangers(contract, scene, inputs, "self");
      // Under the name that is theirs: a rename in place, or a replacement.
      const said = await failed(resource.up(inputs));
      if (!free.has(kind))
        expect(said).toMatch(/is taken by|is already set|already has permissions|have the name|has the same name/);
      expect(resource.state()?.id).not.toBe(theirs.state()?.id);
      await untouched(theirs);
      await resource.destroy();
      await untouched(theirs);
    }));

  test("adoptExisting adopts it only where it is set", () =>
    inScene(contract, async (scene) => {
      const inputs = inputsOf(scene.inputs);
      const theirs = await makeStrangers(contract, scene, inputs, "self");
      await scene.resource.up({ ...inputs, adoptExisting: true });
      expect(scene.resource.state()?.id).toBe(theirs.state()?.id);
    }));
});

test("a user who may not read a file of the name is shown its owner and the possible solutions", () =>
  inScene(contracts.keystore, async (scene) => {
    const { permissions: _, ...inputs } = scene.inputs;
    const client = clientOf(scene.simulator, "developer");
    const file = { name: "release.jks", content: Buffer.from("theirs") };
    await client.keystores.upload({ privacy: "true", description: "", file });
    const said = await failed(scene.resource.up(inputs));
    expect(said).toMatch(/release\.jks/);
    expect(said).toMatch(/another name/);
  }));

function clientOf(simulator: Simulator, user: string): Client {
  const { accessKey, secretKey } = simulator.users[user] ?? simulator.credentials;
  return createClient({ region: simulator.region, accessKey, secretKey, endpoints: simulator.endpoints });
}

test("two stacks that differ only in their region do not conflict at one address, as their IAM projects differ", () =>
  inScene(contracts.buildJob, async ({ resource, inputs, simulator }) => {
    // Neither stack names its IAM project: it is looked up.
    const { "codearts:iamProjectId": _, ...config } = configurationOf(simulator);
    const provider = contracts.buildJob.provider();
    const elsewhere = { ...config, "codearts:region": "cn-east-3" };
    await resource.up(inputs);
    const other = await drive(provider, elsewhere, undefined, { stack: "elsewhere", name: "api" });
    await other.up(inputs);
    expect(other.state()).toMatchObject({ outputs: { region: "cn-east-3", name: inputs.name } });
    expect(other.state()?.id).not.toBe(resource.state()?.id);
    await other.destroy();
    expect(await resource.refresh()).toEqual({ gone: false, paths: [] });
  }));

test("who may not look the IAM project up works without it, and is not refused again for every call", () =>
  inScene(contracts.buildJob, async ({ inputs, simulator }) => {
    const { "codearts:iamProjectId": _, ...config } = configurationOf(simulator);
    simulator.setFaults([{ on: "listProjects", errorCode: { code: "PM.02173403", message: "made-up refusal" } }]);
    simulator.clearJournal();
    const resource = await drive(contracts.buildJob.provider(), config, undefined, { stack: "mine", name: "api" });
    await resource.up(inputs);
    expect(simulator.journal({ operation: "createJob" }).map(({ status }) => status)).toEqual([200]);
    expect(simulator.journal({ operation: "listProjects" })).toHaveLength(1);
  }));

test.each(Object.values(owned).map((contract) => [contract.kind, contract] as const))(
  "%s: a create that the service refused holds no name for the next try of the run",
  (_kind, contract) =>
    inScene(contract, async ({ simulator, inputs }) => {
      const { check, create } = await begin(contract.provider(), simulator);
      const checked = await check(inputs);
      simulator.setFaults([{ on: contract.creates, nth: 1, errorCode: { code: "MADE.UP", message: "made-up refusal" } }]);
      expect(await failed(create(checked))).toContain("made-up refusal");
      simulator.setFaults([]);
      expect((await create(checked)).id).not.toBe("");
    }),
);
