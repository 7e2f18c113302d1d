/** What is known while a text of commands is read, and what is read of it at most. */
import type { ParsedScript } from "unbash";
import type { Input, Script } from "./script";
import type { Held } from "./written";

/** What Linux takes as one argument at most. More of a text is not read, and not passed over in silence: see `Script.unread`. */
export const longestText = 128 * 1024;
/** Texts of variables are followed up to this length. */
export const longestValue = 1_000;
const mostHereDocuments = 100;
export const tooDeep = "commands within commands are nested too deeply";
export const deepestCode = 6;
export const deepestNesting = 120;

export interface Reading extends Script, Held {
  /** Variable → the plain text it was given last. */
  values: Map<string, string>;
  /** Characters of nested scripts that may still be read: a script within a script within a script costs its length each time. */
  left: number;
  /** Reads commands within a word: of a substitution. */
  readScript(script: ParsedScript, place: Place): void;
}

export interface Place {
  /** What commands here read from standard input. */
  input?: Input;
  /** Quoted code has no positions of its own: all of it stands where its word does. */
  fixed?: number;
  /** Expansions of code that the outer text has expanded already are not noted again. */
  notes: boolean;
  /** The shell splits no words here. */
  safe: boolean;
  quotedCode: number;
  nesting: number;
}

let loaded: typeof import("unbash") | undefined;

/** The parser, loaded for the first command that is read: it is an ES module, which Node.js loads by require(). */
export function library(): typeof import("unbash") {
  loaded ??= require("unbash") as typeof import("unbash");
  return loaded;
}

/** What the parser takes quadratic time for, and nobody writes for a build. */
export function whySlow(text: string): string | undefined {
  if (text.split("$((").length - text.split("))").length > deepestNesting) return tooDeep;
  const many = text.split("\n").some((line) => line.split("<<").length > mostHereDocuments);
  return many ? `a line begins more than ${mostHereDocuments} here-documents` : undefined;
}

export function afford(reading: Reading, length: number): boolean {
  reading.left -= length;
  if (reading.left < 0) reading.unread = tooDeep;
  return reading.left >= 0;
}

/** Where something stands in the outer text. */
export function at(place: Place, position: number): number {
  return place.fixed ?? position;
}
