import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../../policies";

type AnyRule = (typeof rules)[number];

const target = join(__dirname, "../../docs/policies.md");

const head = `# Policies

Rules on build jobs, templates, notices, keystores and scan configurations, checked at preview before anything is made. This page is
made from the rules (\`npm run generate\`).

## Use

The ready pack, with the levels of the table below:

    pulumi preview --policy-pack node_modules/pulumi-codearts/policy-pack --policy-pack-config policy-config.json

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

In a pack of your own (examples/policies is one, with a rule of its own on typed properties):

\`\`\`ts
import { PolicyPack } from "@pulumi/policy";
import { codeartsPolicies } from "pulumi-codearts/policies";

new PolicyPack("platform", {
  policies: [...codeartsPolicies({ all: "advisory", "timeout-required": { enforcementLevel: "mandatory", maxMinutes: 60 } })],
});
\`\`\`

Every rule is also a constant of its own (\`import { timeoutRequired } from "pulumi-codearts/policies"\`). Without a cloud and without a
program: \`pulumi policy analyze --file state.json --policy-pack node_modules/pulumi-codearts/policy-pack\` on an exported stack, and
\`evaluate(resources, settings)\` on resources in plain form.

**Levels.** \`mandatory\` stops the deployment, \`advisory\` warns, \`disabled\` is off, \`remediate\` mends the inputs of the rules marked
below and stops what it cannot mend. A rule that needs a setting is off until it has one; with it, it warns unless a level is given. To
name such a rule without its setting is an error that names the setting. With \`"all": "mandatory"\` rules without their setting stay off,
and a line at the start names them.

**Exceptions.** \`exclude\` names resources by \`name\` (in the program) or by \`urn\`; \`*\` stands for anything; \`reason\` is required.
\`until\` is the last day, in UTC: after it the rule fires again and says that the exception has ended. Each exception in use, and each that
covers nothing, is a line of the preview.

**Mistakes.** An unknown rule or key stops the preview with the nearest name, as does a regular expression that does not compile
(RE2 syntax, linear time; no look-around). Levels in a policy-config.json are read by the Pulumi CLI, which names the wrong one; a
misspelt rule there that has keys but no level is refused by the CLI itself ("invalid enforcement level").

**Values not known in a preview.** A rule that cannot look at a value says so, as an advisory with its path, and looks again during the
update.

**Secrets.** Rules that judge secrecy see what the program wrote: also where the provider keeps a value secret by itself, a value given in
clear is found. Known key formats come from gitleaks; everything else counts only beside a name that tells of a secret. Nothing that looks
like a secret is printed, only its path. @pulumi/policy must not be bundled into the pack.
`;

function levelOf(rule: AnyRule): string {
  if (rule.level === "disabled") return "off";
  return "needs" in rule && rule.needs ? "off until configured" : rule.level;
}

function summary(): string[] {
  const rows = rules.map(
    (rule, index) =>
      `| ${index + 1} | [${rule.name}](#${rule.name}) | ${rule.description} | ${levelOf(rule)} | ${rule.severity} |`,
  );
  return ["## Rules", "", "| # | rule | holds | level | severity |", "| --- | --- | --- | --- | --- |", ...rows];
}

function section(rule: AnyRule): string[] {
  const remedy = "remedy" in rule && rule.remedy !== undefined;
  const references = rule.references.length > 0 ? [`Asked for by: ${rule.references.join("; ")}.`] : [];
  const facts = [
    `On ${rule.kinds.join(", ")}. Level: ${levelOf(rule)}. Severity: ${rule.severity}.${remedy ? " Can mend by itself (level remediate)." : ""}`,
    ...references,
  ];
  return [
    `### ${rule.name}`,
    "",
    `${rule.description} ${rule.why}`,
    "",
    ...facts.flatMap((fact) => [fact, ""]),
    `**Mend:** ${rule.mend} [More](${rule.url})`,
    "",
    ...configuration(rule),
    "Fails:",
    "",
    ...code(rule.example.fails),
    "Passes:",
    "",
    ...code(rule.example.passes),
  ];
}

function configuration(rule: AnyRule): string[] {
  const options = Object.entries(rule.options);
  if (options.length === 0) return [];
  const rows = options.map(([key, { schema, fallback }]) => {
    const none = fallback === undefined || (Array.isArray(fallback) && fallback.length === 0);
    return `| \`${key}\` | ${schema.description ?? ""} | ${String(schema.type)} | ${none ? "none" : `\`${JSON.stringify(fallback)}\``} |`;
  });
  const example =
    "exampleConfig" in rule && rule.exampleConfig
      ? [`The examples below have \`${JSON.stringify(rule.exampleConfig)}\`.`, ""]
      : [];
  return ["| key | meaning | type | default |", "| --- | --- | --- | --- |", ...rows, "", ...example];
}

function code(text: string): string[] {
  return ["```ts", text, "```", ""];
}

/** The page as it is to be; a test holds the file to it. */
export function policiesPage(): string {
  return `${[head, ...summary(), "", ...rules.flatMap(section)].join("\n").trimEnd()}\n`;
}

export function writePolicies(): void {
  mkdirSync(join(target, ".."), { recursive: true });
  writeFileSync(target, policiesPage());
}
