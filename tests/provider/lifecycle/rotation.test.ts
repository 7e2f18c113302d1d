/** A new content of a keystore: the new file is there before the old one goes, and a refusal leaves the old one as it is. */
import { inScene } from "./contract";
import { keystoreContract } from "./keystore";

type Scene = Parameters<Parameters<typeof inScene>[1]>[0];
const base64 = (text: string) => Buffer.from(text).toString("base64");
const next = base64("the next bytes");

async function filesOf({ client }: Scene): Promise<{ id: string; name: string; bytes: string }[]> {
  const found: { id: string; name: string; bytes: string }[] = [];
  for await (const { id = "", keystore_name: name = "", domain_id = "" } of client.each("listKeystores", {})) {
    const download = await client.keystores.download({ name, domain_id: domain_id ?? "", id });
    found.push({ id, name, bytes: (await download.bytes()).toString() });
  }
  return found;
}

const scene = (work: (scene: Scene) => Promise<void>) => inScene(keystoreContract, work);

test("the new file takes the name, and only then the old one is deleted", () =>
  scene(async (scene) => {
    const { resource, inputs, calls } = scene;
    await resource.up(inputs);
    const old = resource.state()?.id;
    calls();
    expect(await resource.up({ ...inputs, content: next })).toMatchObject({ operation: "replace", replaces: ["content"] });
    const order = calls().filter((name) => /^(upload|delete)Keystore$/.test(name));
    expect(order).toEqual(["uploadKeystore", "deleteKeystore"]);
    const id = resource.state()?.id;
    expect(id).not.toBe(old);
    expect(await filesOf(scene)).toEqual([{ id, name: "release.jks", bytes: "the next bytes" }]);
    expect(await resource.refresh()).toEqual({ gone: false, paths: [] });
    expect((await resource.up({ ...inputs, content: next })).operation).toBe("same");
  }));

test.each(["uploadKeystore", "updateKeystore"])("a refused %s leaves the old file, and state says so", (on) =>
  scene(async (scene) => {
    const { resource, inputs, simulator } = scene;
    await resource.up(inputs);
    const before = await filesOf(scene);
    const held = resource.state();
    simulator.setFaults([{ on, errorCode: { code: "CB.00060200", message: "made-up refusal" } }]);
    await expect(resource.up({ ...inputs, content: next })).rejects.toThrow("made-up refusal");
    simulator.setFaults([]);
    expect(await filesOf(scene)).toEqual(before);
    expect(resource.state()).toEqual(held);
    await resource.up({ ...inputs, content: next });
    expect((await filesOf(scene)).map(({ bytes }) => bytes)).toEqual(["the next bytes"]);
  }),
);

test("the last of the two names is refused: the old file gets its name back", () =>
  scene(async (scene) => {
    const { resource, inputs, simulator } = scene;
    await resource.up(inputs);
    const before = await filesOf(scene);
    simulator.setFaults([
      { on: "updateKeystore", nth: 2, times: 1, errorCode: { code: "CB.00060200", message: "made-up refusal" } },
    ]);
    await expect(resource.up({ ...inputs, content: next })).rejects.toThrow("made-up refusal");
    simulator.setFaults([]);
    expect(await filesOf(scene)).toEqual(before);
  }));

test("the last of the two names is refused, and so is giving the old one back: it is said where the old file is, and the next run ends well", () =>
  scene(async (scene) => {
    const { resource, inputs, simulator } = scene;
    await resource.up(inputs);
    const [before] = await filesOf(scene);
    const refusal = { errorCode: { code: "CB.00060200", message: "made-up refusal" } };
    simulator.setFaults([{ on: "updateKeystore", nth: [2, 3], ...refusal }]);
    const aside = `release-old-${before?.id.slice(0, 8)}.jks`;
    await expect(resource.up({ ...inputs, content: next })).rejects.toThrow(`${before?.id} may now have the name ${aside}`);
    simulator.setFaults([]);
    expect(await filesOf(scene)).toEqual([{ ...before, name: aside }]);
    await resource.up({ ...inputs, content: next });
    expect(await filesOf(scene)).toMatchObject([{ name: "release.jks", bytes: "the next bytes" }]);
  }));

test("killed after the upload: the next run continues with the uploaded file", () =>
  scene(async (scene) => {
    const { resource, inputs, simulator, calls } = scene;
    await resource.up(inputs);
    const held = resource.state();
    await resource.up({ ...inputs, content: next });
    // As state is after a kill: it has the old file, which the service has too.
    const made = resource.state()?.id;
    resource.setState(held);
    simulator.clearJournal();
    await resource.up({ ...inputs, content: next });
    expect(resource.state()?.id).toBe(made);
    expect(calls()).not.toContain("uploadKeystore");
  }));
