/** Rules on a job as a whole: what it publishes, which secrets it holds, where it runs, what its images bring. */
import { type CodeartsPolicySettings, evaluate } from "pulumi-codearts/policies";
import { resource, secret, unknown } from "./example";

function find(
  rule: string,
  resources: { kind?: string; name?: string; inputs: Record<string, unknown> }[],
  config: object = {},
  today = "2026-06-15",
): [outcome: string, name: string, message: string][] {
  const settings: CodeartsPolicySettings = JSON.parse(
    JSON.stringify({ all: "disabled", [rule]: { enforcementLevel: "advisory", ...config } }),
  );
  const plain = resources.map(({ kind = "BuildJob", name = "api", inputs }) => resource(kind, name, inputs));
  return evaluate(plain, settings, new Date(`${today}T12:00:00Z`)).map(({ outcome, urn, message }) => [
    outcome,
    urn.split("::").at(-1) ?? "",
    message,
  ]);
}

const step = (command: unknown, more: object = {}) => ({
  module: "devcloud2018.codeci_action_20017.action",
  name: "Step",
  version: "1",
  properties: { command },
  ...more,
});
const count = (rule: string, steps: object[], config: object = {}) => find(rule, [{ inputs: { steps } }], config).length;

describe("artifact-signed", () => {
  test.each([
    "docker push swr.example.com/team/api:1",
    "mvn -B deploy",
    "./gradlew publish",
    "npm publish",
    "twine upload dist/*",
    "helm push api-1.0.0.tgz oci://charts.example.com",
    "obsutil cp target/app.jar obs://builds/app.jar",
    "aws s3 cp app.jar s3://builds/",
    "curl -T app.jar https://files.example.com/",
    "gh release upload v1 app.jar",
    "jf rt upload app.jar builds/",
  ])("publishes: %s", (command) => {
    expect(count("artifact-signed", [step(command)])).toBe(1);
    expect(count("artifact-signed", [step(`sha256sum -c tool.sha256\n${command}`)])).toBe(1);
    expect(count("artifact-signed", [step(`cosign verify swr.example.com/base:1\n${command}`)])).toBe(1);
    for (const signs of [
      "cosign sign x",
      "gpg --detach-sign app.jar",
      "sha256sum app.jar > app.jar.sha256",
      "jarsigner app.jar k",
    ])
      expect(count("artifact-signed", [step(signs), step(command)])).toBe(0);
    expect(count("artifact-signed", [step("cosign sign x", { enabled: false }), step(command)])).toBe(1);
  });

  test.each([
    "docker build .",
    "mvn -B verify",
    "npm ci",
    "npm publish --dry-run",
    "obsutil ls obs://builds",
    "curl https://x.example.com",
  ])("publishes nothing: %s", (command) => expect(count("artifact-signed", [step(command)])).toBe(0));

  test("modules that publish and sign", () => {
    const upload = { module: "devcloud2018.codeci_action_20018.action", name: "Upload", properties: { file: "bin/*" } };
    expect(find("artifact-signed", [{ inputs: { steps: [step("make"), upload] } }])).toEqual([
      ["violation", "api", expect.stringMatching(/^steps\[1\]: publishes/)],
    ]);
    expect(count("artifact-signed", [{ module: "sign", name: "s" }, upload], { modules: ["sign"] })).toBe(0);
    expect(count("artifact-signed", [{ ...upload, enabled: false }])).toBe(0);
    expect(find("artifact-signed", [{ inputs: { definition: "YAML", steps: [upload] } }])).toEqual([]);
  });

  test("what is not known may sign", () => {
    const upload = { module: "devcloud2018.codeci_action_20018.action", name: "Upload", properties: { file: "bin/*" } };
    expect(find("artifact-signed", [{ inputs: { steps: [step(unknown), upload] } }]).map(([outcome]) => outcome)).toEqual([
      "unknown",
    ]);
  });
});

test.each([
  ["syft dir:. -o spdx-json", 0],
  ["trivy image --format cyclonedx api:1", 0],
  ["mvn org.cyclonedx:cyclonedx-maven-plugin:2.9.1:makeAggregateBom", 0],
  ["npx @cyclonedx/cyclonedx-npm --output-file bom.json", 0],
  ["npm sbom --sbom-format cyclonedx", 0],
  ["docker buildx build --sbom=true .", 0],
  ["cargo cyclonedx", 0],
  ["trivy image api:1", 1],
  ["docker build --sbom=false .", 1],
  ["echo syft dir:.", 1],
])("sbom-required: %s", (command, expected) => {
  expect(count("sbom-required", [step(`${command}\ndocker push swr.example.com/team/api:1`)])).toBe(expected);
  expect(count("sbom-required", [step(command)])).toBe(0);
});

describe("secret-not-shared", () => {
  const job = (name: string, value: unknown) => ({ name, inputs: { parameters: { token: { default: value, private: true } } } });
  const shared = secret("mAdeUp-shared-1");

  test("once a secret, at the first of its jobs, without the value", () => {
    const found = find("secret-not-shared", [job("web", shared), job("api", shared), job("docs", secret("mAdeUp-other-2"))]);
    expect(found).toEqual([
      ["violation", "api", 'parameters["token"].default: the same secret is in "web"; give each job its own'],
    ]);
    expect(JSON.stringify(found)).not.toContain("mAdeUp");
  });

  test("in step secrets and secret properties too, as many jobs as are allowed, and not what only looks the same", () => {
    const others = [
      job("a", shared),
      { name: "b", inputs: { stepSecrets: { Deploy: { password: shared } } } },
      { name: "c", inputs: { steps: [step(shared)] } },
    ];
    expect(find("secret-not-shared", others)[0]?.[2]).toMatch(/in "b", "c"/);
    expect(find("secret-not-shared", others, { maxJobs: 3 })).toEqual([]);
    for (const value of [secret(""), secret("[secret]"), secret("${other}"), "plain"])
      expect(
        find("secret-not-shared", [
          { name: "a", inputs: { parameters: { t: { default: value } } } },
          { name: "b", inputs: { parameters: { t: { default: value } } } },
        ]),
      ).toEqual([]);
  });

  test("two places of one job are no sharing", () =>
    expect(find("secret-not-shared", [{ inputs: { parameters: { a: shared, b: shared } } }])).toEqual([]));
});

test.each([
  ['mvn deploy -Dtoken="${uploadToken}"', 0],
  ['curl -H "X: $uploadToken" https://x.example.com', 0],
  ["python3 -c 'import os; os.environ[\"uploadToken\"]'", 0],
  ["mvn deploy -Dtoken=$uploadTokens", 1],
  ["mvn verify", 1],
])("private-parameter-used: %s", (command, expected) => {
  const parameters = { uploadToken: { default: secret("uploadToken of nobody"), private: true }, plain: { default: "a" } };
  expect(find("private-parameter-used", [{ inputs: { parameters, steps: [step(command)] } }])).toHaveLength(expected);
  expect(find("private-parameter-used", [{ inputs: { parameters, definition: "YAML" } }])).toEqual([]);
});

describe("definition-visible", () => {
  const scms = (branch?: string) => [{ type: "codehub", url: "git@h.example.com:a/b.git", branch }];
  test.each([
    [{ definition: "YAML", scms: scms("main") }, {}, 1],
    [{ definition: "YAML", scms: scms("main") }, { protectedBranches: ["main"] }, 0],
    [{ definition: "YAML", scms: scms("dev") }, { protectedBranches: ["main"] }, 1],
    [{ definition: "YAML", scms: scms("${codeBranch}"), parameters: { codeBranch: "main" } }, { protectedBranches: ["main"] }, 0],
    [{ definition: "YAML", scms: scms() }, { protectedBranches: ["main"] }, 1],
    [{ definition: "ACTION", scms: scms("dev") }, {}, 0],
    [{ scms: scms("dev") }, {}, 0],
  ])("%j with %j", (inputs, config, expected) => expect(find("definition-visible", [{ inputs }], config)).toHaveLength(expected));
});

describe("agent-pool-allowed", () => {
  const projectId = "0123456789abcdef0123456789abcdef";
  const config = { pools: [`${projectId}=team-*`, "*=shared"] };
  test.each([
    [{ projectId, hostType: "team-a" }, 0],
    [{ projectId, hostType: "shared" }, 0],
    [{ projectId, hostType: "other" }, 1],
    [{ projectId: "f".repeat(32), hostType: "team-a" }, 1],
    [{ hostType: "shared" }, 0],
    [{ projectId, hostType: "devcloud" }, 0],
    [{ projectId }, 0],
    [{ projectId, agentPool: { id: "77", name: "team-a" } }, 0],
    [{ projectId, agentPool: { id: "77", name: "other" } }, 1],
    [{ projectId, agentPool: { id: "team-77" } }, 0],
    [{ projectId, hostType: "custom_host", agentPool: { id: "77", name: "team-a" } }, 0],
  ])("%j", (inputs, expected) => expect(find("agent-pool-allowed", [{ inputs }], config)).toHaveLength(expected));

  test("a pair without a pool is refused", () =>
    expect(() => find("agent-pool-allowed", [], { pools: ["team-a"] })).toThrow(
      'rule agent-pool-allowed: pools[0]: "team-a" is not a string such as',
    ));
});

describe("notice-robot-allowed", () => {
  const webhook = "https://robot.example.com/hook?key=mAdeUp-robot";
  const notice = (inputs: Record<string, unknown>) => [{ kind: "Notice", inputs }];

  test("by host and by the fingerprint that the message names", () => {
    expect(find("notice-robot-allowed", notice({ webhook: secret(webhook) }), { hosts: ["*.example.com"] })).toEqual([]);
    expect(find("notice-robot-allowed", notice({ webhook: secret(webhook) }), { hosts: ["*.example.org"] })).toHaveLength(1);
    const robots = ["0123456789abcdef"];
    const [[, , message] = []] = find("notice-robot-allowed", notice({ webhook: secret(webhook) }), { robots });
    expect(message).not.toContain("mAdeUp");
    const own = /fingerprint ([0-9a-f]{16})/.exec(message ?? "")?.[1];
    expect(find("notice-robot-allowed", notice({ webhook: secret(webhook) }), { robots: [...robots, own] })).toEqual([]);
  });

  test("also among the settings as the service stores them", () => {
    const paramConfig = secret(JSON.stringify({ webhook }));
    expect(find("notice-robot-allowed", notice({ paramConfig }), { hosts: ["robot.example.org"] })).toHaveLength(1);
    expect(find("notice-robot-allowed", notice({ channel: "MAIL" }), { hosts: ["robot.example.org"] })).toEqual([]);
  });
});

test("a scan configuration that neither blocks nor lists", () => {
  const messages = (inputs: Record<string, unknown>) =>
    find("cicd-blocklist-required", [{ kind: "CicdConfiguration", inputs }]).map(([, , message]) => message);
  expect(messages({})).toEqual([expect.stringMatching(/neither blocks nor lists/)]);
  expect(messages({ imageWhitelist: ["base/jdk:21"] })).toEqual([expect.stringMatching(/is empty, so the scan blocks nothing/)]);
});

describe("step-image-supported", () => {
  const rule = "step-image-supported";
  const ofImage = (image: string, today?: string, config = {}) =>
    find(rule, [{ inputs: { steps: [step("make", { properties: { image } })] } }], config, today).map(([, , message]) => message);

  // Dates as Node.js, the PSF, Debian and the others announced them.
  test.each([
    ["nodejs12.7.0", "Node.js 12.7.0 has not been supported since 2022-04-30"],
    ["nodejs18", "Node.js 18 has not been supported since 2025-04-30"],
    ["nodejs20.18.0", "Node.js 20.18.0 has not been supported since 2026-04-30"],
    ["cloudbuild@python3.6", "Python 3.6 has not been supported since 2021-12-23"],
    ["maven3.6.1-jdk10", "Java 10 has not been supported since 2018-09"],
    ["node:16", "Node.js 16 has not been supported since 2023-09-11"],
    ["node:16.20.2-alpine3.18", "Node.js 16.20.2 has not been supported"],
    ["swr.cn-north-4.myhuaweicloud.com/team/node:14", "Node.js 14 has not been supported"],
    ["python:3.8-slim", "Python 3.8 has not been supported since 2024-10-07"],
    ["python:3.9.20", "Python 3.9.20 has not been supported since 2025-10-31"],
    ["python:2", "Python 2 has not been supported since 2020-01-01"],
    ["python:3.12-slim-buster", "Debian 10 has not been supported since 2024-06-30"],
    ["golang:1.20", "Go 1.20 has not been supported"],
    ["php:7-cli", "PHP 7 has not been supported since 2022-11-28"],
    ["gradle:7.4-jdk16", "Java 16 has not been supported"],
    ["maven:3.8-openjdk-18", "Java 18 has not been supported"],
    ["mcr.microsoft.com/dotnet/sdk:6.0", ".NET 6.0 has not been supported since 2024-11-12"],
    ["centos:7", "CentOS 7 has not been supported since 2024-06-30"],
    ["ubuntu:18.04", "Ubuntu 18.04 has not been supported since 2023-05-31"],
    ["debian:stretch-slim", "Debian 9 has not been supported"],
    ["alpine:3.16", "Alpine Linux 3.16 has not been supported"],
  ])("%s", (image, says) => expect(ofImage(image)).toEqual(expect.arrayContaining([expect.stringContaining(says)])));

  test.each([
    "nodejs22.1.0",
    "shell4.2.46-git1.8.3-zip6.00",
    "maven3.5.3-jdk8-open",
    "maven3.9.5-jdk21",
    "docker18.03",
    "docker-18.03",
    "node:22",
    "node:lts",
    "node",
    "node:latest",
    "node:99",
    "python:3",
    "python:3.13-slim-bookworm",
    "golang:1",
    "openjdk:8-jdk",
    "eclipse-temurin:8u372-b07-jdk",
    "eclipse-temurin:21.0.8_9-jdk",
    "maven:3.9-eclipse-temurin-17",
    "ubuntu:24.04",
    "debian:bookworm",
    "redis:5",
    "team/api:16",
    "${image}",
    "node:${VERSION}",
  ])("not: %s", (image) => expect(ofImage(image)).toEqual([]));

  test("the day counts, and days of grace", () => {
    expect(ofImage("nodejs20.18.0", "2026-04-30")).toEqual([]);
    expect(ofImage("nodejs20.18.0", "2026-05-01")).toHaveLength(1);
    expect(ofImage("nodejs20.18.0", "2026-05-01", { graceDays: 90 })).toEqual([]);
    expect(ofImage("nodejs20.18.0", "2026-08-01", { graceDays: 90 })).toHaveLength(1);
  });

  test("in commands, Dockerfiles and Compose files", () => {
    const found = (command: string) => find(rule, [{ inputs: { steps: [step(command)] } }]).length;
    expect(found("docker run --rm node:16 npm test")).toBe(1);
    expect(found("docker build - <<END\nFROM python:3.8\nRUN make\nEND")).toBe(1);
    expect(found("cat > docker-compose.yml <<END\nservices:\n  a:\n    image: node:16\nEND")).toBe(1);
    expect(found("docker run --rm node:22.12.0 npm test")).toBe(0);
  });
});
