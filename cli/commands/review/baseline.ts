/** Findings of an earlier run, from its JSON or SARIF report: they are not new and stop nothing. */
import { isObject } from "../../../provider/pulumi-wire";
import { readJsonFile } from "../../lib/json";
import { fingerprintName, fingerprintOf } from "./model/fingerprint";
import type { StackReport } from "./model/report";

/** Fingerprints of the findings in a report. */
export function readBaseline(file: string): ReadonlySet<string> {
  const what = "a report of `pulumi-codearts review`";
  const advice = "write it with --out FILE.json or --out FILE.sarif, in a run over the target branch";
  return readJsonFile(file, { what, advice, take: fingerprintsIn });
}

/** Undefined if the value is not such a report. */
function fingerprintsIn(value: unknown): ReadonlySet<string> | undefined {
  const report = isObject(value) ? value : {};
  const found = report.version === "2.1.0" ? ofSarif(report.runs) : ofReport(report.stacks);
  return found?.some((one) => one === undefined) ? undefined : found && new Set(found.filter((one) => one !== undefined));
}

function ofSarif(runs: unknown): (string | undefined)[] | undefined {
  if (!Array.isArray(runs)) return undefined;
  return runs.flatMap((run) =>
    listOf(run, "results").map((result) => {
      const fingerprints = isObject(result) && isObject(result.partialFingerprints) ? result.partialFingerprints : {};
      return textOf(fingerprints[fingerprintName]);
    }),
  );
}

function ofReport(stacks: unknown): (string | undefined)[] | undefined {
  if (!Array.isArray(stacks)) return undefined;
  return stacks.flatMap((stack) =>
    listOf(stack, "violations").map((violation) => {
      if (!isObject(violation)) return undefined;
      const [pack, policy, message, path] = ["pack", "policy", "message", "path"].map((key) => textOf(violation[key]));
      const urn = isObject(violation.resource) ? textOf(violation.resource.urn) : undefined;
      if (pack === undefined || policy === undefined || message === undefined) return undefined;
      return fingerprintOf({ pack, policy, message, ...(path && { path }), ...(urn && { resource: { urn } }) });
    }),
  );
}

function listOf(holder: unknown, key: string): unknown[] {
  const list = isObject(holder) ? holder[key] : undefined;
  return Array.isArray(list) ? list : [];
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** A remediated finding blocks no merge, new or not. */
export function markKnown(stacks: readonly StackReport[], baseline: ReadonlySet<string>): void {
  for (const { violations } of stacks)
    for (const violation of violations)
      if (violation.level !== "remediated") violation.known = baseline.has(fingerprintOf(violation));
}
