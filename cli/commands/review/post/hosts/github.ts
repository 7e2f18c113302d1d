/** Comments of a pull request on GitHub and GitHub Enterprise Server. */
import type { CommentHost } from "../host";
import type { Http } from "../http";
import { authorOf, commitOf, mayFail, namesOf, pageQuery, pages, path, record, toComment } from "./answers";

export function githubComments(http: Http, repository: string, number: string): CommentHost {
  const repo = `/repos/${path(repository)}`;
  const issues = `${repo}/issues`;
  return {
    list: () => pages((page) => http.request("GET", `${issues}/${number}/comments`, { query: pageQuery(page) })),
    create: async (body) => toComment((await http.request("POST", `${issues}/${number}/comments`, { body: { body } })).body),
    update: async (id, body) =>
      toComment((await http.request("PATCH", `${issues}/comments/${id}`, { body: { body }, isPerishable: true })).body),
    remove: async (id) => void (await http.request("DELETE", `${issues}/comments/${id}`)),
    async me() {
      // REST has no such call for the tokens of apps, GITHUB_TOKEN among them. Enterprise Server has GraphQL beside /api/v3.
      const query = "query { viewer { login databaseId } }";
      const answer = await mayFail(
        http.request("POST", http.apiUrl.endsWith("/v3") ? "/../graphql" : "/graphql", { body: { query }, effect: "read" }),
      );
      const viewer = record(record(record(answer?.body).data).viewer);
      return authorOf({ id: viewer.databaseId, login: viewer.login });
    },
    async head() {
      const answer = await mayFail(http.request("GET", `${repo}/pulls/${number}`));
      return commitOf(record(record(answer?.body).head).sha);
    },
    labels: {
      list: async () => namesOf((await http.request("GET", `${issues}/${number}/labels`, { query: pageQuery(1) })).body),
      async change(add, remove) {
        if (add.length > 0)
          await http.request("POST", `${issues}/${number}/labels`, { body: { labels: add }, effect: "repeatable" });
        for (const label of remove) await http.request("DELETE", `${issues}/${number}/labels/${encodeURIComponent(label)}`);
      },
    },
  };
}

/** The open pull request of a branch: events that follow a workflow run do not name those of forks. */
export async function githubPullOf(http: Http, repository: string, branch: string): Promise<string | undefined> {
  const query = { state: "open", head: branch, per_page: "2" };
  const found = (await mayFail(http.request("GET", `/repos/${path(repository)}/pulls`, { query })))?.body;
  const { number } = record(Array.isArray(found) && found.length === 1 ? found[0] : undefined);
  return typeof number === "number" ? String(number) : undefined;
}
