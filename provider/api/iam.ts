/** Tokens and projects of the Identity and Access Management service. */
import type { CallOptions } from "../client/operation";
import type { Answer, Body, Call, Query } from "./types";

export function iam(call: Call) {
  return {
    /**
     * Get a project-scoped token with a password.
     * The token stands under "X-Subject-Token" and lives 24 hours.
     * Operation createUserToken, source: manual 3.2.
     */
    createToken: (
      body: Body<"createUserToken">,
      query?: Query<"createUserToken">,
      options?: CallOptions,
    ): Promise<Answer<"createUserToken">> => call("createUserToken", { query, body }, options),

    /**
     * List IAM projects. With name set to a region, the answer holds the project of that region.
     * Pages: page from 1 with per_page. All rows: `client.each("listProjects", …)`.
     * Operation listProjects, source: manual 6.3.
     */
    listProjects: (query?: Query<"listProjects">, options?: CallOptions): Promise<Answer<"listProjects">> =>
      call("listProjects", { query }, options),
  };
}
