import { splitUrn } from "../../provider/pulumi-wire";
import { listedNames } from "../text/names";
import { cursorOf } from "./cursor";
import { describeExclusion, type Exclusion, exclusionFor, hasEnded } from "./exceptions";
import type { Options } from "./options";
import { readOptions } from "./options";
import type { Finding, ResourceRule, Rule, StackRule, Subject } from "./rule";
import { kindNameOf } from "./rule";

/** A resource from the engine, a state file, an event log or a test. */
export interface PlainResource {
  type: string;
  urn: string;
  name?: string;
  id?: string;
  /** Inputs; secrets and unknown values in any form used by Pulumi. */
  inputs: Record<string, unknown>;
  protect?: boolean;
  /** URNs of the resources on which each property depends. */
  propertyDependencies?: Record<string, readonly string[]>;
}

/** The result for one resource, or for one path in it. */
export interface Outcome {
  /**
   * "violation"; "unknown": the rule could not check; "exception": a violation covered by an exception; "unused": an exception
   * that covers nothing.
   */
  outcome: "violation" | "unknown" | "exception" | "unused";
  urn: string;
  path: string;
  /** The sentence, prefixed by the path if there is one. */
  message: string;
}

/** Validated configuration of one rule. */
export interface Ruling {
  config: Record<string, unknown>;
  exclusions: readonly Exclusion[];
  today: string;
}

type Unknown = Map<string, readonly (string | number)[]>;

/** Undefined for resources of other packages. */
export function subjectOf(resource: PlainResource, unknown: Unknown): Subject | undefined {
  const kind = kindNameOf(resource.type);
  if (kind === undefined) return undefined;
  return {
    kind,
    urn: resource.urn,
    name: resource.name ?? splitUrn(resource.urn).name,
    stack: splitUrn(resource.urn).stack,
    inputs: cursorOf(resource.inputs, unknown),
    protect: resource.protect ?? false,
    id: resource.id,
    madeFrom: (property) => resource.propertyDependencies?.[property] ?? [],
  };
}

/** Whether the rule has the configuration that it requires. */
export function isConfigured(rule: Rule, config: Record<string, unknown>): boolean {
  if (rule.needs === undefined) return true;
  return rule.needs.some((key) => {
    const value = config[key];
    return Array.isArray(value) ? value.length > 0 : value !== undefined;
  });
}

export function configOf(rule: Rule, given: Record<string, unknown>): Record<string, unknown> {
  return readOptions<Options>(rule.name, rule.options, given);
}

/** Checks a rule on one resource. */
export function judge(rule: ResourceRule, resource: PlainResource, ruling: Ruling): Outcome[] {
  const unknown: Unknown = new Map();
  const subject = subjectOf(resource, unknown);
  if (subject === undefined || !rule.kinds.includes(subject.kind)) return [];
  const findings = [...rule.check(subject, ruling.config, ruling.today)].map((finding) => ({ ...finding, of: subject }));
  return [...outcomesOf(findings, ruling), ...couldNotLook(unknown, subject.urn)];
}

/** Checks a rule on all resources of a stack together. */
export function judgeStack(rule: StackRule, resources: readonly PlainResource[], ruling: Ruling): Outcome[] {
  const seen: { subject: Subject; unknown: Unknown }[] = [];
  for (const resource of resources) {
    const unknown: Unknown = new Map();
    const subject = subjectOf(resource, unknown);
    if (subject && rule.kinds.includes(subject.kind)) seen.push({ subject, unknown });
  }
  const subjects = seen.map(({ subject }) => subject);
  const outcomes = outcomesOf([...rule.checkStack(subjects, ruling.config)], ruling);
  return [...outcomes, ...seen.flatMap(({ subject, unknown }) => couldNotLook(unknown, subject.urn))];
}

/** One line per exception: what it covers, or that it is unused and can be removed. */
export function reviewExclusions(ruling: Ruling, outcomes: readonly Outcome[], stackUrn: string): Outcome[] {
  return ruling.exclusions.map((exclusion) => {
    const covered = outcomes.filter(({ outcome, urn }) => outcome === "exception" && covers(ruling, exclusion, urn));
    const names = [...new Set(covered.map(({ urn }) => splitUrn(urn).name))];
    const text = describeExclusion(exclusion);
    if (names.length > 0) return note("exception", stackUrn, `exception in use for ${listedNames(names)}: ${text}`);
    if (hasEnded(exclusion, ruling.today)) return note("unused", stackUrn, `an exception has ended; remove it: ${text}`);
    return note("unused", stackUrn, `an exception is not used (it covers no violation); remove it: ${text}`);
  });
}

/** What a check of all resources reports: each exception once, not per violation. */
export function withExclusions(ruling: Ruling, outcomes: readonly Outcome[], stackUrn: string): Outcome[] {
  return [...outcomes.filter(({ outcome }) => outcome !== "exception"), ...reviewExclusions(ruling, outcomes, stackUrn)];
}

function covers(ruling: Ruling, exclusion: Exclusion, urn: string): boolean {
  return exclusionFor(ruling.exclusions, { urn, name: splitUrn(urn).name }, ruling.today) === exclusion;
}

function note(outcome: "exception" | "unused", urn: string, message: string): Outcome {
  return { outcome, urn, path: "", message };
}

function outcomesOf(findings: readonly (Finding & { of: Subject })[], ruling: Ruling): Outcome[] {
  return findings.map(({ of, at, says }) => {
    const path = at?.path ?? "";
    const sentence = path === "" ? says : `${path}: ${says}`;
    const exclusion = exclusionFor(ruling.exclusions, of, ruling.today);
    if (exclusion === undefined) return { outcome: "violation", urn: of.urn, path, message: sentence };
    if (!hasEnded(exclusion, ruling.today)) return { outcome: "exception", urn: of.urn, path, message: sentence };
    const ended = `${sentence}\nthe exception for this resource has ended: ${describeExclusion(exclusion)}`;
    return { outcome: "violation", urn: of.urn, path, message: ended };
  });
}

function couldNotLook(unknown: Unknown, urn: string): Outcome[] {
  return [...unknown.keys()].map((path) => ({
    outcome: "unknown",
    urn,
    path,
    message: `${path}: not known before the deployment, so this rule could not check it; it checks again during the update`,
  }));
}
