import * as pulumi from "@pulumi/pulumi";
import * as codearts from "pulumi-codearts";

const config = new pulumi.Config();

function codehub(name: string): codearts.Scm {
  const address = `codehub.example.com/demo/${name}`;
  return { type: "codehub", repositoryId: "2111746211", branch: "main", url: `git@${address}.git`, webUrl: `https://${address}` };
}

const api = new codearts.BuildJob("api", {
  arch: "x86-64",
  flavor: "2u8g",
  scms: [codehub("api")],
  parameters: {
    channel: { default: "beta", options: ["beta", "stable"], runtime: true },
    signingKey: { default: config.requireSecret("signingKey"), private: true },
  },
  steps: [
    codearts.steps.maven({ name: "Test", version: "20231001.6", command: config.get("testCommand") ?? "mvn -B test" }),
    codearts.steps.uploadToObs({
      bucketName: "demo-builds",
      objectKey: "./",
      artifactSourcePath: "target/*.jar",
    }),
  ],
  schedules: [{ cron: "0 2 * * *", timeZone: "Asia/Shanghai" }],
  timeout: { minutes: 30 },
});

const docs = new codearts.BuildJob("docs", {
  scms: [codehub("docs")],
  steps: [codearts.steps.dockerCommand({ name: "Build", command: "docker build -t docs ." })],
  timeout: { minutes: 10 },
});

export const jobs = { api: api.id, docs: docs.id };
