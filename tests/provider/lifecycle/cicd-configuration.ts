import { cicdConfiguration } from "../../../provider/kinds/cicd-configuration/kind";
import { lifecycle } from "../../../provider/lifecycle/provider";
import type { Contract, Service } from "./contract";

const image = {
  source: "remote_image",
  name: "api",
  version: "1.0",
  repositoryAddress: "swr.example.invalid",
  loginUserName: "robot",
};

const change = async ({ client }: Service, id: string, lists: object) => {
  const { vulnerability_blocklist, vulnerability_whitelist, image_whitelist } = await client.cicd.showConfiguration(id);
  await client.cicd.modifyConfiguration(id, { vulnerability_blocklist, vulnerability_whitelist, image_whitelist, ...lists });
};

export const cicdConfigurationContract: Contract = {
  kind: "CicdConfiguration",
  provider: () => lifecycle(cicdConfiguration),
  inputs: {
    name: "gate",
    vulnerabilityBlocklist: ["CVE-2024-0001", "CVE-2024-0002"],
    vulnerabilityWhitelist: ["CVE-2023-0001"],
    command: { image: { ...image, loginPassword: "made-up-password" } },
  },
  updates: {
    vulnerabilityBlocklist: ["CVE-2024-0001", "CVE-2024-0003"],
    vulnerabilityWhitelist: undefined,
    imageWhitelist: [],
    command: { image: { ...image, blocking: true }, iac: { mode: "local_directory", path: "./infra" } },
    adoptExisting: true,
  },
  replacements: { name: "gate-2", enterpriseProjectId: "made-up-enterprise-project" },
  calls: {
    create: ["listCicdConfigurations", "addCicdConfiguration", "createCicdConfigurationCommand"],
    read: ["listCicdConfigurations", "showCicdConfiguration"],
    update: ["showCicdConfiguration", "modifyCicdConfiguration", "showCicdConfiguration"],
    delete: ["deleteCicdConfigurations"],
  },
  creates: "addCicdConfiguration",
  settles: true,
  async disturb(service, id) {
    await change(service, id, { vulnerability_blocklist: ["CVE-2024-0001", "CVE-2024-0009"] });
    return "vulnerabilityBlocklist[1]";
  },
  async add(service, id) {
    await change(service, id, { image_whitelist: ["theirs"] });
    const remains = async () => (await service.client.cicd.showConfiguration(id)).image_whitelist?.[0] === "theirs";
    return { path: "imageWhitelist", remains };
  },
  remove: ({ client }, id) => client.cicd.deleteConfigurations({ cicd_id_list: [id] }),
  count: async ({ client }) => {
    let found = 0;
    for await (const _ of client.each("listCicdConfigurations", {})) found += 1;
    return found;
  },
  halfWay: { on: "createCicdConfigurationCommand", inputs: {} },
  secret: {
    inputs: { command: { image: { ...image, loginPassword: "made-up-secret-password" } } },
    text: "made-up-secret-password",
    paths: ["command.image.loginPassword"],
    computed: ["createCommand"],
  },
};
