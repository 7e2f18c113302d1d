/** Messages about a taken name: by whom, since when, and what to do. */
import { splitUrn } from "../pulumi-wire";
import type { Attempt } from "./attempt";
import type { Declared, Found, Kind } from "./kind";
import { isDeclared } from "./names";
import { resourceOf } from "./origin";

export const facts = ({ createdAt, creator }: Pick<Found, "createdAt" | "creator">): string => {
  const when = createdAt === undefined ? "" : ` ${new Date(createdAt).toISOString().slice(0, 10)}`;
  return when || creator ? ` (created${when}${creator ? ` by ${creator}` : ""})` : "";
};

const listed = (found: readonly Found[]): string => found.map((one) => `${one.id}${facts(one)}`).join(", ");

export const severalFit = (label: string, found: readonly Found[]): string =>
  `${found.length} objects could be the ${JSON.stringify(label)} that an interrupted run created: ${listed(found)}\n  delete all but one, or give this one another name`;

/** The name belongs to another resource of this stack, or to this one's predecessor. */
export function heldInStack<I extends Declared, L>(
  { origin, run }: Pick<Attempt<I, L>, "origin" | "run">,
  found: Found,
  owner: string,
): string {
  const name = JSON.stringify(resourceOf(owner));
  if (owner === origin?.urn) {
    return `the name is still used by ${found.id}, which this replaces\n  to delete the old one first: the resource option deleteBeforeReplace: true; to keep both for a while: another name`;
  }
  if (isDeclared(run.claims, owner)) {
    return `the name belongs to ${name} of this stack (${found.id})\n  a name that another resource gives up is free in the next deployment: change that one first`;
  }
  const alias = origin && splitUrn(origin.urn).types !== splitUrn(owner).types ? JSON.stringify(owner) : `{ name: ${name} }`;
  return `this is ${name} of this stack (${found.id})\n  to keep it under the new name: the resource option aliases: [${alias}]; to create another one: another name`;
}

/** A rename conflicts with it; the existing object is not changed. */
export const nameHeld = (found: Found): string =>
  `the name is taken by ${found.id}${facts(found)}\n  give this one another name, or that one`;

/** It probably belongs to somebody else. `why` explains why it is not the partial result of an interrupted create. */
export function heldByOthers<I extends Declared, L>(
  attempt: Attempt<I, L>,
  found: readonly Found[],
  why: Why | undefined,
): string {
  const { kind, declared } = attempt;
  const taken = found[0]?.taken ?? `the name is taken by ${listed(found)}`;
  const reason = why ? `\n  it is not taken for the result of an interrupted run: ${why.why}` : "";
  return `${taken}${reason}\n  ${waysOn(kind, declared)}${why?.isRecent ? `\n  ${interrupted}` : ""}`;
}

export interface Why {
  readonly why: string;
  /** A confirmation by the user would be enough. */
  readonly isRecent?: boolean;
}

const interrupted =
  "if a run on another machine was killed after creating it: one run with CODEARTS_FINISH_INTERRUPTED=true finishes it";

function waysOn<I extends Declared, L>(kind: Kind<I, L>, declared: I): string {
  const projectId: unknown = Reflect.get(declared, "projectId");
  const where = typeof projectId === "string" ? ` --project-id ${projectId} --name ${kind.label(declared)}` : "";
  const hasName = "name" in kind.fields;
  return [
    `to adopt it: adoptExisting: true${hasName ? `, or \`pulumi-codearts adopt${where}\`` : ""}`,
    "if a resource of this stack had it under another resource name: the option aliases",
    ...(hasName ? ["to create a separate one: another name"] : []),
  ].join("; ");
}
