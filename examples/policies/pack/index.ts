/** A company's own pack: the rules of pulumi-codearts at the levels of this company, one exception, and one rule of its own. */
import { PolicyPack, type ResourceValidationPolicy, validateResourceOfType } from "@pulumi/policy";
import * as codearts from "pulumi-codearts";
import { codeartsPolicies } from "pulumi-codearts/policies";

/** On the inputs of the class, with their types: a misspelt property does not compile. */
const releaseJobsOnArm: ResourceValidationPolicy = {
  name: "release-jobs-on-arm",
  description: "Release jobs are built for the machines of production.",
  enforcementLevel: "mandatory",
  severity: "medium",
  remediationSteps: 'Set arch: "arm".',
  validateResource: validateResourceOfType(codearts.BuildJob, (job, _args, reportViolation) => {
    if (job.name?.startsWith("release-") && job.arch !== "arm") reportViolation(`arch: ${job.arch ?? "x86-64"}; write "arm"`);
  }),
};

new PolicyPack("platform", {
  policies: [
    ...codeartsPolicies({
      all: "mandatory",
      "step-version-pinned": "advisory",
      "notice-on-failure": "advisory",
      "timeout-required": {
        maxMinutes: 60,
        exclude: [{ name: "nightly-*", reason: "The full test suite takes three hours", until: "2099-12-31" }],
      },
      "scm-allowed-hosts": { hosts: ["*.example.com"] },
      "scm-auto-build-branch": { branches: ["main", "release/*"] },
      "required-step": { modules: ["devcloud2018.codecheck_*"], enforcementLevel: "advisory" },
      "job-naming": { pattern: "^[a-z]+(-[a-z0-9]+)*$" },
      "production-protected": { pattern: "^release-" },
      // Not asked for here. The last six would need a setting, such as maxFlavor: "4u8g".
      "group-required": "disabled",
      "artifact-signed": "disabled",
      "sbom-required": "disabled",
      "private-parameter-used": "disabled",
      "step-module-allowed": "disabled",
      "flavor-allowed": "disabled",
      "arch-allowed": "disabled",
      "step-registry-allowed": "disabled",
      "agent-pool-allowed": "disabled",
      "notice-robot-allowed": "disabled",
    }),
    releaseJobsOnArm,
  ],
});
