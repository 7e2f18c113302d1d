/** State of every release is read: forms are brought forward one by one, and nothing of the engine's gets lost. */
import { z } from "zod";
import { buildJob } from "../../../provider/kinds/build-job/kind";
import { type Kind, record, replace, update } from "../../../provider/lifecycle/kind";
import { lifecycle } from "../../../provider/lifecycle/provider";
import { outputsOf } from "../../../provider/lifecycle/state";
import first from "../../fixtures/state/build-job-1.json";
import { configurationOf, drive } from "../../helpers/one-resource";
import { withSimulator } from "../../helpers/simulator";

interface Thing {
  region: string;
  adoptExisting?: boolean;
  color: string;
}
const seen: unknown[] = [];
/** A kind in its third form: `colour` became `color`, and then lower case. */
const thing: Kind<Thing, Thing> = {
  name: "Thing",
  identity: ["region"],
  schema: z.strictObject({ region: z.string(), color: z.string(), adoptExisting: z.boolean().optional() }),
  fields: { region: replace("new place"), color: update(), adoptExisting: record() },
  label: () => "thing",
  upgrades: [
    ({ colour, ...rest }) => ({ ...rest, color: colour }),
    (old) => ({ ...old, color: String(old.color).toLowerCase() }),
  ],
  create: async (_cloud, _inputs, made) => made("1", {}),
  read: async (_cloud, _id, applied) => ({ region: "cn-north-4", color: "red", ...applied }),
  view: (live) => ({ inputs: live, undeclared: [] }),
  update: async (_cloud, _id, { applied, changed }) => {
    seen.push(applied, [...changed]);
    return undefined;
  },
  delete: async (_cloud, _id, applied) => {
    seen.push(applied);
  },
};
const olds = { region: "cn-north-4", colour: "RED", undeclared: [], __provider: "old text" };

beforeEach(() => withSimulator(async (simulator) => void (await drive(lifecycle(thing), configurationOf(simulator)))));

test("state of the first form is read in every verb", async () => {
  const provider = lifecycle(thing);
  expect(await provider.diff?.("1", olds, { region: "cn-north-4", color: "red" })).toEqual({ changes: false });
  seen.length = 0;
  const updated = await provider.update?.("1", olds, { region: "cn-north-4", color: "blue" });
  expect(updated?.outs).toEqual({ region: "cn-north-4", color: "blue", undeclared: [], __version: 3 });
  await provider.delete?.("1", olds);
  expect(seen).toEqual([{ region: "cn-north-4", color: "red" }, ["color"], { region: "cn-north-4", color: "red" }]);
  const read = await provider.read?.("1", olds);
  expect(read?.props).toEqual({ region: "cn-north-4", color: "red", undeclared: [], __version: 3 });
});

test("state of an intermediate version is migrated from there", async () => {
  const middle = { region: "cn-north-4", color: "RED", undeclared: [], __version: 2 };
  expect(await lifecycle(thing).diff?.("1", middle, { region: "cn-north-4", color: "red" })).toEqual({ changes: false });
});

test("state of a later release is refused with what to do, and never misread", async () => {
  const later = { region: "cn-north-4", color: "red", undeclared: [], __version: 4 };
  await expect(lifecycle(thing).diff?.("1", later, { region: "cn-north-4", color: "red" })).rejects.toThrow(
    'preview codearts:Thing "thing": this state is of a later release (form 4); use at least that release of pulumi-codearts',
  );
});

test("what the engine cannot store never leaves the provider", () => {
  const outputs = outputsOf(
    thing,
    { color: "red", adoptExisting: undefined },
    { big: 12345678901234567890n, list: [undefined, 1n] },
  );
  expect(outputs).toEqual({ color: "red", big: "12345678901234567890", list: [null, "1"], undeclared: [], __version: 1 + 2 });
  expect(Object.keys(outputs)).not.toContain("adoptExisting");
});

test("a job in the state of the first release needs nothing, refreshes and goes", () =>
  withSimulator(async (simulator) => {
    const resource = await drive(lifecycle(buildJob), configurationOf(simulator));
    const { __provider: _, ...program } = first.inputs;
    await resource.up(program);
    const id = resource.state()?.id ?? "";
    resource.setState({ id, inputs: first.inputs, outputs: first.outputs });
    expect((await resource.up(program)).operation).toBe("same");
    expect(await resource.refresh()).toEqual({ gone: false, paths: [] });
    expect((await resource.up({ ...program, flavor: "8u16g" })).paths).toEqual(["flavor"]);
    await resource.destroy();
    expect(simulator.journal({ operation: "deleteJob" })).toHaveLength(1);
  }));
