import type { ReviewWords } from "../parts/review-words";

export const reviewWords: ReviewWords = {
  deleted: () => ["is forgotten; the build that it started stays in the job's history."],
  replaced: () => ["starts a new build of its job."],
  made: () => "starts a build of its job when deployed",
};
