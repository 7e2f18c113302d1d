import { list } from "../engine/options";
import { resourceRule } from "../engine/policy";
import { anyGlobMatches } from "../text/patterns";
import { branchOf } from "./branches";
import { owasp } from "./frameworks";

export const definitionVisible = resourceRule({
  name: "definition-visible",
  kinds: ["BuildJob"],
  description: "What a job runs has been reviewed.",
  why: "The steps of a YAML job are in the repository: rules on steps cannot check them, and whoever may push there changes what runs with the job's secrets.",
  level: "advisory",
  severity: "medium",
  ...owasp("CICD-SEC-4"),
  references: ["SLSA D External build parameters", "CIS Software Supply Chain 2.3.4", "OWASP CICD-SEC-4"],
  mend: 'Declare the steps in the program (definition: "ACTION"), or build a branch that accepts only reviewed changes and list it in protectedBranches.',
  options: {
    protectedBranches: list(
      "Branches that accept only reviewed changes: a YAML job that builds one of them is compliant. * matches anything.",
      [],
    ),
  },
  example: {
    fails: `definition: "YAML",\nscms: [{ type: "codehub", url: "git@codehub.example.com:team/api.git", branch: "feature/try" }]`,
    passes: `definition: "YAML",\nscms: [{ type: "codehub", url: "git@codehub.example.com:team/api.git", branch: "main" }]`,
  },
  exampleConfig: { protectedBranches: ["main", "release/*"] },
  *check({ inputs }, { protectedBranches }) {
    const at = inputs.at("definition");
    if (at.text() !== "YAML") return;
    if (protectedBranches.length === 0) {
      yield {
        at,
        says: "the steps are in the repository's build.yml, where rules on steps cannot check them; declare them here, or list branches that accept only reviewed changes in protectedBranches",
      };
      return;
    }
    // The first repository is the main one and contains build.yml.
    const [main] = inputs.at("scms").items();
    const branch = main && branchOf(main, inputs);
    if (main && branch !== undefined && !anyGlobMatches(protectedBranches, branch))
      yield {
        at: main.at("branch"),
        says: `the steps are read from ${JSON.stringify(branch)}; allowed: ${protectedBranches.join(", ")}`,
      };
  },
});
