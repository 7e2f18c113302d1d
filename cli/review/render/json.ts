/** The report for programs: the model itself, with totals. `version` changes when a field loses its meaning. */
import type { Report } from "../model/report";
import { totalsOf } from "./sections";

export function renderJson(report: Report): string {
  const totals = totalsOf(report.stacks);
  const summary = {
    failed: totals.failed > 0,
    incomplete: totals.incomplete > 0,
    blockedBy: totals.blocked,
    headline: totals.words.join(", "),
  };
  return `${JSON.stringify({ version: report.version, summary, origin: report.origin, stacks: report.stacks }, null, 2)}\n`;
}
