/** Findings of policies as GitLab's Code Quality report: a merge request shows those that its target does not have. */
import type { Report, Violation } from "../model/report";
import { fileOf, findingsOf, packOf, placeOf } from "./findings";
import { oneLine } from "./safe";

/** GitLab's five words; a rule without a severity counts by its level. */
const severities: Record<string, string> = { critical: "blocker", high: "critical", medium: "major", low: "minor" };
const byLevel = { mandatory: "critical", advisory: "minor", remediated: "info" } as const;

export function codeQualityJson(report: Report): string {
  const entries = findingsOf(report).map(({ stack, violation, fingerprint }) => ({
    description: describe(violation),
    check_name: oneLine(violation.policy),
    fingerprint,
    severity: severityOf(violation),
    location: { path: fileOf(stack), lines: { begin: 1 } },
  }));
  return `${JSON.stringify(entries, null, 2)}\n`;
}

/** GitLab shows this text and nothing else. */
function describe(violation: Violation): string {
  const { level, severity, message, remediation, resource } = violation;
  const about = [level, severity ?? "", packOf(violation)].filter(Boolean).join(", ");
  const todo = remediation === undefined ? "" : ` To do: ${remediation}`;
  const urn = resource === undefined ? "" : ` (${resource.urn})`;
  return oneLine(`${placeOf(violation)}: ${message.replaceAll("\n", " ")}${todo.replaceAll("\n", " ")} [${about}]${urn}`);
}

function severityOf({ level, severity = "" }: Violation): string {
  if (level === "remediated") return byLevel.remediated;
  return (Object.hasOwn(severities, severity) ? severities[severity] : undefined) ?? byLevel[level];
}
