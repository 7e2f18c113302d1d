import { isObject, isUrn, splitUrn } from "../pulumi-wire";

/** Identifies a resource of a stack. */
export interface Origin {
  readonly organization: string;
  readonly urn: string;
}

/** Sent by the program (sdk/provided-by.ts); undefined for an old version of the SDK. */
export function originFrom(value: unknown): Origin | undefined {
  if (!isObject(value)) return undefined;
  const { organization, urn } = value;
  return typeof organization === "string" && typeof urn === "string" && isUrn(urn) ? { organization, urn } : undefined;
}

/** `organization/project/stack` */
export function stackOf({ organization, urn }: Origin): string {
  const { project, stack } = splitUrn(urn);
  return `${organization}/${project}/${stack}`;
}

/** The resource's name in the program. */
export const resourceOf = (urn: string): string => splitUrn(urn).name;
