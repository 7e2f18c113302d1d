/**
 * One comment contains the reviews of several jobs: each job's stacks are a part, and a run replaces only its own part. Lines next to the
 * marker describe the parts, with the number of lines of each, so that text inside a part cannot be mistaken for another part.
 */
import type { Profile } from "../render/profiles";
import { type Language, type Texts, texts } from "../texts";
import { type State, states } from "./labels";

/** Metadata of a part. */
export interface PartFacts {
  /** Labels of the stacks, sorted. */
  stacks: readonly string[];
  commit?: string;
  /** Number of the CI run; a later run has a higher one. */
  run?: number;
  /** Name of the CI job. */
  job?: string;
  /** Page of the CI job with the full report of the part. */
  url?: string;
  /** The most severe change of the part in one word, for the label of the pull request. */
  state?: State;
}

export interface Part extends PartFacts {
  body: string;
}

/** Whether `one` replaces `other`: it is from a later run or commit; `head` is the newest commit of the pull request. */
export function isNewer(one: PartFacts, other: PartFacts, head: string | undefined): boolean {
  if (isSameCommit(one.commit, other.commit)) return true;
  if (isSameCommit(one.commit, head, false)) return true;
  if (isSameCommit(other.commit, head, false)) return false;
  return one.run === undefined || other.run === undefined || one.run >= other.run;
}

/** Unknown commits count as equal. */
export function isSameCommit(one: string | undefined, other: string | undefined, unknown = true): boolean {
  if (one === undefined || other === undefined) return unknown;
  return one.startsWith(other) || other.startsWith(one);
}

/** A part is replaced by one with all its stacks, and by one of the same job at another commit, which then reviews fewer stacks. */
export function replaces(one: PartFacts, other: PartFacts): boolean {
  if (other.stacks.every((stack) => one.stacks.includes(stack))) return true;
  return one.job !== undefined && one.job === other.job && !isSameCommit(one.commit, other.commit);
}

/** Merges the parts of several comments; of two that exclude each other, the newer one is kept. */
export function joined(comments: readonly (readonly Part[])[], head: string | undefined): Part[] {
  let parts: Part[] = [];
  for (const part of comments.flat()) {
    if (parts.some((other) => replaces(other, part) && !isNewer(part, other, head))) continue;
    parts = [...parts.filter((other) => !replaces(part, other)), part];
  }
  return parts;
}

/** Whether both are from the same run and for the same stacks. */
export function isSamePart(one: PartFacts, other: PartFacts): boolean {
  const facts = ({ stacks, commit, run, job, state }: PartFacts): string => JSON.stringify([stacks, commit, run, job, state]);
  return facts(one) === facts(other);
}

type Said = Texts["model"];

export interface Layout {
  profile: Profile;
  marker: string;
  /** Characters. */
  limit: number;
}

type Written = PartFacts & { language: Language; write: (limit: number) => string };

/** The text of the comment: the other parts unchanged or shortened to fit; `own` is written into the remaining space. */
export function compose(layout: Layout, others: readonly Part[], own: Written): string {
  const said = texts[own.language].model;
  const frame = assemble(
    layout,
    [...others, own].map((part) => ({ ...part, body: "" })),
    said,
  ).length;
  const count = others.length + 1;
  // Line counts need a few characters more than those of empty parts.
  const room = layout.limit - frame - 8 * count;
  const share = Math.floor(room / count);
  const kept = others.map((part) => ({ ...part, body: beginning(part, share, said) }));
  const taken = kept.reduce((sum, part) => sum + part.body.length, 0);
  const body = own.write(room - taken).trim();
  return assemble(layout, [...kept, { ...own, body }], said);
}

function assemble({ profile, marker }: Layout, unsorted: readonly Part[], said: Said): string {
  const parts = [...unsorted].sort((one, other) => compare(one.stacks, other.stacks));
  const lead = parts.length > 1 ? [contents(parts, profile, said), ""] : [];
  const text = [...lead, parts.map((part) => part.body).join("\n\n")].join("\n");
  const facts = parts.map((part) => factsLine(part, profile));
  return profile.marker === "html" ? `${[marker, ...facts, text].join("\n")}\n` : `${[text, "", ...facts, marker].join("\n")}\n`;
}

/** Readable overview: stacks, commit and most severe change of each part. */
function contents(parts: readonly Part[], profile: Profile, said: Said): string {
  const code = (text: string): string =>
    profile.rich ? `\`${text.replace(/[`|]/g, "'")}\`` : text.replace(/[^\w ./:+@-]/g, "_");
  const list = parts.map((part) => {
    const commit = part.commit === undefined ? "" : said.commitOf(part.commit.slice(0, 12));
    const word = part.state && said.states[part.state];
    const state = word === undefined ? "" : `: ${profile.rich ? `**${word}**` : word}`;
    return `${part.stacks.map(code).join(", ")}${commit}${state}`;
  });
  return `${said.reviews(parts.length)}${list.join("; ")}`;
}

const factsPattern = /^(?:<!-- part (\S+) -->|\(part (\S+)\))$/;

function factsLine(part: Part, profile: Profile): string {
  const { stacks, commit, run, job, url, state } = part;
  const facts = { stacks: stacks.map(encoded).join(","), commit, run, job, url, state, lines: linesOf(part.body).length };
  const text = Object.entries(facts)
    .filter(([, value]) => value !== undefined && value !== "")
    .map(([name, value]) => `${name}=${name === "stacks" ? value : encoded(String(value))}`)
    .join(";");
  return profile.marker === "html" ? `<!-- part ${text} -->` : `(part ${text})`;
}

/** Nothing that could end an HTML comment or a line. */
function encoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, "\ufffd"))
    .replaceAll("--", "%2D%2D")
    .replace(/%2F/g, "/")
    .replace(/%3A/g, ":");
}

/** The parts of a comment with the marker; none if it was edited. */
export function partsOf(comment: string, { profile, marker }: Pick<Layout, "profile" | "marker">): Part[] {
  const lines = linesOf(comment.trim());
  const isHtml = profile.marker === "html";
  if ((isHtml ? lines.shift() : lines.pop()) !== marker) return [];
  const facts: string[] = [];
  for (;;) {
    const found = factsPattern.exec((isHtml ? lines[0] : lines.at(-1)) ?? "");
    if (found === null) break;
    if (isHtml) {
      lines.shift();
      facts.push(found[1] ?? "");
    } else {
      lines.pop();
      facts.unshift(found[2] ?? "");
    }
  }
  const text = linesOf(lines.join("\n").trim());
  let at = facts.length > 1 ? 2 : 0;
  const parts: Part[] = [];
  for (const one of facts) {
    const read = readFacts(one);
    if (read === undefined) return [];
    parts.push({ ...read.facts, body: text.slice(at, at + read.lines).join("\n") });
    at += read.lines + 1;
  }
  return facts.length > 0 && at - 1 === text.length ? parts : [];
}

function readFacts(text: string): { facts: PartFacts; lines: number } | undefined {
  const values = new Map(text.split(";").map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]));
  try {
    const get = (name: string): string | undefined => {
      const value = values.get(name);
      return value === undefined ? undefined : decodeURIComponent(value);
    };
    const stacks = (values.get("stacks") ?? "").split(",").filter(Boolean).map(decodeURIComponent);
    const [lines, run] = [Number(get("lines")), Number(get("run"))];
    if (stacks.length === 0 || !Number.isSafeInteger(lines)) return undefined;
    const [commit, job, url] = ["commit", "job", "url"].map(get);
    const state = states.find((one) => one === get("state"));
    return {
      facts: {
        stacks,
        ...(commit && { commit }),
        ...(run && { run }),
        ...(job && { job }),
        ...(url && { url }),
        ...(state && { state }),
      },
      lines,
    };
  } catch {
    return undefined;
  }
}

/** As many complete paragraphs of a part as fit, with a note about the omitted ones. */
function beginning(part: Part, limit: number, said: Said): string {
  if (part.body.length <= limit) return part.body;
  const note = said.noRoom(part.url);
  const kept: string[] = [];
  let [length, good] = [note.length + 2, 0];
  let fence: string | undefined;
  let folds = 0;
  for (const line of linesOf(part.body)) {
    const mark = /^\s*(`{3,})/.exec(line)?.[1];
    if (mark !== undefined && (fence === undefined || line.trim() === fence)) fence = fence === undefined ? mark : undefined;
    if (fence === undefined) folds += (line.match(/<details\b/g) ?? []).length - (line.match(/<\/details>/g) ?? []).length;
    // A cut inside a fence or a fold would hide the text after it.
    if (line === "" && fence === undefined && folds === 0) good = kept.length;
    length += line.length + 1;
    if (length > limit) break;
    kept.push(line);
  }
  return [...kept.slice(0, good), "", note].join("\n").trim();
}

function linesOf(text: string): string[] {
  return text.split(/\r?\n/);
}

function compare(one: readonly string[], other: readonly string[]): number {
  const [left, right] = [one.join(), other.join()];
  return left < right ? -1 : left > right ? 1 : 0;
}
