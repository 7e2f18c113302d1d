/** The steps of `pulumi preview --json`, in one object or as a stream of events (PULUMI_ENABLE_STREAMING_JSON_PREVIEW). */
import { isObject } from "../../provider/pulumi-wire";
import { jsonValues } from "./json";
import { CliError } from "./terminal";

export interface PreviewStep {
  op: string;
  urn: string;
  newState?: { type: string; inputs?: Record<string, unknown> };
  detailedDiff?: Record<string, { kind?: string }>;
  diffReasons: string[];
}

/** Throws if the text contains no preview, or only a part of one. */
export function previewSteps(text: string, source: string, advice: string): PreviewStep[] {
  const { values, cut } = jsonValues(text);
  const flat = values.flatMap((value) => (Array.isArray(value) ? value : [value])).filter(isObject);
  const digest = flat.find(({ steps }) => Array.isArray(steps));
  const events = flat.filter((value) => "resourcePreEvent" in value || "summaryEvent" in value);
  if (cut) throw new CliError(`${source} ends before the preview does\n  ${advice}`);
  if (digest !== undefined) return (digest.steps as unknown[]).filter(isObject).flatMap(stepOf);
  if (events.length === 0) {
    const other = flat.some((value) => "changeSummary" in value || "diagnostics" in value);
    // A program without resources has no steps, and the CLI omits the empty list.
    if (other) return [];
    throw new CliError(`${source} does not hold a preview\n  ${advice}`);
  }
  if (!events.some((event) => "summaryEvent" in event)) throw new CliError(`${source} ends before the preview does\n  ${advice}`);
  return events.flatMap(({ resourcePreEvent }) =>
    isObject(resourcePreEvent) && isObject(resourcePreEvent.metadata) ? stepOf(resourcePreEvent.metadata) : [],
  );
}

function stepOf(step: Record<string, unknown>): PreviewStep[] {
  const { op, urn, detailedDiff, diffReasons, diffs } = step;
  if (typeof op !== "string" || typeof urn !== "string") return [];
  const state = isObject(step.newState) ? step.newState : isObject(step.new) ? step.new : undefined;
  const reasons = Array.isArray(diffReasons) ? diffReasons : Array.isArray(diffs) ? diffs : [];
  return [
    {
      op,
      urn,
      ...(state !== undefined &&
        typeof state.type === "string" && {
          newState: { type: state.type, ...(isObject(state.inputs) ? { inputs: state.inputs } : {}) },
        }),
      ...(isObject(detailedDiff) ? { detailedDiff: detailedDiff as Record<string, { kind?: string }> } : {}),
      diffReasons: reasons.filter((reason): reason is string => typeof reason === "string"),
    },
  ];
}
