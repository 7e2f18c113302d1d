/**
 * Fills a simulator with what a team gathers in years, by plain calls of the API: jobs in groups with shared steps, private
 * parameters and Chinese names, templates, notices, keystores, scan configurations, and some odd cases. The same seed
 * and the same numbers give the same estate.
 */
import type { Simulator } from "codearts-simulator";
import { type Client, createClient } from "../../provider/create-client";

export interface EstateSize {
  jobs: number;
  /** Steps per job. */
  steps?: number;
  templates?: number;
  notices?: number;
  keystores?: number;
  configurations?: number;
  seed?: number;
  /** Jobs that are hard to write down: unknown modules, strange texts, names that collide. Default: true. */
  odd?: boolean;
}

export interface Estate {
  projectId: string;
  /** Job ids in the order of their creation. */
  jobIds: string[];
  /** What nobody can read back: job name → private parameter → value. */
  privateValues: Map<string, Map<string, string>>;
  /** Keystore name → bytes. */
  keystores: Map<string, Buffer>;
}

export function clientOf(simulator: Simulator): Client {
  const { accessKey, secretKey } = simulator.credentials;
  return createClient({ region: simulator.region, accessKey, secretKey, endpoints: simulator.endpoints });
}

export async function buildEstate(simulator: Simulator, size: EstateSize): Promise<Estate> {
  const client = clientOf(simulator);
  const random = createRandom(size.seed ?? 1);
  const { projectId } = simulator;
  const estate: Estate = { projectId, jobIds: [], privateValues: new Map(), keystores: new Map() };
  const groups = await makeGroups(client, projectId);
  for (let index = 0; index < size.jobs; index += 1) {
    const job = describeJob(index, { random, groups, steps: size.steps ?? 12, odd: size.odd !== false });
    const { job_id } = await client.jobs.create({ project_id: projectId, ...job.body } as never);
    const id = String(job_id);
    estate.jobIds.push(id);
    if (job.privateValues.size > 0) estate.privateValues.set(job.body.job_name, job.privateValues);
    if (job.isDisabled) await client.jobs.setDisabled(id, { disabled: true, reason: "not in use" });
  }
  await makeNotices(client, estate.jobIds, size.notices ?? 0, random);
  await makeTemplates(client, size.templates ?? 0, random);
  await makeKeystores(client, estate, size.keystores ?? 0);
  await makeConfigurations(client, size.configurations ?? 0, random);
  return estate;
}

type Random = (below: number) => number;

/** Mulberry32: small, and the same everywhere. */
function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

interface GroupIds {
  [name: string]: string;
}

async function makeGroups(client: Client, projectId: string): Promise<GroupIds> {
  const ids: GroupIds = {};
  for (const [name, parent] of [
    ["后端", ""],
    ["Java", "后端"],
    ["Go", "后端"],
    ["web-apps", ""],
    ["移动端", ""],
    ["tools", ""],
  ] as const) {
    const [made] = (await client.groups.create(projectId, {
      name,
      ...(parent === "" ? {} : { parent_id: ids[parent] }),
    } as never)) as { id?: string }[];
    ids[name] = String(made?.id);
  }
  return ids;
}

const maven = "devcloud2018.codeci_action_20043.action";
const docker = "devcloud2018.codeci_action_20035.action";
const upload = "devcloud2018.codeci_action_20057.action";

interface WireStep {
  module_id: string;
  name: string;
  version?: string;
  enable?: boolean;
  properties: Record<string, unknown>;
}

/** Steps that teams copy from job to job; the last one is always the upload. */
function familySteps(family: number, name: string, count: number): WireStep[] {
  const tool = ["mvn -B", "gradle --no-daemon", "npm", "go", "cargo", "make"][family % 6] ?? "make";
  const middle = Array.from({ length: Math.max(0, count - 3) }, (_, index): WireStep => {
    if (index % 4 === 0)
      return {
        module_id: docker,
        name: `Image ${index}`,
        properties: { command: `docker build -t registry/base:${family}.${index} .`, cache: true, timeout: 600 },
      };
    if (index % 4 === 1)
      return {
        module_id: maven,
        name: `Verify ${index}`,
        properties: { command: `${tool} verify\n${tool} report --part ${index}`, image: "shared/builder:11", cache: "true" },
      };
    if (index % 4 === 2) {
      return {
        module_id: "devcloud2018.codeci_action_20018.action",
        name: `Check ${index}`,
        version: "1.0.3",
        properties: { rules: ["style", "types", `team-${family}`], level: index, failOn: { errors: 0, warnings: 10 } },
      };
    }
    return {
      module_id: "devcloud2018.codeci_action_20009.action",
      name: `Script ${index}`,
      enable: index % 8 !== 3,
      properties: { command: `set -e\nfor part in a b c; do\n  echo "part $part of ${tool}"\ndone\n` },
    };
  });
  return [
    {
      module_id: maven,
      name: "Build",
      properties: { command: `${tool} package`, image: "shared/builder:11", cache: "true", codeCheck: false },
    },
    {
      module_id: maven,
      name: "Test",
      properties: { command: `${tool} test -pl ${name}`, image: "shared/builder:11", cache: "true", reports: ["**/TEST-*.xml"] },
    },
    ...middle,
    {
      module_id: upload,
      name: "Upload to OBS",
      properties: {
        objectKey: "./",
        backetName: "artifacts",
        uploadDirectory: true,
        artifactSourcePath: "target/*",
        authorizationUser: { displayName: "current user", value: "build" },
        obsHeaders: [],
      },
    },
  ].slice(0, count);
}

/** A job of its own: nothing to share. */
function ownSteps(name: string, count: number, random: Random): WireStep[] {
  return familySteps(random(6), name, count).map((step, index) => ({
    ...step,
    name: `${step.name} ${name} ${index}`,
    properties: { ...step.properties, note: `own ${name} ${random(1000)}` },
  }));
}

interface Attribute {
  name: string;
  value?: string;
  limits?: { disable: string; display_name: string; name: string }[];
}

function parameter(
  name: string,
  value: string,
  more: Partial<Record<"type" | "description" | "staticVar" | "sensitiveVar" | "deletion", string>> = {},
  options: string[] = [],
) {
  const attributes: Record<string, string> = {
    name,
    type: options.length > 0 ? "customizeparam" : "normalparam",
    defaultValue: value,
    description: "",
    deletion: "false",
    defaults: "false",
    staticVar: "false",
    sensitiveVar: "false",
    ...more,
  };
  const limits = options.map((option) => ({ disable: "0", display_name: option, name: option }));
  const params = Object.entries(attributes).map(
    ([key, text]): Attribute => ({ name: key, value: text, ...(key === "defaultValue" && limits.length > 0 ? { limits } : {}) }),
  );
  return { name: "hudson.model.StringParameterDefinition", params };
}

interface JobContext {
  random: Random;
  groups: GroupIds;
  steps: number;
  odd: boolean;
}

interface DescribedJob {
  body: { job_name: string } & Record<string, unknown>;
  privateValues: Map<string, string>;
  isDisabled: boolean;
}

const areas = ["pay", "order", "user", "stock", "search", "mail", "report", "gateway"];
const chinese = ["支付服务", "订单中心", "用户前端", "库存同步", "搜索引擎", "邮件网关"];

function describeJob(index: number, { random, groups, steps, odd }: JobContext): DescribedJob {
  const number = String(index).padStart(4, "0");
  const isChinese = index % 11 === 3;
  const name =
    oddName(index, odd) ??
    (isChinese ? `${chinese[random(chinese.length)]}-构建${index}` : `${areas[random(areas.length)]}-service-${number}`);
  const family = random(8);
  const isOwn = index % 10 === 9;
  const groupNames = [undefined, ...Object.keys(groups)];
  const group = groupNames[random(groupNames.length)];
  const privateValues = new Map<string, string>();
  const parameters = [
    parameter("codeBranch", index % 7 === 0 ? "develop" : "master", { deletion: "false" }),
    parameter("channel", "beta", { staticVar: "true", description: "where it is published" }, ["beta", "stable", "nightly"]),
    parameter("region_name", "cn-north-4"),
    parameter("retries", String(random(3))),
  ];
  if (index % 5 === 0) {
    privateValues.set("signingKey", `made-up-value-${number}`);
    parameters.push(parameter("signingKey", `made-up-value-${number}`, { sensitiveVar: "true", staticVar: "true" }));
  }
  const repository = 2_111_700_000 + index;
  const body: DescribedJob["body"] = {
    job_name: name,
    arch: index % 9 === 0 ? "arm" : "x86-64",
    flavor: ["2u8g", "4u16g", "8u16g"][family % 3],
    host_type: "devcloud",
    auto_update_sub_module: index % 6 === 0 ? "true" : "false",
    build_if_code_updated: index % 4 === 0,
    build_config_type: "ACTION",
    timeout: { limit: String(30 + 15 * (family % 3)), unit: "minute" },
    scms: [
      {
        url: `git@codehub.example.com:team/${number}.git`,
        scm_type: "codehub",
        web_url: `https://codehub.example.com/team/${number}/home`,
        repo_id: String(repository),
        branch: "master",
        is_auto_build: false,
        enable_git_lfs: false,
        build_type: "branch",
        depth: "1",
      },
    ],
    parameters,
    steps: isOwn ? ownSteps(number, steps, random) : familySteps(family, index % 3 === 0 ? `module-${number}` : "app", steps),
    ...(group === undefined ? {} : { group_id: groups[group] }),
    ...(index % 3 === 0 ? { triggers: [schedule(`${random(60)} 2 * * *`)] } : {}),
  };
  return { body: odd ? makeOdd(index, body) : body, privateValues, isDisabled: index % 37 === 5 };
}

function schedule(cron: string) {
  const parameters = { spec: cron, timeZoneId: "Asia/Shanghai", timeZone: "China_Standard_Time", isDST: "false" };
  return {
    name: "hudson.triggers.TimerTrigger",
    parameters: Object.entries(parameters).map(([name, value]) => ({ name, value })),
  };
}

/** Names that end as one identifier, reserved words, digits first, nothing but signs. */
const oddNames = new Map([
  [12, "api-web"],
  [13, "api_web"],
  [14, "API-web"],
  [15, "class"],
  [16, "2048"],
  [17, "_"],
  [18, "构建"],
  [19, "a".repeat(115)],
  [20, "config"],
  [21, "构_建"],
]);

function oddName(index: number, odd: boolean): string | undefined {
  return odd ? oddNames.get(index) : undefined;
}

/** Contents that are hard to write down as a program. */
function makeOdd(index: number, body: DescribedJob["body"]): DescribedJob["body"] {
  const own = (properties: Record<string, unknown>, more: Partial<WireStep> = {}): WireStep[] => [
    { module_id: "tenant.custom_action_of_nobody", name: "Odd", properties, ...more },
  ];
  switch (index) {
    case 12:
      return {
        ...body,
        steps: own({
          command: "echo `date` ${HOME} \"quoted\" 'single' \\ back\t tab\r\nwindows\n\n\ttail  ",
          empty: "",
          zero: 0,
          none: null,
          yes: true,
          nested: { list: [[1, 2], [3]], "a-b": "c", "1x": { deep: [{ one: 1 }] } },
        }),
      };
    case 13:
      return {
        ...body,
        steps: ["first", "second", "off"].flatMap((command) =>
          own({ command }, { name: `Odd ${command}`, enable: command !== "off" }),
        ),
      };
    case 14:
      return { ...body, steps: [], parameters: [] };
    case 15:
      return { ...body, build_config_type: "YAML", steps: [] };
    case 16:
      return {
        ...body,
        scms: [],
        steps: own({ text: "行一\n行二 — “引号” 😀", 中文键: "值", html: "</script><!-- -->", unicode: "\u2028\u00a0" }),
      };
    case 17:
      return {
        ...body,
        steps: own({ big: "12345678901234567890", float: 1.5, text: "*/ /** comment", constructor: "x", toString: "y" }),
      };
    case 18:
      // Credentials in clear, as they are found in places.
      return {
        ...body,
        parameters: [...(body.parameters as object[]), parameter("apiToken", "MadeUp7pQ2vK9mXw4LrB")],
        steps: [...(body.steps as WireStep[]), ...own({ user: "robot", password: "made-up-Zt7pQ2vK9mXw" }, { name: "Log in" })],
      };
    default:
      return body;
  }
}

const webhooks = Array.from(
  { length: 6 },
  (_, index) => `https://robot.example.com/cgi-bin/webhook/send?key=made-up-robot-${index}`,
);

async function makeNotices(client: Client, jobIds: string[], wanted: number, random: Random): Promise<void> {
  for (let index = 0; index < wanted; index += 1) {
    const jobId = jobIds[index % jobIds.length] ?? "";
    const round = Math.floor(index / jobIds.length);
    const webhook = webhooks[random(webhooks.length)] ?? "";
    const forms = [
      { notice_type: "WECOM", enabled_event_type_names: ["buildJobFail"], param_config: webhook },
      {
        notice_type: "DING_TALK",
        enabled_event_type_names: ["buildJobFail", "deleteJob"],
        param_config: JSON.stringify({ webhook_url: webhook, signing_key: "made-up-signing-key" }),
      },
      { notice_type: "MAIL", enabled_event_type_names: ["buildJobSuccess", "buildJobFail"] },
      { notice_type: "MESSAGE", enabled_event_type_names: ["buildJobFail"] },
      { notice_type: "FEISHU", enabled_event_type_names: ["buildJobSuccess"], param_config: webhook },
    ];
    await client.notices.update(jobId, forms[(index + round) % forms.length] as never);
  }
}

async function makeTemplates(client: Client, wanted: number, random: Random): Promise<void> {
  for (let index = 0; index < wanted; index += 1) {
    const steps = familySteps(random(8), "app", 4 + (index % 3));
    await client.templates.create({
      name: index % 10 === 7 ? `模板${index}` : `template-${index}`,
      description: index % 3 === 0 ? "" : `Template ${index} of the team`,
      parameters: [parameter("codeBranch", "master"), parameter("level", String(index % 2))],
      template: { steps },
    } as never);
  }
}

async function makeKeystores(client: Client, estate: Estate, wanted: number): Promise<void> {
  for (let index = 0; index < wanted; index += 1) {
    const name = ["release.jks", "settings.xml", "ca.crt", "device.pem", "deploy.key"][index % 5] ?? "file.key";
    const full = index < 5 ? name : `${index}-${name}`;
    const content = Buffer.from(`made-up content of ${full}\n`);
    estate.keystores.set(full, content);
    await client.keystores.upload({ privacy: "true", description: `File ${index}`, file: { name: full, content } } as never);
  }
}

async function makeConfigurations(client: Client, wanted: number, random: Random): Promise<void> {
  for (let index = 0; index < wanted; index += 1) {
    await client.cicd.addConfiguration({
      cicd_name: `scan-${index}`,
      vulnerability_whitelist: [`CVE-2024-${1000 + random(9000)}`, `CVE-2023-${1000 + index}`],
      vulnerability_blocklist: index % 2 === 0 ? [`CVE-2021-${44228 + index}`] : [],
      image_whitelist: index % 3 === 0 ? [`registry.example.com/base:${index}`] : [],
    } as never);
  }
}
