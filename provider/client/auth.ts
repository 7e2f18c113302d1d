/** Authentication as a hook: returns the headers that authenticate a request. */
import type { Credentials, KeyCredentials, PasswordCredentials } from "./credentials";
import { secretsOfCredentials } from "./credentials";
import { inputError } from "./errors";
import { type Signable, sign } from "./sign";

export interface Auth {
  /** The request's headers with authentication, and with project or domain if known. */
  headers(request: Signable, scope: () => Record<string, string>): Promise<Record<string, string>>;
  /** Called after a 401: true if new credentials are available, so that the call can be repeated once. */
  renew(refused: Record<string, string>): boolean;
  /** Everything that must not appear in messages. */
  secrets(): string[];
}

export interface Token {
  value: string;
  /** Milliseconds since the epoch. */
  expires: number;
  /** IAM project of the token. */
  projectId?: string;
}

/** Returns credentials; may fetch and renew them (metadata service). */
export type CredentialSource = () => Promise<Credentials>;
export type TokenSource = (credentials: PasswordCredentials) => Promise<Token>;

/** Largest body that can be signed; larger ones need a token. */
const largestSigned = 12 * 1024 * 1024;
/** A token is renewed this long before it expires, so that it does not expire in flight. */
const margin = 5 * 60_000;

export function createAuth(source: CredentialSource, newToken: TokenSource): Auth {
  const tokens = createTokenCache(newToken);
  const known = new Set<string>();
  return {
    async headers(request, scope) {
      const credentials = await source();
      for (const secret of secretsOfCredentials(credentials)) known.add(secret);
      if (credentials.type === "keys") return signed({ ...request, headers: { ...request.headers, ...scope() } }, credentials);
      const token = await tokens.current(credentials);
      known.add(token.value);
      return { ...request.headers, ...scope(), "X-Auth-Token": token.value };
    },
    renew: (refused) => tokens.drop(refused["X-Auth-Token"]),
    secrets: () => [...known],
  };
}

function signed(request: Signable, keys: KeyCredentials): Record<string, string> {
  const size = request.body?.length ?? 0;
  if (size > largestSigned) {
    const megabytes = (size / 1024 / 1024).toFixed(1);
    throw inputError(
      `The body has ${megabytes} MB; requests signed with AK/SK may have at most 12 MB. Use user and password (a token) instead.`,
    );
  }
  const isForm = request.headers["Content-Type"]?.startsWith("multipart/form-data");
  const headers = isForm ? { ...request.headers, "X-Sdk-Content-Sha256": "UNSIGNED-PAYLOAD" } : request.headers;
  return sign({ ...request, headers }, keys, new Date()).headers;
}

/** Shares one token: concurrent callers share one request, and a refused token is discarded once. */
function createTokenCache(newToken: TokenSource) {
  let current: Token | undefined;
  let pending: Promise<Token> | undefined;
  return {
    async current(credentials: PasswordCredentials): Promise<Token> {
      if (current && current.expires - margin > Date.now()) return current;
      pending ??= newToken(credentials).finally(() => {
        pending = undefined;
      });
      current = await pending;
      return current;
    },
    /** True if a token was used: the second attempt then uses a new one, whoever fetched it. */
    drop(value: string | undefined): boolean {
      if (value === undefined) return false;
      if (current?.value === value) current = undefined;
      return true;
    },
  };
}
