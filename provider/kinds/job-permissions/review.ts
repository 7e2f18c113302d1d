import { isObject } from "../../pulumi-wire";
import type { ReviewWords } from "../parts/review-words";

export const reviewWords: ReviewWords = {
  deleted: ({ permissions }) => [
    `${isObject(permissions) && Object.keys(permissions).length > 0 ? Object.keys(permissions).join(", ") : "the roles"} get back what they had before, where that is known.`,
  ],
  replaced: () => ["the old job gets back what it had before, where that is known."],
  made: ({ permissions }) => (isObject(permissions) ? Object.keys(permissions).join(", ") || undefined : undefined),
};
