/** The findings of a probe, as a table and as a file that is safe to share: no ids, no names, no secrets. */
import { formatTable } from "../../lib/terminal";
import type { ReadingAnswers } from "./scene";

export interface ProbeReport {
  region: string;
  /** Reading → value, for `codearts-simulator --readings`. */
  readings: { [reading: string]: string };
  /** Reading → why it is still unknown. */
  open: { [reading: string]: string };
}

export function reportOf(region: string, findings: ReadingAnswers): ProbeReport {
  const readings: ProbeReport["readings"] = {};
  const open: ProbeReport["open"] = {};
  for (const [reading, finding] of Object.entries(findings)) {
    if ("value" in finding) readings[reading] = finding.value;
    else open[reading] = finding.why;
  }
  return { region, readings, open };
}

export function tableOf({ readings, open }: ProbeReport): string {
  const rows = [
    ...Object.entries(readings).map(([reading, value]) => [reading, value, ""]),
    ...Object.entries(open).map(([reading, why]) => [reading, "?", why]),
  ];
  return formatTable(["READING", "VALUE", ""], rows);
}
