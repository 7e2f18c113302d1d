/** CodeArts Repo keeps a review as a discussion of the merge request; its first note is the text. The id here is `discussion/note`. */
import type { Comment, CommentHost } from "../host";
import type { Http } from "../http";
import { authorOf, commitOf, idOf, mayFail, offsets, pageSize, record, text, toComment, unwrapped } from "./answers";

/** `accessKey` signs the requests; `identity` calls IAM, which returns its user. */
export function codeartsComments(
  http: Http,
  repository: string,
  number: string,
  identity: { http: Http; accessKey: string },
): CommentHost {
  const request = `/v4/repositories/${encodeURIComponent(repository)}/merge-requests/${number}`;
  const discussions = `${request}/discussions`;
  return {
    list: () =>
      offsets(
        (offset) => http.request("GET", discussions, { query: { offset: String(offset), limit: String(pageSize) } }),
        toDiscussion,
      ),
    create: async (body) =>
      toDiscussion(unwrapped((await http.request("POST", discussions, { body: { body, severity: "suggestion" } })).body)),
    async update(id, body) {
      const [discussion = "", note = ""] = id.split("/");
      const place = `${discussions}/${discussion}/notes/${note}`;
      const answer = await http.request("PUT", place, { body: { body }, isPerishable: true });
      return { ...toComment(unwrapped(answer.body)), id };
    },
    async remove(id) {
      const [discussion = "", note = ""] = id.split("/");
      await http.request("DELETE", `${discussions}/${discussion}/notes/${note}`);
    },
    // The user name of an author there is the id of the IAM user.
    async me() {
      const place = `/v3.0/OS-CREDENTIAL/credentials/${encodeURIComponent(identity.accessKey)}`;
      const answer = await mayFail(identity.http.request("GET", place));
      return authorOf({ username: record(record(answer?.body).credential).user_id });
    },
    async head() {
      const found = record(unwrapped((await mayFail(http.request("GET", request)))?.body));
      return commitOf(record(found.diff_refs).head_sha) ?? commitOf(found.sha);
    },
  };
}

function toDiscussion(value: unknown): Comment {
  const discussion = record(value);
  const notes = Array.isArray(discussion.notes) ? discussion.notes : [];
  const note = record(notes[0]);
  return { id: `${idOf(discussion)}/${idOf(note)}`, body: text(note.body), author: authorOf(note.author) };
}
