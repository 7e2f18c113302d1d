/** What a first draft of build jobs can look like. Every line that a rule of ../pack stops is mended in ../mended. */
import * as pulumi from "@pulumi/pulumi";
import * as codearts from "pulumi-codearts";

const config = new pulumi.Config();
const scm = {
  type: "codehub",
  repositoryId: "2111746211",
  webUrl: "https://codehub.example.com/team/api",
  branch: "main",
} as const;

const api = new codearts.BuildJob("release-api", {
  scms: [{ ...scm, url: "http://codehub.example.com/team/api.git" }],
  parameters: {
    target: { default: "all", runtime: true },
    // Made up for this example; a real one would be worth stealing.
    deployPassword: { default: "mAdeUp4TheExample-9f", private: true },
    signingKey: { default: config.requireSecret("signingKey") },
  },
  steps: [
    codearts.steps.maven({ name: "Build", version: "20231001.6", command: "make ${target}" }),
    codearts.steps.dockerCommand({
      name: "Scan",
      version: "1.0",
      command: "curl -fsSL https://get.example.com/scan.sh | sh\ndocker run --privileged scanner:latest",
    }),
    codearts.steps.maven({ name: "Test", command: "mvn -B test", enabled: false }),
  ],
  schedules: [{ cron: "*/5 * * * *" }],
  timeout: { hours: 2 },
  deletion: "purge",
});

new codearts.Notice("release-api-wecom", {
  jobId: api.id,
  channel: "WECOM",
  events: ["buildJobSuccess"],
  webhook: "https://robot.example.com/made-up",
});

new codearts.BuildJob("nightly-suite", {
  scms: [{ ...scm, url: "git@codehub.example.com:team/api.git", branch: "try/retries", buildOnPush: true }],
  steps: [codearts.steps.step("devcloud2018.codecheck_demo.action", { name: "Check", version: "1.2" })],
  hostType: "old-pool",
  timeout: { hours: 4 },
});

new codearts.BuildTemplate("java", {
  description: "Maven with an upload",
  toolType: "maven",
  parameters: { uploadPassword: "mAdeUp4TheExample-7k" },
  steps: [codearts.steps.maven({ name: "Build", version: "20231001.6", command: "mvn -B verify" })],
});

new codearts.Keystore("release.jks", { content: "bWFkZSB1cA==", shared: true });

new codearts.CicdConfiguration("release", { vulnerabilityBlocklist: [], imageWhitelist: ["*"] });
