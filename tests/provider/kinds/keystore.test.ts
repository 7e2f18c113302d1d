import type { Simulator } from "codearts-simulator";
import { clientFor } from "../../../provider/config";
import { keystore } from "../../../provider/kinds/keystore/kind";
import { lifecycle } from "../../../provider/lifecycle/provider";
import { withSimulator } from "../../helpers/simulator";
import { begin, operationsOf, type Verbs } from "../../helpers/verbs";

const content = Buffer.from("made-up keystore bytes \u0000\r\n").toString("base64");
const args = { name: "release.jks", content };
const developer = { userId: "22222222c0de5a1ec0de5a1ec0de5a1e" };

async function run(
  work: (parts: { files: Verbs; simulator: Simulator; again(config?: Record<string, string>): Promise<Verbs> }) => Promise<void>,
) {
  await withSimulator(async (simulator) => {
    const again = (config = {}) => begin(lifecycle(keystore), simulator, config);
    const files = await again();
    // A project of our own, by which the service can tell who we are.
    await clientFor().jobs.create({ arch: "x86-64", project_id: simulator.projectId, job_name: "anchor" });
    simulator.clearJournal();
    await work({ files, simulator, again });
  });
}
const list = async () => (await clientFor().keystores.list()).keystore_list ?? [];
const entries = async (id: string) =>
  (await clientFor().keystores.listPermissions(id, { page: "1", page_size: 100 })).permission_list ?? [];
const bytes = async (id: string) => {
  const row = (await list()).find((one) => one.id === id);
  return (await clientFor().keystores.download({ id, name: row?.keystore_name ?? "", domain_id: row?.domain_id ?? "" })).bytes();
};

test("the bytes arrive unchanged, and a second run changes nothing", async () => {
  await run(async ({ files, simulator, again }) => {
    const held = await files.create({ ...args, description: "签名 release", shared: true });
    expect(operationsOf(simulator)).toEqual(["listKeystores", "uploadKeystore", "updateKeystore"]);
    expect((await bytes(held.id)).toString("base64")).toBe(content);
    const later = await again();
    simulator.clearJournal();
    expect(await later.refresh(held)).toMatchObject({ inputs: held.inputs, outputs: { undeclared: [] } });
    expect(operationsOf(simulator)).toEqual(["listKeystores", "listKeystorePermissions"]);
    expect(await later.diff(held, { ...args, description: "签名 release", shared: true })).toBe("same");
    await later.remove(held);
    await later.remove(held);
    expect(await list()).toEqual([]);
  });
});

test("20 files: one list to refresh them all", async () => {
  await run(async ({ files, simulator, again }) => {
    const all = await Promise.all(Array.from({ length: 20 }, (_, n) => files.create({ ...args, name: `release-${n}.jks` })));
    expect(operationsOf(simulator).filter((name) => name !== "uploadKeystore")).toEqual(["listKeystores"]);
    const later = await again();
    simulator.clearJournal();
    expect(await Promise.all(all.map(later.refresh))).not.toContain(undefined);
    // Who may use a file is told file by file.
    expect(operationsOf(simulator).filter((name) => name !== "listKeystorePermissions")).toEqual(["listKeystores"]);
  });
});

test("other bytes are uploaded again; the same bytes in another spelling are not a change", async () => {
  await run(async ({ files }) => {
    const held = await files.create(args);
    expect(await files.diff(held, { ...args, content: content.replace(/(.{10})/, "$1\n") })).toBe("same");
    const other = { ...args, content: Buffer.from("other").toString("base64") };
    expect(await files.diff(held, other)).toEqual({ replace: ["content"], deleteFirst: false });
    expect(await files.diff(held, { ...other, name: "other.jks" })).toEqual({ replace: ["content"], deleteFirst: false });
    await files.remove(held);
    const anew = await files.create(other);
    expect(anew.id).not.toBe(held.id);
    expect((await bytes(anew.id)).toString()).toBe("other");
  });
});

test("name, description and sharing change in place; what is not declared stays as others set it", async () => {
  await run(async ({ files, again }) => {
    const held = await files.create(args);
    await clientFor().keystores.update(held.id, { id: held.id, keystore_name: "release.jks", description: "theirs", share: 1 });
    const later = await again();
    const seen = await later.refresh(held);
    expect(seen).toMatchObject({ inputs: held.inputs, outputs: { undeclared: ["description", "shared"] } });
    const renamed = await later.update(seen ?? held, { ...args, name: "signing.jks" });
    expect(await list()).toMatchObject([{ id: held.id, keystore_name: "signing.jks", description: "theirs", share: 1 }]);
    const declared = await later.update(renamed, { ...args, name: "signing.jks", description: "ours", shared: false });
    expect(await list()).toMatchObject([{ description: "ours", share: 0 }]);
    await later.update(declared, { ...args, name: "signing.jks" });
    expect(await list()).toMatchObject([{ description: "", share: 0 }]);
  });
});

test("permissions: added, changed and deleted by difference; those of others and of the creator are left alone", async () => {
  await run(async ({ files, simulator, again }) => {
    const reader = { userId: "33333333c0de5a1ec0de5a1ec0de5a1e" };
    const held = await files.create({ ...args, permissions: { developer } });
    const theirs = { usage: true, modify: true, delete: false, setting: false, can_absent: true };
    await clientFor().keystores.addPermission({ keystore_id: held.id, user_name: "reader", user_id: reader.userId, ...theirs });
    const later = await again();
    const seen = await later.refresh(held);
    expect(seen).toMatchObject({ inputs: held.inputs, outputs: { undeclared: ['permissions["reader"]'] } });
    simulator.clearJournal();
    const more = await later.update(seen ?? held, { ...args, permissions: { developer: { ...developer, modify: true } } });
    expect(operationsOf(simulator).filter((name) => !name.startsWith("list"))).toEqual(["updateKeystorePermission"]);
    const manager = await later.update(more, {
      ...args,
      permissions: { developer: { ...developer, modify: true, manage: true } },
    });
    const of = async (name: string) => (await entries(held.id)).find((entry) => entry.user_name === name);
    expect(await of("developer")).toMatchObject({ usage: true, modify: true, setting: true, delete: false });
    await later.update(manager, args);
    expect(await of("developer")).toBeUndefined();
    expect(await of("reader")).toMatchObject({ modify: true });
    expect(await of("demo")).toMatchObject({ is_creator: true, usage: true, modify: true, delete: true, setting: true });
  });
});

test("permissions changed in the console are detected", async () => {
  await run(async ({ files, again }) => {
    const held = await files.create({ ...args, permissions: { developer } });
    const [entry] = (await entries(held.id)).filter(({ user_name }) => user_name === "developer");
    await clientFor().keystores.updatePermission({
      id: String(entry?.id),
      keystore_id: held.id,
      user_name: "developer",
      usage: false,
      modify: false,
      delete: true,
    });
    const seen = await (await again()).refresh(held);
    expect(seen?.inputs.permissions).toEqual({
      developer: { ...developer, use: false, modify: false, delete: true, manage: false },
    });
  });
});

test.each([{ drop: "after" as const }, { drop: "before" as const }])("a lost answer leaves one file (%j)", async ({ drop }) => {
  await run(async ({ files, simulator }) => {
    simulator.setFaults([{ on: "uploadKeystore", drop, times: 1 }]);
    const held = await files.create({ ...args, shared: true, permissions: { developer } });
    expect(await list()).toMatchObject([{ id: held.id, share: 1 }]);
    expect((await entries(held.id)).map(({ user_name }) => user_name).sort()).toEqual(["demo", "developer"]);
  });
});

test("a file of the name is refused whatever its bytes and whosever it is; adoptExisting takes one with the same bytes", async () => {
  await run(async ({ files, again, simulator }) => {
    const there = await files.create(args);
    await expect((await again()).create({ ...args, permissions: { developer } })).rejects.toThrow(
      new RegExp(`the name is taken by ${there.id} .*by demo.*adoptExisting: true.*CODEARTS_FINISH_INTERRUPTED`, "s"),
    );
    await expect((await again()).create({ ...args, content: Buffer.from("x").toString("base64") })).rejects.toThrow(
      /the name is taken by .*uploaded by demo, with other content/,
    );

    const { accessKey, secretKey } = simulator.users.developer as { accessKey: string; secretKey: string };
    const theirs = await (await again({ accessKey, secretKey })).create({ ...args, name: "theirs.jks", shared: true });
    await expect((await again()).create({ ...args, name: "theirs.jks" })).rejects.toThrow(
      new RegExp(`the name is taken by ${theirs.id}.*adoptExisting: true`, "s"),
    );
    expect((await (await again()).create({ ...args, name: "theirs.jks", adoptExisting: true })).id).toBe(theirs.id);
  });
});

test("the creator's own entry cannot be declared", async () => {
  await run(async ({ files }) => {
    const held = await files.create(args);
    await expect(
      files.update(held, { ...args, permissions: { demo: { userId: "11111111c0de5a1ec0de5a1ec0de5a1e" } } }),
    ).rejects.toThrow(/permissions\["demo"\]: this user uploaded the file/);
  });
});

test.each<[string, object, string]>([
  [
    "a name without a known suffix",
    { name: "release.p12" },
    "name: .p12 is not allowed; a file name ends in .xml, .key, .keystore, .jks, .crt or .pem",
  ],
  ["a path for a name", { name: "secrets/release.jks" }, "name: a file name must not contain / "],
  ["empty content", { content: "" }, "content: empty; a keystore file has at least one byte"],
  ["too much content", { content: Buffer.alloc(102_401).toString("base64") }, "content: 102,401 bytes; at most 102,400 (100 KB)"],
  ["content that is no base64", { content: "-----BEGIN" }, 'content: not base64; write keystoreFile("path/of/the/file")'],
  ["no content", { content: undefined }, "content: missing; write a string"],
  [
    "an unknown right",
    { permissions: { developer: { ...developer, usage: true } } },
    'permissions["developer"].usage: unknown input; did you mean "use"?',
  ],
  ["a permission without a user id", { permissions: { developer: {} } }, 'permissions["developer"].userId: missing'],
])("check of %s", async (_, change, message) => {
  await run(async ({ files }) => {
    await expect(files.check({ ...args, ...change })).rejects.toThrow(message);
  });
});

test("100 KB, Chinese and spaces in a name pass", async () => {
  await run(async ({ files }) => {
    const held = await files.create({ name: "发布 签名.jks", content: Buffer.alloc(102_400, 7).toString("base64") });
    expect((await bytes(held.id)).equals(Buffer.alloc(102_400, 7))).toBe(true);
  });
});
