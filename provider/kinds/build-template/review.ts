import { type ReviewWords, stepsSummary } from "../parts/review-words";

export const reviewWords: ReviewWords = {
  chineseNoun: "构建模板",
  deleted: (_old, say) => [
    say(
      "permanently deleted for the entire tenant; jobs created from templates are not affected.",
      "将对整个租户永久删除；由它创建的任务不受影响。",
    ),
  ],
  replaced: (_old, say) => [
    say(
      "replaced with a new uuid, because templates cannot be changed; jobs created from templates are not affected.",
      "模板不能修改：会创建一个新模板，uuid 也是新的；由旧模板创建的任务不受影响。",
    ),
  ],
  made: ({ steps }, say) => stepsSummary(steps, say),
};
