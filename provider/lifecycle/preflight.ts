import { explainSettings, preflight } from "../config";
import { hint } from "../shared/nearest";
import type { Kind, Problem } from "./kind";
import { isUnknown } from "./values";

/** Problems that would fail every call for an object: an unknown region, invalid settings. */
export function settingProblems(
  kind: Pick<Kind<never, never>, "service">,
  written: Readonly<Record<string, unknown>>,
  inputs: Readonly<Record<string, unknown>>,
): Problem[] {
  const { region } = inputs;
  if (typeof region !== "string" || isUnknown(region)) return [];
  const { otherRegions, problem } = preflight(region, kind.service ?? "build");
  if (problem) return [{ path: [], message: problem }];
  if (!otherRegions) return [];
  const source = written.region === region ? undefined : explainSettings().find(({ setting }) => setting === "region")?.source;
  const from = source ? ` (from ${source})` : "";
  const others = hint(region, otherRegions) || `; there are ${otherRegions.join(", ")}`;
  const message = `${JSON.stringify(region)}${from} is not a region of the service${others} (a custom region needs codearts:endpoints)`;
  return [{ path: ["region"], message }];
}
