import * as pulumi from "@pulumi/pulumi";
import * as codearts from "pulumi-codearts";

type StepType = "npm" | "shell" | "image" | "cmake" | "obs" | "release";

/** Without a version the newest runs, and the same commit builds differently tomorrow. */
const versions = new pulumi.Config().requireObject<Record<StepType, string>>("versions");

const timeout = { minutes: 30 };

/** Tests with npm, checks the result in an image of its own, and keeps it in a bucket. */
const web = new codearts.BuildJob("web", {
  steps: [
    codearts.steps.npm({ name: "Test", version: versions.npm, command: "npm ci\nnpm test\nnpm run build" }),
    codearts.steps.swrImage({
      name: "Check",
      version: versions.image,
      image: "swr.cn-north-4.myhuaweicloud.com/demo/checks:1.4.0",
      command: "check dist",
    }),
    codearts.steps.uploadToObs({
      name: "Keep",
      version: versions.obs,
      bucketName: "demo-builds",
      objectKey: "./web",
      artifactSourcePath: "dist/*",
      obsHeaders: { "Cache-Control": "no-cache" },
    }),
  ],
  timeout,
});

/** Of CMake's properties only two are known; another one is given as the service spells it. */
const native = new codearts.BuildJob("native", {
  arch: "arm",
  steps: [
    codearts.steps.cmake({ name: "Build", version: versions.cmake, command: "cmake -B out\ncmake --build out" }),
    codearts.steps.shell({
      name: "Test",
      version: versions.shell,
      command: "ctest --test-dir out",
      properties: { preCondition: "SUCCESS" },
    }),
  ],
  timeout,
});

const release = new codearts.BuildJob("release", {
  parameters: { codeBranch: "release", number: { default: "1.0.0", runtime: true } },
  steps: [
    codearts.steps.npm({ name: "Build", version: versions.npm, command: "npm ci\nnpm run build" }),
    codearts.steps.uploadToRelease({
      name: "Publish",
      version: versions.release,
      file: "dist/*.tgz",
      packageVersion: "${number}",
    }),
  ],
  timeout,
});

for (const [name, job] of Object.entries({ web, native, release }))
  new codearts.Notice(`${name}-mail`, { jobId: job.id, channel: "MAIL", events: ["buildJobFail"] });

export const ids = { web: web.id, native: native.id, release: release.id };
