/** The guide at the head of docs/policies.md, and its table of frameworks. */
import type { rules } from "../../policies";

type AnyRule = (typeof rules)[number];

const level = (rule: AnyRule) =>
  "needs" in rule && rule.needs ? "needs a setting" : rule.level === "disabled" ? "off" : rule.level;

export const head = `# Policies

Rules on build jobs, templates, notices, keystores and scan configurations, checked at preview before anything is made. This page is
made from the rules (\`npm run generate\`): first how to begin, then [what there is](#rules), [what asks for it](#frameworks), and each
rule with an example that fails and one that passes.

## First look

What would the rules say of the jobs that exist? Nothing is stopped, and no pack is set up:

\`\`\`sh
npx pulumi-codearts review --policies
\`\`\`

The ready pack does the same at every preview, with the levels of the table below:

\`\`\`sh
pulumi preview --policy-pack node_modules/pulumi-codearts/policy-pack --policy-pack-config policy-config.json
\`\`\`

\`policy-config.json\` is optional and sets levels, keys and exceptions by rule:

\`\`\`json
{
  "all": "advisory",
  "scm-url-no-credentials": "mandatory",
  "timeout-required": {
    "enforcementLevel": "mandatory",
    "maxMinutes": 60,
    "exclude": [{ "name": "nightly-*", "reason": "The full test suite takes three hours", "until": "2026-12-31" }]
  }
}
\`\`\`
`;

const starters = {
  "Whatever you build": [
    "build-job-no-plaintext-secret",
    "template-no-secret",
    "scm-url-no-credentials",
    "scm-url-secure-scheme",
    "notice-webhook-secret",
    "step-no-privileged-container",
  ],
  "As soon as the first ones are quiet": [
    "step-no-pipe-to-shell",
    "step-no-parameter-injection",
    "step-tls-verified",
    "step-clone-secure-scheme",
    "step-lock-file-used",
    "step-image-pinned",
    "timeout-required",
  ],
  "When you know what you allow": [
    "scm-allowed-hosts",
    "scm-auto-build-branch",
    "step-registry-allowed",
    "agent-pool-allowed",
    "definition-visible",
    "production-protected",
  ],
  "For releases": ["artifact-signed", "sbom-required", "step-image-supported", "cicd-blocklist-required"],
} as const satisfies Record<string, readonly AnyRule["name"][]>;

/** Which rules to start with, and at which level they stand. */
export function starting(all: readonly AnyRule[]): string[] {
  const named = (name: string) => {
    const rule = all.find((one) => one.name === name);
    return `[${name}](#${name})${rule && level(rule) !== "mandatory" ? ` (${level(rule)})` : ""}`;
  };
  return [
    "## Which rules to start with",
    "",
    "Those that say nothing wrong and prevent the most. What is not marked otherwise stops a deployment from the first day.",
    "",
    ...Object.entries(starters).map(([when, names]) => `- **${when}:** ${names.map(named).join(", ")}.`),
    "",
  ];
}

export const rollOut = `## From advice to rule

1. **Look.** Run the pack with \`"all": "advisory"\` in the pipelines that exist. Nothing is stopped; every preview says what it found.
2. **Draw a line.** Write what is there today into a baseline (below), so that only what is new is said.
3. **Enforce one by one.** Make a rule \`mandatory\` when it is quiet: first those of the list above. A rule that stops people for what
   they cannot mend is switched off by them as a whole.
4. **Mend.** Rules marked so mend by themselves at level \`remediate\`: the deployment gets what the rule asks for, and the preview says so.
5. **Clear up.** Work the baseline off. Its entries end by themselves, and an entry that covers nothing any more is named in the preview.

**Baseline.** This makes an exception for each finding that stands today, for 90 days:

\`\`\`sh
npx pulumi-codearts review --policies --out report.json
node -e '
const until = new Date(Date.now() + 90 * 86400000).toISOString().slice(0, 10);
const config = { all: "advisory" };
for (const { policy, resource, message } of JSON.parse(require("fs").readFileSync("report.json", "utf8")).stacks.flatMap(({ violations }) => violations)) {
  if (resource === undefined || /not known before/.test(message)) continue;
  const exclude = ((config[policy] ??= { enforcementLevel: "mandatory", exclude: [] }).exclude);
  if (!exclude.some(({ urn }) => urn === resource.urn)) exclude.push({ urn: resource.urn, reason: "There before the rule", until });
}
console.log(JSON.stringify(config, null, 2));
' > policy-config.json
\`\`\`

In pull requests \`pulumi-codearts review --policies --baseline report.json\` does the same without exceptions: what the earlier report has
is shown, and only what is new stops the change.

A rule that needs a setting gets it beside \`exclude\`. The file belongs into version control: each exception is then reviewed.

**Exceptions.** \`exclude\` names resources by \`name\` (in the program) or by \`urn\`; \`*\` stands for anything; \`reason\` is required.
\`until\` is the last day, in UTC: after it the rule fires again and says that the exception has ended. Each exception in use, and each that
covers nothing, is a line of the preview.

**Levels.** \`mandatory\` stops the deployment, \`advisory\` warns, \`disabled\` is off, \`remediate\` mends the inputs of the rules marked
below and stops what it cannot mend. A rule that needs a setting is off until it has one; with it, it warns unless a level is given. To
name such a rule without its setting is an error that names the setting. With \`"all": "mandatory"\` rules without their setting stay off,
and a line at the start names them; rules that are off by default are on.

## A pack of your own

With rules of your own beside these (examples/policies is one, with a rule on typed properties):

\`\`\`ts
import { PolicyPack } from "@pulumi/policy";
import { codeartsPolicies } from "pulumi-codearts/policies";

new PolicyPack("platform", {
  policies: [...codeartsPolicies({ all: "advisory", "timeout-required": { enforcementLevel: "mandatory", maxMinutes: 60 } })],
});
\`\`\`

Every rule is also a constant of its own (\`import { timeoutRequired } from "pulumi-codearts/policies"\`). Without a cloud and without a
program: \`pulumi policy analyze --file state.json --policy-pack node_modules/pulumi-codearts/policy-pack\` on an exported stack, and
\`evaluate(resources, settings)\` on resources in plain form. A pack, \`pulumi-codearts review --policies\` and \`evaluate\` say the same.

## What the rules see

**Commands** are read as Bash reads them: what runs is found in blocks, functions, substitutions, quoted code (\`sh -c\`, \`ssh\`,
\`docker run … sh -c\`, \`python -c\`), here-documents, and through the variables and files that the script itself sets. Scripts of the
repository are not seen, nor is a \`build.yml\` ([definition-visible](#definition-visible)).

**Values not known in a preview.** A rule that cannot look at a value says so, as an advisory with its path, and looks again during the
update.

**Secrets.** Rules that judge secrecy see what the program wrote: also where the provider keeps a value secret by itself, a value given in
clear is found. Known key formats come from gitleaks; everything else counts only beside a name that tells of a secret. Nothing that looks
like a secret is printed, only its path. @pulumi/policy must not be bundled into the pack.

**Dates of support** are those of [endoflife.date](https://endoflife.date) (MIT licence), as of 2026-08-22.

**Mistakes.** An unknown rule or key stops the preview with the nearest name, as does a regular expression that does not compile
(RE2 syntax, linear time; no look-around). Levels in a policy-config.json are read by the Pulumi CLI, which names the wrong one; a
misspelt rule there that has keys but no level is refused by the CLI itself ("invalid enforcement level").
`;

const columns = [
  ["SLSA", "SLSA "],
  ["OpenSSF Scorecard", "OpenSSF Scorecard "],
  ["CIS Software Supply Chain", "CIS Software Supply Chain "],
  ["OWASP CI/CD Top 10", "OWASP "],
] as const;

/** What of others each rule answers to. */
export function frameworks(all: readonly AnyRule[]): string[] {
  const cells = (rule: AnyRule) =>
    columns.map(([, prefix]) => {
      const references: readonly string[] = rule.references;
      const own = references.filter((reference) => reference.startsWith(prefix));
      return own.map((reference) => reference.slice(prefix.length)).join(", ");
    });
  return [
    "## Frameworks",
    "",
    "By the threats of SLSA (D is what a build is given, E the build itself, F what it publishes, H which package is chosen), the checks of OpenSSF",
    "Scorecard, the recommendations of the CIS Software Supply Chain Security Guide 1.0 and the risks of the OWASP Top 10 for CI/CD. Rules without an",
    "entry are about cost and order.",
    "",
    `| rule | ${columns.map(([title]) => title).join(" | ")} |`,
    `| --- | ${columns.map(() => "---").join(" | ")} |`,
    ...all.map((rule) => `| [${rule.name}](#${rule.name}) | ${cells(rule).join(" | ")} |`),
    "",
  ];
}
