/** Words, assignments and redirections of commands, with their expansions. */
import type { Assignment, Redirection, SyntaxNode, Word as WordSyntax } from "unbash";
import { afford, library, longestValue, positionOf, type ReadingContext, type ReadingState } from "./reading";
import type { StandardInput, Word } from "./script";

/** Variables that every shell has. */
const ofShell: Readonly<Record<string, string>> = { SHELL: "sh", BASH: "sh", IFS: " " };

/**
 * The word with the texts of the variables to which the script assigned plain text, or that have a default: `$SH`, `node:${V:-latest}`.
 * Without quotes such a text may be several words.
 */
export function known(reading: ReadingState, word: Word, source: string): Word[] {
  if (word.literal || word.isProcess || word.inner[1] > word.inner[0]) return [word];
  let isKnown = true;
  const text = word.text.replace(/\$(?:\{(\w+)(?::?-([^}$]*))?\}|(\w+)|[^\w{]|\{)/g, (whole, braced, fallback, plain) => {
    const name = braced ?? plain ?? "";
    const value = reading.values.get(name) ?? fallback ?? ofShell[name];
    isKnown &&= value !== undefined;
    return value ?? whole;
  });
  if (!isKnown || text.length > longestValue) return [word];
  word.text = text;
  word.literal = true;
  const parts = text.trim().split(/\s+/);
  if (/^["']/.test(source) || parts.length < 2) return [word];
  return parts.slice(0, 50).map((part) => ({ ...word, text: part }));
}

/** The input of a here-document, here-string or file, and the files of redirected output. */
export function readRedirections(
  reading: ReadingState,
  redirections: readonly Redirection[],
  place: ReadingContext,
): { input?: StandardInput; outputs: Word[] } {
  const outputs: Word[] = [];
  let input: StandardInput | undefined;
  for (const one of redirections) {
    if (one.type === "HereDoc") {
      const expands = one.delimiter?.quoted !== true;
      const text = emptyWord(reading, one.body.text, positionOf(place, one.body.pos));
      for (const part of expands ? (one.body.parts ?? []) : []) readPart(reading, part, text, { ...place, safe: true });
      input = { text: closed(reading, text) };
    } else if (one.target) {
      const isText = one.type === "HereString";
      const word = readWord(reading, one.target, isText ? { ...place, safe: true } : place);
      if (isText) input = { text: word };
      else if (one.operator === "<") input = { text: word, isFile: true };
      else if (one.operator.includes(">")) outputs.push(word);
    }
  }
  return { input, outputs };
}

export function readAssignment(reading: ReadingState, node: Assignment, place: ReadingContext): Word {
  if (node.index) readWord(reading, node.index, { ...place, safe: true });
  if (node.value.type === "Word") return readWord(reading, node.value, { ...place, safe: true });
  const list = emptyWord(reading, node.text, positionOf(place, node.pos));
  for (const element of node.value.elements) list.variables.push(...readWord(reading, element, place).variables);
  return closed(reading, list);
}

function emptyWord(reading: ReadingState, text: string, start: number): Word {
  return { text, start, literal: true, variables: [], inner: [reading.runs.length, reading.runs.length], isProcess: false };
}

function closed(reading: ReadingState, word: Word): Word {
  word.inner = [word.inner[0], reading.runs.length];
  return word;
}

export function readWord(reading: ReadingState, node: WordSyntax, place: ReadingContext): Word {
  const word = emptyWord(reading, node.value, positionOf(place, node.pos));
  for (const part of node.parts ?? []) readPart(reading, part, word, place);
  return closed(reading, word);
}

/** A part of a word: records expansions and reads substituted commands. */
function readPart(reading: ReadingState, node: SyntaxNode, word: Word, place: ReadingContext): void {
  switch (node.type) {
    case "SimpleExpansion":
    case "ParameterExpansion": {
      const name = node.type === "ParameterExpansion" ? node.parameter : node.text.slice(1);
      const isQuoted = node.type === "ParameterExpansion" && node.operation?.type === "Transform" && node.text.endsWith("@Q}");
      word.literal = false;
      word.variables.push(name);
      if (place.notes) reading.expansions.push({ name, start: positionOf(place, node.pos), word, safe: place.safe || isQuoted });
      if (node.type === "ParameterExpansion") readParts(reading, node, word, place);
      return;
    }
    case "CommandExpansion":
    case "ProcessSubstitution":
    case "ArithmeticCommandExpansion": {
      word.literal = false;
      word.isProcess ||= node.type === "ProcessSubstitution";
      if (!afford(reading, node.end - node.pos) || node.script === undefined) return;
      // A script in backticks with escapes has its own text and positions.
      const fixed = place.fixed ?? (node.script.source === undefined ? undefined : node.pos);
      reading.readScript(node.script, { ...place, fixed, safe: false });
      return;
    }
    case "DoubleQuoted":
    case "LocaleString":
      readParts(reading, node, word, { ...place, safe: true });
      return;
    case "ArithmeticExpansion":
      word.literal = false;
      readParts(reading, node, word, { ...place, safe: true });
      return;
    default:
      readParts(reading, node, word, place);
  }
}

function readParts(reading: ReadingState, node: SyntaxNode, word: Word, place: ReadingContext): void {
  library().forEachChild(node, (child) => readPart(reading, child, word, place));
}
