import { list } from "../engine/options";
import { resourceRule } from "../engine/policy";
import { anyGlobMatches } from "../text/patterns";
import { productPages, scorecard, zizmor } from "./frameworks";
import { stepsOf } from "./steps";

export const stepModuleAllowed = resourceRule({
  name: "step-module-allowed",
  kinds: ["BuildJob", "BuildTemplate"],
  description: "Steps use the agreed modules only.",
  why: "A module is a program of somebody else that runs with the job's secrets.",
  level: "advisory",
  severity: "high",
  ...zizmor("forbidden-uses", "Only agreed building blocks are used"),
  references: [
    "SLSA D External build parameters",
    "CIS Software Supply Chain 3.1.5",
    "OWASP CICD-SEC-8",
    "zizmor forbidden-uses",
  ],
  mend: "Use a module of the list, or have this one added to it.",
  options: {
    allow: list("Modules that may be used; * stands for anything. Empty: all that are not denied.", []),
    deny: list("Modules that may not be used, also when allowed; * stands for anything.", []),
  },
  needs: ["allow", "deny"],
  example: {
    fails: `steps: [{ module: "devcloud2018.codeci_action_99999.action", name: "Deploy", version: "1.0" }]`,
    passes: `steps: [{ module: "devcloud2018.codeci_action_20043.action", name: "Build", version: "20231001.6" }]`,
  },
  exampleConfig: { deny: ["*_99999.action"] },
  *check({ inputs }, { allow, deny }) {
    for (const step of stepsOf(inputs)) {
      const at = step.at("module");
      const module = at.text();
      if (module === undefined) continue;
      if (anyGlobMatches(deny, module)) yield { at, says: `${module} is not to be used` };
      else if (allow.length > 0 && !anyGlobMatches(allow, module))
        yield { at, says: `${module} is not among the allowed modules: ${allow.join(", ")}` };
    }
  },
});

export const stepVersionPinned = resourceRule({
  name: "step-version-pinned",
  kinds: ["BuildJob", "BuildTemplate"],
  description: "Every step names the version of its module.",
  why: "Without a version the service runs the newest one: the same commit builds differently tomorrow.",
  level: "advisory",
  severity: "medium",
  ...scorecard("Pinned-Dependencies"),
  references: [
    "SLSA build dependency",
    "OpenSSF Scorecard Pinned-Dependencies",
    "CIS Software Supply Chain 2.4.2",
    "OWASP CICD-SEC-3",
  ],
  mend: "Set version on the step; the console and the official templates show the current one.",
  options: {},
  example: {
    fails: `steps: [{ module: "devcloud2018.codeci_action_20043.action", name: "Build" }]`,
    passes: `steps: [{ module: "devcloud2018.codeci_action_20043.action", name: "Build", version: "20231001.6" }]`,
  },
  *check({ inputs }) {
    for (const step of stepsOf(inputs)) {
      const at = step.at("version");
      const version = at.text()?.trim().toLowerCase();
      if (at.absent() || version === "") yield { at, says: "the step has no version; name the one that was tried" };
      else if (version === "latest") yield { at, says: `"latest" changes with every release; name the version that was tried` };
    }
  },
});

export const stepDisabled = resourceRule({
  name: "step-disabled",
  kinds: ["BuildJob", "BuildTemplate"],
  description: "Every step that is there runs.",
  why: "A step that is switched off looks like a check that is made: nobody sees that it never runs.",
  level: "advisory",
  severity: "low",
  ...productPages,
  references: [],
  mend: "Switch the step on or take it out; version control keeps it.",
  options: {},
  example: {
    fails: `steps: [{ module: "devcloud2018.codeci_action_20043.action", name: "Test", version: "20231001.6", enabled: false }]`,
    passes: `steps: [{ module: "devcloud2018.codeci_action_20043.action", name: "Test", version: "20231001.6" }]`,
  },
  *check({ inputs }) {
    for (const step of stepsOf(inputs))
      if (step.at("enabled").flag() === false)
        yield { at: step.at("enabled"), says: "the step is switched off and never runs; switch it on or remove it" };
  },
});

export const requiredStep = resourceRule({
  name: "required-step",
  kinds: ["BuildJob"],
  description: "Every job has one of the steps that the organisation asks for.",
  why: "A code check, a bill of materials or an image scan protects only the jobs that have it.",
  level: "advisory",
  severity: "medium",
  ...scorecard("SAST"),
  references: ["OpenSSF Scorecard SAST", "OpenSSF Scorecard SBOM", "CIS Software Supply Chain 2.3.7"],
  mend: "Add a step with one of the configured modules, switched on.",
  options: {
    modules: list("Modules of which one is among the steps (code check, SBOM, image scan); * stands for anything.", []),
  },
  needs: ["modules"],
  example: {
    fails: `steps: [{ module: "devcloud2018.codeci_action_20043.action", name: "Build", version: "20231001.6" }]`,
    passes: `steps: [{ module: "devcloud2018.codecheck_action.action", name: "Check", version: "1.2" }]`,
  },
  exampleConfig: { modules: ["devcloud2018.codecheck_*"] },
  *check({ inputs }, { modules }) {
    if (inputs.at("definition").text() === "YAML") return; // The steps stand in the repository's build.yml.
    const steps = inputs.at("steps");
    const unknown = steps.items().some((step) => !step.at("module").absent() && step.at("module").text() === undefined);
    const found = steps
      .items()
      .some((step) => step.at("enabled").flag() !== false && anyGlobMatches(modules, step.at("module").text() ?? ""));
    const known = steps.absent() || steps.isList();
    if (known && !found && !unknown)
      yield { at: steps, says: `none of these modules is among the steps that run: ${modules.join(", ")}` };
  },
});
