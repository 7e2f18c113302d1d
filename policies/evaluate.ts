import type { EnforcementLevel, Severity } from "@pulumi/policy";
import { dayOf, readExclusions } from "./engine/exceptions";
import {
  configOf,
  isConfigured,
  judge,
  judgeStack,
  type Outcome,
  type PlainResource,
  type Ruling,
  withExclusions,
} from "./engine/judge";
import type { RuleSettings } from "./engine/policy";
import { kindNameOf, type Rule } from "./engine/rule";
import { type CodeartsPolicySettings, readSettings } from "./settings";

/** A rule's result for a resource, or for an exception. */
export interface Judgement extends Outcome {
  rule: string;
  /** Remarks ("unknown", "exception", "unused") are always advisory. */
  level: EnforcementLevel;
  severity: Severity;
  /** The requirement. */
  description: string;
  /** How to fix a violation. */
  mend: string;
  url: string;
}

/**
 * Evaluates the rules without an engine, on resources of an event log, a state file or a test. Recognises secrets and unknown
 * values in every form used by Pulumi (provider/pulumi-wire.ts) and skips resources of other packages. `today` decides which
 * exceptions have ended.
 *
 * @example
 * const judgements = evaluate([{ type, urn, inputs, protect: false }], { all: "advisory" });
 */
export function evaluate(
  resources: readonly PlainResource[],
  settings: CodeartsPolicySettings = {},
  today = new Date(),
): Judgement[] {
  const ours = resources.filter(({ type }) => kindNameOf(type) !== undefined);
  const stack = resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.urn ?? "";
  const active = readSettings(settings).filter(({ level }) => level !== "disabled");
  return active.flatMap(({ rule, level, settings: own }) => {
    const ruling = rulingOf(rule, own, dayOf(today));
    if (ruling === undefined) return [];
    const outcomes =
      "checkStack" in rule ? judgeStack(rule, ours, ruling) : ours.flatMap((resource) => judge(rule, resource, ruling));
    return withExclusions(ruling, outcomes, stack).map((outcome) => judgementOf(rule, level, outcome));
  });
}

function rulingOf(rule: Rule, settings: RuleSettings, today: string): Ruling | undefined {
  const config = configOf(rule, settings);
  return isConfigured(rule, config) ? { config, exclusions: readExclusions(rule.name, settings.exclude), today } : undefined;
}

function judgementOf(rule: Rule, level: EnforcementLevel, outcome: Outcome): Judgement {
  const { name, severity, description, mend, url } = rule;
  return {
    ...outcome,
    rule: name,
    level: outcome.outcome === "violation" ? level : "advisory",
    severity,
    description,
    mend,
    url,
  };
}
