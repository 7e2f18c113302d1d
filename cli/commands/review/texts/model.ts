/** Sentences about a plan, for every format. Consequences are read after one name and after "300 jobs", so they have no finite verb. */
import type { Say } from "../../../../provider/kinds/parts/review-words";

export function modelTexts(say: Say) {
  const s = (count: number): string => (count === 1 ? "" : "s");
  return {
    resource: say("resource", "资源"),
    component: (noun: string) => say(`component ${noun}`, `组件 ${noun}`),
    stackNoun: say("stack", "栈"),
    general: {
      deleted: say("permanently deleted; resources that depend on this fail.", "将被永久删除；依赖它的资源会出错。"),
      component: say("component; child resources are listed separately.", "是组件；其组成部分单独列出。"),
      replaced: say("replaced with a new id; references to the old id break.", "会得到新的 id；通过旧 id 引用它的内容会失效。"),
    },

    option: (name: string) => say(`${name} (option)`, `${name}（选项）`),
    order: (path: string) => say(`${path} (order)`, `${path}（顺序）`),
    defaultProvider: say("the default one", "默认提供者"),
    onlyOptions: say(
      "Only resource options change, which Pulumi stores: nothing is sent to the provider.",
      "只有 Pulumi 自己保存的资源选项发生变化：不会向提供者发送任何请求。",
    ),
    kept: say("retained; only removed from the state of the stack.", "保留在原处；本程序只是不再管理它。"),
    keptOld: say(
      "replaced with a new id; the old one is retained, and only removed from the state of the stack.",
      "会得到新的 id；旧的保留在原处，本程序只是不再管理它。",
    ),
    protectedDelete: say(
      "protected: the deployment fails until `protect` is removed",
      "它受保护：在去掉 `protect` 之前，部署会拒绝删除它",
    ),
    protectedReplace: say(
      "Protected: the deployment fails until `protect` is removed.",
      "它受保护：在去掉 `protect` 之前，部署会拒绝替换它。",
    ),
    noInputs: say(
      "updated, but the log contains no changed input: what changes is not known.",
      "将被更新，但日志中没有变化的输入：具体变化未知。",
    ),
    halfMade: (why: string) => say(`left incomplete by an earlier deployment: ${why}`, `此前的部署没有完成它：${why}`),
    oldCopy: say("left over from an earlier, unfinished replacement; deleted now.", "此前未完成的替换留下的旧副本将被删除。"),
    gone: say("deleted outside of this program.", "已不存在：有人在本程序之外删除了它。"),
    differs: say("changed outside of this program since the last deployment.", "与上次部署的结果不同：在本程序之外被修改。"),
    beside: say("settings added outside of this program since the last deployment.", "有本程序之外的设置，上次部署时还没有。"),
    putBack: say("This deployment reverts the drift.", "本次部署会将其恢复。"),
    deletesIt: say("Deleted by this deployment.", "本次部署会删除它。"),
    leavesIt: say("Not changed by this deployment.", "本次部署不会改动它。"),
    onlyPutsBack: say("This update only reverts changes made outside of the program.", "只是恢复在程序之外被修改的内容。"),
    hint: (after: string, before: string) =>
      say(
        `"${after}" is created with the same inputs: if it was only renamed, add aliases: [{ name: "${before}" }] to it, and nothing is deleted.`,
        `"${after}" 以相同的输入被创建：如果只是改名，请为它设置 aliases: [{ name: "${before}" }]，这样就不会删除任何资源。`,
      ),
    unchangedLines: (count: number) => say(`${count} unchanged line${s(count)}`, `${count} 行不变`),
    onlyLineEnds: say("only line endings or the final line break change", "只有换行符发生变化"),

    // What is not known
    noPolicies: say(
      "The log comes from `pulumi preview --json`, which contains no policy results: policy findings are not known.",
      "日志由 `pulumi preview --json` 生成，不含策略结果：策略的结论未知。",
    ),
    judgedByEvents: say(
      "The rules of --policies were evaluated on the events of the preview, which hide secrets and do not contain the source of a value: rules about these may report less. Run as a policy pack, the rules evaluate the complete inputs; review does so where @pulumi/policy is installed.",
      "--policies 的规则依据预览事件判断：事件隐藏机密值，也不说明值的来源，因此相关规则可能漏报。作为策略包运行时可看到全部内容；安装了 @pulumi/policy 时 review 会这样做。",
    ),
    notKnown: (why: string) =>
      say(
        `${why.charAt(0).toUpperCase()}${why.slice(1)}: other changes of the deployment are not known.`,
        `${why}：部署还会做什么未知。`,
      ),
    stoppedEarly: say(
      "The preview stopped early: deletions, further changes and findings of stack policies are not known.",
      "预览提前中止：会删除什么、还会修改什么，以及策略对整个栈的结论均未知。",
    ),
    unknownOperation: (resource: string, operation: string) =>
      say(
        `The change to ${resource} is not known: this version does not support the operation "${operation}".`,
        `${resource} 会发生什么未知：本版本不认识操作 "${operation}"。`,
      ),
    moreUnknown: (count: number) =>
      say(`The same applies to ${count} more resource${s(count)}.`, `另有 ${count} 个资源也是如此。`),
    miscounted: (expected: number, op: string, have: number) =>
      say(
        `the preview counts ${expected} ${op}, the log contains ${have}`,
        `预览统计有 ${expected} 个 ${op}，日志中有 ${have} 个`,
      ),
    endsEarly: say("the log ends before the end of the preview", "日志在预览结束之前就中断了"),
    cutOff: (line: number) => say(`the log is cut off in the middle of line ${line}`, `日志在第 ${line} 行中间被截断`),
    unreadLines: (count: number) => say(`${count} line${s(count)} of the log could not be read`, `日志中有 ${count} 行无法读取`),
    emptyLog: say("the log is empty", "日志为空"),
    noEvents: say(
      "the log contains no engine events: create it with `pulumi preview --event-log FILE` and PULUMI_DEBUG_COMMANDS=true",
      "日志中没有引擎事件：请用 `pulumi preview --event-log FILE` 和 PULUMI_DEBUG_COMMANDS=true 生成日志",
    ),

    // Notes
    otherValues: (count: number) =>
      say(
        `${count} JSON value${s(count)} that ${count === 1 ? "is not an engine event" : "are not engine events"}`,
        `有 ${count} 个 JSON 值不是引擎事件`,
      ),
    unknownEvents: (count: number, name: string) =>
      say(
        `${count} event${s(count)} of a type that this version does not support: ${name}`,
        `有 ${count} 个本版本不认识的事件：${name}`,
      ),
    partOfPlan: (options: readonly string[]) =>
      say(
        `this is only a part of the plan: pulumi preview was called with ${options.join(" and ")}`,
        `这只是计划的一部分：pulumi preview 使用了 ${options.join("、")}`,
      ),
    moreFindings: (count: number, rule: string) =>
      say(
        `${count} more finding${s(count)} of ${rule} (advisory) ${count === 1 ? "is" : "are"} omitted`,
        `省略了 ${rule}（建议）的另外 ${count} 处问题`,
      ),
    moreMessages: (count: number) =>
      say(
        `${count} more ${count === 1 ? "error or warning is" : "errors and warnings are"} omitted`,
        `省略了另外 ${count} 条错误和警告`,
      ),
    moreErrorLines: (count: number) => say(`… ${count} more line${s(count)}`, `… 另有 ${count} 行`),

    // Failures
    operationFailed: (op: string) => say(`${op} failed; the log does not contain the reason.`, `${op} 失败；日志没有说明原因。`),
    previewFailed: say("The preview failed; the log does not contain the reason.", "预览失败；日志没有说明原因。"),
    exitCode: (code: number) => say(`pulumi preview ended with exit code ${code}.`, `pulumi preview 以退出码 ${code} 结束。`),
    lastPrinted: say("Last output of the program:", "程序最后的输出："),

    // Remediations of policies
    notSetBefore: say("(not set)", "（未设置）"),
    nowSecret: say("now a secret", "现为机密"),

    // One comment for several reviews
    reviews: (count: number) => say(`${count} reviews: `, `${count} 份评审：`),
    states: {
      failed: say("failed", "失败"),
      blocked: say("blocked", "被阻止"),
      incomplete: say("incomplete", "不完整"),
      delete: say("delete", "删除"),
      replace: say("replace", "替换"),
      change: say("change", "变更"),
      unchanged: say("unchanged", "不变"),
    },
    outdated: say(
      "This Pulumi review is outdated; this pull request has a newer one.",
      "此 Pulumi 评审已过时；本合并请求中有更新的评审。",
    ),
    commitOf: (commit: string) => say(` (commit ${commit})`, `（提交 ${commit}）`),
    noRoom: (url: string | undefined) =>
      say(
        `The rest of this review does not fit here; the full review is ${url === undefined ? "in the log of its job" : `at ${url}`}.`,
        `本评审的其余内容放不下；完整内容见${url === undefined ? "其任务的日志" : ` ${url} `}。`,
      ),
  };
}
