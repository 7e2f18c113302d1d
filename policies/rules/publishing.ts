import type { Cursor } from "../engine/cursor";
import { list } from "../engine/options";
import { resourceRule } from "../engine/policy";
import { listsParts, publishes, signs } from "../shell/publishing";
import { readShell } from "../shell/read";
import type { Script } from "../shell/script";
import { anyGlobMatches } from "../text/patterns";
import { owasp, scorecard } from "./frameworks";
import { commandsOfStep, isUnclear, stepsOf } from "./steps";

/** Upload to the release repository, upload to OBS, image to SWR. */
const publishing = list("Modules that publish artifacts; * matches anything. Commands that publish are recognised.", [
  "*_20018.action",
  "*_20057.action",
  "*_20004.action",
]);

export const artifactSigned = resourceRule({
  name: "artifact-signed",
  kinds: ["BuildJob"],
  description: "Published artifacts have a signature, or at least a checksum.",
  why: "Without one nobody can distinguish what the job built from what replaced it later.",
  level: "disabled",
  severity: "medium",
  ...owasp("CICD-SEC-9"),
  references: [
    "SLSA F Artifact publication",
    "OpenSSF Scorecard Signed-Releases",
    "CIS Software Supply Chain 2.4.1",
    "OWASP CICD-SEC-9",
  ],
  mend: "Sign artifacts (cosign, notation, gpg --detach-sign, jarsigner, apksigner) or publish their checksum (sha256sum) elsewhere. Commands that only verify do not count.",
  options: { publishing, modules: list("Modules that sign or create a checksum; * matches anything.", []) },
  example: {
    fails: `steps: [{ module: "devcloud2018.codeci_action_20057.action", name: "Upload", version: "1.0", properties: { artifactSourcePath: "target/*.jar" } }]`,
    passes: `steps: [{ module: "devcloud2018.codeci_action_20017.action", name: "Sign", version: "1.0", properties: { command: "gpg --batch --detach-sign target/app.jar" } }, { module: "devcloud2018.codeci_action_20057.action", name: "Upload", version: "1.0", properties: { artifactSourcePath: "target/*" } }]`,
  },
  *check({ inputs }, config) {
    const step = unmetBy(inputs, config, signs);
    if (step)
      yield { at: step, says: "publishes, and no step of the job signs anything or creates a checksum; add one before it" };
  },
});

export const sbomRequired = resourceRule({
  name: "sbom-required",
  kinds: ["BuildJob"],
  description: "Published artifacts have a bill of materials.",
  why: "When a vulnerability in a library is found, only the bill of materials shows which releases are affected.",
  level: "disabled",
  severity: "low",
  ...scorecard("SBOM"),
  references: ["OpenSSF Scorecard SBOM", "CIS Software Supply Chain 2.4.5", "OWASP CICD-SEC-9"],
  mend: "Add a step that creates one: syft, cdxgen, trivy --format cyclonedx, npm sbom, the CycloneDX plugins of Maven and Gradle, docker build --sbom; or a module of the list.",
  options: { publishing, modules: list("Modules that create a bill of materials; * matches anything.", []) },
  example: {
    fails: `steps: [{ module: "devcloud2018.codeci_action_20017.action", name: "Push", version: "1.0", properties: { command: "docker push swr.example.com/team/api:1.4" } }]`,
    passes: `steps: [{ module: "devcloud2018.codeci_action_20017.action", name: "Push", version: "1.0", properties: { command: "syft swr.example.com/team/api:1.4 -o cyclonedx-json=api.cdx.json\\ndocker push swr.example.com/team/api:1.4" } }]`,
  },
  *check({ inputs }, config) {
    const step = unmetBy(inputs, config, listsParts);
    if (step) yield { at: step, says: "publishes, and no step of the job creates a bill of materials; add one" };
  },
});

interface Modules {
  publishing: readonly string[];
  modules: readonly string[];
}

/** The publishing step, if no enabled step meets the requirement. */
function unmetBy(inputs: Cursor, { publishing, modules }: Modules, isMet: (script: Script) => boolean): Cursor | undefined {
  if (inputs.at("definition").text() === "YAML") return undefined; // The steps are in the repository's build.yml.
  const steps = stepsOf(inputs).filter((step) => step.at("enabled").flag() !== false);
  const does = (step: Cursor, globs: readonly string[], test: (script: Script) => boolean): boolean =>
    anyGlobMatches(globs, step.at("module").text() ?? "") || [...commandsOfStep(step)].some(({ text }) => test(readShell(text)));
  const publisher = steps.find((step) => does(step, publishing, publishes));
  if (publisher === undefined || steps.some((step) => does(step, modules, isMet) || isUnclear(step))) return undefined;
  return publisher;
}
