/** What every kind of resource must do, told once. A kind joins with a table of what is particular to it. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import type { Simulator } from "codearts-simulator";
import { type Client, createClient } from "../../../provider/create-client";
import { configurationOf, drive, type Resource, secretPaths } from "../../helpers/one-resource";
import { withSimulator } from "../../helpers/simulator";

type Props = Record<string, unknown>;

export interface Contract {
  readonly kind: string;
  /** A provider object as a new process has it. */
  readonly provider: () => pulumi.dynamic.ResourceProvider;
  /** Makes what the resource stands on, such as the job of a notice; the answer goes into `inputs`. */
  readonly prepare?: (service: Service) => Promise<Props>;
  /** What a program declares: something of everything. */
  readonly inputs: Props;
  /** Another value for every input that may change in place; undefined drops it. */
  readonly updates: Props;
  /** Another value for every input whose change replaces the object. */
  readonly replacements: Props;
  /** Calls of each verb, by operationId. */
  readonly calls: { readonly create: string[]; readonly read: string[]; readonly update: string[]; readonly delete: string[] };
  /** Someone else changes a declared setting; the answer is its path. Absent where the service can change nothing. */
  readonly disturb?: (service: Service, id: string) => Promise<string>;
  /** Someone else sets what is not declared; the answer is its path in `undeclared`, and how to see that it is still there. Absent where there is no such setting. */
  readonly add?: (service: Service, id: string) => Promise<{ path: string; remains: () => Promise<boolean> }>;
  /** Someone else deletes it; absent where that takes more than the object. */
  readonly remove?: (service: Service, id: string) => Promise<unknown>;
  /** How many objects are there. */
  readonly count: (service: Service) => Promise<number>;
  /** The call that makes the object, for faults. */
  readonly creates: string;
  /** Whether a create whose answer was lost is settled by looking; "found" where a call that left no trace is not repeated. */
  readonly settles?: boolean | "found";
  /** A fault that lets the object be made and fails a later call, and the inputs that need that call. */
  readonly halfWay?: { readonly on: string; readonly inputs: Props };
  /** Inputs with a made-up secret in them, and the paths that must be marked. */
  readonly secret?: { readonly inputs: Props; readonly text: string; readonly paths: string[]; readonly computed?: string[] };
}

export interface Service {
  readonly simulator: Simulator;
  readonly client: Client;
}

interface Scene extends Service {
  readonly inputs: Props;
  readonly resource: Resource;
  /** Operations since the last question. */
  calls(): string[];
}

export function clientOf(simulator: Simulator): Client {
  const { accessKey, secretKey } = simulator.credentials;
  return createClient({ region: simulator.region, accessKey, secretKey, endpoints: simulator.endpoints });
}

/** A simulator, its parents, and the resource of the contract; nothing is made yet. */
export function inScene(
  contract: Contract,
  work: (scene: Scene) => Promise<void>,
  readings: Record<string, string> = {},
): Promise<void> {
  return withSimulator(
    async (simulator) => {
      // Another service, of which no earlier run has made anything.
      rmSync(join(process.env.PULUMI_HOME ?? "", "codearts"), { recursive: true, force: true });
      const client = clientOf(simulator);
      const parents = (await contract.prepare?.({ simulator, client })) ?? {};
      const resource = await drive(contract.provider(), configurationOf(simulator));
      simulator.clearJournal();
      const calls = () => {
        const seen = simulator.journal().map((entry) => String(entry.operation));
        simulator.clearJournal();
        return seen;
      };
      await work({ simulator, client, resource, calls, inputs: { ...parents, ...contract.inputs } });
    },
    { readings },
  );
}

export function describeContract(contract: Contract): void {
  const scene = (work: (scene: Scene) => Promise<void>) => inScene(contract, work);
  const { kind } = contract;

  test(`${kind}: created once, left alone by a second up, gone after destroy`, () =>
    scene(async ({ resource, inputs, calls, ...service }) => {
      const before = await contract.count(service);
      calls();
      expect((await resource.preview(inputs)).operation).toBe("create");
      expect(calls()).toEqual([]);
      await resource.up(inputs);
      expect(calls()).toEqual(contract.calls.create);
      expect(await contract.count(service)).toBe(before + 1);
      calls();
      expect(await resource.up(inputs)).toEqual({ operation: "same", paths: [], replaces: [] });
      expect(calls()).toEqual([]);
      expect(await resource.refresh()).toEqual({ gone: false, paths: [] });
      expect(calls()).toEqual(contract.calls.read);
      expect(await resource.up(inputs)).toEqual({ operation: "same", paths: [], replaces: [] });
      await resource.destroy();
      expect(calls()).toEqual(contract.calls.delete);
      expect(await contract.count(service)).toBe(before);
    }));

  test(`${kind}: every input changes on its own, in place`, () =>
    scene(async ({ resource, inputs, calls }) => {
      let declared = inputs;
      await resource.up(declared);
      const id = resource.state()?.id;
      for (const [input, value] of Object.entries(contract.updates)) {
        const { [input]: _, ...others } = declared;
        declared = value === undefined ? others : { ...others, [input]: value };
        calls();
        const step = await resource.up(declared);
        expect({ input, operation: step.operation }).toEqual({ input, operation: "update" });
        expect(step.paths.filter((path) => path.split(/[.[]/)[0] !== input)).toEqual([]);
        expect(calls().length).toBeLessThanOrEqual(contract.calls.update.length);
        expect({ input, drift: await resource.refresh() }).toEqual({ input, drift: { gone: false, paths: [] } });
        expect((await resource.up(declared)).operation).toBe("same");
        expect(resource.state()?.id).toBe(id);
      }
    }));

  test(`${kind}: what cannot change in place is replaced, and the old object goes`, () =>
    scene(async ({ resource, inputs, ...service }) => {
      for (const [input, value] of Object.entries(contract.replacements)) {
        await resource.up(inputs);
        const before = resource.state()?.id;
        const step = await resource.up({ ...inputs, [input]: value });
        expect({ input, replaces: step.replaces }).toEqual({ input, replaces: [input] });
        expect(resource.state()?.id).not.toBe(before);
        await resource.destroy();
      }
      expect(await contract.count(service)).toBe(0);
    }));

  const { disturb, add } = contract;
  if (disturb)
    test(`${kind}: a declared setting that someone changed is found and put back; what is not declared stays and is listed`, () =>
      scene(async ({ resource, inputs, ...service }) => {
        await resource.up(inputs);
        await resource.refresh();
        const id = String(resource.state()?.id);
        const added = await add?.(service, id);
        expect(await resource.refresh()).toEqual({ gone: false, paths: [] });
        if (added) expect(resource.state()?.outputs.undeclared).toContain(added.path);
        const changed = await disturb(service, id);
        expect((await resource.refresh()).paths).toEqual([changed]);
        expect((await resource.up(inputs)).paths).toEqual([changed]);
        expect(await resource.refresh()).toEqual({ gone: false, paths: [] });
        if (added) expect(await added.remains()).toBe(true);
      }));

  const { remove } = contract;
  // A kind whose object cannot be removed by others (a notice's channel) has nothing to prove here.
  if (remove) {
    test(`${kind}: a deleted object is not an error: refresh removes it from the state, delete succeeds, and the next up creates it again`, () =>
      scene(async ({ resource, inputs, ...service }) => {
        await resource.up(inputs);
        await remove(service, String(resource.state()?.id));
        const kept = resource.state();
        expect((await resource.refresh()).gone).toBe(true);
        expect((await resource.up(inputs)).operation).toBe("create");
        await resource.destroy();
        resource.setState(kept);
        await resource.destroy();
      }));
  }

  if (contract.settles) {
    test.each(contract.settles === "found" ? (["after"] as const) : (["before", "after"] as const))(
      `${kind}: a create whose connection broke %s the service acted makes one object`,
      (drop) =>
        scene(async ({ resource, inputs, ...service }) => {
          service.simulator.setFaults([{ on: contract.creates, nth: 1, drop }]);
          await resource.up(inputs);
          expect(await contract.count(service)).toBe(1);
          expect(await resource.refresh()).toEqual({ gone: false, paths: [] });
        }),
    );

    test(`${kind}: a create that runs again after the deployment was killed takes the object that it made`, () =>
      scene(async ({ resource, inputs, ...service }) => {
        await resource.up(inputs);
        const id = resource.state()?.id;
        resource.setState(undefined);
        await resource.up(inputs);
        expect(resource.state()?.id).toBe(id);
        expect(await contract.count(service)).toBe(1);
        expect(await resource.refresh()).toEqual({ gone: false, paths: [] });
      }));
  }

  test(`${kind}: a refusal is an error in words, and nothing is made or recorded`, () =>
    scene(async ({ resource, inputs, ...service }) => {
      service.simulator.setFaults([{ on: contract.creates, errorCode: { code: "CB.00060200", message: "made-up refusal" } }]);
      const failure = await resource.up(inputs).catch((error: unknown) => error);
      expect(String((failure as Error).message)).toMatch(
        new RegExp(`^create codearts:${kind} ".*CB\\.00060200 made-up refusal`, "s"),
      );
      expect(`${failure}: ${(failure as Error).stack}`).not.toMatch(/\bat .*:\d+/);
      expect(resource.state()).toBeUndefined();
      expect(await contract.count(service)).toBe(0);
    }));

  const { halfWay, secret } = contract;
  if (halfWay) {
    test(`${kind}: what fails half-way is recorded with its id, and finished by the next up`, () =>
      scene(async ({ resource, inputs, ...service }) => {
        const declared = { ...inputs, ...halfWay.inputs };
        service.simulator.setFaults([
          { on: halfWay.on, times: 1, errorCode: { code: "CB.00060200", message: "made-up refusal" } },
        ]);
        await expect(resource.up(declared)).rejects.toThrow("made-up refusal");
        const half = resource.state();
        expect(half).toMatchObject({ id: expect.stringMatching(/./), initErrors: [expect.stringContaining("made-up refusal")] });
        expect(half?.outputs.__provider).toBe("text");
        await resource.up(declared);
        expect(resource.state()?.id).toBe(half?.id);
        expect(resource.state()?.initErrors).toBeUndefined();
        expect(await resource.refresh()).toEqual({ gone: false, paths: [] });
        expect(await contract.count(service)).toBe(1);
      }));
  }
  if (secret) {
    test(`${kind}: a secret is marked as one wherever the provider answers, and is in no error and no journal`, () =>
      scene(async ({ inputs, ...service }) => {
        const provider = contract.provider();
        const marked: string[][] = [];
        const resource = await drive(provider, configurationOf(service.simulator), (answer) =>
          marked.push(secretPaths(answer).sort()),
        );
        await resource.up({ ...inputs, ...secret.inputs });
        await resource.refresh();
        // check, create, then read's outputs and inputs
        const outputs = [...secret.paths, ...(secret.computed ?? [])];
        expect(marked).toEqual([secret.paths, outputs, outputs, secret.paths]);
        expect(JSON.stringify(service.simulator.journal())).not.toContain(secret.text);
        service.simulator.setFaults([{ on: "*", errorCode: { code: "CB.00060200", message: `no ${secret.text}` } }]);
        const failure = await resource.up({ ...inputs, ...secret.inputs, ...contract.updates }).catch((error: unknown) => error);
        expect(JSON.stringify([String(failure), (failure as Error).message])).not.toContain(secret.text);
      }));
  }
}
