/** What is said where a name is taken: by whom, since when, and the ways on. */
import { splitUrn } from "../pulumi-wire";
import type { Attempt } from "./attempt";
import type { Declared, Found, Kind } from "./kind";
import { isDeclared } from "./names";
import { resourceOf } from "./origin";

export const facts = ({ createdAt, creator }: Pick<Found, "createdAt" | "creator">): string => {
  const when = createdAt === undefined ? "" : ` ${new Date(createdAt).toISOString().slice(0, 10)}`;
  return when || creator ? ` (made${when}${creator ? ` by ${creator}` : ""})` : "";
};

const listed = (found: readonly Found[]): string => found.map((one) => `${one.id}${facts(one)}`).join(", ");

export const severalFit = (label: string, found: readonly Found[]): string =>
  `${found.length} objects could be the ${JSON.stringify(label)} that an interrupted run made: ${listed(found)}\n  delete all but one, or give this one another name`;

/** Another resource of this stack has it, or this one's own predecessor. */
export function heldInStack<I extends Declared, L>(
  { origin, run }: Pick<Attempt<I, L>, "origin" | "run">,
  found: Found,
  owner: string,
): string {
  const name = JSON.stringify(resourceOf(owner));
  if (owner === origin?.urn) {
    return `the name is still held by ${found.id}, which this replaces\n  to have the old one deleted first: deleteBeforeReplace: true among the resource's options; to have both for a while: another name`;
  }
  if (isDeclared(run.claims, owner)) {
    return `the name is that of ${name} of this stack (${found.id})\n  a name that another resource gives up is free in the next deployment: change that one first`;
  }
  const alias = origin && splitUrn(origin.urn).types !== splitUrn(owner).types ? JSON.stringify(owner) : `{ name: ${name} }`;
  return `this is ${name} of this stack (${found.id})\n  to go on with it under the new name: aliases: [${alias}] among the resource's options; to have another one: another name`;
}

/** A rename meets it: what is there stays as it is. */
export const nameHeld = (found: Found): string =>
  `the name is taken by ${found.id}${facts(found)}\n  give this one another name, or that one`;

/** Somebody's, as far as can be told. `why` says why it is not the half of an interrupted create. */
export function heldByOthers<I extends Declared, L>(
  attempt: Attempt<I, L>,
  found: readonly Found[],
  why: Why | undefined,
): string {
  const { kind, declared } = attempt;
  const taken = found[0]?.taken ?? `the name is taken by ${listed(found)}`;
  const reason = why ? `\n  it is not finished as what an interrupted run made: ${why.why}` : "";
  return `${taken}${reason}\n  ${waysOn(kind, declared)}${why?.young ? `\n  ${interrupted}` : ""}`;
}

export interface Why {
  readonly why: string;
  /** The user's word would be enough. */
  readonly young?: boolean;
}

const interrupted =
  "if a run on another machine was killed after making it: CODEARTS_FINISH_INTERRUPTED=true for one run finishes what fits";

function waysOn<I extends Declared, L>(kind: Kind<I, L>, declared: I): string {
  const projectId: unknown = Reflect.get(declared, "projectId");
  const where = typeof projectId === "string" ? ` --project-id ${projectId} --name ${kind.label(declared)}` : "";
  const hasName = "name" in kind.fields;
  return [
    `to take it over: adoptExisting: true${hasName ? `, or \`pulumi-codearts adopt${where}\`` : ""}`,
    "if a resource of this stack had it under another resource name: aliases",
    ...(hasName ? ["to have one of your own: another name"] : []),
  ].join("; ");
}
