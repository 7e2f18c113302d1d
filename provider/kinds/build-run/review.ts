import type { ReviewWords } from "../parts/review-words";

export const reviewWords: ReviewWords = {
  chineseNoun: "构建运行",
  deleted: (_old, say) => [
    say(
      "is removed from the stack; the build that it started stays in the job's history.",
      "不再被管理；它启动的构建仍保留在任务的历史中。",
    ),
  ],
  replaced: (_old, say) => [say("starts a new build of its job.", "会启动其任务的一次新构建。")],
  made: (_inputs, say) => say("starts a build of its job when deployed", "部署时启动其任务的一次构建"),
};
