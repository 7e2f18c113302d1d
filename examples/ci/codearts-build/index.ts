/**
 * A build job that reviews the repository of its own definitions. A pipeline starts it for every merge request and hands over the number:
 * `customParam: mergeId: ${MERGE_ID}` in its Build step.
 */
import * as pulumi from "@pulumi/pulumi";
import * as codearts from "pulumi-codearts";

const config = new pulumi.Config();
/** The repository's number, as the settings of the repository show it. */
const repositoryId = config.require("repositoryId");
const secret = (name: string) => ({ default: config.requireSecret(name), private: true });

new codearts.BuildJob("review-definitions", {
  scms: [
    {
      type: "codehub",
      repositoryId,
      branch: "main",
      url: config.require("repositoryUrl"),
      webUrl: config.require("repositoryWebUrl"),
    },
  ],
  parameters: {
    mergeId: { default: "", runtime: true, description: "Number of the merge request" },
    backend: config.require("backend"),
    accessKey: secret("accessKey"),
    secretKey: secret("secretKey"),
    passphrase: secret("passphrase"),
  },
  steps: [
    codearts.steps.dockerCommand({
      name: "Review",
      version: "1.0.0",
      // The variables keep the values out of the command line, which the log shows.
      command: [
        'export HW_ACCESS_KEY="${accessKey}" HW_SECRET_KEY="${secretKey}" PULUMI_CONFIG_PASSPHRASE="${passphrase}"',
        `export HW_REGION_NAME="cn-north-4" PULUMI_BACKEND_URL="\${backend}" MERGE_ID="\${mergeId}" CODEARTS_REPOSITORY_ID="${repositoryId}"`,
        "docker run --rm -v \"$PWD:/definitions\" -w /definitions -e HW_ACCESS_KEY -e HW_SECRET_KEY -e HW_REGION_NAME -e PULUMI_CONFIG_PASSPHRASE -e PULUMI_BACKEND_URL -e MERGE_ID -e CODEARTS_REPOSITORY_ID node:22.12.0 sh -ec 'npm ci; npx pulumi-codearts review --stack prod --refresh --policy-pack node_modules/pulumi-codearts/policy-pack --post codearts --out review.html'",
      ].join("\n"),
    }),
  ],
  timeout: { minutes: 20 },
});
