import { keystore } from "../../../provider/kinds/keystore/kind";
import { lifecycle } from "../../../provider/lifecycle/provider";
import type { Contract, Service } from "./contract";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const developer = { userId: "22222222c0de5a1ec0de5a1ec0de5a1e" };
const reader = { userId: "33333333c0de5a1ec0de5a1ec0de5a1e" };

const fileOf = async ({ client }: Service, id: string) => {
  for await (const file of client.each("listKeystores", {})) if (file.id === id) return file;
  throw new Error(`no file ${id}`);
};

export const keystoreContract: Contract = {
  kind: "Keystore",
  provider: () => lifecycle(keystore),
  // A project of our own, by which the service can tell who we are.
  prepare: async ({ client, simulator }) => {
    await client.jobs.create({ arch: "x86-64", project_id: simulator.projectId, job_name: "anchor" });
    return {};
  },
  inputs: { name: "release.jks", content: base64("made-up bytes"), shared: true, permissions: { developer } },
  updates: {
    name: "signing.jks",
    description: "签名",
    shared: false,
    permissions: { developer: { ...developer, modify: true }, reader: { ...reader, manage: true } },
    adoptExisting: true,
  },
  replacements: { content: base64("other bytes") },
  calls: {
    create: ["listKeystores", "uploadKeystore", "updateKeystore", "addKeystorePermission"],
    read: ["listKeystores", "listKeystorePermissions"],
    update: [
      "listKeystorePermissions",
      "updateKeystorePermission",
      "addKeystorePermission",
      "listKeystores",
      "listKeystorePermissions",
    ],
    delete: ["deleteKeystore"],
  },
  creates: "uploadKeystore",
  settles: true,
  async disturb(service, id) {
    const { keystore_name = "", description = "" } = await fileOf(service, id);
    await service.client.keystores.update(id, { id, keystore_name, description, share: 0 });
    return "shared";
  },
  async add(service, id) {
    const rights = { usage: true, modify: false, delete: false, setting: false, can_absent: true };
    await service.client.keystores.addPermission({ keystore_id: id, user_name: "reader", user_id: reader.userId, ...rights });
    const remains = async () => {
      for await (const entry of service.client.each("listKeystorePermissions", { path: { keystore_id: id } })) {
        if (entry.user_name === "reader") return true;
      }
      return false;
    };
    return { path: 'permissions["reader"]', remains };
  },
  remove: ({ client }, id) => client.keystores.delete(id),
  count: async ({ client }) => {
    let files = 0;
    for await (const _ of client.each("listKeystores", {})) files += 1;
    return files;
  },
  halfWay: { on: "addKeystorePermission", inputs: {} },
  secret: { inputs: { content: base64("made-up secret") }, text: base64("made-up secret"), paths: ["content"] },
};
