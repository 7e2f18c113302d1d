/** What a code host does for a review, and what a review brings to it. */
import type { Language } from "../texts/language";
import type { LabelHost } from "./labels";
import type { PartFacts } from "./parts";

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
  /** Of what stands around the parts. */
  language: Language;
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
