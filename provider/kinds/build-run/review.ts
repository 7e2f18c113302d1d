import type { ReviewWords } from "../parts/review-words";

export const reviewWords: ReviewWords = {
  chineseNoun: "构建运行",
  deleted: (_old, say) => [
    say(
      "only removed from the stack; builds already started stay in the build history.",
      "不再被管理；它启动的构建仍保留在任务的历史中。",
    ),
  ],
  replaced: (_old, say) => [say("a new build is started.", "会启动其任务的一次新构建。")],
  made: (_inputs, say) => say("a build is started on deployment", "部署时启动其任务的一次构建"),
};
