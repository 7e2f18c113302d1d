import * as pulumi from "@pulumi/pulumi";
import * as codearts from "pulumi-codearts";

const config = new pulumi.Config();

/** What every template of ours has: the branch, and who is asked when it fails. */
const common: codearts.BuildTemplateArgs["parameters"] = {
  codeBranch: "main",
  owner: { default: "platform", description: "Team that is asked when the build fails", runtime: true },
};

interface Recipe {
  description: string;
  toolType: string;
  steps: codearts.BuildTemplateArgs["steps"];
}

const recipes = {
  "maven-service": {
    description: "Java service: test, then upload the jar",
    toolType: "maven",
    steps: [
      codearts.steps.maven({ name: "Test", version: "20231001.6", command: "mvn -B verify" }),
      codearts.steps.uploadToObs({
        version: config.require("uploadVersion"),
        bucketName: "demo-builds",
        objectKey: "./",
        artifactSourcePath: "target/*.jar",
      }),
    ],
  },
  "container-image": {
    description: "Container image: build and push",
    toolType: "docker",
    steps: [
      codearts.steps.dockerCommand({
        name: "Build",
        version: config.require("dockerVersion"),
        command: [
          "docker build -t swr.example.com/demo/app:$BUILDNUMBER .",
          "docker push swr.example.com/demo/app:$BUILDNUMBER",
        ].join("\n"),
      }),
    ],
  },
} satisfies Record<string, Recipe>;

/** A template cannot be changed: another recipe is a new template with a new id, and the old one goes afterwards. */
export const templates = Object.fromEntries(
  Object.entries(recipes).map(([name, recipe]) => [name, new codearts.BuildTemplate(name, { ...recipe, parameters: common }).id]),
);

/** A job that follows the recipe: it changes in place with it, because it is made from the recipe and not from the template. */
const orders = new codearts.BuildJob("orders", {
  steps: recipes["maven-service"].steps,
  parameters: { codeBranch: "main" },
  timeout: { minutes: 30 },
});
new codearts.Notice("orders-mail", { jobId: orders.id, channel: "MAIL", events: ["buildJobFail"] });
export const job = orders.id;
