/** Policy findings for the file formats of CI systems: one entry per finding, in the order of the report, with a unique fingerprint. */
import { fingerprintOf } from "../model/fingerprint";
import type { Report, StackReport, Violation } from "../model/report";
import type { Texts } from "../texts";
import { visible } from "./safe";

export interface Finding {
  stack: StackReport;
  violation: Violation;
  /** Equal in every run for the same plan, and unique in the report. */
  fingerprint: string;
}

export function findingsOf(report: Report): Finding[] {
  const seen = new Map<string, number>();
  return report.stacks.flatMap((stack) =>
    stack.violations.map((violation) => {
      const own = fingerprintOf(violation);
      const count = (seen.get(own) ?? 0) + 1;
      seen.set(own, count);
      // Two logs of one stack contain the same findings.
      return { stack, violation, fingerprint: count === 1 ? own : fingerprintOf({ ...violation, message: `${own} ${count}` }) };
    }),
  );
}

/** Location for CI systems, which need a file: the project file of the program. */
export function fileOf({ projectFile }: StackReport): string {
  return projectFile ?? "Pulumi.yaml";
}

/** `job "api", timeout`. */
export function placeOf({ resource, path }: Violation, said: Texts): string {
  const name = resource ? `${resource.noun} "${resource.name}"` : said.theStack;
  return visible(path === undefined ? name : said.ci.at(name, path));
}

/** `codearts 1.0.0`. */
export function packOf({ pack, version }: Violation): string {
  return `${pack} ${version}`.trim();
}

/** All details of a finding, one per line. */
export function linesOf({ violation, stack }: Finding, said: Texts): string[] {
  const { level, severity, policy, resource, path, message, remediation, known } = violation;
  const { ci } = said;
  return [
    ci.finding(placeOf(violation, said), message),
    remediation === undefined ? "" : `${said.toDo}${remediation}`,
    ci.rule(policy),
    ci.pack(packOf(violation)),
    ci.level(`${said.levels[level]}${known ? ci.wasThere : ""}`),
    severity === undefined ? "" : ci.severity(severity),
    ci.stack(stack.label),
    resource === undefined ? "" : ci.resource(resource.urn),
    path === undefined ? "" : ci.property(path),
  ]
    .filter(Boolean)
    .map(visible);
}
