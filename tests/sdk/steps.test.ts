/** What the builders of steps make, against what is publicly known of the service's step types. */
import * as pulumi from "@pulumi/pulumi";
import * as codearts from "pulumi-codearts";
import { modules } from "../../sdk/steps/modules";
import { officialTemplates } from "../../simulator/src/nouns/templates/official";
import { buildJobContract } from "../provider/lifecycle/build-job";
import { inScene } from "../provider/lifecycle/contract";

const { steps } = codearts;
const action = (number: number) => `devcloud2018.codeci_action_${number}.action`;
const properties = (step: codearts.steps.StepArgs) => ({ module: step.module, properties: step.properties });

const mavenSettings = {
  command: "mvn package\n# a comment",
  image: "maven3.5.3-jdk8-open",
  settingsMode: "auto",
  publicRepositories: [],
  privateRepositories: [],
  pomMode: "no",
  releaseRepository: { displayName: "Releases", value: "r1" },
  snapshotRepository: { displayName: "Snapshots", value: "s1" },
  testReports: "notDeal",
  ignoreTestFailures: false,
  testReportPath: "**/TEST*.xml",
  coverage: "false",
  coverageReportPath: "**/site/jacoco",
  cache: "cached",
  dependencyCheck: "disable",
  dependencyCheckFolder: "./",
  dependencyCheckSettings: "~/.m2/settings.xml",
  dependencyCheckOptions: " ",
} as const;
const mavenWire = {
  command: "mvn package\n# a comment",
  image: "maven3.5.3-jdk8-open",
  settingMode: "auto",
  userPublicRepositories: [],
  userPrivateRepositories: [],
  pomMode: "no",
  releaseArtifact: { displayName: "Releases", value: "r1" },
  snapshotArtifact: { displayName: "Snapshots", value: "s1" },
  deal: "notDeal",
  ignoreTest: false,
  file: "**/TEST*.xml",
  junitCoverageSwitch: "false",
  coverageReportPath: "**/site/jacoco",
  cacheOption: "cached",
  doCheck: "disable",
  dependencyProjectDir: "./",
  dependencySettings: "~/.m2/settings.xml",
  dependencyCheckParam: " ",
};

test.each<[string, codearts.steps.StepArgs, number, object | undefined]>([
  ["maven", steps.maven({ ...mavenSettings, publicRepositories: [], privateRepositories: [] }), 20043, mavenWire],
  [
    "npm",
    steps.npm({ command: "npm ci", image: "nodejs18", preCondition: "SUCCESS" }),
    20014,
    { command: "npm ci", image: "nodejs18", preCondition: "SUCCESS" },
  ],
  ["cmake", steps.cmake({ command: "cmake .", image: "cmake3.20" }), 20005, { command: "cmake .", image: "cmake3.20" }],
  [
    "shell",
    steps.shell({ command: "make", image: "shell4.2.46-git1.8.3-zip6.00", preCondition: "SUCCESS" }),
    20017,
    { command: "make", image: "shell4.2.46-git1.8.3-zip6.00", preCondition: "SUCCESS" },
  ],
  [
    "swrImage",
    steps.swrImage({ image: "swr.cn-north-4.myhuaweicloud.com/demo/go:1", command: "make" }),
    20028,
    { image: "swr.cn-north-4.myhuaweicloud.com/demo/go:1", command: "make" },
  ],
  ["buildImage", steps.buildImage(), 20004, undefined],
  ["dockerCommand", steps.dockerCommand({ command: "docker build ." }), 20035, { command: "docker build ." }],
  ["dockerCommand without properties", steps.dockerCommand(), 20035, undefined],
  [
    "uploadToRelease",
    steps.uploadToRelease({
      file: "bin/*",
      packageVersion: "1.0",
      packageName: "api",
      uploadPath: "/api",
      layout: "FLAT",
      uploadTool: "curl",
      continueOnFailure: true,
    }),
    20018,
    {
      file: "bin/*",
      buildVersion: "1.0",
      name: "api",
      customUploadPath: "/api",
      remainOriginPath: "FLAT",
      uploadTool: "curl",
      ignore_fail: "true",
    },
  ],
  [
    "uploadToObs",
    steps.uploadToObs({
      bucketName: "b",
      objectKey: "./",
      artifactSourcePath: "target/*.jar",
      uploadDirectory: true,
      authorizationUser: { displayName: "current user", value: "build" },
      obsHeaders: { "Cache-Control": "no-cache", "x-obs-acl": "private" },
    }),
    20057,
    {
      backetName: "b",
      objectKey: "./",
      artifactSourcePath: "target/*.jar",
      uploadDirectory: true,
      authorizationUser: { displayName: "current user", value: "build" },
      obsHeaders: [
        { headerKey: "Cache-Control", headerValue: "no-cache" },
        { headerKey: "x-obs-acl", headerValue: "private" },
      ],
    },
  ],
  ["downloadFile", steps.downloadFile({ properties: { name: "settings.xml" } }), 20061, { name: "settings.xml" }],
])("%s writes the service's step type and its property names", (_, step, number, wire) => {
  expect(properties(step)).toEqual({ module: action(number), properties: wire });
});

test("name, version and enabled are separate from the properties; the default name is the builder's", () => {
  const step = steps.dockerCommand({ name: "Image", command: "docker build .", enabled: false, version: "1" });
  expect(step).toEqual({
    module: action(20035),
    name: "Image",
    enabled: false,
    version: "1",
    properties: { command: "docker build ." },
  });
  const names = Object.entries(modules).map(([builder, { name }]) => [builder, name]);
  expect(names.slice(0, 1)).toEqual([["maven", "Maven build"]]);
  expect(new Set(names.map(([, name]) => name)).size).toBe(names.length);
});

test("any property can be given as the service spells it, and wins over the setting of the same property", () => {
  expect(steps.shell({ command: "a", properties: { command: ["a", "b"], more: 1 } }).properties).toEqual({
    command: ["a", "b"],
    more: 1,
  });
  expect(steps.step("any.module", { name: "Any" })).toEqual({ module: "any.module", name: "Any" });
  expect(steps.step("any.module", { name: "Any", properties: { a: 1, b: undefined }, version: undefined })).toEqual({
    module: "any.module",
    name: "Any",
    properties: { a: 1 },
  });
});

test("known images are offered and any other text passes; a wrong type does not", () => {
  expect(steps.maven({ command: "mvn", image: "maven4-jdk25" }).properties).toMatchObject({ image: "maven4-jdk25" });
  // @ts-expect-error a user is an object
  steps.uploadToObs({ bucketName: "b", objectKey: "./", authorizationUser: "build" });
  // @ts-expect-error there is no such setting
  steps.npm({ command: "npm ci", nodeVersion: "18" });
  expect(Object.keys(modules).length).toBe(10);
});

test("headers that are known later become the service's list, and stay secret", async () => {
  const given = { bucketName: "b", obsHeaders: pulumi.secret({ token: "made-up-token" }) };
  const headers = pulumi.output(steps.uploadToObs(given)).apply(({ properties }) => properties?.obsHeaders);
  expect(await pulumi.isSecret(headers)).toBe(true);
  const known = await new Promise((resolve) => pulumi.unsecret(headers).apply(resolve));
  expect(known).toEqual([{ headerKey: "token", headerValue: "made-up-token" }]);
  const list = [{ headerKey: "a", headerValue: "b" }];
  expect(steps.uploadToObs({ bucketName: "b", obsHeaders: list }).properties).toEqual({ backetName: "b", obsHeaders: list });
  const flag = pulumi.output(steps.uploadToRelease({ file: "*", continueOnFailure: Promise.resolve(false) }).properties);
  expect(await new Promise((resolve) => flag.apply(resolve))).toEqual({ file: "*", ignore_fail: "false" });
});

test("each step type has one builder, and each setting a property of its own", () => {
  const { step, ...builders } = steps;
  expect(Object.keys(modules).sort()).toEqual(Object.keys(builders).sort());
  expect(new Set(Object.values(modules).map(({ id }) => id)).size).toBe(10);
  for (const { properties } of Object.values(modules)) {
    const wire = Object.values(properties).map((property) => property.wire);
    expect(new Set(wire).size).toBe(wire.length);
  }
});

test.each(officialTemplates)("$name: the builder has every property of the official template", (official) => {
  const module = Object.values(modules).find(({ id }) => id === official.moduleId);
  const wire = Object.values(module?.properties ?? {}).map((property) => property.wire);
  expect(Object.keys(official.properties).filter((key) => !wire.includes(key))).toEqual([]);
});

test("the service keeps what the builders send, and a second run changes nothing", () =>
  inScene(buildJobContract, async ({ resource, client }) => {
    const declared = [
      steps.maven({ ...mavenSettings, publicRepositories: [], privateRepositories: [] }),
      steps.uploadToObs({ bucketName: "b", uploadDirectory: true, obsHeaders: { a: "b" } }),
    ];
    await resource.up({ name: "api", steps: declared });
    const live = await client.jobs.getConfig(String(resource.state()?.id), { get_all_params: "true" });
    expect(live.steps?.map(({ properties }) => properties)).toMatchObject([
      mavenWire,
      { backetName: "b", uploadDirectory: true, obsHeaders: [{ headerKey: "a", headerValue: "b" }] },
    ]);
    expect(await resource.refresh()).toEqual({ gone: false, paths: [] });
    expect((await resource.up({ name: "api", steps: declared })).operation).toBe("same");
  }));
