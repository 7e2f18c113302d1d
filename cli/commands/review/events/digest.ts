/** Converts the output of `pulumi preview --json`, one object with all steps, to events. It contains no policy results. */
import { isObject } from "../../../../provider/pulumi-wire";
import type { Properties } from "./event";

/** The events of such an object; undefined for other values. A program without resources has no `steps`. */
export function eventsOfDigest(value: unknown): object[] | undefined {
  if (!isObject(value)) return undefined;
  if (!Array.isArray(value.steps) && !isObject(value.changeSummary)) return undefined;
  const steps = Array.isArray(value.steps) ? value.steps.filter(isObject) : [];
  const diagnostics = Array.isArray(value.diagnostics) ? value.diagnostics.filter(isObject) : [];
  const failed = diagnostics.some(({ severity }) => severity === "error");
  return [
    ...steps.map((step) => ({ resourcePreEvent: { metadata: metadataOf(step) } })),
    ...diagnostics.map((diagnostic) => ({ diagnosticEvent: diagnostic })),
    { summaryEvent: { resourceChanges: value.changeSummary, result: failed ? "failed" : "succeeded" } },
    { cancelEvent: {} },
  ];
}

function metadataOf(step: Properties): object {
  const { op, urn, oldState, newState, replaceReasons, diffReasons, detailedDiff } = step;
  const state = isObject(newState) ? newState : isObject(oldState) ? oldState : {};
  return { op, urn, type: state.type, old: oldState, new: newState, keys: replaceReasons, diffs: diffReasons, detailedDiff };
}
