/** Keeps one comment per pull request despite concurrent runs: finds it by marker and author, merges, and checks it again. */
import { setTimeout as sleep } from "node:timers/promises";
import { carriesMarker } from "../render/profiles";
import { PostError } from "./errors";
import type { Comment, CommentHost, Own, Posted } from "./host";
import { isNewer, isSameCommit, joined, type Layout, type Part, type PartFacts, partsOf, replaces } from "./parts";
import { isWritten, removeAll, type Writing, writeOne } from "./write";

/** Attempts when other runs interfere. */
const mostRounds = 12;
/** Milliseconds; a longer wait means a rate limit. */
const longestReading = 2_000;

/** `settle` is the maximum time of another run between reading and writing the comment, in milliseconds, without the host's time. */
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
    // A run that read before this one wrote writes soon; its comment or text is then found here and merged.
    if (state === "written") await sleep((settle + 4 * reading) * (1 + Math.random() / 2));
  }
  if (writing.done === undefined)
    throw new PostError("other runs write the same comment all the time; run the review again", "other");
  writing.warnings.add("other runs write the same comment at the same time; the next review corrects it");
  return posted(writing, writing.done, [own], writing.url);
}

function posted(writing: Writing, done: Posted["done"], parts: readonly PartFacts[], url?: string): Posted {
  return { done, ...(url && { url }), warnings: [...writing.warnings], parts };
}

/** Own comments, oldest first, so that every run keeps the same one. */
async function find(writing: Writing): Promise<Comment[]> {
  const { host, layout, made, me } = writing;
  const found: Comment[] = [];
  for await (const comment of host.list()) if (carriesMarker(comment.body, layout.marker)) found.push(comment);
  if (found.length > 0 && me.size === 0) for (const name of await host.me()) me.add(name);
  const ours = found.filter(({ id, author }) => made.has(id) || author.some((name) => me.has(name)));
  if (me.size > 0 && ours.length < found.length) {
    const count = found.length - ours.length;
    writing.warnings.add(
      `${count === 1 ? "a comment of another user" : `${count} comments of other users`} with the same marker ${count === 1 ? "is" : "are"} left unchanged`,
    );
  }
  const age = ({ id }: Comment): string => id.split("/").at(-1) ?? id;
  return ours.sort((one, other) => age(one).localeCompare(age(other), "en", { numeric: true }));
}

/** Parts of other runs to keep; "outdated" if a newer review is already in place of this one. */
async function merged({ host, layout, own }: Writing, ours: readonly Comment[]): Promise<Part[] | "outdated"> {
  const lists = ours.map((comment) => partsOf(comment.body, layout));
  const isOneCommit = lists.flat().every((part) => isSameCommit(part.commit, own.commit));
  const head = isOneCommit ? undefined : await host.head();
  const parts = joined(lists, head);
  const inTheWay = parts.filter((part) => replaces(own, part));
  if (inTheWay.some((part) => !isNewer(own, part, head))) return "outdated";
  return parts.filter((part) => !inTheWay.includes(part));
}

/** "settled" if everything is up to date and nothing was written. */
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
