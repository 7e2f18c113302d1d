import type { Simulator } from "codearts-simulator";
import { clientFor } from "../../../provider/config";
import { cicdConfiguration } from "../../../provider/kinds/cicd-configuration/kind";
import { lifecycle } from "../../../provider/lifecycle/provider";
import { withSimulator } from "../../helpers/simulator";
import { begin, operationsOf, type Verbs } from "../../helpers/verbs";

async function run(
  work: (parts: { gates: Verbs; simulator: Simulator; again(): Promise<Verbs> }) => Promise<void>,
  readings: Record<string, string> = {},
) {
  await withSimulator(
    async (simulator) => {
      const again = () => begin(lifecycle(cicdConfiguration), simulator);
      await work({ gates: await again(), simulator, again });
    },
    { readings },
  );
}
const show = (id: string) => clientFor().cicd.showConfiguration(id);

const args = {
  name: "gate",
  vulnerabilityBlocklist: ["CVE-2024-0003", "CVE-2024-0001"],
  command: {
    image: {
      source: "remote_image",
      name: "app",
      version: "1.0",
      repositoryAddress: "swr.example.com",
      loginUserName: "robot",
      loginPassword: "made-up-password",
    },
  },
};

test("create, read, and delete: one call each in addition to the look-ups that are made once", async () => {
  await run(async ({ gates, simulator }) => {
    const held = await gates.create(args);
    expect(operationsOf(simulator)).toEqual(["listCicdConfigurations", "addCicdConfiguration", "createCicdConfigurationCommand"]);
    expect(held.outputs.createCommand).toEqual(expect.stringContaining("made-up-password"));
    expect(await gates.diff(held, { ...args, vulnerabilityBlocklist: ["CVE-2024-0001", "CVE-2024-0003"] })).toBe("same");
    expect((await gates.refresh(held))?.outputs).toMatchObject({ ...held.outputs, undeclared: [] });
    await gates.remove(held);
    await gates.remove(held);
    expect(await gates.refresh(held)).toBeUndefined();
  });
});

test.each(["kept", "emptied"])("a list that is not declared stays as others set it (%s)", async (reading) => {
  await run(
    async ({ gates, again }) => {
      const held = await gates.create({ name: "gate", vulnerabilityBlocklist: ["CVE-2024-0001"] });
      await clientFor().cicd.modifyConfiguration(held.id, {
        vulnerability_blocklist: ["CVE-2024-0001"],
        vulnerability_whitelist: [],
        image_whitelist: ["nginx"],
      });
      const later = await again();
      const seen = await later.refresh(held);
      expect(seen?.inputs).toEqual(held.inputs);
      expect(seen?.outputs.undeclared).toEqual(["imageWhitelist"]);
      const changed = await later.update(seen ?? held, { name: "gate", vulnerabilityWhitelist: ["CVE-2024-0002"] });
      expect(await show(held.id)).toMatchObject({
        vulnerability_blocklist: [],
        vulnerability_whitelist: ["CVE-2024-0002"],
        image_whitelist: ["nginx"],
      });
      await later.update(changed, { name: "gate", vulnerabilityWhitelist: ["CVE-2024-0002"], imageWhitelist: [] });
      expect(await show(held.id)).toMatchObject({ image_whitelist: [] });
    },
    { "scan-list-omitted": reading },
  );
});

test.each(["bad-request", "not-found", "server-error", "ok-code"])(
  "the list decides what exists, whatever a read of a missing one says (%s)",
  async (reading) => {
    await run(
      async ({ gates, again }) => {
        const held = await gates.create(args);
        const later = await again();
        await clientFor().cicd.deleteConfigurations({ cicd_id_list: [held.id] });
        expect(await later.refresh(held)).toBeUndefined();
        await expect(later.update(held, { ...args, vulnerabilityBlocklist: undefined, imageWhitelist: ["a"] })).rejects.toThrow(
          /no longer exists; run pulumi refresh/,
        );
      },
      { "missing-scan-configuration": reading },
    );
  },
);

test("200 configurations: one list, and one read each", async () => {
  await run(async ({ gates, simulator, again }) => {
    const all = await Promise.all(Array.from({ length: 200 }, (_, n) => gates.create({ name: `gate-${n}` })));
    expect(operationsOf(simulator).filter((name) => name !== "addCicdConfiguration")).toEqual(["listCicdConfigurations"]);
    const later = await again();
    simulator.clearJournal();
    expect(await Promise.all(all.map(later.refresh))).not.toContain(undefined);
    const called = operationsOf(simulator);
    expect(called.filter((name) => name === "listCicdConfigurations")).toHaveLength(1);
    expect(called.filter((name) => name === "showCicdConfiguration")).toHaveLength(200);
    expect(called).toHaveLength(201);
  });
});

test("another user's name is refused, and adopted only on request", async () => {
  await run(async ({ gates, again }) => {
    const { cicd_id: theirs } = await clientFor().cicd.addConfiguration({ cicd_name: "gate", image_whitelist: ["theirs"] });
    await expect(gates.create(args)).rejects.toThrow(
      new RegExp(`create codearts:CicdConfiguration "gate".*the name is taken by ${theirs}.*adoptExisting: true`, "s"),
    );
    const taken = await (await again()).create({ ...args, imageWhitelist: ["mine"], adoptExisting: true });
    expect(taken.id).toBe(theirs);
    expect(await show(taken.id)).toMatchObject({
      image_whitelist: ["mine"],
      vulnerability_blocklist: args.vulnerabilityBlocklist,
    });
  });
});

test.each([{ drop: "after" as const }, { drop: "before" as const }])(
  "a lost answer leaves one configuration (%j)",
  async ({ drop }) => {
    await run(async ({ gates, simulator }) => {
      simulator.setFaults([{ on: "addCicdConfiguration", drop, times: 1 }]);
      const held = await gates.create(args);
      const { data_list } = await clientFor().cicd.listConfigurations();
      expect(data_list?.map(({ cicd_id }) => cicd_id)).toEqual([held.id]);
    });
  },
);

test("one of the name is refused however equal it is; adoptExisting takes it over, and renders its command", async () => {
  await run(async ({ gates, again }) => {
    const there = await gates.create(args);
    await expect((await again()).create(args)).rejects.toThrow(
      new RegExp(`the name is taken by ${there.id}\\n .*adoptExisting: true`),
    );
    const found = await (await again()).create({ ...args, adoptExisting: true });
    expect(found.id).toBe(there.id);
    expect(found.outputs.createCommand).toEqual(there.outputs.createCommand);
  });
});

const image = { source: "remote_image", name: "a", version: "1" };
test.each<[string, object, string]>([
  ["a long name", { name: "x".repeat(129) }, "name: 129 characters; at most 128"],
  ["no name", { name: "" }, "name: empty; at least 1 character"],
  [
    "1,001 entries",
    { imageWhitelist: Array.from({ length: 1001 }, (_, n) => `image-${n}`) },
    "imageWhitelist: 1001 entries; at most 1000",
  ],
  ["text for a list", { vulnerabilityBlocklist: "CVE-2024-0001" }, "vulnerabilityBlocklist: a string; write a list"],
  ["a misspelt input", { imageWhiteList: [] }, 'imageWhiteList: unknown input; did you mean "imageWhitelist"?'],
  ["a command for nothing", { command: {} }, "command: scans nothing"],
  ["an image from nowhere", { command: { image } }, "command.image.repositoryAddress: missing"],
  ["an unknown mode", { command: { iac: { mode: "local", path: "." } } }, 'command.iac.mode: "local"; write "local_directory"'],
])("check of %s", async (_, change, message) => {
  await run(async ({ gates }) => {
    await expect(gates.check({ name: "gate", ...change })).rejects.toThrow(message);
  });
});

test("a region where HSS is and CodeArts Build is not", async () => {
  await run(async ({ gates, simulator }) => {
    const held = await gates.create({ ...args, region: "ap-southeast-1" });
    expect(held.outputs).toMatchObject({ region: "ap-southeast-1" });
    const [lookUp] = simulator.journal();
    expect(lookUp?.url).toContain("name=ap-southeast-1");
    await gates.remove(held);
  });
});
