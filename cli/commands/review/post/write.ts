/** One attempt to update the comment: writes it, shortened if necessary, and removes the comments that it replaces. */
import { texts } from "../texts";
import { PostError } from "./errors";
import type { Comment, CommentHost, Own } from "./host";
import { compose, isSamePart, type Layout, type Part, partsOf } from "./parts";

/** Updating in place is impossible: the host has no such call, or the comment no longer exists. */
const notInPlace = new Set(["forbidden", "notFound"]);
const mostShortenings = 10;

export interface Writing {
  host: CommentHost;
  layout: Layout;
  own: Own;
  me: Set<string>;
  /** Comments created by this run, which are own comments regardless of the author that the host returns. */
  made: Set<string>;
  /** Comments that cannot be edited. */
  fixed: Set<string>;
  /** Initially the host's limit; less if the host refuses that. */
  limit: number;
  warnings: Set<string>;
  /** Last action of this run. */
  done?: "created" | "updated" | "replaced";
  /** The text that this run sent last, and the text that the host stored. */
  sent?: string;
  stored?: string;
  url?: string | undefined;
}

/** A host may store a text differently than it was sent: text of this run is recognized by its parts or by the host's response. */
export function isWritten(writing: Writing, comment: Comment, parts: readonly Part[]): boolean {
  const { layout, own, sent, stored } = writing;
  if (isSame(comment.body, textOf(writing, parts))) return true;
  if (sent === undefined) return false;
  if (stored !== undefined && isSame(comment.body, stored)) return true;
  const now = partsOf(comment.body, layout);
  const wanted = [...parts, ...partsOf(sent, layout).filter((part) => isSamePart(part, own))];
  return wanted.every((part) => now.some((other) => isSamePart(part, other) && isSame(part.body, other.body)));
}

export async function writeOne(writing: Writing, base: Comment | undefined, parts: readonly Part[]): Promise<void> {
  const { host, made } = writing;
  if (base === undefined) {
    const comment = await shorten(writing, parts, (text) => createOnce(writing, text));
    made.add(comment.id);
    for (const name of comment.author) writing.me.add(name);
    keep(writing, comment, writing.fixed.size > 0 ? "replaced" : "created");
    return;
  }
  try {
    const comment = await shorten(writing, parts, (text) => host.update(base.id, text));
    keep(writing, { ...comment, url: comment.url ?? base.url }, made.has(base.id) ? (writing.done ?? "updated") : "updated");
  } catch (error) {
    if (!(error instanceof PostError) || !notInPlace.has(error.kind)) throw error;
    writing.fixed.add(base.id);
    throw new PostError(error.message, "overtaken");
  }
}

function keep(writing: Writing, { url, body }: Pick<Comment, "url" | "body">, done: "created" | "updated" | "replaced"): void {
  writing.url = url;
  writing.stored = body;
  writing.done = done;
}

function textOf({ layout, limit, own }: Writing, parts: readonly Part[]): string {
  return compose({ ...layout, limit }, parts, own);
}

/** Halves the length while the host refuses it as too long: hosts use several statuses for this, and few return their limit. */
async function shorten(writing: Writing, parts: readonly Part[], send: (text: string) => Promise<Comment>): Promise<Comment> {
  const before = writing.limit;
  let text = textOf(writing, parts);
  for (let tries = 1; ; tries += 1) {
    try {
      writing.sent = text;
      return await send(text);
    } catch (error) {
      const mayBeTooLong = error instanceof PostError && (error.kind === "tooLarge" || error.kind === "invalid");
      writing.limit = Math.floor(Math.min(writing.limit, text.length) / 2);
      const shorter = textOf(writing, parts);
      if (!mayBeTooLong || tries > mostShortenings || shorter.length >= text.length) {
        writing.limit = before;
        throw error;
      }
      text = shorter;
    }
  }
}

/** A create whose response was lost is resolved by reading, not by a retry. */
async function createOnce(writing: Writing, text: string): Promise<Comment> {
  try {
    return await writing.host.create(text);
  } catch (error) {
    if (!(error instanceof PostError) || !error.unsure) throw error;
    for await (const comment of writing.host.list()) if (isSame(comment.body, text)) return comment;
    return writing.host.create(text);
  }
}

/** Whether any of them was removed. */
export async function removeAll(writing: Writing, comments: readonly Comment[]): Promise<boolean> {
  let removed = false;
  for (const comment of comments) {
    try {
      await writing.host.remove(comment.id);
      removed = true;
    } catch (error) {
      if (!(error instanceof PostError)) throw error;
      if (error.kind !== "notFound") writing.warnings.add(await markOutdated(writing, comment));
    }
  }
  return removed;
}

/** If it cannot be removed, an old review is marked as outdated. */
async function markOutdated({ host, own }: Writing, comment: Comment): Promise<string> {
  try {
    await host.update(comment.id, texts[own.language].model.outdated);
    return "an older review could not be removed and is now marked as outdated";
  } catch (error) {
    if (!(error instanceof PostError)) throw error;
    return "an older review could neither be removed nor marked as outdated; delete it by hand";
  }
}

/** A comment of which only the time differs is unchanged. */
function isSame(one: string, other: string): boolean {
  return withoutTime(one) === withoutTime(other);
}

function withoutTime(text: string): string {
  return text
    .trim()
    .replaceAll("\r\n", "\n")
    .replace(/\b\d{4}-\d\d-\d\d \d\d:\d\d UTC\b/g, "");
}
