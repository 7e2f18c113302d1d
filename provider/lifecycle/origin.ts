import { isObject, isUrn, splitUrn } from "../pulumi-wire";

/** Which resource of which stack something is. */
export interface Origin {
  readonly organization: string;
  readonly urn: string;
}

/** What the program sends along (sdk/provided-by.ts); undefined where it sends nothing, such as from an old copy of the SDK. */
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

/** The name that the program gives the resource. */
export const resourceOf = (urn: string): string => splitUrn(urn).name;
