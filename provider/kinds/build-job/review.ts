import { isInternal, isObject } from "../../pulumi-wire";
import { type ReviewWords, type Say, stepsSummary, text } from "../parts/review-words";

export const reviewWords: ReviewWords = {
  chineseNoun: "构建任务",
  values: { timeout: duration },
  deleted: ({ deletion }, say) =>
    deletion === "purge"
      ? [
          say(
            "permanently deleted, bypassing the recycle bin; build history is lost.",
            "将被永久删除，也不会留在回收站；其构建历史会丢失。",
          ),
        ]
      : [
          say(
            "moved to the recycle bin together with the build history, for the 1 to 30 days set in the tenant account.",
            "将移入回收站，按租户的设置保留 1 到 30 天；其构建历史随之保留。",
          ),
        ],
  replaced: ({ deletion }, say) => [
    say(
      "replaced with a new id: build history is lost, and links, webhooks and pipelines with the old id break.",
      "会得到新的 id：构建历史以及使用旧 id 的链接、webhook 和流水线都会失效。",
    ),
    deletion === "purge"
      ? say("Replaced jobs are permanently deleted.", "旧任务将被永久删除。")
      : say("Replaced jobs are moved to the recycle bin.", "旧任务将移入回收站。"),
  ],
  loses: ({ deletion }, operation, say) =>
    operation === "replace" || deletion === "purge" ? say("build history", "构建历史") : undefined,
  made(inputs, say) {
    const schedules = Array.isArray(inputs.schedules) ? inputs.schedules.filter(isObject) : [];
    const plan = (one: Record<string, unknown>): string => [text(one.cron), text(one.timeZone)].filter(Boolean).join(" ");
    const more = schedules.length - 2;
    const parts = [
      inputs.definition === "YAML" ? say("steps from build.yml", "步骤来自 build.yml") : stepsSummary(inputs.steps, say),
      ...schedules.slice(0, 2).map((one) => say(`schedule ${plan(one)}`, `定时 ${plan(one)}`)),
      more > 0 ? say(`${more} more schedules`, `另有 ${more} 个定时`) : "",
      inputs.disabled !== undefined && inputs.disabled !== false ? say("disabled", "已禁用") : "",
    ];
    return parts.filter(Boolean).join(say(", ", "，")) || undefined;
  },
};

const units = new Map([
  ["hours", "小时"],
  ["minutes", "分钟"],
  ["seconds", "秒"],
]);

/** `30 minutes`; undefined for anything but a duration. */
function duration(value: unknown, say: Say): string | undefined {
  if (!isObject(value)) return undefined;
  const [entry, ...others] = Object.entries(value).filter(([key]) => !isInternal(key));
  if (entry === undefined || others.length > 0) return undefined;
  const [unit, amount] = entry;
  const chinese = units.get(unit);
  if (chinese === undefined || (typeof amount !== "number" && typeof amount !== "string")) return undefined;
  return say(`${amount} ${String(amount) === "1" ? unit.slice(0, -1) : unit}`, `${amount} ${chinese}`);
}
