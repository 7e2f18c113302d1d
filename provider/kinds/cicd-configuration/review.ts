import type { ReviewWords } from "../parts/review-words";

export const reviewWords: ReviewWords = {
  deleted: () => ["is deleted; pipelines that name it no longer check images against its lists."],
  replaced: () => ["gets a new id; pipelines that name the old one must be changed."],
};
