/** Authentication as a hook: given a request, the headers that prove who sends it. */
import type { Credentials, KeyCredentials, PasswordCredentials } from "./credentials";
import { secretsOfCredentials } from "./credentials";
import { inputError } from "./errors";
import { type Signable, sign } from "./sign";

export interface Auth {
  /** The headers of the request with those that authenticate it, and those that name project or domain as far as they are known then. */
  headers(request: Signable, scope: () => Record<string, string>): Promise<Record<string, string>>;
  /** Called after a 401: true when new proof can be had and the call is worth repeating once. */
  renew(refused: Record<string, string>): boolean;
  /** Everything that must not be seen in messages. */
  secrets(): string[];
}

export interface Token {
  value: string;
  /** Milliseconds since the epoch. */
  expires: number;
  /** IAM project that the token is good for. */
  projectId?: string;
}

/** Gives credentials; may fetch and renew them (metadata service). */
export type CredentialSource = () => Promise<Credentials>;
export type TokenSource = (credentials: PasswordCredentials) => Promise<Token>;

/** The signature's limit: larger bodies need a token. */
const largestSigned = 12 * 1024 * 1024;
/** A token is given back this long before its end, so that it does not run out on the way. */
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
      `The body has ${megabytes} MB; requests signed with AK/SK may have 12 MB at most. Use user and password (a token).`,
    );
  }
  const isForm = request.headers["Content-Type"]?.startsWith("multipart/form-data");
  const headers = isForm ? { ...request.headers, "X-Sdk-Content-Sha256": "UNSIGNED-PAYLOAD" } : request.headers;
  return sign({ ...request, headers }, keys, new Date()).headers;
}

/** One token for all: many waiters share one request, and a token that was refused is given up once. */
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
    /** True when a token was used at all: then a second try goes with a new one, whoever fetched it. */
    drop(value: string | undefined): boolean {
      if (value === undefined) return false;
      if (current?.value === value) current = undefined;
      return true;
    },
  };
}
