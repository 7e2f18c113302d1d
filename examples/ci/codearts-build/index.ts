/**
 * A build job that reviews merge requests of the repository of its own definitions. A pipeline of that repository (alias Repo01), which a
 * merge request starts, hands over the number, the source branch and its commit in its Build step:
 *
 *     uses: CodeArtsBuild
 *     with:
 *       jobId: (output jobId)
 *       mergeId: ${MERGE_ID}
 *       codeBranch: ${Repo01_SOURCE_BRANCH}
 *       commitId: ${Repo01_COMMIT_ID}
 */
import * as pulumi from "@pulumi/pulumi";
import * as codearts from "pulumi-codearts";

const config = new pulumi.Config();
/** The repository's number, as the settings of the repository show it. */
const repositoryId = config.require("repositoryId");
const secret = (name: string) => ({ default: config.requireSecret(name), private: true });

/**
 * What is reviewed is the commit of the merge request, whatever branch the job has checked out; where that commit is not to be had, the job
 * fails. The service writes parameters into the text, so the name of a branch, which others choose, stands where no shell reads it.
 */
const checkOut = [
  "set -eu",
  "branch=$(cat <<'END_OF_BRANCH'",
  "${codeBranch}",
  "END_OF_BRANCH",
  ")",
  'if [ "$(git rev-parse HEAD)" != "${commitId}" ]; then',
  '  git fetch --quiet origin "refs/heads/$branch"',
  '  git checkout --quiet --detach "${commitId}"',
  "fi",
].join("\n");

const variables = [
  "HW_ACCESS_KEY",
  "HW_SECRET_KEY",
  "HW_REGION_NAME",
  "PULUMI_CONFIG_PASSPHRASE",
  "PULUMI_BACKEND_URL",
  "MERGE_ID",
  "COMMIT_ID",
  "CODEARTS_REPOSITORY_ID",
];

/** Scripts of dependencies see no secrets. */
const review = [
  'env -i PATH="$PATH" HOME="$HOME" npm ci',
  "npx --no-install pulumi-codearts review --stack prod --refresh --policy-pack node_modules/pulumi-codearts/policy-pack --post codearts --out review.html",
].join("; ");

const job = new codearts.BuildJob("review-definitions", {
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
    codeBranch: { default: "main", runtime: true, description: "Source branch of the merge request" },
    commitId: { default: "", runtime: true, description: "Commit of the merge request" },
    backend: config.require("backend"),
    accessKey: secret("accessKey"),
    secretKey: secret("secretKey"),
    passphrase: secret("passphrase"),
  },
  steps: [
    codearts.steps.dockerCommand({
      name: "Review",
      version: config.require("dockerVersion"),
      // The variables keep the values out of the command line, which the log shows.
      command: [
        checkOut,
        'export HW_ACCESS_KEY="${accessKey}" HW_SECRET_KEY="${secretKey}" PULUMI_CONFIG_PASSPHRASE="${passphrase}"',
        'export HW_REGION_NAME="cn-north-4" PULUMI_BACKEND_URL="${backend}" MERGE_ID="${mergeId}" COMMIT_ID="${commitId}"',
        `export CODEARTS_REPOSITORY_ID="${repositoryId}"`,
        `docker run --rm -v "$PWD:/definitions" -w /definitions ${variables.map((name) => `-e ${name}`).join(" ")} node:22.12.0 sh -ec '${review}'`,
      ].join("\n"),
    }),
  ],
  timeout: { minutes: 20 },
});

export const jobId = job.id;
