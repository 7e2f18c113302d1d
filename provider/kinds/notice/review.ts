import { list, type ReviewWords, text } from "../parts/review-words";

export const reviewWords: ReviewWords = {
  deleted: ({ channel }) => [`the ${text(channel) || "notice"} channel goes back to what a new job has; its webhook is removed.`],
  replaced: () => ["the old channel or job goes back to what a new job has."],
  made: ({ channel, events }) => [text(channel), list(events)].filter(Boolean).join(": ") || undefined,
};
