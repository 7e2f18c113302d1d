/** The forms of credentials, and how one set is chosen from several sources. */
import { CodeArtsError } from "./errors";
import type { Keys } from "./sign";

export interface KeyCredentials extends Keys {
  type: "keys";
  /** When temporary keys expire, in milliseconds since the epoch. */
  expires?: number;
}

export interface PasswordCredentials {
  type: "password";
  user: string;
  password: string;
  /** Name of the user's account. */
  domain: string;
}

/** Address of the metadata service to fetch keys from. */
export interface MetadataCredentials {
  type: "metadata";
  address: string;
}

export type Credentials = KeyCredentials | PasswordCredentials;

/** The values of one source. Empty strings count as absent. */
export interface CredentialFields {
  accessKey?: string;
  secretKey?: string;
  securityToken?: string;
  user?: string;
  password?: string;
  domain?: string;
}

/** One source of credentials. */
export interface CredentialPlace {
  /** For messages, with the names that it reads: "environment (HW_ACCESS_KEY, …)". */
  name: string;
  fields: CredentialFields;
  /** Why it has none, such as "no such file". */
  note?: string;
}

/**
 * Credentials of the first source that has any. Sources are not mixed: a pair split over two sources is reported as a mistake.
 */
export function firstCredentials(places: readonly CredentialPlace[]): Credentials | undefined {
  for (const place of places) {
    const found = credentialsOf(place);
    if (found) return found;
  }
  return undefined;
}

function credentialsOf({ name, fields }: CredentialPlace): Credentials | undefined {
  const { accessKey, secretKey, securityToken, user, password, domain } = fields;
  if (accessKey || secretKey) {
    if (!accessKey || !secretKey) throw incomplete(name, accessKey ? "the secret key" : "the access key");
    for (const [part, value] of Object.entries({ accessKey, secretKey, securityToken })) checkForm(name, part, value);
    return { type: "keys", accessKey, secretKey, securityToken: securityToken || undefined };
  }
  if (user || password) {
    if (!user || !password || !domain)
      throw incomplete(name, !user ? "the user" : !password ? "the password" : "the domain (account name)");
    return { type: "password", user, password, domain };
  }
  return undefined;
}

/** A copied line break would break the request's headers or invalidate every signature. */
function checkForm(place: string, part: string, value: string | undefined): void {
  if (value === undefined || /^[\x21-\x7e]*$/.test(value)) return;
  const message = `The ${part} in ${place} contains whitespace, a line break or another character that is not valid in a key.`;
  throw new CodeArtsError({ kind: "credentials", message });
}

function incomplete(place: string, missing: string): CodeArtsError {
  return new CodeArtsError({ kind: "credentials", message: `Credentials are incomplete: ${missing} is missing in ${place}.` });
}

export function noCredentials(places: readonly CredentialPlace[]): CodeArtsError {
  const looked = places.map(({ name, note }) => `\n  - ${name}${note ? `: ${note}` : ""}`).join("");
  return new CodeArtsError({ kind: "credentials", message: `No credentials found. Searched, in this order:${looked}` });
}

export function secretsOfCredentials(credentials: Credentials): string[] {
  const { type } = credentials;
  if (type === "password") return [credentials.password];
  return [credentials.secretKey, credentials.securityToken ?? ""].filter(Boolean);
}
