import type { ReviewWords } from "../parts/review-words";

export const reviewWords: ReviewWords = {
  chineseNoun: "签名文件",
  deleted: (_old, say) => [
    say("permanently deleted; builds that use a deleted file fail.", "文件将被永久删除；使用它的构建会失败。"),
  ],
  replaced: (_old, say) => [
    say(
      "uploaded again with a new id; builds that use the old id fail.",
      "文件将重新上传，id 也是新的；引用旧 id 的构建会失败。",
    ),
  ],
};
