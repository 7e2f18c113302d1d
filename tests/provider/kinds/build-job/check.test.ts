import { buildJob } from "../../../../provider/kinds/build-job/kind";
import { checkInputs, describeProblems } from "../../../../provider/lifecycle/check";

type Props = Record<string, unknown>;
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const good = { projectId: "a287e712be6c404ca26e5f69040fa12b", name: "api", region: "cn-north-4" };
const scm = { type: "codehub", url: "git@x", repositoryId: "1", webUrl: "https://x" };
const step = (name: string, more: Props = {}) => ({ module: "m", name, ...more });

const said = (inputs: Props): string => describeProblems(checkInputs(buildJob, { ...good, ...inputs }, {}).problems);
const problems = (inputs: Props): string[] =>
  checkInputs(buildJob, { ...good, ...inputs }, {}).problems.length === 0 ? [] : said(inputs).split("\n");

test("several wrong inputs are reported together, each with its path and what to write", () => {
  const wrong = {
    steps: [step("a"), step("b"), step("x".repeat(131))],
    parameters: { PATH: "x" },
    schedules: [{ cron: "0 0 2 * * ?" }],
  };
  expect(said(wrong)).toBe(
    [
      "3 inputs need a change",
      "  steps[2].name: 131 characters; at most 128",
      '  parameters["PATH"]: reserved by the build environment; use another name',
      '  schedules[0].cron: "0 0 2 * * ?" has 6 fields; five are expected: minute hour day month weekday, such as "0 2 * * *"',
    ].join("\n"),
  );
});

// Each limit of the service and each rule between inputs: what is written, and the sentence.
test.each<[Props, string]>([
  [{ name: "" }, "name: empty; at least 1 character"],
  [{ name: "x".repeat(116) }, "name: 116 characters; at most 115"],
  [{ name: "a b" }, "name: only letters (including Chinese), digits, _ and -"],
  [
    { projectId: "x" },
    "projectId: a CodeArts project id has 32 digits and lower-case letters (the IAM project id of the region is another)",
  ],
  [{ projectId: undefined }, "projectId: missing; write it here, or once for the stack: pulumi config set codearts:projectId …"],
  [{ region: undefined }, "region: missing; write it here, or once for the stack: pulumi config set codearts:region …"],
  [{ region: "Beijing" }, "region: is not a region name, such as cn-north-4"],
  [{ arch: "x64" }, 'arch: "x64"; write "x86-64" or "arm"'],
  [{ definition: "yaml" }, 'definition: "yaml"; write "ACTION" or "YAML"; did you mean "YAML"?'],
  [{ deletion: "purged" }, 'deletion: "purged"; write "recycle" or "purge"; did you mean "purge"?'],
  [{ updateSubmodules: "true" }, "updateSubmodules: a string; write true or false"],
  [{ flavour: "2u8g" }, 'flavour: unknown input; did you mean "flavor"?'],
  [{ timeout: {} }, "timeout: empty; write hours, minutes or seconds"],
  [{ timeout: { hours: 1, minutes: 30 } }, "timeout: hours and minutes are set together; write one of them"],
  [{ timeout: { hours: 5 } }, "timeout.hours: 5; at most 4"],
  [{ timeout: { minutes: 241 } }, "timeout.minutes: 241; at most 240"],
  [{ timeout: { seconds: 0 } }, "timeout.seconds: 0; at least 1"],
  [{ timeout: { minutes: 1.5 } }, "timeout.minutes: not a whole number; write a whole number"],
  [{ timeout: 30 }, "timeout: a number; write an object, { … }"],
  [{ scms: [{ ...scm, depth: 26 }] }, "scms[0].depth: 26; at most 25"],
  [{ scms: [{ ...scm, depth: 0 }] }, "scms[0].depth: 0; at least 1"],
  [{ scms: [{ ...scm, type: "" }] }, "scms[0].type: empty; at least 1 character"],
  [{ scms: [{ ...scm, webUrl: undefined }] }, "scms[0].webUrl: missing; write a string"],
  [{ scms: [{ ...scm, ref: "head" }] }, 'scms[0].ref: "head"; write "branch", "tag" or "commit"'],
  [{ scms: scm }, "scms: an object; write a list, [ … ]"],
  [{ steps: Array.from({ length: 31 }, (_, i) => step(`s${i}`)) }, "steps: 31 steps; at most 30 in cn-north-4"],
  [{ region: "cn-south-1", steps: Array.from({ length: 51 }, (_, i) => step(`s${i}`)) }, "steps: 51 steps; at most 50"],
  [{ steps: [{ name: "x" }] }, "steps[0].module: missing; write a string"],
  [{ steps: [step("")] }, "steps[0].name: empty; at least 1 character"],
  [{ steps: [step("a+b")] }, "steps[0].name: only letters, Chinese characters, digits, spaces and - _ , ; : . / ( )"],
  [{ steps: [step("a", { enable: true })] }, 'steps[0].enable: unknown input; did you mean "enabled"?'],
  [
    { definition: "YAML", steps: [step("a")] },
    'steps: the steps of a YAML job come from build.yml; remove them, or write definition: "ACTION"',
  ],
  [
    { steps: [step("Test")], stepSecrets: { test: { a: "x" } } },
    'stepSecrets["test"]: no step has this name; did you mean "Test"?',
  ],
  [
    { steps: [step("a"), { ...step("a"), module: "n" }], stepSecrets: { a: { k: "x" } } },
    'stepSecrets["a"]: 2 steps have this name; give each a unique name, so that the secret belongs to one step',
  ],
  [
    { steps: [step("a", { properties: { k: 1 } })], stepSecrets: { a: { k: "x" } } },
    'stepSecrets["a"].k: also among the step\'s properties; keep it in one place',
  ],
  [{ parameters: { "a-b": "x" } }, 'parameters["a-b"]: a name may contain only letters, digits and _'],
  [{ parameters: { ["x".repeat(129)]: "x" } }, `parameters["${"x".repeat(129)}"]: the name has 129 characters; at most 128`],
  [{ parameters: { LD_PRELOAD: "x" } }, 'parameters["LD_PRELOAD"]: reserved by the build environment; use another name'],
  [{ parameters: { path: "x" } }, 'parameters["path"]: reserved by the build environment; use another name'],
  [
    { parameters: { Channel: "a", channel: "b" } },
    'parameters["channel"]: differs from "Channel" only in case; keep one of them',
  ],
  [{ parameters: { a: "x".repeat(8193) } }, 'parameters["a"]: 8193 characters; at most 8192'],
  [
    { parameters: { a: { default: "x {{ y" } } },
    'parameters["a"].default: contains `{{`, `{%` or `{#`, which the service refuses',
  ],
  [{ parameters: { a: "line\n{% x" } }, 'parameters["a"]: contains `{{`, `{%` or `{#`, which the service refuses'],
  [{ parameters: { a: 5 } }, 'parameters["a"]: write its value as a string, "…", or its settings, { default: "…", … }'],
  [{ parameters: { a: { default: "z", options: ["x", "y"] } } }, 'parameters["a"].default: is not one of `options`'],
  [{ parameters: { a: { options: ["x", "x"] } } }, 'parameters["a"].options: names a value twice'],
  [{ parameters: { a: { attributes: { staticVar: "true" } } } }, 'parameters["a"].attributes.staticVar: write it as `runtime`'],
  [{ schedules: [{ cron: "60 2 * * *" }] }, 'schedules[0].cron: "60 2 * * *": "60" is not a valid minute; 0 to 59'],
  [{ schedules: [{ cron: "0 2 * * 8" }] }, 'schedules[0].cron: "0 2 * * 8": "8" is not a valid weekday; 0 to 7'],
  [{ schedules: [{ cron: "0 5-2 * * *" }] }, 'schedules[0].cron: "0 5-2 * * *": "5-2" is reversed; write hours from low to high'],
  [
    { schedules: [{ cron: "*/0 * * * *" }] },
    'schedules[0].cron: "*/0 * * * *": "*/0" is not a valid step of the minute; write it like */15',
  ],
  [
    { schedules: [{ cron: "" }] },
    'schedules[0].cron: "" is empty; five are expected: minute hour day month weekday, such as "0 2 * * *"',
  ],
  [
    { schedules: [{ cron: "0 2 * * *", timeZone: "Asia/Shanghi" }] },
    'schedules[0].timeZone: "Asia/Shanghi" is not an IANA time zone, such as "Asia/Shanghai"; did you mean "Asia/Shanghai"?',
  ],
  [
    { triggers: [{ name: "hudson.triggers.TimerTrigger" }] },
    "triggers[0].name: a timer; write it under `schedules`: { cron, timeZone }",
  ],
  [{ disabled: "yes" }, 'disabled: write true, false or { reason: "…" }'],
  [
    { disabled: { resaon: "x" } },
    '2 inputs need a change\n  disabled.reason: missing; write a string\n  disabled.resaon: unknown input; did you mean "reason"?',
  ],
  [{ raw: { job_name: "x" } }, "raw.job_name: write it as the input `name`"],
  [{ raw: { job_id: "x" } }, "raw.job_id: belongs to the service"],
])("%j", (inputs, sentence) => expect(said(inputs)).toBe(sentence));

test.each<Props>([
  { name: "构建-任务_1" },
  { name: "x".repeat(115) },
  { steps: [step("Maven构建 (第1步): a/b.c")] },
  { parameters: { a: "x".repeat(8192), b: { default: "{ { y" } } },
  { schedules: [{ cron: "H H(0-7) * * 1-5" }, { cron: "*/15 0,12 1-15/2 1,7 7" }, { cron: "@daily", timeZone: "Asia/Kolkata" }] },
  { timeout: { hours: 4 } },
  { timeout: { seconds: 14400 } },
  { region: "cn-south-1", steps: Array.from({ length: 50 }, (_, i) => step(`s${i}`)) },
  { parameters: { a: { default: "", private: true }, b: { default: "*****", private: true } } },
])("%j is good", (inputs) => expect(problems(inputs)).toEqual([]));

test("what is not known yet passes, at any depth, and hides no other problem", () => {
  const everything = {
    projectId: unknown,
    name: unknown,
    arch: unknown,
    timeout: { minutes: "3eeb2bf0-c639-47a8-9e75-3b44932eb421" },
    scms: [unknown, { ...scm, depth: unknown }],
    parameters: { a: unknown, b: { default: unknown, options: ["x", unknown] }, c: { options: unknown, default: "q" } },
    steps: [{ module: "m", name: unknown, properties: unknown }, unknown],
    stepSecrets: { notYetKnown: { token: unknown } },
    schedules: [{ cron: unknown, timeZone: unknown }, unknown],
    triggers: "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    disabled: { reason: unknown },
    raw: unknown,
  };
  const checked = checkInputs(buildJob, { ...good, ...everything }, {});
  expect(checked.problems).toEqual([]);
  expect(checked.inputs).toEqual({ ...good, ...everything });
  expect(said({ ...everything, flavour: "x", parameters: { a: unknown, PATH: "x" } })).toBe(
    '2 inputs need a change\n  flavour: unknown input; did you mean "flavor"?\n  parameters["PATH"]: reserved by the build environment; use another name',
  );
});

test("no value of a parameter or of a step is in a message, for it may be a secret", () => {
  const secret = "made-up-secret";
  const messages = [
    said({ parameters: { a: { default: secret, options: ["x"] } } }),
    said({ parameters: { a: `${secret}{{` } }),
    said({ parameters: { a: { default: [secret] } } }),
    said({ stepSecrets: { a: secret } }),
    said({ steps: [{ module: "m", name: "a", properties: secret }] }),
    said({ steps: [step("a")], stepSecrets: { a: [secret] } }),
  ];
  expect(messages.every((message) => message.length > 0)).toBe(true);
  expect(messages.join("\n")).not.toContain(secret);
});

test("null counts as absent, except inside the program's own JSON", () => {
  const inputs = {
    ...good,
    flavor: null,
    timeout: null,
    steps: [step("a", { version: null, properties: { k: null } })],
    __provider: "text",
  };
  expect(checkInputs(buildJob, inputs, {})).toEqual({
    inputs: { ...good, steps: [{ module: "m", name: "a", properties: { k: null } }] },
    problems: [],
  });
});

test("region and project come from the configuration where the program is silent", () => {
  const defaults = { region: "cn-east-3", projectId: "b287e712be6c404ca26e5f69040fa12b" };
  expect(checkInputs(buildJob, { name: "api" }, defaults).inputs).toEqual({ name: "api", ...defaults });
  expect(checkInputs(buildJob, good, defaults).inputs).toEqual(good);
});
