import { isInternal, isObject } from "../../pulumi-wire";
import { type ReviewWords, stepsSummary, text } from "../parts/review-words";

export const reviewWords: ReviewWords = {
  values: { timeout: duration },
  deleted: ({ deletion }) =>
    deletion === "purge"
      ? ["is deleted for good, out of the recycle bin too; its build history is lost."]
      : ["goes to the recycle bin, where it stays 1 to 30 days, as the tenant account has set; its history stays there with it."],
  replaced: ({ deletion }) => [
    "gets a new id: build history and every link, webhook or pipeline with the old id are cut off.",
    deletion === "purge" ? "The old job is deleted for good." : "The old job goes to the recycle bin.",
  ],
  loses: ({ deletion }, operation) => (operation === "replace" || deletion === "purge" ? "build history" : undefined),
  made(inputs) {
    const schedules = Array.isArray(inputs.schedules) ? inputs.schedules.filter(isObject) : [];
    const parts = [
      inputs.definition === "YAML" ? "steps from build.yml" : stepsSummary(inputs.steps),
      ...schedules.slice(0, 2).map((one) => `schedule ${[text(one.cron), text(one.timeZone)].filter(Boolean).join(" ")}`),
      schedules.length > 2 ? `${schedules.length - 2} more schedules` : "",
      inputs.disabled !== undefined && inputs.disabled !== false ? "disabled" : "",
    ];
    return parts.filter(Boolean).join(", ") || undefined;
  },
};

const units = new Set(["hours", "minutes", "seconds"]);

/** `30 minutes`; undefined for what is no duration. */
function duration(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  const [entry, ...others] = Object.entries(value).filter(([key]) => !isInternal(key));
  if (entry === undefined || others.length > 0) return undefined;
  const [unit, amount] = entry;
  if (!units.has(unit) || (typeof amount !== "number" && typeof amount !== "string")) return undefined;
  return `${amount} ${String(amount) === "1" ? unit.slice(0, -1) : unit}`;
}
