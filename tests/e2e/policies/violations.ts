import type { PulumiRun } from "../../../tools/lib/stack";

/** A policy event as the tests compare it: level, rule, resource and property path. */
export interface Violation {
  level: string;
  rule: string;
  resource: string;
  path: string;
  message: string;
}

const paths = /^([A-Za-z]\w*(?:\[[^\]]+\]|\.[\w$]+)*): /;

/** What the packs said during one command, without terminal colours. The text after the first line is the rule's sentence. */
export function violationsOf(run: PulumiRun): Violation[] {
  return run.events.flatMap(({ policyEvent }) => {
    if (!policyEvent) return [];
    // biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colours are what is removed
    const plain = policyEvent.message.replace(/<\{%.*?%\}>|\u001b\[[0-9;]*m/g, "").trim();
    const message = plain.slice(plain.indexOf("\n") + 1).trim();
    const resource = policyEvent.resourceUrn?.split("::").at(-1) ?? "";
    const path = paths.exec(message)?.[1] ?? "";
    return [{ level: policyEvent.enforcementLevel, rule: policyEvent.policyName, resource, path, message }];
  });
}

/** `mandatory scm-url-secure-scheme release-api scms[0].url`, in an order that no engine decides. */
export function linesOf(violations: readonly Violation[]): string[] {
  return violations.map(({ level, rule, resource, path }) => `${level} ${rule} ${resource} ${path}`.trim()).sort();
}
