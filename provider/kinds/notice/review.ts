import { list, type ReviewWords, text } from "../parts/review-words";

export const reviewWords: ReviewWords = {
  chineseNoun: "通知",
  deleted: ({ channel }, say) => [
    say(
      `${text(channel) || "notice"} channel reset to the default of a new job; webhook removed.`,
      `${text(channel) || "通知"} 渠道恢复为新任务的默认设置；其 webhook 会被移除。`,
    ),
  ],
  replaced: (_old, say) => [say("old channel reset to the default of a new job.", "旧的渠道或任务恢复为新任务的默认设置。")],
  made: ({ channel, events }) => [text(channel), list(events)].filter(Boolean).join(": ") || undefined,
};
