/** Words for kinds of resources: ours in the service's own terms, every other in general ones. */
import { classOfType, isInternal, isObject } from "../../../../provider/pulumi-wire";
import type { Properties, StepState } from "../events/event";
import type { Operation } from "./report";
import { formOf } from "./secrets";

export interface Kind {
  noun: string;
  /** Top-level inputs whose value is one thing to a reader, and how it reads. */
  words: Record<string, (value: unknown) => string | undefined>;
  /** Path patterns of what is secret by its meaning, whether the program marked it or not; "*" is any key. */
  hidden: readonly (readonly string[])[];
  deleted(state: StepState): string[];
  replaced(state: StepState): string[];
  /** What is gone for good after this operation. */
  loses?(state: StepState, operation: Operation): string | undefined;
  /** One line about a resource that is made. */
  made(inputs: Properties): string | undefined;
}

export function kindOf(type: string): Kind {
  const name = classOfType(type) ?? "";
  return (Object.hasOwn(kinds, name) ? kinds[name] : undefined) ?? { ...general, noun: nounOf(type) };
}

/** The kinds that this project brings, for filters. */
export const isOwn = (type: string): boolean => classOfType(type) !== undefined;

/** The last part of a type, as a word: nothing checks the types that components give themselves. */
function nounOf(type: string): string {
  return (type.split(":").at(-1) ?? "").replace(/[^\p{L}\p{N}_.-]+/gu, "").slice(0, 100) || "resource";
}

const general: Kind = {
  noun: "resource",
  words: {},
  hidden: [],
  deleted: (state) => [
    state.custom ? "is deleted for good; what depends on it breaks." : "is a component; its parts are listed on their own.",
  ],
  replaced: () => ["gets a new id; what refers to the old one by id is cut off."],
  made: () => undefined,
};

const kinds: Record<string, Kind> = {
  BuildJob: {
    ...general,
    noun: "job",
    words: { timeout: duration },
    hidden: [["stepSecrets", "*", "*"]],
    deleted: (state) =>
      state.inputs.deletion === "purge"
        ? ["is deleted for good, out of the recycle bin too; its build history is lost."]
        : [
            "goes to the recycle bin, where it stays 1 to 30 days, as the tenant account has set; its history stays there with it.",
          ],
    replaced: (state) => [
      "gets a new id: build history and every link, webhook or pipeline with the old id are cut off.",
      state.inputs.deletion === "purge" ? "The old job is deleted for good." : "The old job goes to the recycle bin.",
    ],
    loses: (state, operation) =>
      operation === "replace" || (operation === "delete" && state.inputs.deletion === "purge") ? "build history" : undefined,
    made: jobSummary,
  },
  BuildTemplate: {
    ...general,
    noun: "template",
    deleted: () => ["is deleted for good, for the whole tenant; jobs made from it stay as they are."],
    replaced: () => [
      "a template cannot be changed: a new one is made, with a new uuid; jobs made from the old one stay as they are.",
    ],
    made: (inputs) => stepsSummary(inputs.steps),
  },
  Notice: {
    ...general,
    noun: "notice",
    hidden: [["webhook"], ["signingKey"], ["paramConfig"], ["paramConfig", "*"]],
    deleted: (state) => [
      `the ${text(state.inputs.channel) || "notice"} channel goes back to what a new job has; its webhook is removed.`,
    ],
    replaced: () => ["the old channel or job goes back to what a new job has."],
    made: (inputs) => [text(inputs.channel), list(inputs.events)].filter(Boolean).join(": ") || undefined,
  },
  Keystore: {
    ...general,
    noun: "keystore",
    hidden: [["content"]],
    deleted: () => ["the file is deleted for good; builds that use it fail."],
    replaced: () => ["the file is uploaded anew, with a new id; builds that name the old id fail."],
  },
  CicdConfiguration: {
    ...general,
    noun: "CI/CD configuration",
    deleted: () => ["is deleted; pipelines that name it no longer check images against its lists."],
    replaced: () => ["is made anew, with a new id; pipelines that name the old one must be changed."],
  },
  BuildRun: {
    ...general,
    noun: "build run",
    deleted: () => ["is forgotten; the build that it started stays in the job's history."],
    replaced: () => ["starts a new build of its job."],
    made: () => "starts a build of its job when deployed",
  },
};

/** The name that people see in the service. */
export function nameOf(state: StepState | undefined, logicalName: string): string {
  const name = state?.inputs.name;
  return typeof name === "string" && name !== "" && name.length <= 200 && formOf(name) !== "unknown" ? name : logicalName;
}

function jobSummary(inputs: Properties): string | undefined {
  const schedules = Array.isArray(inputs.schedules) ? inputs.schedules.filter(isObject) : [];
  const parts = [
    inputs.definition === "YAML" ? "steps from build.yml" : stepsSummary(inputs.steps),
    ...schedules.slice(0, 2).map((one) => `schedule ${[text(one.cron), text(one.timeZone)].filter(Boolean).join(" ")}`),
    schedules.length > 2 ? `${schedules.length - 2} more schedules` : "",
    inputs.disabled !== undefined && inputs.disabled !== false ? "disabled" : "",
  ];
  return parts.filter(Boolean).join(", ") || undefined;
}

function stepsSummary(steps: unknown): string | undefined {
  if (!Array.isArray(steps) || steps.length === 0) return undefined;
  const names = steps.filter(isObject).map((step) => text(step.name) || "?");
  const shown = names.slice(0, 6).join(", ");
  return `${steps.length} ${steps.length === 1 ? "step" : "steps"} (${shown}${names.length > 6 ? ", …" : ""})`;
}

const units = new Set(["hours", "minutes", "seconds"]);

function duration(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  let found: string | undefined;
  for (const key in value) {
    if (isInternal(key)) continue;
    const amount = value[key];
    if (found !== undefined || !units.has(key) || (typeof amount !== "number" && typeof amount !== "string")) return undefined;
    found = `${amount} ${String(amount) === "1" ? key.slice(0, -1) : key}`;
  }
  return found;
}

function text(value: unknown): string {
  return typeof value === "string" && !/^[0-9a-f]{8}-[0-9a-f]{4}-/.test(value) ? value.slice(0, 200) : "";
}

function list(value: unknown): string {
  return Array.isArray(value) ? value.map(text).filter(Boolean).join(", ") : "";
}
