const { PolicyPack } = require("@pulumi/policy");
const { codeartsPolicies } = require("../dist/policies/index.js");

new PolicyPack("codearts", {
  description: "Policies on build jobs of Huawei Cloud CodeArts",
  displayName: "CodeArts",
  policies: codeartsPolicies(),
});
