/** Texts that CI systems show in addition to the comment: findings in their file formats, and annotations. */
import type { Say } from "../../../../provider/kinds/parts/review-words";

export function ciTexts(say: Say) {
  const labelled = (en: string, zh: string) => (text: string) => say(`${en}: ${text}`, `${zh}：${text}`);
  return {
    rule: labelled("Rule", "规则"),
    pack: labelled("Pack", "策略包"),
    level: labelled("Level", "级别"),
    severity: labelled("Severity", "严重性"),
    stack: labelled("Stack", "栈"),
    resource: labelled("Resource", "资源"),
    property: labelled("Property", "属性"),
    finding: (place: string, message: string) => say(`${place}: ${message}`, `${place}：${message}`),
    at: (place: string, path: string) => say(`${place}, ${path}`, `${place}，${path}`),
    about: (words: readonly string[]) => say(` [${words.join(", ")}]`, `［${words.join("，")}］`),
    urn: (urn: string) => say(` (${urn})`, `（${urn}）`),
    wasThere: say(", existed before", "，此前已有"),
    policyOf: (policy: string, pack: string) => say(`Policy ${policy} of the pack ${pack}`, `策略包 ${pack} 的策略 ${policy}`),
    seePack: (pack: string) => say(`See the policy pack ${pack}.`, `请参阅策略包 ${pack}。`),

    // Annotations
    failed: (stack: string) => say(`Preview of ${stack} failed`, `${stack} 的预览失败`),
    broken: {
      mandatory: (policy: string) => say(`Mandatory policy ${policy}`, `强制策略 ${policy}`),
      advisory: (policy: string) => say(`Policy ${policy}`, `策略 ${policy}`),
    },
    lost: (count: number, operation: "delete" | "replace") =>
      say(
        `${count} ${count === 1 ? "resource is" : "resources are"} ${operation}d`,
        `${count} 个资源${operation === "delete" ? "被删除" : "被替换"}`,
      ),
    more: (count: number) => say(` and ${count} more`, `，另有 ${count} 个`),
  };
}
