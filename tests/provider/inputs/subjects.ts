/** The kinds as the mechanical test of inputs drives them: what stands around an input, and what of it is live. */
import type * as pulumi from "@pulumi/pulumi";
import type { Simulator } from "codearts-simulator";
import type { z } from "zod";
import type { Client } from "../../../provider/client";
import * as providers from "../../../provider/index";
import { buildJob } from "../../../provider/kinds/build-job/kind";
import { buildRun } from "../../../provider/kinds/build-run/kind";
import { buildTemplate } from "../../../provider/kinds/build-template/kind";
import { cicdConfiguration } from "../../../provider/kinds/cicd-configuration/kind";
import { jobGroup } from "../../../provider/kinds/job-group/kind";
import { jobPermissions } from "../../../provider/kinds/job-permissions/kind";
import { keystore } from "../../../provider/kinds/keystore/kind";
import { notice } from "../../../provider/kinds/notice/kind";

export type Props = { readonly [key: string]: unknown };

export interface Service {
  readonly simulator: Simulator;
  readonly client: Client;
}

export interface Subject {
  readonly name: string;
  readonly schema: z.ZodType;
  readonly fields: object;
  readonly provider: pulumi.dynamic.ResourceProvider;
  /** The least that a program writes; in `twin` what a second object of the same settings has of its own. */
  readonly base: Props;
  readonly twin: Props;
  /** The least that an entry or an object holds, by path; empty where nothing is said. */
  readonly frames: Props;
  /** Wire fields that are an object's own, and values that mean the same as nothing. */
  readonly own: ReadonlySet<string>;
  readonly usual: { readonly [field: string]: string };
  /** What the service answers, lists of named things as maps. */
  live(service: Service, id: string): Promise<Props>;
}

const record = (value: unknown): Props => (typeof value === "object" && value !== null ? { ...value } : {});
const list = (value: unknown): Props[] => (Array.isArray(value) ? value.map(record) : []);
const byName = (pairs: unknown): Props =>
  Object.fromEntries(
    list(pairs).map(({ name, value, limits }) => [String(name), limits ? list(limits).map((l) => l.name) : value]),
  );
const parametersByName = (parameters: unknown): Props =>
  Object.fromEntries(
    list(parameters).map(({ params }) => {
      const limits = list(params).find((pair) => pair.limits)?.limits;
      const values = byName(list(params).map(({ name, value }) => ({ name, value })));
      return [String(values.name), { ...values, ...(limits ? { limits: list(limits).map((limit) => limit.name) } : {}) }];
    }),
  );

const step = { module: "devcloud2018.codeci_action_20043.action", name: "Test" };

export const subjects: readonly Subject[] = [
  {
    name: "BuildJob",
    schema: buildJob.schema,
    fields: buildJob.fields,
    provider: providers.buildJob,
    base: { name: "api" },
    twin: { name: "twin" },
    frames: {
      "scms[]": {
        type: "codehub",
        url: "git@example.invalid:api.git",
        repositoryId: "211174",
        webUrl: "https://example.invalid",
      },
      "steps[]": step,
      "schedules[]": { cron: "0 2 * * *" },
      "triggers[]": { name: "made.up.Trigger" },
    },
    own: new Set(["job_id", "job_name"]),
    usual: {
      arch: '"x86-64"',
      host_type: '"devcloud"',
      build_config_type: '"ACTION"',
      timeout: '{"limit":"4","unit":"hour"}',
      type: '"normalparam"',
      build_type: '"branch"',
      depth: '"1"',
    },
    async live({ client }, id) {
      const info = await client.jobs.getDisableInfo(id);
      const config = record(await client.jobs.getConfig(id, { get_all_params: "true" }));
      return {
        ...config,
        parameters: parametersByName(config.parameters),
        scms: list(config.scms).map(({ end_point_id, endpoint_id, ...scm }) => ({
          ...scm,
          endpoint: end_point_id ?? endpoint_id,
        })),
        triggers: list(config.triggers).map(({ name, parameters }) => ({ name, ...byName(parameters) })),
        disabled: info?.disabled ? { reson: info.reson ?? "" } : undefined,
      };
    },
  },
  {
    name: "BuildTemplate",
    schema: buildTemplate.schema,
    fields: buildTemplate.fields,
    provider: providers.buildTemplate,
    base: { name: "maven" },
    twin: { name: "twin" },
    frames: { "steps[]": step },
    own: new Set(["uuid", "id", "name", "create_time"]),
    usual: { type: '"normalparam"' },
    async live({ client }, id) {
      const template = record(await client.templates.getCustom(id));
      return { ...template, parameters: parametersByName(template.parameters) };
    },
  },
  {
    name: "Notice",
    schema: notice.schema,
    fields: notice.fields,
    provider: providers.notice,
    base: { channel: "WECOM", events: ["buildJobFail"], webhook: "https://example.invalid/robot" },
    twin: { jobId: "twin's job" },
    frames: {},
    own: new Set(["id", "param_config"]),
    usual: {},
    async live({ client }, id) {
      const [jobId = "", channel] = id.split("/");
      const item = (await client.notices.list(jobId)).find(({ notice_type }) => notice_type === channel);
      const on = Object.entries(item?.enable_map ?? {}).flatMap(([event, isOn]) => (isOn ? [event] : []));
      const config = item?.param_config ?? "";
      return { ...item, on: on.sort(), robot: config.startsWith("{") ? record(JSON.parse(config)) : { webhook_url: config } };
    },
  },
  {
    name: "Keystore",
    schema: keystore.schema,
    fields: keystore.fields,
    provider: providers.keystore,
    base: { name: "a.jks", content: "YQ==" },
    twin: { name: "twin.jks" },
    frames: { "permissions{}": { userId: "22222222c0de5a1ec0de5a1ec0de5a1e" } },
    own: new Set([
      "id",
      "keystore_name",
      "keystore_id",
      "create_time",
      "create_time_stamp",
      "update_time",
      "update_time_stamp",
      "object_name",
    ]),
    usual: {},
    async live({ client }, id) {
      let file: Props = {};
      for await (const row of client.each("listKeystores", {})) if (row.id === id) file = record(row);
      const permissions: [string, Props][] = [];
      for await (const entry of client.each("listKeystorePermissions", { path: { keystore_id: id } })) {
        const { id: _, ...rights } = record(entry);
        permissions.push([String(entry.user_name), rights]);
      }
      const asked = { name: String(file.keystore_name), domain_id: String(file.domain_id), id };
      const content = Buffer.from(await (await client.keystores.download(asked)).bytes()).toString("base64");
      return { ...file, permissions: Object.fromEntries(permissions), content };
    },
  },
  {
    name: "CicdConfiguration",
    schema: cicdConfiguration.schema,
    fields: cicdConfiguration.fields,
    provider: providers.cicdConfiguration,
    base: { name: "gate" },
    twin: { name: "twin" },
    frames: {
      "command.image": { source: "local_image", name: "api", version: "1" },
      "command.iac": { mode: "local_directory", path: "." },
    },
    own: new Set(["cicd_id", "cicd_name"]),
    usual: {},
    async live({ client }, id) {
      const options: { enterprise_project_id: string } = { enterprise_project_id: "all_granted_eps" };
      return record(await client.cicd.showConfiguration(id, options));
    },
  },
  {
    name: "BuildRun",
    schema: buildRun.schema,
    fields: buildRun.fields,
    provider: providers.buildRun,
    base: { wait: false },
    twin: { jobId: "twin's job" },
    frames: {},
    own: new Set([]),
    usual: {},
    async live({ client }, id) {
      const [jobId = "", number] = id.split("/");
      return { parameters: byName(await client.builds.listParameters(jobId, Number(number))) };
    },
  },
  {
    name: "JobGroup",
    schema: jobGroup.schema,
    fields: jobGroup.fields,
    provider: providers.jobGroup,
    base: { name: "Java" },
    twin: { name: "twin" },
    frames: {},
    own: new Set(["id", "name", "group_id", "path_id", "ordinal", "create_time", "update_time"]),
    usual: { parent_id: '"0"' },
    async live({ client, simulator }, id) {
      const below = (nodes: readonly Props[]): Props[] => nodes.flatMap((node) => [node, ...below(list(node.children))]);
      const { children: _, ...group } =
        below(list(await client.groups.getTree(simulator.projectId))).find((one) => one.id === id) ?? {};
      return group;
    },
  },
  {
    name: "JobPermissions",
    schema: jobPermissions.schema,
    fields: jobPermissions.fields,
    provider: providers.jobPermissions,
    base: { permissions: {} },
    twin: { jobId: "twin's job" },
    frames: { "permissions{}": {} },
    own: new Set(["id", "job_id", "create_time", "last_update_time"]),
    usual: {},
    async live({ client }, id) {
      const rows = await client.permissions.listJobRoles({ job_id: id });
      return Object.fromEntries(rows.map((row) => [String(row.role_name), record(row)]));
    },
  },
];
