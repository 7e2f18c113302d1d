import type {
  EnforcementLevel,
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import { isObject } from "../../provider/pulumi-wire";
import { dayOf, exclusionFor, exclusionSchema, hasEnded, readExclusions } from "./exceptions";
import {
  configOf,
  isConfigured,
  judge,
  judgeStack,
  type Outcome,
  type PlainResource,
  type Ruling,
  reviewExclusions,
  subjectOf,
  withExclusions,
} from "./judge";
import type { Options } from "./options";
import { configurationError } from "./options";
import { cameFromEngine, markedInputs } from "./pulumi-policy";
import type { ResourceRule, Rule, StackRule } from "./rule";
import { kindNameOf } from "./rule";

/** Settings of one rule in a pack: its level, its keys and its exceptions. */
export type RuleSettings = Record<string, unknown>;

/** Settings from the engine, by rule: used again for the check of the stack. */
const configured = new Map<string, RuleSettings>();

export function rememberConfiguration(settings: Map<string, RuleSettings>): void {
  for (const [rule, given] of settings) configured.set(rule, given);
}

/** Converts a resource rule to a policy for any pack. The rule's own description stays accessible. */
export function resourceRule<const Name extends string, O extends Options>(
  rule: ResourceRule<Name, O>,
): ResourceRule<Name, O> & ResourceValidationPolicy {
  return Object.assign(resourcePolicy(rule, rule.level, {}), rule);
}

/** Converts a stack rule to a policy for any pack. */
export function stackRule<const Name extends string, O extends Options>(
  rule: StackRule<Name, O>,
): StackRule<Name, O> & StackValidationPolicy {
  return Object.assign(stackPolicy(rule, rule.level, {}), rule);
}

/** The policy of a rule with the settings of a pack. */
export function policyOf(
  rule: Rule,
  level: EnforcementLevel,
  settings: RuleSettings,
): ResourceValidationPolicy | StackValidationPolicy {
  return "checkStack" in rule ? stackPolicy(rule, level, settings) : resourcePolicy(rule, level, settings);
}

function resourcePolicy(
  rule: ResourceRule,
  level: EnforcementLevel,
  settings: RuleSettings,
): ResourceValidationPolicy & Partial<StackValidationPolicy> {
  return {
    ...metadata(rule, level, settings),
    validateResource: (args, report) => validateResource(rule, settings, args, report),
    ...(rule.remedy && { remediateResource: (args) => remediateResource(rule, settings, args) }),
    // The library passes the whole stack to every policy with this function, which is expensive: only rules with exceptions have it.
    get validateStack() {
      const exclude = { ...settings, ...configured.get(rule.name) }.exclude;
      if (!Array.isArray(exclude) || exclude.length === 0) return undefined;
      return (args: StackValidationArgs, report: ReportViolation) => validateExceptions(rule, settings, args, report);
    },
  };
}

function stackPolicy(rule: StackRule, level: EnforcementLevel, settings: RuleSettings): StackValidationPolicy {
  return { ...metadata(rule, level, settings), validateStack: (args, report) => validateStack(rule, settings, args, report) };
}

function metadata(rule: Rule, level: EnforcementLevel, settings: RuleSettings) {
  const schemas = Object.entries(rule.options).map(([key, option]) => [
    key,
    { ...option.schema, ...(key in settings && { default: settings[key] }) },
  ]);
  const exclude = { ...exclusionSchema, ...("exclude" in settings && { default: settings.exclude }) };
  return {
    name: rule.name,
    description: rule.description,
    enforcementLevel: level,
    severity: rule.severity,
    remediationSteps: rule.mend,
    url: rule.url,
    tags: ["codearts", ...rule.kinds],
    configSchema: { properties: { ...Object.fromEntries(schemas), exclude } },
    ...(rule.framework && { framework: rule.framework }),
  };
}

function validateResource(
  rule: ResourceRule,
  settings: RuleSettings,
  args: ResourceValidationArgs,
  report: ReportViolation,
): void {
  const ruling = rulingFor(rule, settings, args);
  if (ruling === undefined) return;
  for (const outcome of judge(rule, plain(rule, args), ruling))
    if (outcome.outcome !== "exception") announce(rule, outcome, report);
}

function remediateResource(
  rule: ResourceRule,
  settings: RuleSettings,
  args: ResourceValidationArgs,
): Record<string, unknown> | undefined {
  const ruling = rulingFor(rule, settings, args);
  const subject = subjectOf({ ...plain(rule, args), inputs: unwrapped(args.props) }, new Map());
  if (ruling === undefined || subject === undefined) return undefined;
  const exclusion = exclusionFor(ruling.exclusions, subject, ruling.today);
  if (exclusion !== undefined && !hasEnded(exclusion, ruling.today)) return undefined;
  return rule.remedy?.(args.props, subject, ruling.config) ? args.props : undefined;
}

function validateStack(rule: StackRule, settings: RuleSettings, args: StackValidationArgs, report: ReportViolation): void {
  const ruling = rulingOf(rule, settings, args.getConfig<RuleSettings>());
  if (ruling === undefined) args.notApplicable(`not configured: ${rule.needs?.join(" or ")}`);
  const outcomes = judgeStack(rule, plainResources(rule, args), ruling);
  for (const outcome of withExclusions(ruling, outcomes, "")) announce(rule, outcome, report);
}

function validateExceptions(
  rule: ResourceRule,
  settings: RuleSettings,
  args: StackValidationArgs,
  report: ReportViolation,
): void {
  const ruling = rulingOf(rule, settings, args.getConfig<RuleSettings>());
  if (ruling === undefined) return;
  const outcomes = plainResources(rule, args).flatMap((resource) => judge(rule, resource, ruling));
  for (const outcome of reviewExclusions(ruling, outcomes, "")) announce(rule, outcome, report);
}

function rulingFor(rule: ResourceRule, settings: RuleSettings, args: ResourceValidationArgs): Ruling | undefined {
  const kind = kindNameOf(args.type);
  if (kind === undefined || !rule.kinds.includes(kind)) return args.notApplicable(`checks ${rule.kinds.join(" and ")} only`);
  const ruling = rulingOf(rule, settings, args.getConfig<RuleSettings>());
  return ruling ?? args.notApplicable(`not configured: ${rule.needs?.join(" or ")}`);
}

function rulingOf(rule: Rule, settings: RuleSettings, engine: RuleSettings): Ruling | undefined {
  const given = { ...settings, ...engine };
  const config = configOf(rule, given);
  if (!isConfigured(rule, config)) return undefined;
  return { config, exclusions: readExclusions(rule.name, given.exclude), today: dayOf(new Date()) };
}

function plain(rule: Rule, resource: Pick<ResourceValidationArgs, "type" | "urn" | "name" | "props" | "opts">): PlainResource {
  const inputs = markedInputs(resource.props);
  if (inputs === undefined && rule.judgesSecrecy && cameFromEngine(resource.props))
    throw configurationError(
      `rule ${rule.name} cannot see which values are secrets: the pack loads a copy of @pulumi/policy that this package cannot find. ` +
        "Install @pulumi/policy beside pulumi-codearts, or in the folder of the pack, and do not bundle it.",
    );
  return { ...resource, inputs: inputs ?? resource.props, protect: resource.opts?.protect };
}

function plainResources(rule: Rule, args: StackValidationArgs): PlainResource[] {
  const ours = args.resources.filter(({ type }) => kindNameOf(type) !== undefined);
  return ours.map((resource) => {
    const made = Object.entries(resource.propertyDependencies).map(([key, from]) => [key, from.map(({ urn }) => urn)]);
    return { ...plain(rule, resource), propertyDependencies: Object.fromEntries(made) };
  });
}

/** The library wraps the arguments of a remediation twice; inside, secrets still have their marks. */
function unwrapped(props: Record<string, unknown>): Record<string, unknown> {
  const target = props.__isSpecialProxy === true ? props.__getSpecialProxyTarget : undefined;
  return isObject(target) ? unwrapped(target) : props;
}

function announce(rule: Rule, { outcome, message, urn }: Outcome, report: ReportViolation): void {
  if (outcome === "violation") {
    report(message, urn);
    return;
  }
  // The library also accepts an object with its own level, which its types omit. A remark never blocks a deployment.
  const remark = { message: `${rule.description}\n${message}`, enforcementLevel: "advisory", ...(urn !== "" && { urn }) };
  Reflect.apply(report, undefined, [remark]);
}
