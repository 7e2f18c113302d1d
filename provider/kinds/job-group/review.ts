import type { ReviewWords } from "../parts/review-words";

export const reviewWords: ReviewWords = {
  chineseNoun: "任务组",
  deleted: (_old, say) => [
    say("is deleted if it is empty; otherwise the service refuses.", "为空时会被删除；含有任务或分组时，删除会被拒绝。"),
  ],
  replaced: (_old, say) => [
    say(
      "a new, empty group is created elsewhere; the old one is deleted if it is empty.",
      "会在别处新建一个空分组；旧分组为空时会被删除。",
    ),
  ],
};
