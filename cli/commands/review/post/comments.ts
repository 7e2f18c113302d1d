/** Keeps one comment in a pull request, whoever else writes it at the same time: found by marker and author, merged, looked at again. */
import { setTimeout as sleep } from "node:timers/promises";
import { carriesMarker } from "../render/profiles";
import { PostError } from "./errors";
import type { LabelHost } from "./labels";
import {
  compose,
  isNewer,
  isSameCommit,
  isSamePart,
  joined,
  type Layout,
  type Part,
  type PartFacts,
  partsOf,
  replaces,
} from "./parts";

/** Names of one user that no other user has: `id:5`, `login:somebody`. */
export type Author = readonly string[];

export interface Comment {
  id: string;
  body: string;
  /** Empty where the host does not say. */
  author: Author;
  url?: string;
}

/** What a host can do with the comments of one pull request. */
export interface CommentHost {
  /** All of them, page by page. */
  list(): AsyncIterable<Comment>;
  create(body: string): Promise<Comment>;
  /** Never waits and sends the same again: somebody may have written in the meantime. */
  update(id: string, body: string): Promise<Comment>;
  remove(id: string): Promise<void>;
  /** The user of the token; empty where the host does not say. */
  me(): Promise<Author>;
  /** The newest commit of the pull request; undefined where the host does not say. */
  head(): Promise<string | undefined>;
  /** Where the host has labels that this command can set. */
  labels?: LabelHost;
}

export interface Own extends PartFacts {
  /** The text of the part in so many characters. */
  write: (limit: number) => string;
  /** Whether a comment is made where there is none. Default: yes. */
  mayCreate?: boolean;
}

export interface Posted {
  done: "created" | "updated" | "unchanged" | "replaced" | "outdated" | "nothing to say";
  url?: string;
  /** What did not go as it should, though the comment is there. */
  warnings: string[];
  /** What the comment is made of now. */
  parts: readonly PartFacts[];
}

/** Updating in place is not to be had: the host has no such call, or the comment is gone. */
const notInPlace = new Set(["forbidden", "notFound"]);
/** Rounds in which other runs may get in between. */
const mostRounds = 12;
const mostShortenings = 10;
/** Milliseconds; more is a rate limit that was waited for. */
const longestReading = 2_000;

interface Writing {
  host: CommentHost;
  layout: Layout;
  own: Own;
  me: Set<string>;
  /** Comments that this run has made: ours, whatever the host says of authors. */
  made: Set<string>;
  /** Comments that cannot be edited. */
  fixed: Set<string>;
  /** At first the host's own limit; less when the host refuses that. */
  limit: number;
  warnings: Set<string>;
  /** What this run has done last. */
  done?: "created" | "updated" | "replaced";
  /** The text that this run has sent last, and as the host has kept it. */
  sent?: string;
  stored?: string;
  url?: string | undefined;
}

/** `settle` is how many milliseconds another run may take from reading the comment to writing it. */
export async function putComment(host: CommentHost, layout: Layout, own: Own, settle: number): Promise<Posted> {
  const { limit } = layout;
  const writing: Writing = { host, layout, own, me: new Set(), made: new Set(), fixed: new Set(), limit, warnings: new Set() };
  for (let round = 1; round <= mostRounds; round += 1) {
    const started = performance.now();
    const ours = await find(writing);
    const reading = Math.min(performance.now() - started, longestReading);
    const parts = await merged(writing, ours);
    if (parts === "outdated") return posted(writing, "outdated", [], ours.at(0)?.url);
    if (ours.length === 0 && own.mayCreate === false) return posted(writing, "nothing to say", []);
    const state = await write(writing, ours, parts);
    if (state === "settled") return posted(writing, writing.done ?? "unchanged", [...parts, own], writing.url);
    // A run that has read before this one wrote writes soon; then its comment or its text is here, and this one goes on from there.
    if (state === "written") await sleep((settle + 2 * reading) * (1 + Math.random() / 2));
  }
  if (writing.done === undefined)
    throw new PostError("other runs write the same comment all the time; run the review again", "other");
  writing.warnings.add("other runs write the same comment at the same time; the next review puts it right");
  return posted(writing, writing.done, [own], writing.url);
}

function posted(writing: Writing, done: Posted["done"], parts: readonly PartFacts[], url?: string): Posted {
  return { done, ...(url && { url }), warnings: [...writing.warnings], parts };
}

/** Ours, oldest first: the one that stays is the same for every run that looks. */
async function find(writing: Writing): Promise<Comment[]> {
  const { host, layout, made, me } = writing;
  const found: Comment[] = [];
  for await (const comment of host.list()) if (carriesMarker(comment.body, layout.marker)) found.push(comment);
  if (found.length > 0 && me.size === 0) for (const name of await host.me()) me.add(name);
  const ours = found.filter(({ id, author }) => made.has(id) || author.some((name) => me.has(name)));
  if (me.size > 0 && ours.length < found.length) {
    const count = found.length - ours.length;
    writing.warnings.add(
      `${count === 1 ? "a comment" : `${count} comments`} of somebody else with the same marker ${count === 1 ? "is" : "are"} left alone`,
    );
  }
  const age = ({ id }: Comment): string => id.split("/").at(-1) ?? id;
  return ours.sort((one, other) => age(one).localeCompare(age(other), "en", { numeric: true }));
}

/** The parts of others that stay; "outdated" when a newer review stands where ours would. */
async function merged({ host, layout, own }: Writing, ours: readonly Comment[]): Promise<Part[] | "outdated"> {
  const lists = ours.map((comment) => partsOf(comment.body, layout));
  const isOneCommit = lists.flat().every((part) => isSameCommit(part.commit, own.commit));
  const head = isOneCommit ? undefined : await host.head();
  const parts = joined(lists, head);
  const inTheWay = parts.filter((part) => replaces(own, part));
  if (inTheWay.some((part) => !isNewer(own, part, head))) return "outdated";
  return parts.filter((part) => !inTheWay.includes(part));
}

/** "settled" when everything is as it should be already, so nothing was written. */
async function write(
  writing: Writing,
  ours: readonly Comment[],
  parts: readonly Part[],
): Promise<"settled" | "written" | "again"> {
  const free = ours.find((comment) => !writing.fixed.has(comment.id));
  const base = free ?? ours.find((comment) => isWritten(writing, comment, parts));
  try {
    const isDone = base !== undefined && isWritten(writing, base, parts);
    if (isDone) writing.url ??= base.url;
    else await writeOne(writing, base, parts);
    const removed = await removeAll(
      writing,
      ours.filter((comment) => comment !== base),
    );
    return isDone && !removed ? "settled" : "written";
  } catch (error) {
    if (!(error instanceof PostError) || error.kind !== "overtaken") throw error;
    return "again";
  }
}

/** A host may keep a text otherwise than it was sent: what this run has written is known by its parts, or by the host's answer. */
function isWritten(writing: Writing, comment: Comment, parts: readonly Part[]): boolean {
  const { layout, own, sent, stored } = writing;
  if (isSame(comment.body, textOf(writing, parts))) return true;
  if (sent === undefined) return false;
  if (stored !== undefined && isSame(comment.body, stored)) return true;
  const now = partsOf(comment.body, layout);
  const wanted = [...parts, ...partsOf(sent, layout).filter((part) => isSamePart(part, own))];
  return wanted.every((part) => now.some((other) => isSamePart(part, other) && isSame(part.body, other.body)));
}

async function writeOne(writing: Writing, base: Comment | undefined, parts: readonly Part[]): Promise<void> {
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

/** Again in half the length, as long as the host finds it too long: hosts say so with several statuses, and few say how much they take. */
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

/** A create whose answer was lost is settled by looking, not by trying again. */
async function createOnce(writing: Writing, text: string): Promise<Comment> {
  try {
    return await writing.host.create(text);
  } catch (error) {
    if (!(error instanceof PostError) || !error.unsure) throw error;
    for await (const comment of writing.host.list()) if (isSame(comment.body, text)) return comment;
    return writing.host.create(text);
  }
}

/** Whether any of them went. */
async function removeAll(writing: Writing, comments: readonly Comment[]): Promise<boolean> {
  let removed = false;
  for (const comment of comments) {
    try {
      await writing.host.remove(comment.id);
      removed = true;
    } catch (error) {
      if (!(error instanceof PostError)) throw error;
      if (error.kind !== "notFound") writing.warnings.add(await markOutdated(writing.host, comment));
    }
  }
  return removed;
}

const outdatedText = "This Pulumi review is outdated; a newer one is in this pull request.";

/** The second best to removing: an old review that says that it is one. */
async function markOutdated(host: CommentHost, comment: Comment): Promise<string> {
  try {
    await host.update(comment.id, outdatedText);
    return "an older review could not be removed and is now marked as outdated";
  } catch (error) {
    if (!(error instanceof PostError)) throw error;
    return "an older review could neither be removed nor marked as outdated; delete it by hand";
  }
}

/** A comment that differs in the time alone says nothing new. */
function isSame(one: string, other: string): boolean {
  return withoutTime(one) === withoutTime(other);
}

function withoutTime(text: string): string {
  return text
    .trim()
    .replaceAll("\r\n", "\n")
    .replace(/\b\d{4}-\d\d-\d\d \d\d:\d\d UTC\b/g, "");
}
