import type { EnforcementLevel, Policies } from "@pulumi/policy";
import { configurationError } from "./engine/options";
import { policyOf, type RuleSettings, rememberConfiguration } from "./engine/policy";
import { type ConfiguredPolicy, observePulumiPolicy, onConfigure } from "./engine/pulumi-policy";
import type { Rule } from "./engine/rule";
import { rules } from "./rules";
import { type CodeartsPolicySettings, checkConfigured, readSettings } from "./settings";
import { unknownName } from "./text/names";

/**
 * The rules as policies for your own pack.
 *
 * @example
 * new PolicyPack("platform", {
 *   policies: [
 *     ...codeartsPolicies({ all: "advisory", "timeout-required": { enforcementLevel: "mandatory", maxMinutes: 60 } }),
 *     ownRule,
 *   ],
 * });
 *
 * A `policy-config.json` passed to the CLI (`--policy-pack-config`) overrides these settings. Throws if a rule, level, key or
 * pattern is invalid, with the most similar name, or if a rule lacks a required setting.
 */
export function codeartsPolicies(settings: CodeartsPolicySettings = {}): Policies {
  return readSettings(settings).map(({ rule, level, settings: own }) => policyOf(rule, level, own));
}

/** Checks the engine's configuration before the first resource: settings of our rules, and unknown names. */
function checkConfiguration(configured: Map<string, ConfiguredPolicy>, policies: readonly string[]): void {
  const ours: { rule: Rule; level?: EnforcementLevel; settings: RuleSettings }[] = [];
  for (const [name, entry] of configured) {
    if (name === "all") continue;
    const rule = rules.find((candidate): candidate is (typeof rules)[number] & Rule => candidate.name === name);
    if (rule !== undefined) ours.push({ rule, ...entry });
    else if (policies.length > 0 && !policies.includes(name))
      throw configurationError(unknownName("rule", name, [...policies, "all"]));
  }
  checkConfigured(ours, configured.get("all")?.level);
  rememberConfiguration(new Map([...configured].map(([name, { settings }]) => [name, settings])));
}

// A rule may be used without codeartsPolicies and must know secrets from the first resource on. Nothing is read or sent here.
observePulumiPolicy();
onConfigure(checkConfiguration);
