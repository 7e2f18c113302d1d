/** The guide at the start of docs/policies.md, and its table of frameworks. */
import type { rules } from "../../policies";

type AnyRule = (typeof rules)[number];

const level = (rule: AnyRule) =>
  "needs" in rule && rule.needs ? "needs a setting" : rule.level === "disabled" ? "off" : rule.level;

export const head = `# Policies

Rules for build jobs, templates, notices, keystores and scan configurations. Pulumi checks them at preview, before anything is created.

This page is generated from the rules (\`npm run generate\`). It starts with how to [try](#try-them), [choose](#which-rules-to-start-with)
and [roll out](#roll-out) the rules. The [list of all rules](#rules) follows, then the [frameworks](#frameworks) that ask for them, and for
each rule one example that fails and one that passes.

## Try them

See what the rules find in the jobs that you have. No policy pack is needed, and nothing is blocked:

\`\`\`sh
npx pulumi-codearts review --policies
\`\`\`

The package contains a ready-made pack. It runs the same rules at every preview, with the levels of the [list below](#rules):

\`\`\`sh
pulumi preview --policy-pack node_modules/pulumi-codearts/policy-pack --policy-pack-config policy-config.json
\`\`\`

\`policy-config.json\` is optional. It sets levels, settings and exceptions:

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
  "Once these are quiet": [
    "step-no-pipe-to-shell",
    "step-no-parameter-injection",
    "step-tls-verified",
    "step-clone-secure-scheme",
    "step-lock-file-used",
    "step-image-pinned",
    "timeout-required",
  ],
  "When you have decided what to allow": [
    "scm-allowed-hosts",
    "scm-auto-build-branch",
    "step-registry-allowed",
    "agent-pool-allowed",
    "definition-visible",
    "production-protected",
  ],
  "For releases": ["artifact-signed", "sbom-required", "step-image-supported", "cicd-blocklist-required"],
} as const satisfies Record<string, readonly AnyRule["name"][]>;

/** Rules to start with, and their levels. */
export function starting(all: readonly AnyRule[]): string[] {
  const named = (name: string) => {
    const rule = all.find((one) => one.name === name);
    return `[${name}](#${name})${rule && level(rule) !== "mandatory" ? ` (${level(rule)})` : ""}`;
  };
  return [
    "## Which rules to start with",
    "",
    "Start with the rules that prevent the most damage and raise the fewest false alarms. Rules without a note in brackets are mandatory by default.",
    "",
    ...Object.entries(starters).map(([when, names]) => `- **${when}:** ${names.map(named).join(", ")}.`),
    "",
  ];
}

export const rollOut = `## Roll out

1. **Observe.** Run the pack with \`"all": "advisory"\` in your pipelines. Nothing is blocked, and every preview lists its findings.
2. **Record a baseline.** Turn today's findings into exceptions ([below](#baseline)), so that only new ones are reported.
3. **Enforce one rule at a time.** Make a rule \`mandatory\` once it is quiet, in the order of the list above. If a rule blocks people over
   something that they cannot fix, they switch off all of them.
4. **Fix automatically where that is safe.** Rules that can do so (see each rule) correct the inputs at level \`remediate\`; the preview shows
   each correction.
5. **Work off the baseline.** Its exceptions expire by themselves, and the preview names each exception that no longer covers anything.

Keep \`policy-config.json\` in version control, so that every exception is reviewed.

### Levels

| level | effect |
| --- | --- |
| \`advisory\` | warns |
| \`mandatory\` | blocks the deployment |
| \`remediate\` | corrects the inputs, and blocks what it cannot correct |
| \`disabled\` | off |

Some rules need a setting, such as the hosts that you allow. They are off until they have it, and then advisory unless you choose a level.
Naming such a rule without its setting is an error that tells you which setting is missing. \`"all": "mandatory"\` leaves these rules off and
prints their names; it switches on the rules that are off by default.

### Exceptions

\`exclude\` selects resources by \`name\` (their name in the program) or by \`urn\`; \`*\` matches anything. A \`reason\` is required. \`until\`
is the last day of the exception, in UTC; after that the rule applies again and says that the exception has ended. The preview lists every
exception that is in use, and every one that covers nothing.

### Baseline

This command writes an exception of 90 days for every finding of today:

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

A rule that needs a setting gets it beside \`exclude\`.

In pull requests you need no exceptions: \`pulumi-codearts review --policies --baseline report.json\` still shows the findings of the earlier
report, but only new ones block the change.

## A pack of your own

Combine these rules with your own. examples/policies contains such a pack, with a rule on typed properties:

\`\`\`ts
import { PolicyPack } from "@pulumi/policy";
import { codeartsPolicies } from "pulumi-codearts/policies";

new PolicyPack("platform", {
  policies: [...codeartsPolicies({ all: "advisory", "timeout-required": { enforcementLevel: "mandatory", maxMinutes: 60 } })],
});
\`\`\`

The pack compiles with the settings of \`pulumi policy new\`. Install @pulumi/policy beside pulumi-codearts or in the pack's folder, and do not
bundle it: otherwise the rules cannot tell which values are secrets, and say so.

Every rule is also exported by itself (\`import { timeoutRequired } from "pulumi-codearts/policies"\`). There are two more ways to run the rules:

- on an exported stack: \`pulumi policy analyze --file state.json --policy-pack node_modules/pulumi-codearts/policy-pack\`
- on plain objects, for example in a test: \`evaluate(resources, settings)\`

The ready-made pack, a pack of your own and \`pulumi-codearts review --policies\` report the same findings for the same settings. The log of an
earlier preview (\`review --events\`) contains no secrets, so the rules find less in it; the report says so.

## What the rules see

**Commands** are parsed as Bash. The rules find what runs in blocks, functions, aliases and substitutions, in quoted code (\`sh -c\`, \`ssh\`,
\`docker run … sh -c\`, \`python -c\`), in here-documents, in Dockerfiles that the command writes, and through variables and files that the
command sets itself. They do not see scripts of the repository, nor a \`build.yml\` (see [definition-visible](#definition-visible)).

**Unknown values.** A rule that cannot check a value at preview reports that as an advisory finding with the value's path, and checks the value
during the update.

**Secrets.** Rules about secrets check what the program wrote: a plain-text value is found even where the provider would have kept it secret.
Known key formats come from gitleaks; any other value only counts next to a name that suggests a secret. Messages contain the path of a
suspected secret, never its value. In YAML programs over the plugin, Pulumi makes the inputs that the schema calls secret (\`webhook\` of
a notice, \`content\` of a keystore) secret before a rule sees them: plain text in these is not found there.

**Support dates** come from [endoflife.date](https://endoflife.date) (MIT licence), as of 2026-08-22.

## Errors in the settings

An unknown rule or key stops the preview, and the error suggests the closest name. So does a regular expression that does not compile (RE2
syntax, which always runs in linear time; no look-around). The Pulumi CLI itself checks the levels in \`policy-config.json\`; it also rejects a
misspelt rule that has settings but no level ("invalid enforcement level").
`;

const columns = [
  ["SLSA", "SLSA "],
  ["OpenSSF Scorecard", "OpenSSF Scorecard "],
  ["CIS Software Supply Chain", "CIS Software Supply Chain "],
  ["OWASP CI/CD Top 10", "OWASP "],
] as const;

/** The references of each rule to other frameworks. */
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
    "Which threat of SLSA (D: what a build is given; E: the build itself; F: what it publishes; H: which package is chosen), check of OpenSSF",
    "Scorecard, recommendation of the CIS Software Supply Chain Security Guide 1.0 and risk of the OWASP Top 10 CI/CD Security Risks each rule",
    "addresses. Rules without an entry are about cost and consistency.",
    "",
    `| rule | ${columns.map(([title]) => title).join(" | ")} |`,
    `| --- | ${columns.map(() => "---").join(" | ")} |`,
    ...all.map((rule) => `| [${rule.name}](#${rule.name}) | ${cells(rule).join(" | ")} |`),
    "",
  ];
}
