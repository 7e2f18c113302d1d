/** Reads responses of hosts: pages of comments, ids, authors. */

import { PostError } from "../errors";
import type { Author, Comment } from "../host";
import type { Answer } from "../http";

/** More pages than any pull request has, so that an endless list is not read forever. */
const mostPages = 500;
export const pageSize = 100;

export async function* pages(read: (page: number) => Promise<Answer>): AsyncIterable<Comment> {
  const seen = new Set<string>();
  for (let page = 1; page <= mostPages; page += 1) {
    const answer = await read(page);
    let fresh = 0;
    for (const item of listOf(answer.body).map(toComment)) {
      // A host that ignores the page number always returns the first page.
      if (seen.has(item.id)) continue;
      seen.add(item.id);
      fresh += 1;
      yield item;
    }
    if (fresh === 0 || isLast(answer, page)) return;
  }
}

/** Hosts limit the page size arbitrarily, so only an empty page or a header marks the end, not a short page. */
function isLast(answer: Answer, page: number): boolean {
  const { link } = answer.headers;
  if (link !== undefined) return !/rel="?next"?/.test(link);
  const next = answer.headers["x-next-page"];
  if (next !== undefined) return next.trim() === "";
  const total = Number(answer.headers["x-total-pages"] ?? answer.headers.total_page);
  return Number.isFinite(total) && page >= total;
}

export async function* offsets(
  read: (offset: number) => Promise<Answer>,
  toItem: (value: unknown) => Comment,
): AsyncIterable<Comment> {
  const seen = new Set<string>();
  for (let offset = 0, page = 0; page < mostPages; page += 1) {
    const items = listOf(unwrapped((await read(offset)).body));
    let fresh = 0;
    for (const item of items) {
      const comment = toItem(item);
      if (seen.has(comment.id)) continue;
      seen.add(comment.id);
      fresh += 1;
      yield comment;
    }
    if (fresh === 0) return;
    offset += items.length;
  }
}

/** GitHub, Gitee and GitCode call the author `user`, GitLab and CodeArts Repo `author`. */
export function toComment(value: unknown): Comment {
  const comment = record(value);
  const url = text(comment.html_url);
  return { id: idOf(comment), body: text(comment.body), author: authorOf(comment.user ?? comment.author), ...(url && { url }) };
}

export function authorOf(value: unknown): Author {
  const user = record(value);
  const id = typeof user.id === "number" || typeof user.id === "string" ? String(user.id) : "";
  const login = text(user.login) || text(user.username);
  return [...(id ? [`id:${id}`] : []), ...(login ? [`login:${login.toLowerCase()}`] : [])];
}

/** An optional response; other refusals are reported when the comment itself is written. */
export async function mayFail<T>(ask: Promise<T>): Promise<T | undefined> {
  try {
    return await ask;
  } catch (error) {
    if (error instanceof PostError) return undefined;
    throw error;
  }
}

export function idOf(value: Record<string, unknown>): string {
  const { id } = value;
  if (typeof id === "number" || typeof id === "bigint") return String(id);
  if (typeof id === "string" && /^[\w-]+$/.test(id)) return id;
  throw new PostError("the host answered with a comment that has no id; is --api-url the address of its API?", "other");
}

/** `result` of a response, if present. */
export function unwrapped(body: unknown): unknown {
  const { result } = record(body);
  return result ?? body;
}

function listOf(body: unknown): unknown[] {
  if (Array.isArray(body)) return body;
  const list = Object.values(record(body)).find(Array.isArray);
  if (list) return list;
  throw new PostError("the host did not answer with a list of comments; is --api-url the address of its API?", "other");
}

export function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

export function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Labels, as texts or as objects with a name. */
export function namesOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map((item) => text(item) || text(record(item).name)).filter(Boolean) : [];
}

export function commitOf(value: unknown): string | undefined {
  const commit = text(value);
  return /^[0-9a-f]{7,64}$/i.test(commit) ? commit : undefined;
}

export function pageQuery(page: number): Record<string, string> {
  return { page: String(page), per_page: String(pageSize) };
}

/** `owner/name`, each part encoded. */
export function path(repository: string): string {
  return repository.split("/").map(encodeURIComponent).join("/");
}
