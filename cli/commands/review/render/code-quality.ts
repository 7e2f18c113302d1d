/** Policy findings as GitLab's Code Quality report: a merge request shows those that its target branch does not have. */
import type { Report, Violation } from "../model/report";
import { type Texts, texts } from "../texts";
import { fileOf, findingsOf, packOf, placeOf } from "./findings";
import { oneLine } from "./safe";

/** GitLab's severities; for a rule without severity its level determines it. */
const severities: Record<string, string> = { critical: "blocker", high: "critical", medium: "major", low: "minor" };
const byLevel = { mandatory: "critical", advisory: "minor", remediated: "info" } as const;

export function codeQualityJson(report: Report): string {
  const said = texts[report.language];
  const entries = findingsOf(report).map(({ stack, violation, fingerprint }) => ({
    description: describe(violation, said),
    check_name: oneLine(violation.policy),
    fingerprint,
    severity: severityOf(violation),
    location: { path: fileOf(stack), lines: { begin: 1 } },
  }));
  return `${JSON.stringify(entries, null, 2)}\n`;
}

/** GitLab only shows this text. */
function describe(violation: Violation, said: Texts): string {
  const { level, severity, message, remediation, resource } = violation;
  const todo = remediation === undefined ? "" : `${said.space}${said.toDo}${remediation}`;
  const about = said.ci.about([said.levels[level], severity ?? "", packOf(violation)].filter(Boolean));
  const urn = resource === undefined ? "" : said.ci.urn(resource.urn);
  return oneLine(`${said.ci.finding(placeOf(violation, said), `${message}${todo}`.replaceAll("\n", " "))}${about}${urn}`);
}

function severityOf({ level, severity = "" }: Violation): string {
  if (level === "remediated") return byLevel.remediated;
  return (Object.hasOwn(severities, severity) ? severities[severity] : undefined) ?? byLevel[level];
}
