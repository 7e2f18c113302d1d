/** The jobs of ../broken, each line mended as the rule that stopped it says. */
import * as pulumi from "@pulumi/pulumi";
import * as codearts from "pulumi-codearts";

const config = new pulumi.Config();
const scm = {
  type: "codehub",
  repositoryId: "2111746211",
  webUrl: "https://codehub.example.com/team/api",
  branch: "main",
} as const;
const check = codearts.steps.step("devcloud2018.codecheck_demo.action", { name: "Check", version: "1.2" });

const api = new codearts.BuildJob(
  "release-api",
  {
    arch: "arm",
    scms: [{ ...scm, url: "https://codehub.example.com/team/api.git" }],
    parameters: {
      target: { default: "all", runtime: true },
      deployPassword: { default: config.requireSecret("deployPassword"), private: true },
      signingKey: { default: config.requireSecret("signingKey"), private: true },
    },
    steps: [
      check,
      codearts.steps.maven({ name: "Build", version: "20231001.6", command: 'make "${target}"' }),
      codearts.steps.dockerCommand({
        name: "Scan",
        version: "1.0",
        command:
          "curl -fsSLo scan.sh https://get.example.com/scan.sh\nsha256sum -c scan.sha256\nsh scan.sh\ndocker run scanner:4.2.1",
      }),
      codearts.steps.maven({ name: "Test", version: "20231001.6", command: "mvn -B test" }),
    ],
    schedules: [{ cron: "0 2 * * *", timeZone: "Asia/Shanghai" }],
    timeout: { minutes: 60 },
  },
  { protect: true },
);

new codearts.Notice("release-api-wecom", {
  jobId: api.id,
  channel: "WECOM",
  events: ["buildJobSuccess", "buildJobFail"],
  webhook: config.requireSecret("webhook"),
});

const nightly = new codearts.BuildJob("nightly-suite", {
  scms: [{ ...scm, url: "git@codehub.example.com:team/api.git", buildOnPush: true }],
  steps: [check],
  hostType: "devcloud",
  timeout: { hours: 4 },
});

new codearts.Notice("nightly-suite-mail", { jobId: nightly.id, channel: "MAIL", events: ["buildJobFail"] });

new codearts.BuildTemplate("java", {
  description: "Maven with an upload",
  toolType: "maven",
  parameters: { uploadTarget: "staging" },
  steps: [codearts.steps.maven({ name: "Build", version: "20231001.6", command: "mvn -B verify" })],
});

new codearts.Keystore("release.jks", {
  content: config.requireSecret("keystore"),
  permissions: { builder: { userId: "builder", use: true } },
});

new codearts.CicdConfiguration("release", { vulnerabilityBlocklist: ["CVE-2021-44228"], imageWhitelist: ["base/jdk:21.0.2"] });
