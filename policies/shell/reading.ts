/** State while reading commands, and limits. */
import type { ParsedScript } from "unbash";
import type { Script, StandardInput } from "./script";
import type { Held } from "./written";

/** Limit of Linux for one argument. Longer text is not read, which `Script.unread` reports. */
export const longestText = 128 * 1024;
/** Texts of variables are followed up to this length. */
export const longestValue = 1_000;
const mostHereDocuments = 100;
export const tooDeep = "commands within commands are nested too deeply";
export const deepestCode = 6;
export const deepestNesting = 120;

export interface ReadingState extends Script, Held {
  /** Variable → the plain text last assigned. */
  values: Map<string, string>;
  /** Characters of nested scripts that may still be read: a script within a script within a script costs its length each time. */
  left: number;
  /** Reads the commands of a substitution in a word. */
  readScript(script: ParsedScript, place: ReadingContext): void;
}

export interface ReadingContext {
  /** What commands here read from standard input. */
  input?: StandardInput;
  /** Quoted code has no own positions, only that of its word. */
  fixed?: number;
  /** Expansions that the outer text has already expanded are not recorded again. */
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

/** Input for which the parser takes quadratic time, and which builds do not contain. */
export function whySlow(text: string): string | undefined {
  if (text.split("$((").length - text.split("))").length > deepestNesting) return tooDeep;
  const many = text.split("\n").some((line) => line.split("<<").length > mostHereDocuments);
  return many ? `a line begins more than ${mostHereDocuments} here-documents` : undefined;
}

export function afford(reading: ReadingState, length: number): boolean {
  reading.left -= length;
  if (reading.left < 0) reading.unread = tooDeep;
  return reading.left >= 0;
}

/** Position in the outer text. */
export function positionOf(place: ReadingContext, position: number): number {
  return place.fixed ?? position;
}
