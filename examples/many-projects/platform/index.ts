import * as codearts from "pulumi-codearts";

/** What the projects share. They read it by a StackReference and see a change with their own next `pulumi up`. */
const template = new codearts.BuildTemplate("service", {
  description: "Service of any team: test on every change",
  toolType: "maven",
  steps: [codearts.steps.maven({ name: "Test", version: "20231001.6", command: "mvn -B verify" })],
});

const gate = new codearts.CicdConfiguration("platform-gate", { vulnerabilityBlocklist: ["CVE-2024-3094"] });

export const steps = template.steps;
export const gateId = gate.id;
