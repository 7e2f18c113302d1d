/** Texts of the HTML report only. */
import type { Say } from "../../../../provider/kinds/parts/review-words";

export function htmlTexts(say: Say) {
  return {
    skip: say("Skip to the report", "跳到报告"),
    contents: say("Contents", "目录"),
    unchanged: say("Unchanged", "不变"),
    byOperation: say("Filter by operation", "按操作筛选"),
    byText: say("Filter by text", "按文字筛选"),
    kind: say("Kind", "类型"),
    allKinds: say("all kinds", "所有类型"),
    allStacks: say("all stacks", "所有栈"),
    verdict: say("verdict", "结论"),
    collapse: say("Collapse all", "全部折叠"),
    expand: say("Expand all", "全部展开"),
    // The script puts the numbers in.
    shown: say("{n} shown", "显示 {n} 项"),
    someShown: say("{n} of {m} shown", "显示 {n} / {m} 项"),
    fromBefore: (number: number) =>
      say(`${number} ${number === 1 ? "finding" : "findings"} from before this change`, `本次变更之前的 ${number} 处问题`),
    unchangedIn: (number: number, stack: string) =>
      say(`${number} unchanged${stack === "" ? "" : ` in ${stack}`}`, `${number} 个不变${stack === "" ? "" : `（${stack}）`}`),
    inProgram: say("in the program:", "程序中的名称："),
    steps: say("Steps", "步骤"),
    step: { same: "", changed: say("changed", "已修改"), added: say("added", "已添加"), removed: say("removed", "已移除") },
    moved: say("moved", "已移动"),
    off: say("disabled", "已停用"),
    removedLine: say("removed: ", "移除："),
    addedLine: say("added: ", "添加："),
    asDeployed: say("deployed", "部署时"),
    asNow: say("current", "当前"),
    chips: {
      failure: say("failed", "失败"),
      mandatory: say("mandatory policy", "强制策略"),
      advisory: say("advisory policy", "建议策略"),
      warning: say("warnings", "警告"),
      known: say("existing findings", "此前已有"),
    },
  };
}
