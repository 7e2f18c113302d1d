import type { EnforcementLevel, PolicyComplianceFramework, ResourceValidationArgs, Severity } from "@pulumi/policy";
import { classOfType } from "../../provider/pulumi-wire";
import { type KindName, kinds } from "../../sdk/generated/kinds";
import type { Cursor } from "./cursor";
import type { Options, RuleConfig } from "./options";

/** One resource, as passed to a rule. */
export interface Subject {
  readonly kind: KindName;
  readonly urn: string;
  /** The resource's name in the program. */
  readonly name: string;
  readonly stack: string;
  readonly inputs: Cursor;
  readonly protect: boolean;
  /** Id of the resource, if known. */
  readonly id?: string;
  /** URNs of the resources on which a property depends. */
  readonly madeFrom: (property: string) => readonly string[];
}

/** A finding about a path, or about the resource as a whole. */
export interface Finding {
  readonly at?: Cursor;
  /** The sentence after the path: what is wrong and how to fix it. Never a value that could be secret. */
  readonly says: string;
}

/** An example for the documentation; the unit tests check both. */
export interface Example {
  readonly fails: string;
  readonly passes: string;
}

interface Description<Name extends string, O extends Options> {
  readonly name: Name;
  readonly kinds: readonly KindName[];
  /** The requirement in one sentence, shown with every violation. */
  readonly description: string;
  /** Why it matters, for the documentation. */
  readonly why: string;
  readonly level: EnforcementLevel;
  readonly severity: Severity;
  readonly framework?: PolicyComplianceFramework;
  /** Frameworks and rules of other tools with the same requirement. */
  readonly references: readonly string[];
  /** Where to read more. */
  readonly url: string;
  /** How to fix a violation. */
  readonly mend: string;
  readonly options: O;
  /** The rule is inactive until one of these keys is configured. */
  readonly needs?: readonly (keyof O & string)[];
  /** The rule checks whether a value is a Pulumi secret. */
  readonly judgesSecrecy?: true;
  readonly example: Example;
  /** The example's configuration, for a rule that requires one. */
  readonly exampleConfig?: Partial<RuleConfig<O>>;
}

export interface ResourceRule<Name extends string = string, O extends Options = Options> extends Description<Name, O> {
  /** `today` is the day in UTC, as 2026-12-31. */
  check(subject: Subject, config: RuleConfig<O>, today: string): Iterable<Finding>;
  /** Fixes the inputs in place (a copy would lose the secret marks) and returns whether it changed anything. */
  remedy?(inputs: ResourceValidationArgs["props"], subject: Subject, config: RuleConfig<O>): boolean;
}

export interface StackRule<Name extends string = string, O extends Options = Options> extends Description<Name, O> {
  /** Findings about all resources of a stack. */
  checkStack(subjects: readonly Subject[], config: RuleConfig<O>): Iterable<Finding & { readonly of: Subject }>;
}

export type Rule<Name extends string = string, O extends Options = Options> = ResourceRule<Name, O> | StackRule<Name, O>;

/** The kind of a Pulumi type; undefined for resources of other packages. */
export function kindNameOf(type: string): KindName | undefined {
  const name = classOfType(type);
  return name !== undefined && isKindName(name) ? name : undefined;
}

const isKindName = (name: string): name is KindName => Object.hasOwn(kinds, name);
