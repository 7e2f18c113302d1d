import type { EnforcementLevel } from "@pulumi/policy";
import { isObject } from "../provider/pulumi-wire";
import { type Exclusion, readExclusions } from "./engine/exceptions";
import { configOf } from "./engine/judge";
import type { Config, Options } from "./engine/options";
import { configurationError, show } from "./engine/options";
import type { RuleSettings } from "./engine/policy";
import type { Rule } from "./engine/rule";
import { rules } from "./rules";
import { unknownName } from "./text/nearest";

type AnyRule = (typeof rules)[number];
type OptionsOf<R> = R extends { options: infer O extends Options } ? Config<O> : never;

/** Name of one of the rules. */
export type RuleName = AnyRule["name"];

/**
 * Settings of the pack: a level for all rules, and for each rule a level, or its level, keys and exceptions together. A rule that needs
 * configuration (docs/policies.md says which) does nothing without it, whatever its level.
 */
export type CodeartsPolicySettings = { all?: EnforcementLevel } & {
  [R in AnyRule as R["name"]]?:
    | EnforcementLevel
    | ({ enforcementLevel?: EnforcementLevel; exclude?: Exclusion[] } & Partial<OptionsOf<R>>);
};

const levels: readonly EnforcementLevel[] = ["advisory", "mandatory", "remediate", "disabled"];
const ruleNames: readonly string[] = rules.map(({ name }) => name);

/** The level and the keys of every rule; throws with the rule, the key and the nearest name when something is wrong. */
export function readSettings(given: CodeartsPolicySettings): { rule: Rule; level: EnforcementLevel; settings: RuleSettings }[] {
  if (!isObject(given)) throw configurationError('the settings are an object such as { all: "advisory" }');
  for (const name of Object.keys(given))
    if (name !== "all" && !ruleNames.includes(name)) throw configurationError(unknownName("rule", name, [...ruleNames, "all"]));
  const all = given.all === undefined ? undefined : readLevel("all", given.all);
  return rules.map((rule: Rule) => {
    const { level, settings } = readRule(rule, Reflect.get(given, rule.name));
    checkSettings(rule, settings);
    return { rule, level: level ?? all ?? rule.level, settings };
  });
}

function readRule(rule: Rule, given: unknown): { level?: EnforcementLevel; settings: RuleSettings } {
  if (given === undefined) return { settings: {} };
  if (typeof given === "string") return { level: readLevel(`rule ${rule.name}`, given, rule), settings: {} };
  if (!isObject(given))
    throw configurationError(`rule ${rule.name}: neither a level nor an object such as { "enforcementLevel": "mandatory" }`);
  const { enforcementLevel, ...settings } = given;
  const level =
    enforcementLevel === undefined ? undefined : readLevel(`rule ${rule.name}: enforcementLevel`, enforcementLevel, rule);
  return { level, settings };
}

function readLevel(where: string, given: unknown, rule?: Rule): EnforcementLevel {
  const level = levels.find((candidate) => candidate === given);
  if (level === undefined && typeof given !== "string")
    throw configurationError(`${where}: ${show(given)} is not a level; there are: ${levels.join(", ")}`);
  if (level === undefined) throw configurationError(`${where}: ${unknownName("level", String(given), levels)}`);
  if (level === "remediate" && rule !== undefined && !("remedy" in rule))
    throw configurationError(
      `${where}: this rule mends nothing by itself; write "mandatory" (remediate is for: ${remediating().join(", ")})`,
    );
  return level;
}

function remediating(): string[] {
  return rules.filter((rule) => "remedy" in rule && rule.remedy !== undefined).map(({ name }) => name);
}

/** Keys and exceptions of one rule, whoever gave them. */
export function checkSettings(rule: Rule, settings: RuleSettings): void {
  configOf(rule, settings);
  readExclusions(rule.name, settings.exclude);
}
