import { type ReviewWords, stepsSummary } from "../parts/review-words";

export const reviewWords: ReviewWords = {
  chineseNoun: "构建模板",
  deleted: (_old, say) => [
    say(
      "is deleted for good, for the whole tenant; jobs made from it stay as they are.",
      "将对整个租户永久删除；由它创建的任务不受影响。",
    ),
  ],
  replaced: (_old, say) => [
    say(
      "a template cannot be changed: a new one is made, with a new uuid; jobs made from the old one stay as they are.",
      "模板不能修改：会创建一个新模板，uuid 也是新的；由旧模板创建的任务不受影响。",
    ),
  ],
  made: ({ steps }, say) => stepsSummary(steps, say),
};
