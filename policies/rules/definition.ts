import { list } from "../engine/options";
import { resourceRule } from "../engine/policy";
import { anyGlobMatches } from "../text/patterns";
import { branchOf } from "./branches";
import { owasp } from "./frameworks";

export const definitionVisible = resourceRule({
  name: "definition-visible",
  kinds: ["BuildJob"],
  description: "What a job runs has been reviewed.",
  why: "The steps of a YAML job stand in the repository: no rule on steps sees them, and whoever may push there changes what runs with the job's secrets.",
  level: "advisory",
  severity: "medium",
  ...owasp("CICD-SEC-4"),
  references: ["SLSA D External build parameters", "CIS Software Supply Chain 2.3.4", "OWASP CICD-SEC-4"],
  mend: 'Declare the steps in the program (definition: "ACTION"), or build a branch that takes reviewed changes only and name it in protectedBranches.',
  options: {
    protectedBranches: list(
      "Branches that take reviewed changes only: a YAML job that builds one of them is in order. * stands for anything.",
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
        says: "the steps stand in the repository's build.yml, where no rule on steps sees them; declare them here, or say in protectedBranches which branches take reviewed changes only",
      };
      return;
    }
    // The first repository is the main one, and has the build.yml.
    const [main] = inputs.at("scms").items();
    const branch = main && branchOf(main, inputs);
    if (main && branch !== undefined && !anyGlobMatches(protectedBranches, branch))
      yield {
        at: main.at("branch"),
        says: `the steps are read from ${JSON.stringify(branch)}; allowed: ${protectedBranches.join(", ")}`,
      };
  },
});
