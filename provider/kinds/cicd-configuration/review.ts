import type { ReviewWords } from "../parts/review-words";

export const reviewWords: ReviewWords = {
  chineseNoun: "CI/CD 配置",
  deleted: (_old, say) => [
    say(
      "deleted; pipelines that use a deleted configuration no longer check images against its lists.",
      "将被删除；引用它的流水线不再按其名单检查镜像。",
    ),
  ],
  replaced: (_old, say) => [
    say("replaced with a new id; pipelines that use the old id must be changed.", "会得到新的 id；引用旧 id 的流水线必须修改。"),
  ],
};
