import * as pulumi from "@pulumi/pulumi";
import * as codearts from "pulumi-codearts";

const config = new pulumi.Config();
const wecom = config.requireSecret("wecomWebhook");
const dingTalk = { webhook: config.requireSecret("dingTalkWebhook"), signingKey: config.requireSecret("dingTalkKey") };

const jobs = ["api", "web"].map((name) => ({
  name,
  job: new codearts.BuildJob(name, {
    steps: [codearts.steps.maven({ name: "Test", version: "20231001.6", command: "mvn -B verify" })],
    timeout: { minutes: 30 },
  }),
}));

for (const { name, job } of jobs) {
  // The team hears of failures and of changes to the job itself.
  new codearts.Notice(`${name}-wecom`, {
    jobId: job.id,
    channel: "WECOM",
    events: ["buildJobFail", "updateConfigJob"],
    webhook: wecom,
  });
  // Whoever is on duty hears only when nobody can build any more.
  new codearts.Notice(`${name}-dingtalk`, {
    jobId: job.id,
    channel: "DING_TALK",
    events: ["forbiddenJob", "deleteJob"],
    ...dingTalk,
  });
  // A fresh job mails on every failure; the group is enough.
  new codearts.Notice(`${name}-mail`, { jobId: job.id, channel: "MAIL", events: [] });
}

export const ids = Object.fromEntries(jobs.map(({ name, job }) => [name, job.id]));
