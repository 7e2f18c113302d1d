/** Policy findings as SARIF 2.1.0, for GitHub's code scanning and other tools: one run per stack. */
import { fingerprintName } from "../model/fingerprint";
import type { Report, StackReport, Violation } from "../model/report";
import { type Texts, texts } from "../texts";
import { type Finding, fileOf, findingsOf, linesOf, packOf, placeOf } from "./findings";
import { visible } from "./safe";

const schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

const levels = { mandatory: "error", advisory: "warning", remediated: "note" } as const;

export function sarifJson(report: Report): string {
  const all = findingsOf(report);
  const said = texts[report.language];
  const runs = report.stacks.map((stack) =>
    runOf(
      stack,
      all.filter((finding) => finding.stack === stack),
      said,
    ),
  );
  const clean = (_key: string, value: unknown): unknown => (typeof value === "string" ? harmless(value) : value);
  return `${JSON.stringify({ $schema: schema, version: "2.1.0", runs }, clean, 2)}\n`;
}

function runOf(stack: StackReport, findings: readonly Finding[], said: Texts): object {
  // The first finding of each rule, which is the most severe one.
  const worst = findings.map(({ violation }): [string, Violation] => [ruleIdOf(violation), violation]).reverse();
  const rules = [...new Map(worst)].sort(([a], [b]) => (a < b ? -1 : 1));
  const ids = rules.map(([id]) => id);
  const notifications = [
    ...stack.failures.map(({ message }) => notification("error", message)),
    ...stack.gaps.map((gap) => notification("warning", gap)),
    // Such as the number of omitted findings of a rule.
    ...stack.notes.map((note) => notification("note", note)),
  ];
  return {
    tool: {
      driver: {
        name: "pulumi-codearts review",
        rules: rules.map(([id, violation]) => ({
          id,
          shortDescription: { text: said.ci.policyOf(violation.policy, packOf(violation)) },
          help: { text: violation.remediation ?? said.ci.seePack(violation.pack) },
        })),
      },
    },
    // An id that ends in a slash identifies all runs for this stack.
    automationDetails: { id: `pulumi-codearts review/${stack.label}/` },
    invocations: [{ executionSuccessful: stack.state !== "failed", toolExecutionNotifications: notifications }],
    results: findings.map((finding) => resultOf(finding, ids, said)),
  };
}

function resultOf(finding: Finding, ids: readonly string[], said: Texts): object {
  const { violation, stack, fingerprint } = finding;
  const { level, severity, pack, version, policy, resource, path, remediation, known } = violation;
  const id = ruleIdOf(violation);
  return {
    ruleId: id,
    ruleIndex: ids.indexOf(id),
    level: levels[level],
    message: { text: linesOf(finding, said).join("\n") },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: fileOf(stack).split("/").map(encodeURIComponent).join("/") },
          region: { startLine: 1 },
        },
        logicalLocations: [
          { name: placeOf(violation, said), fullyQualifiedName: resource?.urn ?? stack.label, kind: "resource" },
        ],
      },
    ],
    partialFingerprints: { [fingerprintName]: fingerprint },
    ...(known !== undefined && { baselineState: known ? "unchanged" : "new" }),
    properties: {
      level,
      ...(severity !== undefined && { severity }),
      pack: { name: pack, version },
      policy,
      stack: stack.label,
      ...(resource !== undefined && { urn: resource.urn }),
      ...(path !== undefined && { path }),
      ...(remediation !== undefined && { remediation }),
    },
  };
}

function ruleIdOf({ pack, policy }: Violation): string {
  return pack === "" ? policy : `${pack}/${policy}`;
}

function notification(level: "error" | "warning" | "note", message: string): object {
  return { level, message: { text: message } };
}

/** All text passes through here: without invisible characters, and viewers create links from `[text](address)` in a message, also in plain text. */
function harmless(of: string): string {
  return visible(of).replaceAll("](", "] (");
}
