import * as pulumi from "@pulumi/pulumi";
import * as codearts from "pulumi-codearts";

/** One line per service of the repository; everything else follows. */
const services = {
  api: { test: "mvn -B -pl api verify", artifact: "api/target/*.jar" },
  billing: { test: "mvn -B -pl billing verify", artifact: "billing/target/*.jar", flavor: "4u8g" },
  mailer: { test: "mvn -B -pl mailer verify", artifact: "mailer/target/*.jar" },
} satisfies Record<string, Service>;

interface Service {
  test: string;
  artifact: string;
  flavor?: string;
}

/** When a job runs, and what it does more than test. */
const occasions = {
  change: { branch: "main", onPush: true, nightly: false, release: false },
  nightly: { branch: "main", onPush: false, nightly: true, release: false },
  release: { branch: "release", onPush: false, nightly: false, release: true },
};

type Occasion = (typeof occasions)[keyof typeof occasions];

/** Versions of the step types, as the console shows them: without one the newest runs, and the same commit builds differently tomorrow. */
const versions = { maven: "20231001.6", upload: new pulumi.Config().require("uploadVersion") };

const repository = {
  type: "codehub",
  repositoryId: "2111746211",
  url: "git@codehub.example.com/demo/monorepo.git",
  webUrl: "https://codehub.example.com/demo/monorepo",
} as const;

/** The jobs of a service stand together in the console. */
const groups = Object.fromEntries(Object.keys(services).map((service) => [service, new codearts.JobGroup(service)]));

function job(name: string, group: codearts.JobGroup | undefined, service: Service, occasion: Occasion) {
  const upload = codearts.steps.uploadToObs({
    version: versions.upload,
    bucketName: "demo-releases",
    objectKey: `./${name}`,
    artifactSourcePath: service.artifact,
  });
  const made = new codearts.BuildJob(name, {
    groupId: group?.id,
    flavor: service.flavor ?? "2u8g",
    scms: [{ ...repository, branch: occasion.branch, buildOnPush: occasion.onPush }],
    buildOnCodeUpdate: occasion.onPush,
    parameters: { codeBranch: occasion.branch },
    steps: [
      codearts.steps.maven({ name: "Test", version: versions.maven, command: service.test }),
      ...(occasion.release ? [upload] : []),
    ],
    schedules: occasion.nightly ? [{ cron: "0 2 * * *", timeZone: "Asia/Shanghai" }] : [],
    timeout: { minutes: 30 },
  });
  // Releases are started by anyone who develops, and changed here alone.
  if (occasion.release)
    new codearts.JobPermissions(name, {
      jobId: made.id,
      permissions: { developer: { execute: true, modify: false, delete: false } },
    });
  new codearts.Notice(`${name}-mail`, { jobId: made.id, channel: "MAIL", events: ["buildJobFail"] });
  return made;
}

export const ids = Object.fromEntries(
  Object.entries(services).flatMap(([service, settings]) =>
    Object.entries(occasions).map(([occasion, when]) => {
      const name = `${service}-${occasion}`;
      return [name, job(name, groups[service], settings, when).id];
    }),
  ),
);
