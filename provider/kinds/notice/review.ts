import { list, type ReviewWords, text } from "../parts/review-words";

export const reviewWords: ReviewWords = {
  chineseNoun: "通知",
  deleted: ({ channel }, say) => [
    say(
      `the ${text(channel) || "notice"} channel is reset to that of a new job; its webhook is removed.`,
      `${text(channel) || "通知"} 渠道恢复为新任务的默认设置；其 webhook 会被移除。`,
    ),
  ],
  replaced: (_old, say) => [say("the old channel is reset to that of a new job.", "旧的渠道或任务恢复为新任务的默认设置。")],
  made: ({ channel, events }) => [text(channel), list(events)].filter(Boolean).join(": ") || undefined,
};
