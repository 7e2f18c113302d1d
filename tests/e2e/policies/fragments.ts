/** For every rule: where its documented example fails, and a fragment whose value is known only after the deployment. */
const step = (rest: string) =>
  `steps: [{ module: "devcloud2018.codeci_action_20035.action", name: "Step", version: "1", ${rest} }]`;
const scm = (rest: string) =>
  `scms: [{ type: "github", url: "https://github.com/example/tool.git", branch: "main", depth: 1, ${rest} }]`;
const unknownCommand = step("properties: { command: later }");

/** Publishes, with a script beside it that may do what is asked for. */
const published = step('properties: { script: "docker push a:1", command: later }');

interface Fragment {
  /** Property paths of the example that fails; "" is the resource as a whole. */
  fails: string[];
  unknown: string;
  unknownAt: string;
}

/** For rules that read commands alone. */
const command: Fragment = {
  fails: ["steps[0].properties.command"],
  unknown: unknownCommand,
  unknownAt: "steps[0].properties.command",
};

export const fragments: Record<string, Fragment> = {
  "build-job-no-plaintext-secret": {
    fails: ['parameters["deployPassword"].default'],
    unknown: "parameters: { deployPassword: { default: later, private: true } }",
    unknownAt: 'parameters["deployPassword"].default',
  },
  "secret-not-shared": {
    fails: ['parameters["token"].default'],
    unknown: `new codearts.BuildJob("api", { parameters: { token: { default: pulumi.secret(later), private: true } } });`,
    unknownAt: 'parameters["token"].default',
  },
  "private-parameter-used": {
    fails: ['parameters["uploadToken"]'],
    unknown: `parameters: { uploadToken: { default: config.requireSecret("uploadToken"), private: true } }, ${unknownCommand}`,
    unknownAt: "steps[0].properties.command",
  },
  "scm-url-no-credentials": { fails: ["scms[0].url"], unknown: scm("url: later"), unknownAt: "scms[0].url" },
  "scm-url-secure-scheme": { fails: ["scms[0].url"], unknown: scm("url: later"), unknownAt: "scms[0].url" },
  "scm-allowed-hosts": {
    fails: ["scms[0].url", "scms[0].type"],
    unknown: scm('type: "codehub", url: later'),
    unknownAt: "scms[0].url",
  },
  "scm-auto-build-branch": {
    fails: ["scms[0].buildOnPush"],
    unknown: scm("buildOnPush: true, branch: later"),
    unknownAt: "scms[0].branch",
  },
  "scm-third-party-shallow": {
    fails: ["scms[0].depth", "updateSubmodules"],
    unknown: scm("url: later"),
    unknownAt: "scms[0].url",
  },
  "definition-visible": {
    fails: ["scms[0].branch"],
    unknown: `definition: "YAML", ${scm("branch: later")}`,
    unknownAt: "scms[0].branch",
  },
  "step-module-allowed": { fails: ["steps[0].module"], unknown: step("module: later"), unknownAt: "steps[0].module" },
  "step-version-pinned": { fails: ["steps[0].version"], unknown: step("version: later"), unknownAt: "steps[0].version" },
  "step-image-pinned": {
    fails: ["steps[0].properties.command"],
    unknown: unknownCommand,
    unknownAt: "steps[0].properties.command",
  },
  "step-image-supported": { ...command, fails: ["steps[0].properties.image"] },
  "step-lock-file-used": command,
  "step-registry-allowed": command,
  "step-tls-verified": command,
  "step-clone-secure-scheme": command,
  "step-no-pipe-to-shell": {
    fails: ["steps[0].properties.command"],
    unknown: unknownCommand,
    unknownAt: "steps[0].properties.command",
  },
  "step-no-parameter-injection": {
    fails: ["steps[0].properties.command"],
    unknown: `parameters: { target: { default: "all", runtime: true } }, ${unknownCommand}`,
    unknownAt: "steps[0].properties.command",
  },
  "step-no-privileged-container": {
    fails: ["steps[0].properties.command", "steps[0].properties.command"],
    unknown: unknownCommand,
    unknownAt: "steps[0].properties.command",
  },
  "step-disabled": {
    fails: ["steps[0].enabled"],
    unknown: step("enabled: later.apply(() => true)"),
    unknownAt: "steps[0].enabled",
  },
  "required-step": { fails: ["steps"], unknown: step("module: later"), unknownAt: "steps[0].module" },
  "artifact-signed": { ...command, fails: ["steps[0]"], unknown: published },
  "sbom-required": { ...command, fails: ["steps[0]"], unknown: published },
  "executor-allowed": { fails: ["hostType"], unknown: "hostType: later", unknownAt: "hostType" },
  "agent-pool-allowed": { fails: ["hostType"], unknown: "hostType: later", unknownAt: "hostType" },
  "flavor-allowed": { fails: ["flavor"], unknown: "flavor: later", unknownAt: "flavor" },
  "arch-allowed": { fails: ["arch"], unknown: "arch: later", unknownAt: "arch" },
  "timeout-required": { fails: ["timeout"], unknown: "timeout: later.apply(() => ({ minutes: 1 }))", unknownAt: "timeout" },
  "schedule-sane": {
    fails: ["schedules[0].cron", "schedules[0]"],
    unknown: 'schedules: [{ cron: later, timeZone: "Asia/Shanghai" }]',
    unknownAt: "schedules[0].cron",
  },
  "job-naming": { fails: ["name"], unknown: "name: later", unknownAt: "name" },
  "group-required": { fails: ["groupId"], unknown: "groupId: later", unknownAt: "groupId" },
  "production-protected": { fails: ["", "deletion"], unknown: 'name: "prod-a", deletion: later', unknownAt: "deletion" },
  "notice-on-failure": {
    fails: [""],
    unknown: `const job = new codearts.BuildJob("api", { projectId });
new codearts.Notice("api-mail", { jobId: job.id, channel: "MAIL", events: later.apply(() => ["buildJobFail"]) });`,
    unknownAt: "events",
  },
  "notice-webhook-secret": { fails: ["webhook"], unknown: "webhook: later", unknownAt: "webhook" },
  "notice-robot-allowed": { fails: ["webhook"], unknown: "webhook: later", unknownAt: "webhook" },
  "keystore-private": { fails: ["shared", "content"], unknown: 'name: "release.jks", content: later', unknownAt: "content" },
  "cicd-blocklist-required": {
    fails: ["vulnerabilityBlocklist"],
    unknown: 'name: "release", vulnerabilityBlocklist: later.apply(() => ["CVE-2021-44228"])',
    unknownAt: "vulnerabilityBlocklist",
  },
  "cicd-whitelist-narrow": {
    fails: ["imageWhitelist[0]"],
    unknown: 'name: "release", imageWhitelist: later.apply(() => ["base/jdk:21"])',
    unknownAt: "imageWhitelist",
  },
  "template-no-secret": {
    fails: ['parameters["deployPassword"]'],
    unknown: "parameters: { target: later }",
    unknownAt: 'parameters["target"]',
  },
};

const secrets = {
  deployPassword: "made up",
  token: "made up token",
  docsToken: "made up for docs",
  uploadToken: "made up for uploads",
  webhook: "https://robot.example.com/hook",
  personalRobot: "https://robot.example.org/hook/made-up",
};
/** What the program asks of its configuration. */
export const config = Object.fromEntries(Object.entries(secrets).map(([key, secret]) => [`e2e:${key}`, { secret }]));

/** What a fragment leaves out for brevity and the provider asks for. */
const prologue = `
import * as pulumi from "@pulumi/pulumi";
import * as codearts from "pulumi-codearts";
const config = new pulumi.Config();
const projectId = "0123456789abcdef0123456789abcdef";
const [token, base64, userId] = ["t0ken", "bWFkZSB1cA==", "builder"];
const later: any = new codearts.BuildJob("source", {}).id;
const required: Record<string, object> = {
  BuildTemplate: { description: "", toolType: "maven", steps: [] },
  Notice: { channel: "WECOM", events: ["buildJobFail"] },
  Keystore: {},
  CicdConfiguration: {},
  BuildJob: {},
};
let resources = 0;
function complete(kind: string, args: any): any {
  // No two resources of a program may be the same object.
  const id = String(resources++).padStart(32, "0");
  const unique: Record<string, object> = {
    Notice: { jobId: id },
    BuildJob: { projectId: id },
    Keystore: { name: id + args.name },
    CicdConfiguration: { name: id + args.name },
  };
  const scms = args.scms?.map((scm: object) => ({ repositoryId: "1", webUrl: "https://codehub.example.com/team/api", ...scm }));
  return { ...required[kind], ...args, ...unique[kind], ...(scms && { scms }) };
}
`;

type RuleLike = { name: string; kinds: readonly string[]; example: { fails: string; passes: string } };

/** One program with three resources for each rule: \`fails-RULE\`, \`passes-RULE\` and \`unknown-RULE\`. */
export function programOf(rules: readonly RuleLike[]): string {
  const declare = (rule: RuleLike, prefix: string, fragment: string) => {
    const kind = rule.kinds[0];
    const options = rule.name === "production-protected" && prefix === "unknown" ? ", { protect: true }" : "";
    if (!fragment.includes("new codearts"))
      return `new codearts.${kind}("${prefix}-${rule.name}", complete("${kind}", { ${fragment} })${options});`;
    return `{ ${fragment.replace(/\("api/g, `("${prefix}-${rule.name}`)} }`;
  };
  const resources = rules.flatMap((rule) => [
    declare(rule, "fails", rule.example.fails),
    declare(rule, "passes", rule.example.passes),
    declare(rule, "unknown", fragments[rule.name]?.unknown ?? ""),
  ]);
  return [prologue, ...resources].join("\n");
}
