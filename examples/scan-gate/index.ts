import * as pulumi from "@pulumi/pulumi";
import * as codearts from "pulumi-codearts";

const image = { name: "swr.example.com/demo/shop", version: "1.4.0" };

/** Version of the step type, as the console shows it. */
const docker = new pulumi.Config().require("dockerVersion");

/** Only the blocklist stops a build; both whitelists let it pass. */
const gate = new codearts.CicdConfiguration("shop-gate", {
  vulnerabilityBlocklist: ["CVE-2021-44228", "CVE-2024-3094"],
  vulnerabilityWhitelist: ["CVE-2023-45853"],
  imageWhitelist: ["swr.example.com/demo/base"],
  command: { image: { source: "local_image", ...image, blocking: true, pipelineType: "codearts" } },
});

const shop = new codearts.BuildJob("shop-image", {
  flavor: "4u8g",
  steps: [
    codearts.steps.dockerCommand({ name: "Build", version: docker, command: `docker build -t ${image.name}:${image.version} .` }),
    // Its command comes from `stepSecrets`.
    { module: "devcloud2018.codeci_action_20035.action", name: "Scan", version: docker },
    codearts.steps.dockerCommand({ name: "Push", version: docker, command: `docker push ${image.name}:${image.version}` }),
  ],
  // The command may hold a password, so it is a secret as a whole and stands apart from the steps.
  stepSecrets: { Scan: { command: gate.createCommand } },
  timeout: { minutes: 45 },
});

new codearts.Notice("shop-image-mail", { jobId: shop.id, channel: "MAIL", events: ["buildJobFail"] });

export const ids = { gate: gate.id, job: shop.id };
