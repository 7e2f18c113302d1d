import * as pulumi from "@pulumi/pulumi";
import * as codearts from "pulumi-codearts";

const config = new pulumi.Config();
const platform = new pulumi.StackReference(config.get("platform") ?? "organization/codearts-platform/prod");
const steps = platform.requireOutput("steps") as pulumi.Output<codearts.Step[]>;

/** The project comes from the stack's own configuration, codearts:projectId. */
const jobs = config.requireObject<string[]>("services").map((name) => ({
  name,
  job: new codearts.BuildJob(name, {
    steps,
    parameters: { scanGate: platform.requireOutput("gateId") },
    timeout: { minutes: 30 },
  }),
}));

for (const { name, job } of jobs)
  new codearts.Notice(`${name}-mail`, { jobId: job.id, channel: "MAIL", events: ["buildJobFail"] });

export const ids = Object.fromEntries(jobs.map(({ name, job }) => [name, job.id]));
