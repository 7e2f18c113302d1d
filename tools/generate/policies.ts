import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../../policies";
import { frameworks, head, rollOut, starting } from "./policies-guide";

type AnyRule = (typeof rules)[number];

const target = join(__dirname, "../../docs/policies.md");

function levelOf(rule: AnyRule): string {
  if (rule.level === "disabled") return "off";
  return "needs" in rule && rule.needs ? "off until configured" : rule.level;
}

function summary(): string[] {
  const rows = rules.map(
    (rule, index) =>
      `| ${index + 1} | [${rule.name}](#${rule.name}) | ${rule.description} | ${levelOf(rule)} | ${rule.severity} |`,
  );
  return ["## Rules", "", "| # | rule | what it ensures | level | severity |", "| --- | --- | --- | --- | --- |", ...rows];
}

function section(rule: AnyRule): string[] {
  const remedy = "remedy" in rule && rule.remedy !== undefined;
  const references = rule.references.length > 0 ? [`Required by: ${rule.references.join("; ")}.`] : [];
  const facts = [
    `Applies to ${rule.kinds.join(", ")}. Level: ${levelOf(rule)}. Severity: ${rule.severity}.${remedy ? " Can fix it automatically (level `remediate`)." : ""}`,
    ...references,
  ];
  return [
    `### ${rule.name}`,
    "",
    `${rule.description} ${rule.why}`,
    "",
    ...facts.flatMap((fact) => [fact, ""]),
    `**How to fix it:** ${rule.mend} [More](${rule.url})`,
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
      ? [`The examples below use the settings \`${JSON.stringify(rule.exampleConfig)}\`.`, ""]
      : [];
  return ["| setting | meaning | type | default |", "| --- | --- | --- | --- |", ...rows, "", ...example];
}

function code(text: string): string[] {
  return ["```ts", text, "```", ""];
}

/** The expected page; a test compares it with the file. */
export function policiesPage(): string {
  const guide = [head, ...starting(rules), rollOut, ...summary(), "", ...frameworks(rules)];
  return `${[...guide, ...rules.flatMap(section)].join("\n").trimEnd()}\n`;
}

export function writePolicies(): void {
  mkdirSync(join(target, ".."), { recursive: true });
  writeFileSync(target, policiesPage());
}
