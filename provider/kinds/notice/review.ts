import { list, type ReviewWords, text } from "../parts/review-words";

export const reviewWords: ReviewWords = {
  chineseNoun: "通知",
  deleted: ({ channel }, say) => [
    say(
      `the ${text(channel) || "notice"} channel goes back to what a new job has; its webhook is removed.`,
      `${text(channel) || "通知"} 渠道恢复为新任务的默认设置；其 webhook 会被移除。`,
    ),
  ],
  replaced: (_old, say) => [
    say("the old channel or job goes back to what a new job has.", "旧的渠道或任务恢复为新任务的默认设置。"),
  ],
  made: ({ channel, events }) => [text(channel), list(events)].filter(Boolean).join(": ") || undefined,
};
