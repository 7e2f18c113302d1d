/** Keeps one comment of ours in a pull request: found by its marker over all pages, updated in place. */
import { carriesMarker } from "../render/profiles";
import { PostError } from "./errors";

export interface Comment {
  id: string;
  body: string;
  url?: string;
}

/** What a host can do with the comments of one pull request. */
export interface CommentHost {
  /** All of them, page by page, oldest first where the host has an order. */
  list(): AsyncIterable<Comment>;
  create(body: string): Promise<Comment>;
  update(id: string, body: string): Promise<Comment>;
  remove(id: string): Promise<void>;
}

export interface Posted {
  done: "created" | "updated" | "unchanged" | "replaced";
  url?: string;
  /** What did not go as it should, though the comment is there. */
  warnings: string[];
}

/** How a body is made: again, shorter, when the host finds it too long. */
export type Body = (limit?: number) => string;

/** Updating in place is not to be had: the host has no such call, or the comment belongs to somebody else or is gone. */
const notInPlace = new Set(["forbidden", "notFound"]);

export async function putComment(host: CommentHost, marker: string, body: Body): Promise<Posted> {
  const ours = await find(host, marker);
  const newest = ours.at(-1);
  const warnings: string[] = [];
  if (newest === undefined) {
    const made = await shorten(body, (text) => createOnce(host, marker, text));
    return { done: "created", ...urlOf(made), warnings };
  }
  await removeAll(host, ours.slice(0, -1), warnings);
  if (newest.body.trim() === body().trim()) return { done: "unchanged", ...urlOf(newest), warnings };
  try {
    const changed = await shorten(body, (text) => host.update(newest.id, text));
    return { done: "updated", ...urlOf({ ...newest, ...changed }), warnings };
  } catch (error) {
    if (!(error instanceof PostError) || !notInPlace.has(error.kind)) throw error;
  }
  // First the new one, so that a failure between the two leaves a review to read.
  const made = await shorten(body, (text) => host.create(text));
  await removeAll(host, [newest], warnings);
  return { done: "replaced", ...urlOf(made), warnings };
}

async function find(host: CommentHost, marker: string): Promise<Comment[]> {
  const found: Comment[] = [];
  for await (const comment of host.list()) if (carriesMarker(comment.body, marker)) found.push(comment);
  return found;
}

/** A create whose answer was lost is settled by looking, not by trying again. */
async function createOnce(host: CommentHost, marker: string, text: string): Promise<Comment> {
  try {
    return await host.create(text);
  } catch (error) {
    if (!(error instanceof PostError) || !error.unsure) throw error;
    const there = (await find(host, marker)).at(-1);
    return there ?? host.create(text);
  }
}

async function removeAll(host: CommentHost, comments: readonly Comment[], warnings: string[]): Promise<void> {
  for (const comment of comments) {
    try {
      await host.remove(comment.id);
    } catch (error) {
      if (!(error instanceof PostError)) throw error;
      if (error.kind === "notFound") continue;
      warnings.push(await markOutdated(host, comment));
    }
  }
}

/** The second best to removing: an old review that says that it is one. */
async function markOutdated(host: CommentHost, comment: Comment): Promise<string> {
  try {
    await host.update(comment.id, "This Pulumi review is outdated; a newer one is in this pull request.");
    return "an older review could not be removed and is now marked as outdated";
  } catch (error) {
    if (!(error instanceof PostError)) throw error;
    return "an older review could neither be removed nor marked as outdated; delete it by hand";
  }
}

/** Half the length, twice at most, when the host finds the body too long after all. */
async function shorten<T>(body: Body, write: (text: string) => Promise<T>): Promise<T> {
  let text = body();
  for (let tries = 0; ; tries += 1) {
    try {
      return await write(text);
    } catch (error) {
      const shorter = body(Math.floor(text.length / 2));
      const tooLong = error instanceof PostError && (error.kind === "tooLarge" || error.kind === "invalid");
      if (!tooLong || tries >= 3 || shorter.length >= text.length) throw error;
      text = shorter;
    }
  }
}

function urlOf(comment: { url?: string | undefined }): { url?: string } {
  return comment.url ? { url: comment.url } : {};
}
