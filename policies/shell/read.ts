import type { Assignment, Command, ParsedScript, Redirection, SyntaxNode, Word as WordSyntax } from "unbash";
import { isInterpreter, programOf } from "./programs";
import { commandsInForeignCode, quotedCode } from "./quoted-code";
import type { Input, Run, Script, Span, Word } from "./script";
import { type Held, rememberWritten, scriptsRunBy } from "./written";

/** What Linux takes as one argument at most. More of a text is not read, and not passed over in silence: see `Script.unread`. */
const longestText = 128 * 1024;
/** Texts of variables are followed up to this length. */
const longestValue = 1_000;
const mostHereDocuments = 100;
const tooDeep = "commands within commands are nested too deeply";
const deepestCode = 6;
const deepestNesting = 120;

interface Reading extends Script, Held {
  /** Variable → the plain text it was given last. */
  values: Map<string, string>;
  /** Characters of nested scripts that may still be read: a script within a script within a script costs its length each time. */
  left: number;
}

interface Place {
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
function library(): typeof import("unbash") {
  loaded ??= require("unbash") as typeof import("unbash");
  return loaded;
}

const remembered = new Map<string, Script>();

/** Reads commands of Bash (or sh); what is no Bash is read as well as it can be. Time grows with the length of the text. */
export function readShell(text: string): Script {
  const known = remembered.get(text);
  if (known) return known;
  const reading: Reading = {
    runs: [],
    expansions: [],
    functions: new Map(),
    values: new Map(),
    written: new Map(),
    documents: [],
    left: 4 * Math.min(text.length, longestText) + 20_000,
  };
  if (text.length > longestText) reading.unread = `it is longer than ${longestText / 1024} KB`;
  readText(reading, text.slice(0, longestText), { notes: true, safe: false, quotedCode: 0, nesting: 0 });
  if (remembered.size >= 16) remembered.clear();
  remembered.set(text, reading);
  return reading;
}

function readText(reading: Reading, text: string, place: Place): void {
  if (place.nesting > 0 && !afford(reading, text.length)) return;
  const slow = whySlow(text);
  if (slow !== undefined) {
    reading.unread = slow;
    return;
  }
  try {
    readScript(reading, library().parse(text), place);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // The parser and this walk recurse; so much nesting is written on purpose.
    reading.unread = tooDeep;
  }
}

/** What the parser takes quadratic time for, and nobody writes for a build. */
function whySlow(text: string): string | undefined {
  if (text.split("$((").length - text.split("))").length > deepestNesting) return tooDeep;
  const many = text.split("\n").some((line) => line.split("<<").length > mostHereDocuments);
  return many ? `a line begins more than ${mostHereDocuments} here-documents` : undefined;
}

function afford(reading: Reading, length: number): boolean {
  reading.left -= length;
  if (reading.left < 0) reading.unread = tooDeep;
  return reading.left >= 0;
}

function readScript(reading: Reading, script: ParsedScript, place: Place): void {
  if (place.nesting > deepestNesting) {
    reading.unread = tooDeep;
    return;
  }
  const inner = { ...place, nesting: place.nesting + 1 };
  for (const statement of script.commands) readNode(reading, statement, inner);
}

function readNode(reading: Reading, node: SyntaxNode, place: Place): void {
  switch (node.type) {
    case "Command":
      readCommand(reading, node, place);
      return;
    case "Pipeline": {
      const start = reading.runs.length;
      let input = place.input;
      for (const command of node.commands) {
        readNode(reading, command, { ...place, input });
        input = { from: [start, reading.runs.length], before: place.input };
      }
      return;
    }
    case "Redirected": {
      const start = reading.runs.length;
      const { input, outputs } = readRedirections(reading, node.redirects, place);
      readNode(reading, node.command, { ...place, input: input ?? place.input });
      const block: Span = [start, reading.runs.length];
      if (outputs.length > 0) addRun(reading, { words: [], start: at(place, node.pos), outputs, block }, place);
      return;
    }
    case "Function": {
      const start = reading.runs.length;
      readNode(reading, node.body, place);
      reading.functions.set(node.name.value, [start, reading.runs.length]);
      return;
    }
    case "Case":
    case "TestCommand":
      readChildren(reading, node, { ...place, safe: true });
      return;
    case "CaseItem":
    case "CompoundList":
      readChildren(reading, node, { ...place, safe: false });
      return;
    case "Word":
      readWord(reading, node, place);
      return;
    case "Assignment":
      readAssignment(reading, node, place);
      return;
    default:
      readChildren(reading, node, place);
  }
}

function readChildren(reading: Reading, node: SyntaxNode, place: Place): void {
  library().forEachChild(node, (child) => readNode(reading, child, place));
}

function at(place: Place, position: number): number {
  return place.fixed ?? position;
}

function readCommand(reading: Reading, node: Command, place: Place): void {
  const words: Word[] = [];
  const assigns: Run["assigns"] = [];
  const redirections: Redirection[] = [];
  const take = (child: SyntaxNode) => {
    if (child.type === "Word") words.push(...known(reading, readWord(reading, child, place), child.text));
    else if (child.type === "Assignment") {
      const value = readAssignment(reading, child, place);
      assigns.push({ name: child.name, value });
      known(reading, value, '"');
      if (value.literal && value.text.length <= longestValue) reading.values.set(child.name, value.text);
      else reading.values.delete(child.name);
      if (words.length > 0) words.push({ ...value, text: `${child.name}=${value.text}`, start: at(place, child.pos) });
    } else if (child.type === "Redirect" || child.type === "HereString" || child.type === "HereDoc") redirections.push(child);
  };
  for (const child of node.prefix) take(child);
  if (node.name) take(node.name);
  for (const child of node.suffix) take(child);
  const { input = place.input, outputs } = readRedirections(reading, redirections, place);
  addRun(reading, { words: withProgram(words), start: at(place, node.pos), assigns, input, outputs }, place);
}

/** The program of `"$(command -v curl)" x`. */
function withProgram(words: Word[]): Word[] {
  const [first, ...rest] = words;
  const found = first && /^\$\((?:which|command -v|type -p)\s+([\w./-]+)\)$/.exec(first.text)?.[1];
  return first === undefined || found === undefined ? words : [{ ...first, text: found, literal: true }, ...rest];
}

/**
 * The word with the texts of the variables that the script itself gave a plain text, or that have a default: `$SH`, `node:${V:-latest}`.
 * Without quotes such a text may be several words.
 */
function known(reading: Reading, word: Word, source: string): Word[] {
  if (word.literal || word.isProcess || word.inner[1] > word.inner[0]) return [word];
  let isKnown = true;
  const text = word.text.replace(/\$(?:\{(\w+)(?::?-([^}$]*))?\}|(\w+)|[^\w{]|\{)/g, (whole, braced, fallback, plain) => {
    const name = braced ?? plain ?? "";
    const value = reading.values.get(name) ?? fallback ?? (name === "SHELL" || name === "BASH" ? "sh" : undefined);
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

/** The input of a here-document, here-string or file, and the files that output goes to. */
function readRedirections(
  reading: Reading,
  redirections: readonly Redirection[],
  place: Place,
): { input?: Input; outputs: Word[] } {
  const outputs: Word[] = [];
  let input: Input | undefined;
  for (const one of redirections) {
    if (one.type === "HereDoc") {
      const expands = one.delimiter?.quoted !== true;
      const text = emptyWord(reading, one.body.text, at(place, one.body.pos));
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

function readAssignment(reading: Reading, node: Assignment, place: Place): Word {
  if (node.index) readWord(reading, node.index, { ...place, safe: true });
  if (node.value.type === "Word") return readWord(reading, node.value, { ...place, safe: true });
  const list = emptyWord(reading, node.text, at(place, node.pos));
  for (const element of node.value.elements) list.variables.push(...readWord(reading, element, place).variables);
  return closed(reading, list);
}

function emptyWord(reading: Reading, text: string, start: number): Word {
  return { text, start, literal: true, variables: [], inner: [reading.runs.length, reading.runs.length], isProcess: false };
}

function closed(reading: Reading, word: Word): Word {
  word.inner = [word.inner[0], reading.runs.length];
  return word;
}

function readWord(reading: Reading, node: WordSyntax, place: Place): Word {
  const word = emptyWord(reading, node.value, at(place, node.pos));
  for (const part of node.parts ?? []) readPart(reading, part, word, place);
  return closed(reading, word);
}

/** A part of a word: expansions are noted, substituted commands are read. */
function readPart(reading: Reading, node: SyntaxNode, word: Word, place: Place): void {
  switch (node.type) {
    case "SimpleExpansion":
    case "ParameterExpansion": {
      const name = node.type === "ParameterExpansion" ? node.parameter : node.text.slice(1);
      const isQuoted = node.type === "ParameterExpansion" && node.operation?.type === "Transform" && node.text.endsWith("@Q}");
      word.literal = false;
      word.variables.push(name);
      if (place.notes) reading.expansions.push({ name, start: at(place, node.pos), word, safe: place.safe || isQuoted });
      if (node.type === "ParameterExpansion") readParts(reading, node, word, place);
      return;
    }
    case "CommandExpansion":
    case "ProcessSubstitution":
    case "ArithmeticCommandExpansion": {
      word.literal = false;
      word.isProcess ||= node.type === "ProcessSubstitution";
      if (!afford(reading, node.end - node.pos) || node.script === undefined) return;
      // A script in backticks with escapes has a text of its own, and positions in that.
      const fixed = place.fixed ?? (node.script.source === undefined ? undefined : node.pos);
      readScript(reading, node.script, { ...place, fixed, safe: false });
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

function readParts(reading: Reading, node: SyntaxNode, word: Word, place: Place): void {
  library().forEachChild(node, (child) => readPart(reading, child, word, place));
}

/** Adds a command, and what it runs in turn: code in quotes, a command in a container, a script that it reads from its input. */
function addRun(reading: Reading, run: Pick<Run, "words" | "start" | "outputs"> & Partial<Run>, place: Place): void {
  const added: Run = { assigns: [], foreign: [], ...run };
  reading.runs.push(added);
  const program = programOf(added);
  if (program === undefined) return;
  const { shell = [], foreign = [], command = [] } = quotedCode(program);
  for (const word of [...shell, ...foreign]) word.isCode = true;
  if (place.quotedCode >= deepestCode) return;
  const inner: Place = { ...place, input: added.input, quotedCode: place.quotedCode + 1, safe: false };
  if (shell.length > 0) readCode(reading, shell, inner);
  for (const word of foreign) readForeignCode(reading, added, word, inner);
  if (command.length > 0) addRun(reading, { words: [...command], start: added.start, outputs: [], input: added.input }, inner);
  for (const word of scriptsRunBy(reading, added, program)) {
    if (!isInterpreter(program.name)) readCode(reading, [word], inner);
    else readForeignCode(reading, added, word, inner);
  }
  rememberWritten(reading, added, program);
}

function readForeignCode(reading: Reading, run: Run, word: Word, place: Place): void {
  word.isCode = true;
  run.foreign.push(word.text);
  for (const text of commandsInForeignCode(word.text)) readText(reading, text, { ...quoted(place, word), notes: false });
}

/** Expansions in double quotes were noted when the word was read; of a text in single quotes they are noted now. */
function readCode(reading: Reading, words: readonly Word[], place: Place): void {
  const [first] = words;
  if (first === undefined) return;
  const isLiteral = words.every(({ literal }) => literal);
  for (const word of words) word.isCode = true;
  const text = words.length === 1 ? first.text : words.map((word) => word.text).join(" ");
  readText(reading, text, { ...quoted(place, first), notes: place.notes && isLiteral });
}

function quoted(place: Place, { start }: Word): Place {
  return { ...place, fixed: place.fixed ?? start, nesting: place.nesting + 1 };
}
