import { isObject } from "../../pulumi-wire";
import type { ReviewWords } from "../parts/review-words";

const rolesOf = (permissions: unknown): string[] => (isObject(permissions) ? Object.keys(permissions) : []);

export const reviewWords: ReviewWords = {
  chineseNoun: "任务权限",
  deleted: ({ permissions }, say) => {
    const roles = rolesOf(permissions).join(", ");
    return [
      say(
        `${roles || "the roles"} get back what they had before, where that is known.`,
        `${roles || "各角色"} 恢复原有的权限（已知原有权限时）。`,
      ),
    ];
  },
  replaced: (_old, say) => [
    say("the old job gets back what it had before, where that is known.", "旧任务恢复原有的权限（已知原有权限时）。"),
  ],
  made: ({ permissions }) => rolesOf(permissions).join(", ") || undefined,
};
