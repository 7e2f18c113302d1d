import type { ReviewWords } from "../parts/review-words";

export const reviewWords: ReviewWords = {
  deleted: () => ["the file is deleted for good; builds that use it fail."],
  replaced: () => ["the file is uploaded again, with a new id; builds that name the old id fail."],
};
