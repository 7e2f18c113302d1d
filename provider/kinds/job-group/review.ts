import type { ReviewWords } from "../parts/review-words";

export const reviewWords: ReviewWords = {
  chineseNoun: "任务组",
  deleted: (_old, say) => [
    say("deleted if empty; otherwise the service refuses the deletion.", "为空时会被删除；含有任务或分组时，删除会被拒绝。"),
  ],
  replaced: (_old, say) => [
    say(
      "replaced with an empty group in another place; replaced groups are deleted only if empty.",
      "会在别处新建一个空分组；旧分组为空时会被删除。",
    ),
  ],
};
