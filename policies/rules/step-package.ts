import { flag, list } from "../engine/options";
import { resourceRule } from "../engine/policy";
import { looseInstalls } from "../shell/installs";
import { readShell } from "../shell/read";
import { registriesIn, registriesOfSetting } from "../shell/registries";
import { anyGlobMatches } from "../text/patterns";
import { owasp, pinning } from "./frameworks";
import { commandsOf, findingsIn, parameterTexts } from "./steps";

export const stepLockFileUsed = resourceRule({
  name: "step-lock-file-used",
  kinds: ["BuildJob", "BuildTemplate"],
  description: "Builds install the packages of the lock file.",
  why: "An install that resolves versions again uses whatever was published since: the same commit builds differently, and may include a compromised package.",
  level: "advisory",
  severity: "medium",
  ...pinning,
  mend: "Use npm ci, yarn install --immutable, pnpm install --frozen-lockfile, pipenv sync, uv sync --locked, helm dependency build; add packages in the repository, not in the build. Globally installed tools (npm install -g) are not checked.",
  options: { pipHashes: flag("Whether pip must also compare hashes (--require-hashes).", false) },
  example: {
    fails: `steps: [{ module: "devcloud2018.codeci_action_20014.action", name: "Build", version: "1.0", properties: { command: "npm install\\nnpm run build" } }]`,
    passes: `steps: [{ module: "devcloud2018.codeci_action_20014.action", name: "Build", version: "1.0", properties: { command: "npm ci\\nnpm run build" } }]`,
  },
  *check({ inputs }, { pipHashes }) {
    for (const { at, text } of commandsOf(inputs)) yield* findingsIn(at, text, looseInstalls(readShell(text), pipHashes));
  },
});

export const stepRegistryAllowed = resourceRule({
  name: "step-registry-allowed",
  kinds: ["BuildJob", "BuildTemplate"],
  description: "Packages come from approved registries.",
  why: "Whoever runs the registry decides what an install contains, under any name and version.",
  level: "advisory",
  severity: "high",
  ...owasp("CICD-SEC-3"),
  references: ["SLSA H Package selection", "CIS Software Supply Chain 3.1.5", "OWASP CICD-SEC-3"],
  mend: "Use a registry of the list, or have this one added to it. The rule checks options, variables and settings in commands; it cannot see files of the repository.",
  options: {
    registries: list(
      "Allowed hosts of package registries, for npm, pip, Maven, Go, Helm and similar tools; * matches anything, direct allows Go modules without a proxy.",
      [],
    ),
  },
  needs: ["registries"],
  example: {
    fails: `steps: [{ module: "devcloud2018.codeci_action_20014.action", name: "Build", version: "1.0", properties: { command: "npm ci --registry=https://registry.example.org" } }]`,
    passes: `steps: [{ module: "devcloud2018.codeci_action_20014.action", name: "Build", version: "1.0", properties: { command: "npm ci --registry=https://packages.example.com/npm" } }]`,
  },
  exampleConfig: { registries: ["*.example.com"] },
  *check({ inputs }, { registries }) {
    const complaint = (host: string): string | undefined => {
      if (anyGlobMatches(registries, host, true)) return undefined;
      const what = host === "direct" ? "packages come directly from their repositories (direct)" : `packages come from ${host}`;
      return `${what}; allowed: ${registries.join(", ")}`;
    };
    for (const { at, text } of commandsOf(inputs)) yield* findingsIn(at, text, complaintsIn(text, complaint));
    for (const { at, name, text } of parameterTexts(inputs))
      for (const host of registriesOfSetting(name, text)) {
        const says = complaint(host);
        if (says) yield { at, says };
      }
  },
});

function* complaintsIn(text: string, complaint: (host: string) => string | undefined) {
  for (const { start, host } of registriesIn(readShell(text))) {
    const says = complaint(host);
    if (says) yield { start, says };
  }
}
