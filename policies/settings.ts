import type { EnforcementLevel } from "@pulumi/policy";
import { isObject } from "../provider/pulumi-wire";
import { type Exclusion, readExclusions } from "./engine/exceptions";
import { configOf, isConfigured } from "./engine/judge";
import type { Options, RuleConfig } from "./engine/options";
import { configurationError, show } from "./engine/options";
import type { RuleSettings } from "./engine/policy";
import type { Rule } from "./engine/rule";
import { rules } from "./rules";
import { unknownName } from "./text/names";

type AnyRule = (typeof rules)[number];
type OptionsOf<R> = R extends { options: infer O extends Options } ? RuleConfig<O> : never;

/** Name of one of the rules. */
export type RuleName = AnyRule["name"];

/**
 * Settings of the pack: a level for all rules, and for each rule a level, or its level, keys and exceptions together. A rule that needs
 * a setting (docs/policies.md says which) is off until it has one; to name it without one is an error, and `all` says which rules stay off.
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
  const read = rules.map((rule: Rule) => {
    const own: unknown = Reflect.get(given, rule.name);
    const { level, settings } = readRule(rule, own);
    checkSettings(rule, settings);
    return { rule, level: level ?? all ?? rule.level, settings, isNamed: own !== undefined };
  });
  const asked = read.filter(({ level }) => level !== "disabled");
  checkNeeds(asked.filter(({ isNamed }) => isNamed));
  if (all !== undefined && mustJudge(all)) sayOff(lackingSetting(asked));
  return read;
}

/** The same settings with every level said, as the engine reads them: a rule that cannot judge is off. */
export function levelsOf(given: CodeartsPolicySettings): Record<string, RuleSettings> {
  const each = readSettings(given).map(({ rule, level, settings }): [string, RuleSettings] => {
    const isReady = isConfigured(rule, configOf(rule, settings));
    return [rule.name, { enforcementLevel: isReady ? level : "disabled", ...settings }];
  });
  return Object.fromEntries(each);
}

type Asked = readonly { rule: Rule; settings: RuleSettings }[];

const saidOff = new Set<string>();

/** All rules that must judge include some that cannot: said once, so that nobody takes them for enforced. */
function sayOff(off: readonly Rule[]): void {
  const each = off.map(({ name, needs = [] }) => `${name} (${needs.join(" or ")})`).join(", ");
  if (off.length === 0 || saidOff.has(each)) return;
  saidOff.add(each);
  process.stderr.write(`pulumi-codearts policies: off until they have the setting in brackets: ${each}\n`);
}

/** Whether a rule at this level promises to stop a deployment, so that it must be able to judge. */
function mustJudge(level: EnforcementLevel): boolean {
  return level === "mandatory" || level === "remediate";
}

const lackingSetting = (asked: Asked): Rule[] =>
  asked.filter(({ rule, settings }) => !isConfigured(rule, configOf(rule, settings))).map(({ rule }) => rule);

/** Throws when a rule that is asked for lacks the setting without which it judges nothing. */
function checkNeeds(asked: Asked): void {
  const lacking = lackingSetting(asked);
  if (lacking.length === 0) return;
  const needs = lacking.map(({ name, needs = [] }) => `rule ${name} needs ${needs.join(" or ")}`).join("; ");
  throw configurationError(
    `${needs}: without ${lacking.length === 1 ? "this setting it judges" : "these settings they judge"} nothing. ` +
      `Add the setting (docs/policies.md has an example for each rule), or disable the rule: "${lacking[0]?.name}": "disabled"`,
  );
}

/**
 * The same for what the engine configures: it gives each rule its level, and `all` beside them where that was said. A rule without its
 * setting that has another level than `all` was named.
 */
export function checkConfigured(
  configured: readonly { rule: Rule; level?: EnforcementLevel; settings: RuleSettings }[],
  all: EnforcementLevel | undefined,
): void {
  for (const { rule, settings } of configured) checkSettings(rule, settings);
  const asked = configured.filter(({ level }) => level !== undefined && mustJudge(level));
  checkNeeds(asked.filter(({ level }) => level !== all));
  sayOff(lackingSetting(asked.filter(({ level }) => level === all)));
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
    throw configurationError(`${where}: ${show(given)} is not a level; the levels are: ${levels.join(", ")}`);
  if (level === undefined) throw configurationError(`${where}: ${unknownName("level", String(given), levels)}`);
  if (level === "remediate" && rule !== undefined && !("remedy" in rule))
    throw configurationError(
      `${where}: this rule has no automatic fix; write "mandatory" (rules with remediate: ${remediating().join(", ")})`,
    );
  return level;
}

function remediating(): string[] {
  return rules.filter((rule) => "remedy" in rule && rule.remedy !== undefined).map(({ name }) => name);
}

/** Keys and exceptions of one rule, whoever gave them. */
function checkSettings(rule: Rule, settings: RuleSettings): void {
  configOf(rule, settings);
  readExclusions(rule.name, settings.exclude);
}
