import { defaults } from "../defaults";
import type { Cursor } from "../engine/cursor";
import { list } from "../engine/options";
import { resourceRule } from "../engine/policy";
import { anyGlobMatches } from "../text/patterns";
import { parseRepositoryUrl } from "../text/repository-url";
import { branchOf } from "./branches";
import { owasp, securityHub, zizmor } from "./frameworks";

const addressKeys = ["url", "webUrl"] as const;

/** Every repository address of a job with what is in it; references to parameters are passed over. */
function* addresses(inputs: Cursor) {
  for (const scm of inputs.at("scms").items())
    for (const key of addressKeys) {
      const at = scm.at(key);
      const url = parseRepositoryUrl(at.text() ?? "");
      if (url) yield { scm, at, url };
    }
}

export const scmUrlNoCredentials = resourceRule({
  name: "scm-url-no-credentials",
  kinds: ["BuildJob"],
  description: "Repository URLs contain no user name or password.",
  why: "A URL is visible in the console, in build logs and in Pulumi's state; whoever reads it can clone, and often push.",
  level: "mandatory",
  severity: "critical",
  ...securityHub("CodeBuild.1", "CodeBuild project source repository URLs should not contain sensitive credentials"),
  references: ["CIS Software Supply Chain 2.3.8", "OWASP CICD-SEC-6", "AWS Security Hub CodeBuild.1"],
  mend: "Remove everything before the @ in the URL, revoke that credential, and use an endpoint (endpointId) or an SSH URL.",
  options: {},
  example: {
    fails: `scms: [{ type: "codehub", url: "https://ci:" + token + "@codehub.example.com/team/api.git", branch: "main" }]`,
    passes: `scms: [{ type: "codehub", url: "git@codehub.example.com:team/api.git", branch: "main" }]`,
  },
  *check({ inputs }) {
    for (const { at, url } of addresses(inputs)) {
      const allowedUser = url.scheme !== "http" && url.scheme !== "https" && !url.hasPassword;
      if (allowedUser || (url.user === "" && !url.hasPassword)) continue;
      const what = url.hasPassword ? "a user name and a password" : "a user name or a token";
      yield { at, says: `there is ${what} before the @; remove it, revoke it, and use endpointId or an SSH URL` };
    }
  },
});

export const scmUrlSecureScheme = resourceRule({
  name: "scm-url-secure-scheme",
  kinds: ["BuildJob"],
  description: "Sources are fetched over an encrypted connection.",
  why: "Over http and git, anybody on the network path can change the sources.",
  level: "mandatory",
  severity: "high",
  ...zizmor("insecure-url-scheme", "Sources are fetched over an encrypted connection"),
  references: ["SLSA D External build parameters", "zizmor insecure-url-scheme"],
  mend: "Write https:// or ssh:// instead of http:// or git://. With level remediate, http:// is changed to https:// automatically.",
  options: {},
  example: {
    fails: `scms: [{ type: "codehub", url: "http://codehub.example.com/team/api.git", branch: "main" }]`,
    passes: `scms: [{ type: "codehub", url: "https://codehub.example.com/team/api.git", branch: "main" }]`,
  },
  *check({ inputs }) {
    for (const { at, url } of addresses(inputs))
      if (["http", "git", "ftp"].includes(url.scheme))
        yield {
          at,
          says: `${url.scheme}:// is not encrypted; write ${url.scheme === "http" ? "https://" : "https:// or ssh://"}`,
        };
  },
  remedy(inputs, subject) {
    let changed = false;
    for (const [index, scm] of subject.inputs.at("scms").items().entries())
      for (const key of addressKeys) {
        const text = scm.at(key).text();
        if (text === undefined || !/^http:\/\//i.test(text.trim())) continue;
        inputs.scms[index][key] = text.trim().replace(/^http:/i, "https:");
        changed = true;
      }
    return changed;
  },
});

export const scmAllowedHosts = resourceRule({
  name: "scm-allowed-hosts",
  kinds: ["BuildJob"],
  description: "Sources come from approved hosts and services.",
  why: "Code from an unknown host has passed none of the organisation's reviews.",
  level: "advisory",
  severity: "high",
  ...owasp("CICD-SEC-8"),
  references: [
    "SLSA D External build parameters",
    "CIS Software Supply Chain 3.1.5",
    "OWASP CICD-SEC-8",
    "zizmor forbidden-uses",
  ],
  mend: "Mirror the repository to an allowed host, or have the host added to the rule's list.",
  options: {
    hosts: list("Allowed hosts of sources; * matches anything.", []),
    types: list("Allowed scm types, such as codehub.", []),
  },
  needs: ["hosts", "types"],
  example: {
    fails: `scms: [{ type: "github", url: "https://github.com/someone/fork.git", branch: "main" }]`,
    passes: `scms: [{ type: "codehub", url: "git@codehub.example.com:team/api.git", branch: "main" }]`,
  },
  exampleConfig: { hosts: ["*.example.com"], types: ["codehub"] },
  *check({ inputs }, { hosts, types }) {
    if (hosts.length > 0)
      for (const { at, url } of addresses(inputs))
        if (!anyGlobMatches(hosts, url.host, true))
          yield { at, says: `the host ${url.host} is not allowed; allowed: ${hosts.join(", ")}` };
    if (types.length === 0) return;
    for (const scm of inputs.at("scms").items()) {
      const type = scm.at("type").text();
      if (type !== undefined && !types.includes(type))
        yield { at: scm.at("type"), says: `the type ${JSON.stringify(type)} is not allowed; allowed: ${types.join(", ")}` };
    }
  },
});

export const scmAutoBuildBranch = resourceRule({
  name: "scm-auto-build-branch",
  kinds: ["BuildJob"],
  description: "A push starts builds of approved branches only.",
  why: "An automatic build runs what was pushed, with the job's secrets, before anybody has reviewed it.",
  level: "advisory",
  severity: "high",
  ...owasp("CICD-SEC-4"),
  references: ["SLSA D External build parameters", "CIS Software Supply Chain 2.3.5", "OWASP CICD-SEC-4"],
  mend: "Set buildOnPush: false for this branch, or have the branch added to the rule's list.",
  options: { branches: list("Branches whose pushes may start a build; * matches anything.", []) },
  needs: ["branches"],
  example: {
    fails: `scms: [{ type: "codehub", url: "git@codehub.example.com:team/api.git", branch: "feature/try", buildOnPush: true }]`,
    passes: `scms: [{ type: "codehub", url: "git@codehub.example.com:team/api.git", branch: "main", buildOnPush: true }]`,
  },
  exampleConfig: { branches: ["main", "release/*"] },
  *check({ inputs }, { branches }) {
    const onUpdate = inputs.at("buildOnCodeUpdate");
    if ((onUpdate.absent() ? defaults.BuildJob.buildOnCodeUpdate : onUpdate.flag()) === false) return;
    for (const scm of inputs.at("scms").items()) {
      const onPush = scm.at("buildOnPush");
      if (!(onPush.absent() ? defaults.Scm.buildOnPush : onPush.flag())) continue;
      const branch = branchOf(scm, inputs);
      if (branch !== undefined && !anyGlobMatches(branches, branch))
        yield {
          at: onPush,
          says: `a push to ${JSON.stringify(branch)} starts a build; allowed: ${branches.join(", ")}`,
        };
    }
  },
});

export const scmThirdPartyShallow = resourceRule({
  name: "scm-third-party-shallow",
  kinds: ["BuildJob"],
  description: "Only what is built is fetched from third-party repositories.",
  why: "Automatically updated submodules bring in code that nobody chose; a build needs no history beyond the last commit.",
  level: "advisory",
  severity: "medium",
  ...owasp("CICD-SEC-3"),
  references: ["SLSA build dependency", "CIS Software Supply Chain 3.1.1", "OWASP CICD-SEC-3"],
  mend: "Set updateSubmodules: false and depth: 1 for third-party repositories.",
  options: {
    ownTypes: list("Scm types of the organisation's own repositories.", ["codehub"]),
    ownHosts: list("Hosts of the organisation's own repositories; * matches anything.", []),
  },
  example: {
    fails: `updateSubmodules: true,\nscms: [{ type: "github", url: "https://github.com/example/tool.git", branch: "v1", depth: 25 }]`,
    passes: `scms: [{ type: "github", url: "https://github.com/example/tool.git", branch: "v1", depth: 1 }]`,
  },
  *check({ inputs }, { ownTypes, ownHosts }) {
    const foreign = inputs
      .at("scms")
      .items()
      .filter((scm) => isForeign(scm, ownTypes, ownHosts));
    for (const scm of foreign) {
      const depth = scm.at("depth").number() ?? defaults.Scm.depth;
      if (depth > 1)
        yield {
          at: scm.at("depth"),
          says: `${depth} commits of a third-party repository are fetched; one is enough: set depth: 1`,
        };
    }
    if (foreign.length > 0 && inputs.at("updateSubmodules").flag() === true)
      yield {
        at: inputs.at("updateSubmodules"),
        says: "submodules of a third-party repository are updated automatically; set it to false",
      };
  },
});

function isForeign(scm: Cursor, ownTypes: readonly string[], ownHosts: readonly string[]): boolean {
  const type = scm.at("type").text();
  const url = parseRepositoryUrl(scm.at("url").text() ?? "");
  if (type === undefined || url === undefined) return false;
  return !ownTypes.includes(type) && !anyGlobMatches(ownHosts, url.host, true);
}
