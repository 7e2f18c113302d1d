/** Every look-up in a program under the real engine, as a promise and as an Output, with the stack's own configuration. */
import { installation } from "../../../tools/lib/installation";
import { withStack } from "../../../tools/lib/stack";
import { withSimulator } from "../../helpers/simulator";

// Packing and installing is no part of a test's time.
beforeAll(() => installation(), 900_000);

const program = `
import * as pulumi from "@pulumi/pulumi";
import * as codearts from "pulumi-codearts";

const command = { iac: { mode: "local_directory" as const, path: "./infra" }, image: { source: "remote_image" as const, name: "api", version: "1", repositoryAddress: "swr.example.com", loginUserName: "robot", loginPassword: "made-up-password" } };
export = async () => {
  const job = new codearts.BuildJob("api", { flavor: "4u8g", parameters: { token: { default: pulumi.secret("made-up-token"), private: true } } });
  const template = new codearts.BuildTemplate("service", { steps: [codearts.steps.maven({ command: "mvn" })], toolType: "maven" });
  const file = new codearts.Keystore("release.jks", { content: pulumi.secret("AAAA") });
  const gate = new codearts.CicdConfiguration("gate", { imageWhitelist: ["base"] });
  // A look-up that follows from what is made here waits for it.
  const after = pulumi.all([job.id, template.id, file.id, gate.id]);
  const known = pulumi.runtime.isDryRun() ? undefined : await new Promise<string[]>((resolve) => after.apply(resolve));
  const promised = known && {
    job: (await codearts.getBuildJob({ name: "api" })).flavor,
    jobs: (await codearts.listBuildJobs({ search: "ap" })).map((one) => one.jobName),
    template: (await codearts.getBuildTemplate({ name: "service" })).steps,
    templates: (await codearts.listBuildTemplates()).length,
    official: (await codearts.listOfficialTemplates({ name: "Maven" })).length,
    files: (await codearts.listKeystores({ search: "release" })).map((one) => one.keystoreName),
    specs: await codearts.getExecutorSpecs({ arch: "arm" }),
    parameters: (await codearts.getSystemParameters()).map((one) => one.parameterName),
    gates: (await codearts.listCicdConfigurations({ name: "gate" })).map((one) => one.cicdName),
    images: await codearts.listCicdImages({ cicdName: "gate", hasVulnerability: true, severityLevel: "High", sortKey: "latest_scan_time", sortDirection: "desc", startLatestScanTime: 1 }),
    command: (await codearts.getCicdCommand({ configurationId: known[3]!, ...command })).command,
  };
  return {
    promised,
    job: codearts.getBuildJobOutput({ id: job.id }).apply((one) => [one.name, one.parameters?.token]),
    jobs: after.apply(() => codearts.listBuildJobsOutput()).apply((all) => all.length),
    template: codearts.getBuildTemplateOutput({ id: template.id }).name,
    templates: codearts.listBuildTemplatesOutput({ name: template.name }).apply((all) => all.length),
    official: codearts.listOfficialTemplatesOutput({}).apply((all) => all.length > 0),
    files: file.id.apply(() => codearts.listKeystoresOutput({})).apply((all) => all.length),
    specs: codearts.getExecutorSpecsOutput({}),
    parameters: codearts.getSystemParametersOutput({}).apply((all) => all.length > 0),
    gates: codearts.listCicdConfigurationsOutput({ id: gate.id }).apply((all) => all.length),
    images: codearts.listCicdImagesOutput({}).apply((all) => all.length),
    command: codearts.getCicdCommandOutput({ configurationId: gate.id, ...command }),
    missing: await codearts.getBuildJob({ name: "none" }).catch((error: Error) => error.message),
  };
};
`;

test(
  "look-ups see what is there, mark secrets, and change nothing",
  () =>
    withSimulator((simulator, env) =>
      withStack({ program, env, typeCheck: true }, async (stack) => {
        expect((await stack.preview()).changes.create).toBe(5);
        await stack.up();
        const outputs = await stack.outputs();
        const promised = outputs.promised as Record<string, unknown>;
        expect(promised).toMatchObject({
          job: "4u8g",
          jobs: ["api"],
          template: [{ module: "devcloud2018.codeci_action_20043.action", properties: { command: "mvn" } }],
          templates: 1,
          official: 1,
          files: ["release.jks"],
          parameters: expect.arrayContaining(["BUILDNUMBER"]),
          gates: ["gate"],
          images: [],
          command: expect.stringContaining("made-up-password"),
        });
        expect(outputs).toMatchObject({
          job: ["api", { default: expect.stringMatching(/^\*+$/), private: true }],
          jobs: 1,
          template: "service",
          templates: 1,
          official: true,
          files: 1,
          parameters: true,
          gates: 1,
          images: 0,
          command: promised.command,
          missing: expect.stringMatching(/^getBuildJob: job "none": there is none$/),
        });
        expect(outputs.specs).toEqual(expect.arrayContaining([expect.any(String)]));
        expect(stack.stateText()).not.toContain("made-up-password");
        const writes = simulator
          .journal()
          .filter(({ method, operation }) => method !== "GET" && operation !== "createCicdConfigurationCommand");
        expect(writes.map(({ operation }) => operation).sort()).toEqual([
          "addCicdConfiguration",
          "createJob",
          "createTemplate",
          "uploadKeystore",
        ]);
        await stack.destroy();
      }),
    ),
  300_000,
);
