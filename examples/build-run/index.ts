import * as pulumi from "@pulumi/pulumi";
import * as codearts from "pulumi-codearts";

const config = new pulumi.Config();
const version = config.get("version") ?? "1.0.0";

const job = new codearts.BuildJob("image", {
  parameters: { codeBranch: "main", version: { default: "latest", runtime: true } },
  steps: [
    codearts.steps.dockerCommand({
      name: "Build and push",
      version: config.require("dockerVersion"),
      // Quoted, because whoever starts the job writes it.
      command: 'docker build -t "demo/api:$version" .',
    }),
  ],
  timeout: { minutes: 30 },
});

new codearts.Notice("image-mail", { jobId: job.id, channel: "MAIL", events: ["buildJobFail"] });

/** Builds each version once: a deployment of the same version starts nothing, one that fails is tried again by the next. */
const build = new codearts.BuildRun("image", {
  jobId: job.id,
  parameters: { version },
  timeout: { minutes: 35 },
});

/** What is deployed with it can wait for it: `dependsOn: build`, or take its outputs. */
export const number = build.number;
export const result = build.result;
export const artifacts = build.urls;
