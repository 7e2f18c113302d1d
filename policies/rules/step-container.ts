import { resourceRule } from "../engine/policy";
import { privilegesIn } from "../shell/privileges";
import { readShell } from "../shell/read";
import { owasp } from "./frameworks";
import { commandsOf, findingsIn, stepsOf } from "./steps";

export const stepNoPrivilegedContainer = resourceRule({
  name: "step-no-privileged-container",
  kinds: ["BuildJob", "BuildTemplate"],
  description: "Containers of a build have no access to their host machine.",
  why: "A privileged container, or one with the host's root folder or the engine's socket, controls the host and every secret of every build on it.",
  level: "mandatory",
  severity: "critical",
  ...owasp("CICD-SEC-7"),
  references: ["SLSA E Build process", "CIS Software Supply Chain 2.2.5", "OWASP CICD-SEC-7"],
  mend: "Remove --privileged and the mount; add single capabilities (--cap-add), mount the work folder, build images with the service's own step.",
  options: {},
  example: {
    fails: `steps: [{ module: "devcloud2018.codeci_action_20035.action", name: "Test", version: "1.0", properties: { command: "docker run --privileged -v /:/host tool:1.4 scan" } }]`,
    passes: `steps: [{ module: "devcloud2018.codeci_action_20035.action", name: "Test", version: "1.0", properties: { command: "docker run -v /workspace:/src tool:1.4 scan" } }]`,
  },
  *check({ inputs }) {
    for (const step of stepsOf(inputs)) {
      const privileged = step.at("properties").at("privileged");
      if (privileged.flag() === true || privileged.text() === "true")
        yield { at: privileged, says: "the container is privileged; remove this" };
    }
    for (const { at, text } of commandsOf(inputs)) yield* findingsIn(at, text, privilegesIn(readShell(text)));
  },
});
