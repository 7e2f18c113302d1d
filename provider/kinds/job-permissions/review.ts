import { isObject } from "../../pulumi-wire";
import type { ReviewWords } from "../parts/review-words";

const rolesOf = (permissions: unknown): string[] => (isObject(permissions) ? Object.keys(permissions) : []);

export const reviewWords: ReviewWords = {
  chineseNoun: "任务权限",
  deleted: ({ permissions }, say) => {
    const roles = rolesOf(permissions).join(", ");
    return [
      say(
        `previous permissions of ${roles || "the roles"} are restored, if known.`,
        `${roles || "各角色"} 恢复原有的权限（已知原有权限时）。`,
      ),
    ];
  },
  replaced: (_old, say) => [
    say("previous permissions of the old job are restored, if known.", "旧任务恢复原有的权限（已知原有权限时）。"),
  ],
  made: ({ permissions }) => rolesOf(permissions).join(", ") || undefined,
};
