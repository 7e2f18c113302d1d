/** Notes of a merge request on GitLab. */
import type { CommentHost } from "../host";
import type { Http } from "../http";
import { authorOf, commitOf, mayFail, namesOf, pageQuery, pages, record, toComment } from "./answers";

export function gitlabComments(http: Http, repository: string, number: string): CommentHost {
  const request = `/projects/${encodeURIComponent(repository)}/merge_requests/${number}`;
  const notes = `${request}/notes`;
  const query = { sort: "asc", order_by: "created_at" };
  return {
    list: () => pages((page) => http.request("GET", notes, { query: { ...query, ...pageQuery(page) } })),
    create: async (body) => toComment((await http.request("POST", notes, { body: { body } })).body),
    update: async (id, body) =>
      toComment((await http.request("PUT", `${notes}/${id}`, { body: { body }, isPerishable: true })).body),
    remove: async (id) => void (await http.request("DELETE", `${notes}/${id}`)),
    // Tokens of projects and groups have a bot user of their own.
    me: async () => authorOf((await mayFail(http.request("GET", "/user")))?.body),
    labels: {
      list: async () => namesOf(record((await http.request("GET", request)).body).labels),
      async change(add, remove) {
        const body = { add_labels: add.join(","), remove_labels: remove.join(",") };
        await http.request("PUT", request, { body });
      },
    },
    head: async () => commitOf(record((await mayFail(http.request("GET", request)))?.body).sha),
  };
}
