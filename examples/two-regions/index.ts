import type * as pulumi from "@pulumi/pulumi";
import * as codearts from "pulumi-codearts";

/** Each region has its own projects; a resource says where it lives, and state remembers it. */
const places = {
  beijing: { region: "cn-north-4", projectId: "6ecbc5bac7c8442fb3d2563d53c13582" },
  singapore: { region: "ap-southeast-3", projectId: "b287e712be6c404ca26e5f69040fa12b" },
};

const ids: Record<string, pulumi.Output<string>> = {};
for (const [name, { region, projectId }] of Object.entries(places)) {
  const job = new codearts.BuildJob(`api-${name}`, {
    region,
    projectId,
    name: "api",
    steps: [codearts.steps.maven({ name: "Test", version: "20231001.6", command: "mvn -B verify" })],
    timeout: { minutes: 30 },
  });
  new codearts.Notice(`api-${name}-mail`, { region, jobId: job.id, channel: "MAIL", events: ["buildJobFail", "forbiddenJob"] });
  new codearts.BuildTemplate(`service-${name}`, { region, name: "service", steps: job.steps });
  ids[name] = job.id;
}

export { ids };
