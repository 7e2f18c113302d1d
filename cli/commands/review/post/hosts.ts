/** The comment calls of each code host. */
import type { Comment, CommentHost } from "./comments";
import { PostError } from "./errors";
import type { Answer, Http } from "./http";

/** More pages than any pull request has; a host that never ends its list is not read forever. */
const mostPages = 500;
const pageSize = 100;

export function githubComments(http: Http, repository: string, number: string): CommentHost {
  const repo = `/repos/${path(repository)}/issues`;
  return {
    list: () => pages((page) => http.request("GET", `${repo}/${number}/comments`, { query: pageQuery(page) })),
    create: async (body) => toComment((await http.request("POST", `${repo}/${number}/comments`, { body: { body } })).body),
    update: async (id, body) => toComment((await http.request("PATCH", `${repo}/comments/${id}`, { body: { body } })).body),
    remove: async (id) => void (await http.request("DELETE", `${repo}/comments/${id}`)),
  };
}

export function gitlabComments(http: Http, repository: string, number: string): CommentHost {
  const notes = `/projects/${encodeURIComponent(repository)}/merge_requests/${number}/notes`;
  const query = { sort: "asc", order_by: "created_at" };
  return {
    list: () => pages((page) => http.request("GET", notes, { query: { ...query, ...pageQuery(page) } })),
    create: async (body) => toComment((await http.request("POST", notes, { body: { body } })).body),
    update: async (id, body) => toComment((await http.request("PUT", `${notes}/${id}`, { body: { body } })).body),
    remove: async (id) => void (await http.request("DELETE", `${notes}/${id}`)),
  };
}

/** Gitee, and GitCode with the same paths under its own host; whether GitCode edits in place is not confirmed. */
export function giteeComments(http: Http, repository: string, number: string): CommentHost {
  const pulls = `/repos/${path(repository)}/pulls`;
  return {
    list: () => pages((page) => http.request("GET", `${pulls}/${number}/comments`, { query: pageQuery(page) })),
    create: async (body) => toComment((await http.request("POST", `${pulls}/${number}/comments`, { body: { body } })).body),
    update: async (id, body) => toComment((await http.request("PATCH", `${pulls}/comments/${id}`, { body: { body } })).body),
    remove: async (id) => void (await http.request("DELETE", `${pulls}/comments/${id}`)),
  };
}

/** CodeArts Repo keeps a review as a discussion; its first note is the text. The id here is `discussion/note`. */
export function codeartsComments(http: Http, repository: string, number: string): CommentHost {
  const discussions = `/v4/repositories/${encodeURIComponent(repository)}/merge-requests/${number}/discussions`;
  return {
    list: () =>
      offsets((offset) => http.request("GET", discussions, { query: { offset: String(offset), limit: String(pageSize) } })),
    create: async (body) =>
      toDiscussion(unwrapped((await http.request("POST", discussions, { body: { body, severity: "suggestion" } })).body)),
    async update(id, body) {
      const [discussion = "", note = ""] = id.split("/");
      const answer = await http.request("PUT", `${discussions}/${discussion}/notes/${note}`, { body: { body } });
      return { ...toComment(unwrapped(answer.body)), id };
    },
    async remove(id) {
      const [discussion = "", note = ""] = id.split("/");
      await http.request("DELETE", `${discussions}/${discussion}/notes/${note}`);
    },
  };
}

async function* pages(read: (page: number) => Promise<Answer>): AsyncIterable<Comment> {
  const seen = new Set<string>();
  for (let page = 1; page <= mostPages; page += 1) {
    const answer = await read(page);
    const items = listOf(answer.body).map(toComment);
    let fresh = 0;
    for (const item of items) {
      // A host that ignores the page gives the first one again and again.
      if (seen.has(item.id)) continue;
      seen.add(item.id);
      fresh += 1;
      yield item;
    }
    if (fresh === 0 || isLast(answer, page)) return;
  }
}

/** Hosts cap the page size as they like, so a short page ends nothing; an empty one does, and so do the headers that say so. */
function isLast(answer: Answer, page: number): boolean {
  const { link } = answer.headers;
  if (link !== undefined) return !/rel="?next"?/.test(link);
  const next = answer.headers["x-next-page"];
  if (next !== undefined) return next.trim() === "";
  const total = Number(answer.headers["x-total-pages"] ?? answer.headers.total_page);
  return Number.isFinite(total) && page >= total;
}

async function* offsets(read: (offset: number) => Promise<Answer>): AsyncIterable<Comment> {
  const seen = new Set<string>();
  for (let offset = 0, page = 0; page < mostPages; page += 1) {
    const items = listOf(unwrapped((await read(offset)).body));
    let fresh = 0;
    for (const item of items) {
      const comment = toDiscussion(item);
      if (seen.has(comment.id)) continue;
      seen.add(comment.id);
      fresh += 1;
      yield comment;
    }
    if (fresh === 0) return;
    offset += items.length;
  }
}

function toDiscussion(value: unknown): Comment {
  const discussion = record(value);
  const notes = Array.isArray(discussion.notes) ? discussion.notes : [];
  const note = record(notes[0]);
  return { id: `${idOf(discussion)}/${idOf(note)}`, body: text(note.body) };
}

function toComment(value: unknown): Comment {
  const comment = record(value);
  const url = text(comment.html_url);
  return { id: idOf(comment), body: text(comment.body), ...(url && { url }) };
}

function idOf(value: Record<string, unknown>): string {
  const { id } = value;
  if (typeof id === "number" || typeof id === "bigint") return String(id);
  if (typeof id === "string" && /^[\w-]+$/.test(id)) return id;
  throw new PostError("the host answered with a comment that has no id; is --api-url the address of its API?", "other");
}

/** `result` of an answer that has one. */
function unwrapped(body: unknown): unknown {
  const { result } = record(body);
  return result ?? body;
}

function listOf(body: unknown): unknown[] {
  if (Array.isArray(body)) return body;
  const list = Object.values(record(body)).find(Array.isArray);
  if (list) return list;
  throw new PostError("the host did not answer with a list of comments; is --api-url the address of its API?", "other");
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function pageQuery(page: number): Record<string, string> {
  return { page: String(page), per_page: String(pageSize) };
}

/** `owner/name`, each part encoded. */
function path(repository: string): string {
  return repository.split("/").map(encodeURIComponent).join("/");
}
