/** The calling user and IAM project: tokens and their two look-ups, each done once. */
import type { CredentialSource, Token } from "./auth";
import type { PasswordCredentials } from "./credentials";
import { CodeArtsError, need } from "./errors";
import type { Answer, Call, Input } from "./types";

export interface IdentityParts {
  region: string;
  /** Shared with the caller, which sends the project id once it is known. */
  known: { projectId?: string };
  given: CredentialSource;
  requestToken(input: Input<"createUserToken">): Promise<Answer<"createUserToken">>;
}

/** Tokens are valid for 24 hours; used if the response has no expiry. */
const tokenLife = 24 * 60 * 60_000;

export function identity({ region, known, given, requestToken }: IdentityParts) {
  let tokenUser: string | undefined;

  async function newToken({ user, password, domain }: PasswordCredentials): Promise<Token> {
    const identityOf = { methods: ["password" as const], password: { user: { name: user, password, domain: { name: domain } } } };
    // A token is valid for one project: that of the region.
    const project = known.projectId ? { id: known.projectId } : { name: region };
    const answer = await requestToken({
      body: { auth: { identity: identityOf, scope: { project } } },
      query: { nocatalog: "true" },
    });
    const { token } = answer;
    tokenUser = token?.user?.id;
    known.projectId ??= token?.project?.id;
    const expires = Date.parse(token?.expires_at ?? "") || Date.now() + tokenLife;
    return { value: answer["X-Subject-Token"], expires };
  }

  async function lookUpProject(call: Call): Promise<string> {
    const { projects = [] } = await call("listProjects", { query: { name: region } });
    if (projects.length !== 1) {
      const found = projects.length === 0 ? "none" : projects.length;
      const message = `The IAM project of region ${region} cannot be determined: ${found} found. Set codearts:iamProjectId.`;
      throw new CodeArtsError({ kind: "invalidAnswer", message, operation: "listProjects" });
    }
    return need(projects[0]?.id, "projects[0].id", "listProjects");
  }

  async function lookUpUser(call: Call): Promise<string | undefined> {
    const related = await call("listRelatedProjects", {});
    if (tokenUser !== undefined) return tokenUser;
    const own = related.project_info_list?.find((project) => project.is_creator && project.author_id);
    return own?.author_id;
  }

  const projectOnce = onceOnly(lookUpProject);
  const userOnce = onceOnly(lookUpUser);
  return {
    newToken,
    async projectId(call: Call): Promise<string> {
      known.projectId ??= await projectOnce(call);
      return known.projectId;
    },
    async userId(call: Call): Promise<string | undefined> {
      if ((await given()).type === "keys") return userOnce(call);
      return tokenUser ?? userOnce(call);
    },
  };
}

/** Concurrent callers share one look-up; a failed one can be retried. */
function onceOnly<T>(lookUp: (call: Call) => Promise<T>): (call: Call) => Promise<T> {
  let pending: Promise<T> | undefined;
  return (call) => {
    pending ??= lookUp(call).catch((error: unknown) => {
      pending = undefined;
      throw error;
    });
    return pending;
  };
}
