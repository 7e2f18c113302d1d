/** Comments of a pull request on Gitee, and on GitCode with the same paths under its own host. */
import type { CommentHost } from "../host";
import type { Http } from "../http";
import { authorOf, commitOf, mayFail, pageQuery, pages, path, record, toComment } from "./answers";

export function giteeComments(http: Http, repository: string, number: string): CommentHost {
  const pulls = `/repos/${path(repository)}/pulls`;
  return {
    list: () => pages((page) => http.request("GET", `${pulls}/${number}/comments`, { query: pageQuery(page) })),
    create: async (body) => toComment((await http.request("POST", `${pulls}/${number}/comments`, { body: { body } })).body),
    update: async (id, body) =>
      toComment((await http.request("PATCH", `${pulls}/comments/${id}`, { body: { body }, isPerishable: true })).body),
    remove: async (id) => void (await http.request("DELETE", `${pulls}/comments/${id}`)),
    me: async () => authorOf((await mayFail(http.request("GET", "/user")))?.body),
    async head() {
      const answer = await mayFail(http.request("GET", `${pulls}/${number}`));
      return commitOf(record(record(answer?.body).head).sha);
    },
  };
}
