/** Texts of the report formats, in both languages side by side: a text that lacks one does not compile. */
import type { Say } from "../../../../provider/kinds/parts/review-words";
import type { Operation } from "../model/report";
import { joinedWith, plural } from "./words";

export function renderTexts(say: Say) {
  const counted = (count: number, noun: string): string =>
    say(count === 1 ? `1 ${noun}` : `${count} ${plural(noun)}`, `${count} 个${/^[\x20-\x7e]/.test(noun) ? " " : ""}${noun}`);
  const count = (number: number, noun: string, zh: string): string =>
    say(number === 1 ? `1 ${noun}` : `${number} ${plural(noun)}`, `${number} ${zh}`);
  const lost = (operation: "delete" | "replace"): string => say(`${operation}d`, operation === "delete" ? "被删除" : "被替换");
  const is = (number: number): string => (number === 1 ? "is" : "are");
  return {
    lang: say("en", "zh-CN"),
    counted,
    fields: (number: number) => count(number, "field", "个字段"),
    inputs: (number: number) => count(number, "input", "个输入"),
    names: (number: number) => count(number, "name", "个名称"),
    places: (number: number) => count(number, "place", "处"),
    lines: (number: number) => count(number, "line", "行"),
    list: (parts: readonly string[]) => parts.join(say(", ", "、")),

    // The first screen
    heading: (label: string) => say(`Pulumi review: ${label}`, `Pulumi 评审：${label}`),
    stacks: (number: number) => count(number, "stack", "个栈"),
    noStack: say("no stack", "没有栈"),
    previewsFailed: (number: number) =>
      say(number === 1 ? "the preview failed" : `${number} previews failed`, number === 1 ? "预览失败" : `${number} 个预览失败`),
    mandatoryFindings: (number: number, rules: number) =>
      say(`${counted(number, "mandatory finding")} of ${counted(rules, "policy")}`, `${rules} 条强制策略有 ${number} 处不通过`),
    wereThere: (number: number) =>
      say(`${counted(number, "mandatory finding")} existed before this change`, `此前已有 ${number} 处不符合强制策略`),
    lost: (number: number, noun: string, operation: "delete" | "replace", loses: string | undefined) => {
      const history = loses ? ` and ${number === 1 ? "loses its" : "lose their"} ${loses}` : "";
      const zhHistory = loses ? `并丢失${loses}` : "";
      return say(
        `${counted(number, noun)} ${is(number)} ${lost(operation)}${history}`,
        `${counted(number, noun)}${lost(operation)}${zhHistory}`,
      );
    },
    othersLost: (number: number, operation: "delete" | "replace") =>
      say(`${counted(number, "other resource")} ${is(number)} ${lost(operation)}`, `另有 ${number} 个资源${lost(operation)}`),
    retained: (number: number, noun: string) =>
      say(
        `${counted(number, noun)} ${number === 1 ? "leaves" : "leave"} the stack but ${number === 1 ? "is" : "are"} retained`,
        `${counted(number, noun)}不再由本栈管理但保留在原处`,
      ),
    outputsRemoved: (number: number) =>
      say(
        `${counted(number, "stack output")} that others may read ${is(number)} removed`,
        `他处可能读取的 ${number} 个栈输出被移除`,
      ),
    outputsChanged: (number: number) =>
      say(
        `${counted(number, "stack output")} that others may read ${number === 1 ? "changes" : "change"}`,
        `他处可能读取的 ${number} 个栈输出发生变化`,
      ),
    elseUnknown: say("other changes are not known", "还会发生什么尚不清楚"),
    doNotMerge: (parts: readonly string[]) =>
      say(`Do not merge: ${joinedWith(parts, "and")}.`, `请勿合并：${parts.join("，")}。`),
    look: (parts: readonly string[]) =>
      say(`Look before you merge: ${joinedWith(parts, "and")}.`, `合并前请检查：${parts.join("，")}。`),
    allGood: say("Nothing is deleted, replaced, blocked or unknown.", "没有删除、替换、被阻止或未知的内容。"),
    totals: {
      delete: say("delete", "删除"),
      replace: say("replace", "替换"),
      update: say("update", "更新"),
      drift: say("drift", "漂移"),
      create: say("create", "创建"),
      import: say("import", "导入"),
      outputs: say("stack outputs", "栈输出"),
      read: say("read", "读取"),
      same: say("unchanged", "不变"),
    } satisfies Record<Operation, string>,
    total: (number: number, word: string) =>
      say(`${number} ${number === 1 ? word.replace(/s$/, "") : word}`, `${word} ${number}`),
    soFar: (words: string) => say(`so far ${words}`, `目前已知：${words}`),
    nothing: (early: boolean) => say(early ? "nothing known to do" : "nothing to do", early ? "没有已知的变更" : "没有变更"),
    stopped: (failed: number, blocked: number, incomplete: number) =>
      [
        failed === 0
          ? ""
          : say(failed === 1 ? "FAILED" : `${failed} stacks FAILED`, failed === 1 ? "失败" : `${failed} 个栈失败`),
        blocked === 0 ? "" : say(`BLOCKED by ${counted(blocked, "policy")}`, `被 ${blocked} 条策略阻止`),
        incomplete === 0 ? "" : say("INCOMPLETE", "不完整"),
      ]
        .filter(Boolean)
        .join(say(", ", "，")),

    // Sections
    titles: {
      failures: say("Failed", "失败"),
      mandatory: say("Mandatory policy", "强制策略"),
      delete: say("Delete", "删除"),
      replace: say("Replace", "替换"),
      replaceFields: say("Replaced, field by field", "替换的字段"),
      update: say("Update", "更新"),
      advisory: say("Advisory policy", "建议策略"),
      drift: say("Drift: changed outside of the program", "漂移：在程序之外被修改"),
      create: say("Create", "创建"),
      import: say("Import", "导入"),
      outputs: say("Outputs of the stack", "栈的输出"),
      warnings: say("Warnings", "警告"),
      known: say("Existing findings", "此前已有"),
    },
    left: {
      failures: say("failures", "个失败"),
      mandatory: say("mandatory violations", "处违反强制策略"),
      delete: say("deletes", "个删除"),
      replace: say("replacements", "个替换"),
      replaceFields: say("replacements field by field", "个替换的字段"),
      update: say("updates", "个更新"),
      advisory: say("advisory violations", "处违反建议策略"),
      drift: say("drifted resources", "个漂移的资源"),
      create: say("creates", "个创建"),
      import: say("imports", "个导入"),
      outputs: say("stacks with changed outputs", "个输出有变的栈"),
      warnings: say("warnings", "个警告"),
      known: say("existing findings", "处此前已有的问题"),
    },
    notShown: (list: string) => say(`Not shown: ${list}.`, `未显示：${list}。`),
    shortened: (list: string) => say(`Shortened: ${list}.`, `已缩短：${list}。`),
    nothingLeft: say("Not shown: nothing.", "内容完整。"),
    wholeAt: (url: string) => say(`Full report: ${url}`, `完整报告： ${url}`),
    wholeInLog: say("The full report is in the log of this job.", "完整报告见本次任务的日志。"),
    note: (text: string, stack: string) =>
      say(`Note: ${stack === "" ? "" : `${stack}: `}${text}.`, `说明：${stack === "" ? "" : `${stack}：`}${text}。`),
    oddLog: say(
      "Note: the log of a stack is incomplete or invalid; see the full report.",
      "说明：某个栈的日志有异常，见完整报告。",
    ),
    moreNotes: (number: number) =>
      say(
        `Note: ${number} more ${number === 1 ? "note" : "notes"} in the full report.`,
        `说明：完整报告中还有 ${number} 条说明。`,
      ),
    andMore: (number: number) => say(`and ${number} more`, `另有 ${number} 个`),
    moreStacks: (number: number) => say(`and ${number} more ${number === 1 ? "stack" : "stacks"}`, `另有 ${number} 个栈`),
    commit: (commit: string) => say(`commit ${commit}`, `提交 ${commit}`),
    policies: (pack: string) => say(`policies ${pack}`, `策略包 ${pack}`),
    known: (number: number) =>
      say(`${counted(number, "finding")} existed before this change.`, `本次变更之前已有 ${number} 处问题。`),

    // Findings and failures
    levels: { mandatory: say("mandatory", "强制"), advisory: say("advisory", "建议"), remediated: say("remediated", "已修正") },
    toDo: say("To do: ", "处理办法："),
    putRight: say(" (remediated by the policy)", "（已由策略修正）"),
    onPlaces: (number: number) => say(` on ${counted(number, "place")}`, `，共 ${number} 处`),
    onPlace: (place: string) => say(` on ${place}`, `：${place}`),
    theStack: say("the stack", "整个栈"),
    program: say("program", "程序"),
    times: (number: number) => say(`${number} times`, `${number} 次`),
    failed: say("failed", "失败"),
    warning: say("warning", "警告"),

    // Changes
    /** Between two sentences. */
    space: say(" ", ""),
    renamed: say("Renamed?", "是否只是改名？"),
    id: (id: string) => say(` (id ${id})`, `（id ${id}）`),
    because: (reasons: string, number: number) =>
      say(` because ${reasons} ${number === 1 ? "changes" : "change"}`, `，因为 ${reasons} 发生变化`),
    moreReasons: (number: number) => say(` and ${number} more`, ` 等另外 ${number} 项`),
    becauseOf: say("Because of ", "原因："),
    forces: say("forces the replacement", "导致替换"),
    moreFields: (number: number) => say(`${number} more ${number === 1 ? "field" : "fields"}`, `另有 ${number} 个字段`),
    moreLines: (number: number) =>
      say(`@ ${number} more ${number === 1 ? "line" : "lines"} of this diff`, `@ 此差异另有 ${number} 行`),
    sameCharacters: (number: number) =>
      say(`${number} unchanged ${number === 1 ? "character" : "characters"}`, `${number} 个相同字符`),
    notSet: say("not set", "未设置"),
    nothingThere: say("nothing", "无"),
    later: say("known after apply", "部署后可知"),
    changed: say("changed", "已变化"),
    secretDone: {
      changed: say("[secret] changed", "[secret] 已变化"),
      added: say("[secret] added", "[secret] 已添加"),
      removed: say("[secret] removed", "[secret] 已移除"),
    },
    field: say("field", "字段"),
    input: say("input", "输入"),
    value: say("value", "值"),
    now: say("now", "现在"),
    after: say("after", "之后"),
    deployed: say("deployed", "部署时"),
    live: say("live", "当前"),
    details: say("details", "详情"),
    stack: say("stack", "栈"),
  };
}
