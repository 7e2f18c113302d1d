import * as pulumi from "@pulumi/pulumi";
import * as codearts from "pulumi-codearts";

const config = new pulumi.Config();

/** Other bytes in release.jks are uploaded as a new file by the next `pulumi up`. */
const keystore = new codearts.Keystore("release.jks", {
  content: codearts.keystoreFile("release.jks"),
  description: "Signs the release builds",
});

const release = new codearts.BuildJob("android-release", {
  flavor: "4u8g",
  parameters: {
    codeBranch: "release",
    keyAlias: "release",
    // Private: the service masks them in its logs. Secret: Pulumi keeps them encrypted in state.
    storePassword: { default: config.requireSecret("storePassword"), private: true },
    keyPassword: { default: config.requireSecret("keyPassword"), private: true },
  },
  steps: [
    {
      module: config.require("gradleModule"),
      name: "Build and sign",
      version: config.require("gradleVersion"),
      properties: {
        command: "./gradlew --no-daemon bundleRelease",
        keystoreName: keystore.name,
        keystoreId: keystore.id,
      },
    },
    codearts.steps.uploadToObs({
      version: config.require("uploadVersion"),
      bucketName: "demo-releases",
      objectKey: "./",
      artifactSourcePath: "app/build/outputs/bundle/release/*.aab",
    }),
  ],
  timeout: { hours: 1 },
});

new codearts.Notice("android-release-mail", { jobId: release.id, channel: "MAIL", events: ["buildJobFail"] });

export const job = release.id;
