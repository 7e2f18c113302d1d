import { explainSettings, preflight } from "../config";
import { hint } from "../shared/nearest";
import type { Kind, Problem } from "./kind";
import { isUnknown } from "./values";

/** What every call for an object would fail of, whatever it is: a region that is none, settings that are wrong. */
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
  const message = `${JSON.stringify(region)}${from} is no region of the service${others} (a region of your own needs codearts:endpoints)`;
  return [{ path: ["region"], message }];
}
