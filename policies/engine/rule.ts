import type { EnforcementLevel, PolicyComplianceFramework, ResourceValidationArgs, Severity } from "@pulumi/policy";
import { classOfType, splitUrn } from "../../provider/pulumi-wire";
import { type KindName, kinds } from "../../sdk/generated/kinds";
import type { Cursor } from "./cursor";
import type { Config, Options } from "./options";

export type Kind = KindName;

/** One resource as a rule sees it. */
export interface Subject {
  readonly kind: Kind;
  readonly urn: string;
  /** The resource's name in the program. */
  readonly name: string;
  readonly stack: string;
  readonly inputs: Cursor;
  readonly protect: boolean;
  /** Id of the resource, where it is known. */
  readonly id?: string;
  /** URNs of the resources that a property was made from. */
  readonly madeFrom: (property: string) => readonly string[];
}

/** What a rule has to say: about a place, or about the resource as a whole. */
export interface Finding {
  readonly at?: Cursor;
  /** The sentence after the path: what is there and how to mend it. Never a value that could be a secret. */
  readonly says: string;
}

/** An example for the documentation; the unit tests hold the rules to both. */
export interface Example {
  readonly fails: string;
  readonly passes: string;
}

interface Description<Name extends string, O extends Options> {
  readonly name: Name;
  readonly kinds: readonly Kind[];
  /** What holds when the rule is kept, in one sentence: it heads every violation. */
  readonly description: string;
  /** Why it matters, for the documentation. */
  readonly why: string;
  readonly level: EnforcementLevel;
  readonly severity: Severity;
  readonly framework?: PolicyComplianceFramework;
  /** All frameworks and rules of other tools that ask for the same. */
  readonly references: readonly string[];
  /** Where to read more. */
  readonly url: string;
  /** How to mend a violation. */
  readonly mend: string;
  readonly options: O;
  /** The rule does nothing until one of these keys is configured. */
  readonly needs?: readonly (keyof O & string)[];
  /** The rule judges whether a value is a Pulumi secret. */
  readonly judgesSecrecy?: true;
  readonly example: Example;
  /** The example's configuration, for a rule that needs some. */
  readonly exampleConfig?: Partial<Config<O>>;
}

export interface ResourceRule<Name extends string = string, O extends Options = Options> extends Description<Name, O> {
  /** `today` is the day in UTC, as 2026-12-31. */
  check(subject: Subject, config: Config<O>, today: string): Iterable<Finding>;
  /** Mends the inputs in place (a copy would lose the secret marks) and says whether it changed anything. */
  remedy?(inputs: ResourceValidationArgs["props"], subject: Subject, config: Config<O>): boolean;
}

export interface StackRule<Name extends string = string, O extends Options = Options> extends Description<Name, O> {
  /** Findings about the resources of a stack, seen together. */
  checkStack(subjects: readonly Subject[], config: Config<O>): Iterable<Finding & { readonly of: Subject }>;
}

export type Rule<Name extends string = string, O extends Options = Options> = ResourceRule<Name, O> | StackRule<Name, O>;

/** The kind behind a Pulumi type, or undefined for everybody else's resources. */
export function kindOf(type: string): Kind | undefined {
  const name = classOfType(type);
  return name !== undefined && isKind(name) ? name : undefined;
}

const isKind = (name: string): name is Kind => Object.hasOwn(kinds, name);

/** Stack name of a URN: `urn:pulumi:STACK::PROJECT::TYPE::NAME`. */
export function stackOf(urn: string): string {
  return splitUrn(urn).stack;
}

/** Resource name of a URN. */
export function nameOf(urn: string): string {
  return splitUrn(urn).name;
}
