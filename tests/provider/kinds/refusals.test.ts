/** What a preview refuses because the service would, or because it cannot be meant; and what users of other tools type. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { buildJob } from "../../../provider/kinds/build-job/kind";
import { buildRun } from "../../../provider/kinds/build-run/kind";
import { buildTemplate } from "../../../provider/kinds/build-template/kind";
import { cicdConfiguration } from "../../../provider/kinds/cicd-configuration/kind";
import { keystore } from "../../../provider/kinds/keystore/kind";
import { notice } from "../../../provider/kinds/notice/kind";
import { checkInputs, describeProblems } from "../../../provider/lifecycle/check";
import type { Kind } from "../../../provider/lifecycle/kind";

type Props = Record<string, unknown>;
type Checked = Pick<Kind<never, never>, "schema" | "rules" | "name"> & { fields: object };

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const id = "a287e712be6c404ca26e5f69040fa12b";
const scm = { type: "codehub", url: "git@example.com:a/b.git", repositoryId: "1", webUrl: "https://example.com/a/b" };
const zone = (timeZone: string) => ({ schedules: [{ cron: "0 2 * * *", timeZone }] });
const good: Record<string, [Checked, Props]> = {
  job: [buildJob, { region: "cn-north-4", projectId: id, name: "api" }],
  template: [buildTemplate, { region: "cn-north-4", name: "service" }],
  notice: [notice, { region: "cn-north-4", jobId: id, channel: "WECOM", events: [], webhook: "https://robot.example.com/x" }],
  keystore: [keystore, { region: "cn-north-4", name: "release.jks", content: "AAAA" }],
  gate: [cicdConfiguration, { region: "cn-north-4", name: "gate" }],
  run: [buildRun, { region: "cn-north-4", jobId: id }],
};

function said(kind: string, inputs: Props, olds: Props = {}): string {
  const [checked, valid] = good[kind] ?? [];
  if (!checked) throw new Error(`no kind ${kind}`);
  const { problems } = checkInputs(checked, { ...valid, ...inputs }, {}, olds);
  return problems.length === 0 ? "" : describeProblems(problems);
}

const hidden = "contains a line break or another control character, possibly from copying; remove it";
const address = "not a URL; write it as https://host/path";
const cloned = 'not a URL; write it as "https://host/group/repository.git" or "git@host:group/repository.git"';
const iana = 'is not an IANA time zone, such as "Asia/Shanghai"';
const shortened = "is an ambiguous abbreviation; write the zone's name, such as";

test.each<[string, Props, string]>([
  // Blank, or with what a copy brings along.
  ["job", { flavor: " " }, "flavor: blank; remove it, or set a value"],
  ["job", { groupId: "g\n" }, `groupId: ${hidden}`],
  ["job", { disabled: { reason: "\t" } }, "disabled.reason: blank; remove it, or set a value"],
  ["job", { steps: [{ module: "m", name: " " }] }, "steps[0].name: blank; remove it, or set a value"],
  ["template", { name: " " }, "name: blank; remove it, or set a value"],
  ["template", { name: "a b" }, "name: only letters (including Chinese), digits, _ and -"],
  ["template", { name: "x".repeat(116) }, "name: 116 characters; at most 115"],
  ["gate", { name: "  " }, "name: blank; remove it, or set a value"],
  ["gate", { vulnerabilityBlocklist: ["CVE-2024-3094\n"] }, `vulnerabilityBlocklist[0]: ${hidden}`],
  ["keystore", { name: "a\n.jks" }, 'name: a file name must not contain / \\ : * ? " < > |'],
  ["keystore", { permissions: { " ": { userId: "u" } } }, 'permissions[" "]: its name is blank; remove it, or set a value'],
  ["notice", { signingKey: "made-up-key\n" }, `signingKey: ${hidden}`],
  ["notice", { webhook: "https://robot.example.com/x\n" }, `webhook: ${hidden}`],
  ["run", { tag: " " }, "tag: blank; remove it, or set a value"],
  // Addresses.
  ["job", { scms: [{ ...scm, url: "repository" }] }, `scms[0].url: ${cloned}`],
  ["job", { scms: [{ ...scm, url: "https://" }] }, `scms[0].url: ${cloned}`],
  ["job", { scms: [{ ...scm, webUrl: "example.com/a" }] }, `scms[0].webUrl: ${address}`],
  [
    "notice",
    { webhook: "https://" },
    "webhook: not a URL; write the robot's address as shown in the group, beginning with https://",
  ],
  ["gate", { command: { iac: { mode: "remote_address", path: "./a" } } }, `command.iac.path: ${address}`],
  ["gate", { command: { iac: { mode: "git_repository_address", path: "a" } } }, `command.iac.path: ${cloned}`],
  // Alike, or against each other.
  ["job", { scms: [scm, scm] }, "scms[1].repositoryId: the same repository and branch as scms[0]; keep one of them"],
  ["job", { scms: [{ ...scm, ref: "commit" }] }, 'scms[0].branch: missing; ref: "commit" needs the commit to build here'],
  ["job", { scms: [{ ...scm, ref: "tag" }] }, 'scms[0].branch: missing; ref: "tag" needs the tag to build here'],
  [
    "job",
    {
      steps: [
        { module: "m", name: "a" },
        { module: "m", name: "b" },
        { module: "m", name: "a" },
      ],
    },
    "steps[2].name: the same module and name as steps[0]; give each a unique name",
  ],
  [
    "template",
    { steps: [{ module: "m" }, { module: "m" }] },
    "steps[1].name: the same module and name as steps[0]; give each a unique name",
  ],
  [
    "gate",
    { vulnerabilityWhitelist: ["CVE-2024-3094"], vulnerabilityBlocklist: ["CVE-1", "cve-2024-3094"] },
    "vulnerabilityBlocklist[1]: cve-2024-3094 is also in vulnerabilityWhitelist; keep it in one list",
  ],
  ["run", { parameters: { PATH: "x" } }, 'parameters["PATH"]: reserved by the build environment; use another name'],
  ["run", { parameters: { a: "{{ x" } }, 'parameters["a"]: contains `{{`, `{%` or `{#`, which the service refuses'],
  // Robots of another chat.
  [
    "notice",
    { webhook: "https://oapi.dingtalk.com/robot/send?access_token=made-up" },
    'webhook: the address of a robot of DING_TALK; write channel: "DING_TALK", or the address of a robot of WECOM',
  ],
  [
    "notice",
    { channel: "DING_TALK", webhook: "https://open.larksuite.com/open-apis/bot/v2/hook/made-up" },
    'webhook: the address of a robot of FEISHU; write channel: "FEISHU", or the address of a robot of DING_TALK',
  ],
  [
    "notice",
    { webhook: undefined, paramConfig: '{"webhook_url":"https://open.feishu.cn/made-up"}' },
    'paramConfig: the address of a robot of FEISHU; write channel: "FEISHU", or the address of a robot of WECOM',
  ],
  // File names.
  ["keystore", { name: "release.JKS" }, "name: ends in .JKS; write it in lower case, .jks"],
  ["keystore", { name: "release" }, "name: has no suffix; a file name ends in .xml, .key, .keystore, .jks, .crt or .pem"],
  // Times.
  ["job", zone("CST"), `schedules[0].timeZone: "CST" ${shortened} "Asia/Shanghai" or "America/Chicago"`],
  ["job", zone("EST"), `schedules[0].timeZone: "EST" ${shortened} "America/Panama"`],
  ["job", zone("asia/shanghai"), `schedules[0].timeZone: "asia/shanghai" ${iana}; did you mean "Asia/Shanghai"?`],
  ["job", zone("ASIA/SHANGHAI"), `schedules[0].timeZone: "ASIA/SHANGHAI" ${iana}; did you mean "Asia/Shanghai"?`],
  ["job", zone("Asia/Beijing"), `schedules[0].timeZone: "Asia/Beijing" ${iana}; did you mean "Asia/Shanghai"?`],
  ["job", zone("China_Standard_Time"), `schedules[0].timeZone: "China_Standard_Time" ${iana}; did you mean "Asia/Shanghai"?`],
  ["job", zone("japan"), `schedules[0].timeZone: "japan" ${iana}; did you mean "Asia/Tokyo"?`],
  ["job", zone("+08:00"), `schedules[0].timeZone: "+08:00" ${iana}`],
  [
    "job",
    { schedules: [{ cron: "0 0 31 2 *" }] },
    'schedules[0].cron: "0 0 31 2 *" never matches: none of its months has that day',
  ],
  ["job", { schedules: [{ cron: "0 2 ? * *" }] }, 'schedules[0].cron: "0 2 ? * *": "?" is not a valid day; write *'],
  [
    "job",
    { schedules: [{ cron: "0 2 * * mon-fri" }] },
    'schedules[0].cron: "0 2 * * mon-fri": "mon-fri" is not a valid weekday; write 1-5',
  ],
  [
    "job",
    { schedules: [{ cron: "5/10 * * * *" }] },
    'schedules[0].cron: "5/10 * * * *": "5/10": a step needs a range; write 5-59/10',
  ],
  // As other tools call them.
  ["job", { params: {} }, 'params: unknown input; did you mean "parameters"?'],
  ["job", { scms: [{ ...scm, repo_id: "1" }] }, 'scms[0].repo_id: unknown input; did you mean "repositoryId"?'],
  ["job", { timeout: { minutes: 5, unit: "minute" } }, "timeout.unit: unknown input; there are hours, minutes, seconds"],
  ["job", { scms: [{ ...scm, isAutoBuild: true }] }, 'scms[0].isAutoBuild: unknown input; did you mean "buildOnPush"?'],
])("%s %j", (kind, inputs, sentence) => expect(said(kind, inputs)).toBe(sentence));

test.each<[string, Props]>([
  ["job", { scms: [scm, { ...scm, branch: "release" }, { ...scm, type: "github" }] }],
  ["job", { scms: [{ ...scm, ref: "commit", branch: "0a1b2c3" }] }],
  [
    "job",
    {
      scms: [
        { ...scm, url: "https://user@example.com/a/b.git" },
        { ...scm, repositoryId: "2", url: "ssh://git@h/a" },
      ],
    },
  ],
  [
    "job",
    {
      scms: [
        { ...scm, branch: unknown, ref: unknown, url: unknown },
        { ...scm, branch: unknown },
      ],
    },
  ],
  [
    "job",
    {
      steps: [
        { module: "m", name: unknown },
        { module: "m", name: unknown },
        { module: unknown, name: "a" },
        { module: unknown, name: "a" },
      ],
    },
  ],
  ["job", { parameters: null, steps: null, scms: null, schedules: null, stepSecrets: null }],
  ["job", { steps: [{ module: "m", name: "构建（第1步）" }] }],
  ...["UTC", "GMT", "PRC", "Japan", "Etc/GMT+8", "US/Pacific", "Asia/Kolkata", "America/Argentina/ComodRivadavia"].map(
    (name): [string, Props] => ["job", zone(name)],
  ),
  ["notice", { channel: "DING_TALK", webhook: "https://oapi.dingtalk.com/robot/send?access_token=made-up" }],
  ["notice", { channel: unknown, webhook: "https://oapi.dingtalk.com/robot/send?access_token=made-up" }],
  ["gate", { vulnerabilityWhitelist: [unknown], vulnerabilityBlocklist: [unknown] }],
])("%s %j is good", (kind, inputs) => expect(said(kind, inputs)).toBe(""));

test("deployed inputs are not refused: only new or changed ones are", () => {
  const steps = [
    { module: "m", name: "a" },
    { module: "m", name: "a" },
  ];
  const [, job] = good.job ?? [];
  const olds = { ...job, steps, scms: [{ ...scm, webUrl: "example.com" }] };
  expect(said("job", olds, olds)).toBe("");
  expect(said("job", { ...olds, arch: "arm" }, olds)).toBe("");
  expect(said("job", { ...olds, steps: [...steps, ...steps.slice(0, 1)] }, olds)).toMatch(/^steps\[2\].name: the same module/);
  expect(said("job", { ...olds, scms: [{ ...scm, webUrl: "example.org" }] }, olds)).toMatch(/^scms\[0\].webUrl: not a URL/);
  // What breaks a limit of one input is wrong however old it is.
  expect(said("job", { arch: "x64" }, { ...job, arch: "x64" })).toMatch(/^arch: /);
});

test("no message shows an address or a key, which may hold a credential", () => {
  const secret = "made-up-secret";
  const messages = [
    said("job", { scms: [{ ...scm, url: `https://u:${secret}@ h` }] }),
    said("job", { scms: [{ ...scm, webUrl: secret }] }),
    said("notice", { webhook: `https://oapi.dingtalk.com/?access_token=${secret}` }),
    said("notice", { webhook: secret, signingKey: `${secret}\n` }),
    said("gate", { command: { image: { source: "remote_image", name: "a", version: "1", loginPassword: `${secret}\r\n` } } }),
  ];
  expect(messages.every((message) => message.length > 0)).toBe(true);
  expect(messages.join("\n")).not.toContain(secret);
});

interface Schema {
  properties?: Record<string, object>;
  allOf?: (Schema & { $ref?: string })[];
}
const contract = (file: string) =>
  (
    load(readFileSync(join(__dirname, "../../../contract", file), "utf8")) as {
      components: { schemas: Record<string, Schema> };
    }
  ).components.schemas;
const build = contract("codearts-build.openapi.yaml");
const hss = contract("hss-cicd.openapi.yaml");
const fieldsOf = (schemas: Record<string, Schema>, schema: Schema | undefined): string[] => [
  ...Object.keys(schema?.properties ?? {}),
  ...(schema?.allOf ?? []).flatMap((part) => fieldsOf(schemas, part.$ref ? schemas[part.$ref.split("/").at(-1) ?? ""] : part)),
];

const camel = (name: string) => name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());

// Each object of the contract, the place where its fields would be written, and the fields that no input stands for.
test.each<[string, string[], string, (field: string) => Props, string[]]>([
  [
    "BuildJobCreateRequest",
    fieldsOf(build, build.BuildJobCreateRequest),
    "job",
    (field) => ({ [field]: "x" }),
    ["source_code", "build_environment_type", "limit_time", "actions"].flatMap((field) => [...new Set([field, camel(field)])]),
  ],
  ["Scm", fieldsOf(build, build.Scm), "job", (field) => ({ scms: [{ ...scm, [field]: "x" }] }), []],
  ["Step", fieldsOf(build, build.Step), "job", (field) => ({ steps: [{ module: "m", [field]: "x" }] }), []],
  [
    "NoticeUpdateRequest",
    fieldsOf(build, build.NoticeUpdateRequest),
    "notice",
    (field) => ({ [field]: "x" }),
    ["send_switch", "sendSwitch"],
  ],
  ["KeystoreUpdateRequest", fieldsOf(build, build.KeystoreUpdateRequest), "keystore", (field) => ({ [field]: "x" }), ["id"]],
  ["CicdConfigurationAddRequest", fieldsOf(hss, hss.CicdConfigurationAddRequest), "gate", (field) => ({ [field]: "x" }), []],
  [
    "ImageScanRequest",
    fieldsOf(hss, hss.ImageScanRequest),
    "gate",
    (field) => ({ command: { image: { source: "local_image", name: "a", version: "1", [field]: "x" } } }),
    [],
  ],
])(
  "every field of %s that is typed as the service or as Terraform spells it is told its input",
  (_, fields, kind, write, none) => {
    expect(fields.length).toBeGreaterThan(1);
    const silent = fields
      .flatMap((field) => [...new Set([field, camel(field)])])
      .filter((field) => /unknown input(?!; did you mean)/.test(said(kind, write(field))));
    expect(silent).toEqual(none);
  },
);
