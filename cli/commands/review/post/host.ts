/** Interface between a review and a code host. */
import type { Language } from "../texts/language";
import type { LabelHost } from "./labels";
import type { PartFacts } from "./parts";

/** Unique names of one user: `id:5`, `login:somebody`. */
export type Author = readonly string[];

export interface Comment {
  id: string;
  body: string;
  /** Empty if the host does not return it. */
  author: Author;
  url?: string;
}

/** Operations on the comments of one pull request. */
export interface CommentHost {
  /** All of them, page by page. */
  list(): AsyncIterable<Comment>;
  create(body: string): Promise<Comment>;
  /** Never retried after a wait, because another run may have written in the meantime. */
  update(id: string, body: string): Promise<Comment>;
  remove(id: string): Promise<void>;
  /** The user of the token; empty if the host does not return it. */
  me(): Promise<Author>;
  /** The newest commit of the pull request; undefined if the host does not return it. */
  head(): Promise<string | undefined>;
  /** Set if the host has labels that this command can set. */
  labels?: LabelHost;
}

export interface Own extends PartFacts {
  /** Language of the text around the parts. */
  language: Language;
  /** The text of the part within this number of characters. */
  write: (limit: number) => string;
  /** Whether to create a comment if there is none. Default: yes. */
  mayCreate?: boolean;
}

export interface Posted {
  done: "created" | "updated" | "unchanged" | "replaced" | "outdated" | "nothing to say";
  url?: string;
  /** Problems although the comment exists. */
  warnings: string[];
  /** The current parts of the comment. */
  parts: readonly PartFacts[];
}
