import { list } from "../engine/options";
import { resourceRule } from "../engine/policy";
import { anyGlobMatches } from "../text/patterns";
import { pinning, productPages, scorecard, zizmor } from "./frameworks";
import { stepsOf } from "./steps";

export const stepModuleAllowed = resourceRule({
  name: "step-module-allowed",
  kinds: ["BuildJob", "BuildTemplate"],
  description: "Steps use approved modules only.",
  why: "A module is a third-party program that runs with the job's secrets.",
  level: "advisory",
  severity: "high",
  ...zizmor("forbidden-uses", "Only approved building blocks are used"),
  references: [
    "SLSA D External build parameters",
    "CIS Software Supply Chain 3.1.5",
    "OWASP CICD-SEC-8",
    "zizmor forbidden-uses",
  ],
  mend: "Use a module of the list, or have this one added to it.",
  options: {
    allow: list("Allowed modules; * matches anything. Empty: all that are not denied.", []),
    deny: list("Denied modules, even if allowed; * matches anything.", []),
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
      if (anyGlobMatches(deny, module)) yield { at, says: `${module} is denied` };
      else if (allow.length > 0 && !anyGlobMatches(allow, module))
        yield { at, says: `${module} is not among the allowed modules: ${allow.join(", ")}` };
    }
  },
});

export const stepVersionPinned = resourceRule({
  name: "step-version-pinned",
  kinds: ["BuildJob", "BuildTemplate"],
  description: "Every step pins the version of its module.",
  why: "Without a version the service runs the newest one, so the same commit may build differently tomorrow.",
  level: "advisory",
  severity: "medium",
  ...pinning,
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
      if (at.absent() || version === "") yield { at, says: "the step has no version; set a tested one" };
      else if (version === "latest") yield { at, says: `"latest" changes with every release; set a tested version` };
    }
  },
});

export const stepDisabled = resourceRule({
  name: "step-disabled",
  kinds: ["BuildJob", "BuildTemplate"],
  description: "Every declared step runs.",
  why: "A disabled step looks like an active check: nobody notices that it never runs.",
  level: "advisory",
  severity: "low",
  ...productPages,
  references: [],
  mend: "Enable the step or remove it; version control keeps it.",
  options: {},
  example: {
    fails: `steps: [{ module: "devcloud2018.codeci_action_20043.action", name: "Test", version: "20231001.6", enabled: false }]`,
    passes: `steps: [{ module: "devcloud2018.codeci_action_20043.action", name: "Test", version: "20231001.6" }]`,
  },
  *check({ inputs }) {
    for (const step of stepsOf(inputs))
      if (step.at("enabled").flag() === false)
        yield { at: step.at("enabled"), says: "the step is disabled and never runs; enable or remove it" };
  },
});

export const requiredStep = resourceRule({
  name: "required-step",
  kinds: ["BuildJob"],
  description: "Every job has one of the required steps.",
  why: "A code check, a bill of materials or an image scan protects only the jobs that contain it.",
  level: "advisory",
  severity: "medium",
  ...scorecard("SAST"),
  references: ["OpenSSF Scorecard SAST", "OpenSSF Scorecard SBOM", "CIS Software Supply Chain 2.3.7"],
  mend: "Add an enabled step with one of the configured modules.",
  options: {
    modules: list("Modules of which every job needs one (code check, SBOM, image scan); * matches anything.", []),
  },
  needs: ["modules"],
  example: {
    fails: `steps: [{ module: "devcloud2018.codeci_action_20043.action", name: "Build", version: "20231001.6" }]`,
    passes: `steps: [{ module: "devcloud2018.codecheck_action.action", name: "Check", version: "1.2" }]`,
  },
  exampleConfig: { modules: ["devcloud2018.codecheck_*"] },
  *check({ inputs }, { modules }) {
    if (inputs.at("definition").text() === "YAML") return; // The steps are in the repository's build.yml.
    const steps = inputs.at("steps");
    const unknown = steps.items().some((step) => !step.at("module").absent() && step.at("module").text() === undefined);
    const found = steps
      .items()
      .some((step) => step.at("enabled").flag() !== false && anyGlobMatches(modules, step.at("module").text() ?? ""));
    const known = steps.absent() || steps.isList();
    if (known && !found && !unknown)
      yield { at: steps, says: `none of these modules is among the enabled steps: ${modules.join(", ")}` };
  },
});
