import type { ReviewWords } from "../parts/review-words";

export const reviewWords: ReviewWords = {
  deleted: () => ["is deleted if it is empty; a group that holds jobs or groups is refused."],
  replaced: () => ["a new, empty group is made elsewhere; the old one is deleted if it is empty."],
};
