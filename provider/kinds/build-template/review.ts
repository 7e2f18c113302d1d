import { type ReviewWords, stepsSummary } from "../parts/review-words";

export const reviewWords: ReviewWords = {
  deleted: () => ["is deleted for good, for the whole tenant; jobs made from it stay as they are."],
  replaced: () => [
    "a template cannot be changed: a new one is made, with a new uuid; jobs made from the old one stay as they are.",
  ],
  made: ({ steps }) => stepsSummary(steps),
};
