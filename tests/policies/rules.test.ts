import { type CodeartsPolicySettings, evaluate, type RuleName } from "pulumi-codearts/policies";
import { resource, secret, unknown } from "./example";

/** Paths at which one rule finds something wrong on one resource. */
function paths(rule: RuleName, kind: string, inputs: Record<string, unknown>, config: object = {}, more: object = {}): string[] {
  const settings: CodeartsPolicySettings = JSON.parse(
    JSON.stringify({ all: "disabled", [rule]: { enforcementLevel: "advisory", ...config } }),
  );
  return evaluate([resource(kind, "api", inputs, more)], settings).map(({ outcome, path }) =>
    outcome === "violation" ? path : `${outcome} ${path}`,
  );
}

const key = ["AK", "IA", "QWERTYUIOPASDFGH"].join("");

describe("build-job-no-plaintext-secret", () => {
  const rule = "build-job-no-plaintext-secret";
  test.each([
    [{ token: key }, ['parameters["token"]']],
    [{ token: { default: key } }, ['parameters["token"].default']],
    [{ token: { default: key, private: true } }, ['parameters["token"].default']],
    [{ any: secret("x") }, ['parameters["any"]']],
    [{ any: { default: secret("x") } }, ['parameters["any"].default']],
    [{ any: { default: secret(key), private: false } }, ['parameters["any"].default']],
    [{ any: { default: secret(key), private: true } }, []],
    [
      {
        any: {
          default: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:x" },
          private: true,
        },
      },
      [],
    ],
    [
      { any: { default: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", plaintext: '"x"' } } },
      ['parameters["any"].default'],
    ],
    [{ codeBranch: "main", channel: { default: "beta", runtime: true } }, []],
    [{ token: { default: "", private: true } }, []],
    [{ token: { default: "${otherToken}", private: true } }, []],
    [{ token: { default: unknown, private: true } }, ['unknown parameters["token"].default']],
    [unknown, ["unknown parameters"]],
  ])("parameters %j", (parameters, expected) => expect(paths(rule, "BuildJob", { parameters })).toEqual(expected));

  test("a value that the provider made secret is in clear when the program gave it so", () => {
    const parameters = { token: { default: secret(key), private: true } };
    expect(paths(rule, "BuildJob", { parameters, clearText: ['parameters["token"].default'] })).toEqual([
      'parameters["token"].default',
    ]);
  });

  test("step properties at any depth, and stepSecrets", () => {
    const steps = [
      {
        module: "m",
        name: "s",
        properties: { deep: [{ apiKey: key }], command: `export TOKEN=${key}`, plain: "x", hidden: secret(key) },
      },
    ];
    const stepSecrets = { s: { password: "plain", good: secret("x"), other: "${reference}" } };
    expect(paths(rule, "BuildJob", { steps, stepSecrets })).toEqual([
      "steps[0].properties.deep[0].apiKey",
      "steps[0].properties.command",
      'stepSecrets["s"].password',
    ]);
  });

  test("no message holds the value", () => {
    const steps = [
      { module: "m", properties: { command: `docker login -p ${key}x1 && curl -H "Authorization: Bearer ${key}Zz9"` } },
    ];
    const judgements = evaluate([resource("BuildJob", "api", { parameters: { token: key }, steps })]);
    expect(judgements.length).toBeGreaterThan(1);
    expect(JSON.stringify(judgements)).not.toContain(key);
  });
});

describe("scm rules", () => {
  const scm = (rest: object) => ({
    scms: [{ type: "codehub", url: "git@codehub.example.com:a/b.git", branch: "main", depth: 1, ...rest }],
  });
  test.each([
    ["https://user:pass@h.example.com/x", 1],
    ["https://t0ken@h.example.com/x", 1],
    ["ssh://git:pass@h.example.com/x", 1],
    ["ssh://git@h.example.com/x", 0],
    ["git@h.example.com:a/b.git", 0],
    ["https://h.example.com/a@b/x", 0],
    ["https://h.example.com/x?user=a:b@c", 0],
  ])("credentials in %s", (url, count) => expect(paths("scm-url-no-credentials", "BuildJob", scm({ url }))).toHaveLength(count));

  test.each([
    ["http://h.example.com/x", 1],
    ["HTTP://h.example.com/x", 1],
    ["git://h.example.com/x", 1],
    ["https://h.example.com/x", 0],
    ["git@http.example.com:a/b.git", 0],
  ])("scheme of %s", (webUrl, count) => expect(paths("scm-url-secure-scheme", "BuildJob", scm({ webUrl }))).toHaveLength(count));

  test.each([
    [{ branch: "main" }, []],
    [{ branch: "release/1.2" }, []],
    [{ branch: "dev", buildOnPush: true }, ["scms[0].buildOnPush"]],
    // A push starts a build where the repository does not say otherwise.
    [{ branch: "dev" }, ["scms[0].buildOnPush"]],
    [{ branch: "${codeBranch}" }, ["scms[0].buildOnPush"]],
    [{ branch: "dev", buildOnPush: false }, []],
  ])("auto build %j", (rest, expected) =>
    expect(paths("scm-auto-build-branch", "BuildJob", scm(rest), { branches: ["main", "release/*"] })).toEqual(expected),
  );

  test("a job whose code updates start no builds has none to look at", () =>
    expect(
      paths("scm-auto-build-branch", "BuildJob", { ...scm({ branch: "dev" }), buildOnCodeUpdate: false }, { branches: ["main"] }),
    ).toEqual([]));

  test("the branch of a parameter is looked up", () => {
    const inputs = { ...scm({ branch: "${codeBranch}", buildOnPush: true }), parameters: { codeBranch: { default: "main" } } };
    expect(paths("scm-auto-build-branch", "BuildJob", inputs, { branches: ["main"] })).toEqual([]);
  });

  test("hosts and types", () => {
    expect(paths("scm-allowed-hosts", "BuildJob", scm({}), { hosts: ["*.EXAMPLE.com"] })).toEqual([]);
    expect(paths("scm-allowed-hosts", "BuildJob", scm({}), { hosts: ["git.example.com"] })).toEqual(["scms[0].url"]);
    expect(paths("scm-allowed-hosts", "BuildJob", scm({ type: "github" }), { types: ["codehub"] })).toEqual(["scms[0].type"]);
  });

  test("third parties", () => {
    expect(paths("scm-third-party-shallow", "BuildJob", scm({ depth: 25 }))).toEqual([]);
    // One commit is fetched where the repository does not say otherwise.
    expect(paths("scm-third-party-shallow", "BuildJob", scm({ type: "github", depth: undefined }))).toEqual([]);
    expect(paths("scm-third-party-shallow", "BuildJob", scm({ type: "github", depth: 25 }))).toEqual(["scms[0].depth"]);
    expect(paths("scm-third-party-shallow", "BuildJob", scm({ type: "github", depth: 25 }), { ownHosts: ["codehub.*"] })).toEqual(
      [],
    );
    expect(paths("scm-third-party-shallow", "BuildJob", { ...scm({ type: "github" }), updateSubmodules: true })).toEqual([
      "updateSubmodules",
    ]);
  });
});

describe("schedule-sane", () => {
  const shanghai = "Asia/Shanghai";
  test.each([
    ["*/15 * * * *", 0],
    ["*/14 * * * *", 1],
    ["0,50 * * * *", 1],
    ["55,5 * * * *", 1],
    ["58,2 0,23 * * *", 1],
    ["59 23 * * *", 0],
    ["50 23,0 * * *", 0],
    ["0-20/10 8 * * 1-5", 1],
    ["5 8-18/2 * * MON-FRI", 0],
    ["* 3 * * *", 1],
    ["H/10 * * * *", 1],
    ["H * * * *", 0],
    ["0 2 31 2 *", 0],
    ["not a cron", 0],
  ])("%s", (cron, count) =>
    expect(paths("schedule-sane", "BuildJob", { schedules: [{ cron, timeZone: shanghai }] })).toHaveLength(count),
  );

  test("a word such as @daily is a schedule", () => {
    const often = (cron: string, minMinutes: number) =>
      paths("schedule-sane", "BuildJob", { schedules: [{ cron, timeZone: shanghai }] }, { minMinutes });
    expect([often("@hourly", 61), often("@hourly", 60), often("@daily", 1441)]).toEqual([
      ["schedules[0].cron"],
      [],
      ["schedules[0].cron"],
    ]);
  });

  test("minutes after midnight follow minutes before it, when both days count", () => {
    const near = { schedules: [{ cron: "0,55 0,23 * * *", timeZone: shanghai }] };
    expect(paths("schedule-sane", "BuildJob", near)).toEqual(["schedules[0].cron"]);
    expect(
      paths("schedule-sane", "BuildJob", { schedules: [{ cron: "0 0 * * 1", timeZone: shanghai }] }, { minMinutes: 10080 }),
    ).toEqual([]);
    expect(
      paths("schedule-sane", "BuildJob", { schedules: [{ cron: "0 0 * * 1,3", timeZone: shanghai }] }, { minMinutes: 2881 }),
    ).toEqual(["schedules[0].cron"]);
  });

  test("no time zone, also in the plain form of a timer", () => {
    expect(paths("schedule-sane", "BuildJob", { schedules: [{ cron: "0 2 * * *" }] })).toEqual(["schedules[0]"]);
    const triggers = [
      { name: "hudson.triggers.TimerTrigger", parameters: { spec: "* * * * *" } },
      { name: "other", parameters: {} },
    ];
    expect(paths("schedule-sane", "BuildJob", { triggers })).toEqual(['triggers[0].parameters["spec"]', "triggers[0]"]);
  });
});

describe("further rules of jobs", () => {
  test.each([
    ["timeout-required", {}, ["timeout"]],
    ["timeout-required", { timeout: { hours: 2 } }, []],
    ["timeout-required", { timeout: { hours: 2, minutes: 1 } }, ["timeout"]],
    ["timeout-required", { timeout: { seconds: 7201 } }, ["timeout"]],
    ["timeout-required", { timeout: { hours: unknown } }, ["unknown timeout.hours"]],
    ["executor-allowed", {}, []],
    ["executor-allowed", { hostType: "pool" }, ["hostType"]],
    ["executor-allowed", { hostType: "devcloud" }, []],
    ["executor-allowed", { hostType: unknown }, ["unknown hostType"]],
    ["executor-allowed", { hostType: "devcloud", agentPool: { id: "7" } }, ["agentPool"]],
    ["group-required", { groupId: "g" }, []],
  ] as const)("%s %j", (rule, inputs, expected) => expect(paths(rule, "BuildJob", inputs)).toEqual(expected));

  test.each([
    ["2u8g", []],
    ["4u8g", []],
    ["4u16g", ["flavor"]],
    ["8u8g", ["flavor"]],
  ])("flavor %s", (flavor, expected) =>
    expect(paths("flavor-allowed", "BuildJob", { flavor }, { maxFlavor: "4u8g" })).toEqual(expected),
  );

  test("production jobs by name, resource or stack", () => {
    const rule = "production-protected";
    expect(paths(rule, "BuildJob", { name: "prod-a" }, { pattern: "^prod" })).toEqual([""]);
    expect(paths(rule, "BuildJob", { name: "a" }, { pattern: "^dev$" })).toEqual([""]);
    expect(paths(rule, "BuildJob", { name: "prod-a", deletion: "purge" }, { pattern: "^prod" }, { protect: true })).toEqual([
      "deletion",
    ]);
    expect(paths(rule, "BuildJob", { name: "prod-a" }, { pattern: "^prod" }, { protect: true })).toEqual([]);
    expect(paths(rule, "BuildJob", { name: "a", deletion: "purge" }, { pattern: "^prod" })).toEqual([]);
  });

  test("a required step counts only when it runs; a YAML job has its steps elsewhere", () => {
    const config = { modules: ["check_*"] };
    expect(paths("required-step", "BuildJob", { steps: [{ module: "check_a" }] }, config)).toEqual([]);
    expect(paths("required-step", "BuildJob", { steps: [{ module: "check_a", enabled: false }] }, config)).toEqual(["steps"]);
    expect(paths("required-step", "BuildJob", {}, config)).toEqual(["steps"]);
    expect(paths("required-step", "BuildJob", { definition: "YAML" }, config)).toEqual([]);
    expect(paths("required-step", "BuildJob", { steps: unknown }, config)).toEqual(["unknown steps"]);
  });

  test("other people's resources are passed over", () => {
    expect(
      evaluate([{ type: "aws:s3:Bucket", urn: "urn:pulumi:a::b::aws:s3:Bucket::c", inputs: { timeout: null, password: key } }]),
    ).toEqual([]);
  });
});

describe("notices, keystores, scan configurations", () => {
  const id = "0123456789abcdef0123456789abcdef";
  const tells = (notice: Record<string, unknown>, jobMore: object = {}, noticeMore: object = {}) => {
    const resources = [resource("BuildJob", "api", {}, jobMore), resource("Notice", "n", notice, noticeMore)];
    return evaluate(resources, { all: "disabled", "notice-on-failure": "advisory" }).map(
      ({ outcome, urn }) => `${outcome} ${urn.split("::").at(-1)}`,
    );
  };
  const jobUrn = resource("BuildJob", "api", {}).urn;

  test("a notice on failure is found by id or by what its jobId was made from", () => {
    expect(tells({ jobId: id, events: ["buildJobFail"] }, { id })).toEqual([]);
    expect(tells({ jobId: unknown, events: ["buildJobFail"] }, {}, { propertyDependencies: { jobId: [jobUrn] } })).toEqual([]);
    expect(tells({ jobId: id, events: ["buildJobSuccess"] }, { id })).toEqual(["violation api"]);
    expect(tells({ jobId: id, events: [] }, { id })).toEqual(["violation api"]);
    expect(tells({ jobId: "other", events: ["buildJobFail"] }, { id })).toEqual(["violation api"]);
    expect(tells({ jobId: unknown, events: unknown }, {}, { propertyDependencies: { jobId: [jobUrn] } })).toEqual(["unknown n"]);
  });

  test("a job that is switched off needs none", () => {
    const off = resource("BuildJob", "api", { disabled: { reason: "moved" } });
    expect(evaluate([off], { all: "disabled", "notice-on-failure": "advisory" })).toEqual([]);
  });

  test.each([
    ["notice-webhook-secret", "Notice", { webhook: "https://h.example.com" }, ["webhook"]],
    ["notice-webhook-secret", "Notice", { webhook: secret("https://h.example.com"), signingKey: "k" }, ["signingKey"]],
    ["notice-webhook-secret", "Notice", { paramConfig: "{}" }, ["paramConfig"]],
    ["notice-webhook-secret", "Notice", { webhook: secret(unknown) }, []],
    ["notice-webhook-secret", "Notice", { webhook: secret("x"), clearText: ["webhook"] }, ["webhook"]],
    ["keystore-private", "Keystore", { content: secret("x"), shared: false }, []],
    ["keystore-private", "Keystore", { content: "x", shared: true }, ["shared", "content"]],
    [
      "keystore-private",
      "Keystore",
      { content: secret("x"), permissions: { a: { userId: "1", use: true, manage: true } } },
      ['permissions["a"].manage'],
    ],
    ["cicd-blocklist-required", "CicdConfiguration", {}, ["vulnerabilityBlocklist"]],
    ["cicd-blocklist-required", "CicdConfiguration", { vulnerabilityBlocklist: ["CVE-1"] }, []],
    [
      "cicd-whitelist-narrow",
      "CicdConfiguration",
      { vulnerabilityWhitelist: ["CVE-1"], vulnerabilityBlocklist: ["CVE-1"] },
      ["vulnerabilityWhitelist[0]"],
    ],
    [
      "cicd-whitelist-narrow",
      "CicdConfiguration",
      { imageWhitelist: Array.from({ length: 21 }, (_, index) => `i:${index}`) },
      ["imageWhitelist"],
    ],
    ["cicd-whitelist-narrow", "CicdConfiguration", { imageWhitelist: ["base/*"] }, ["imageWhitelist[0]"]],
    [
      "template-no-secret",
      "BuildTemplate",
      { parameters: { token: key, any: secret("x") } },
      ['parameters["token"]', 'parameters["any"]'],
    ],
  ] as const)("%s on %s %j", (rule, kind, inputs, expected) => expect(paths(rule, kind, { ...inputs })).toEqual(expected));
});
