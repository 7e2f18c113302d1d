import { buildTemplate } from "../../../provider/kinds/build-template/kind";
import { lifecycle } from "../../../provider/lifecycle/provider";
import type { Contract, Service } from "./contract";

const maven = "devcloud2018.codeci_action_20043.action";

export const buildTemplateContract: Contract = {
  kind: "BuildTemplate",
  provider: () => lifecycle(buildTemplate),
  // A project of our own, by which the service can tell who we are.
  prepare: async ({ client, simulator }) => {
    await client.jobs.create({ arch: "x86-64", project_id: simulator.projectId, job_name: "anchor" });
    return {};
  },
  inputs: {
    name: "maven-service",
    description: "Builds 服务",
    toolType: "maven",
    steps: [{ module: maven, name: "Maven build", properties: { command: "mvn -B verify\nexit 0", retries: 2 } }],
    stepSecrets: { "Maven build": { token: "made-up-token" } },
    parameters: { codeBranch: "main", profile: { default: "ci", options: ["ci", "release"], runtime: true } },
    updateSubmodules: true,
    image: "swr.example.invalid/maven:3",
    imageSource: "swr",
  },
  updates: { adoptExisting: true },
  replacements: {
    name: "maven-service-2",
    description: "other",
    toolType: "gradle",
    steps: [{ module: maven, name: "Maven build" }],
    stepSecrets: { "Maven build": { token: "made-up-other" } },
    parameters: { codeBranch: "dev" },
    updateSubmodules: false,
    image: "swr.example.invalid/maven:4",
    imageSource: "own",
    raw: { made_up_field: "1" },
  },
  calls: {
    create: ["listCustomTemplates", "createTemplate"],
    read: ["listCustomTemplates"],
    update: [],
    delete: ["deleteTemplate"],
  },
  creates: "createTemplate",
  settles: "found",
  remove: ({ client }, id) => client.templates.delete(id),
  count: async ({ client }: Service) => {
    let templates = 0;
    for await (const _ of client.each("listCustomTemplates", {})) templates += 1;
    return templates;
  },
  secret: {
    inputs: { stepSecrets: { "Maven build": { token: "made-up-secret-token" } } },
    text: "made-up-secret-token",
    paths: ["stepSecrets.Maven build.token"],
  },
};
