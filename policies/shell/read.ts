import type { Command, ParsedScript, Redirection, SyntaxNode } from "unbash";
import { isInterpreter, type Program, programOf } from "./programs";
import { commandsInEmbeddedCode, quotedCode } from "./quoted-code";
import {
  afford,
  deepestCode,
  deepestNesting,
  library,
  longestText,
  longestValue,
  positionOf,
  type ReadingContext,
  type ReadingState,
  tooDeep,
  whySlow,
} from "./reading";
import type { Invocation, Script, Span, Word } from "./script";
import { known, readAssignment, readRedirections, readWord } from "./words";
import { rememberWritten, scriptsRunBy } from "./written";

const remembered = new Map<string, Script>();

/** Reads commands of Bash (or sh); other text is read as far as possible. Time is linear in the length of the text. */
export function readShell(text: string): Script {
  const known = remembered.get(text);
  if (known) return known;
  const reading: ReadingState = {
    runs: [],
    expansions: [],
    functions: new Map(),
    values: new Map(),
    written: new Map(),
    documents: [],
    readScript: (script, place) => readScript(reading, script, place),
    left: 4 * Math.min(text.length, longestText) + 20_000,
  };
  if (text.length > longestText) reading.unread = `it is longer than ${longestText / 1024} KB`;
  readText(reading, text.slice(0, longestText), { notes: true, safe: false, quotedCode: 0, nesting: 0 });
  if (remembered.size >= 16) remembered.clear();
  remembered.set(text, reading);
  return reading;
}

function readText(reading: ReadingState, text: string, place: ReadingContext): void {
  if (place.nesting > 0 && !afford(reading, text.length)) return;
  const slow = whySlow(text);
  if (slow !== undefined) {
    reading.unread = slow;
    return;
  }
  try {
    readScript(reading, library().parse(text), place);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // The parser and this walk recurse; such deep nesting is deliberate.
    reading.unread = tooDeep;
  }
}

function readScript(reading: ReadingState, script: ParsedScript, place: ReadingContext): void {
  if (place.nesting > deepestNesting) {
    reading.unread = tooDeep;
    return;
  }
  const inner = { ...place, nesting: place.nesting + 1 };
  for (const statement of script.commands) readNode(reading, statement, inner);
}

function readNode(reading: ReadingState, node: SyntaxNode, place: ReadingContext): void {
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
      if (outputs.length > 0) addRun(reading, { words: [], start: positionOf(place, node.pos), outputs, block }, place);
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

function readChildren(reading: ReadingState, node: SyntaxNode, place: ReadingContext): void {
  library().forEachChild(node, (child) => readNode(reading, child, place));
}

function readCommand(reading: ReadingState, node: Command, place: ReadingContext): void {
  const words: Word[] = [];
  const assigns: Invocation["assigns"] = [];
  const redirections: Redirection[] = [];
  const take = (child: SyntaxNode) => {
    if (child.type === "Word") words.push(...known(reading, readWord(reading, child, place), child.text));
    else if (child.type === "Assignment") {
      const value = readAssignment(reading, child, place);
      assigns.push({ name: child.name, value });
      known(reading, value, '"');
      if (value.literal && value.text.length <= longestValue) reading.values.set(child.name, value.text);
      else reading.values.delete(child.name);
      if (words.length > 0) words.push({ ...value, text: `${child.name}=${value.text}`, start: positionOf(place, child.pos) });
    } else if (child.type === "Redirect" || child.type === "HereString" || child.type === "HereDoc") redirections.push(child);
  };
  for (const child of node.prefix) take(child);
  if (node.name) take(node.name);
  for (const child of node.suffix) take(child);
  const { input = place.input, outputs } = readRedirections(reading, redirections, place);
  addRun(reading, { words: withProgram(words), start: positionOf(place, node.pos), assigns, input, outputs }, place);
}

/** The program of `"$(command -v curl)" x`, `$(echo curl) x` and `{curl,x}`. */
function withProgram(words: Word[]): Word[] {
  const [first, ...rest] = words;
  const parts = first && /^\{([^{}\s]{1,1000},[^{}\s]{1,1000})\}$/.exec(first.text)?.[1];
  if (first && parts) return [...parts.split(",").map((text) => ({ ...first, text })), ...rest];
  const found = first && /^\$\((?:which|command -v|type -p|echo|printf)\s+([\w./-]+)\)$/.exec(first.text)?.[1];
  return first === undefined || found === undefined ? words : [{ ...first, text: found, literal: true }, ...rest];
}

/** Adds a command, what it runs in turn, and what it writes. */
function addRun(
  reading: ReadingState,
  run: Pick<Invocation, "words" | "start" | "outputs"> & Partial<Invocation>,
  place: ReadingContext,
): void {
  const added: Invocation = { assigns: [], foreign: [], ...run };
  reading.runs.push(added);
  const program = programOf(added);
  if (program) readCodeOf(reading, added, program, place);
  const inner = codeWithin(added, place);
  for (const word of rememberWritten(reading, added)) if (place.quotedCode < deepestCode) readCode(reading, [word], inner);
}

function codeWithin({ input }: Invocation, place: ReadingContext): ReadingContext {
  return { ...place, input, quotedCode: place.quotedCode + 1, safe: false };
}

/** Nested code of a command: quoted code, a command in a container, a script from its input or from a file written before. */
function readCodeOf(reading: ReadingState, added: Invocation, program: Program, place: ReadingContext): void {
  const { shell = [], foreign = [], command = [] } = quotedCode(program);
  for (const word of [...shell, ...foreign]) word.isCode = true;
  if (place.quotedCode >= deepestCode) return;
  const inner = codeWithin(added, place);
  if (program.name === "alias") readAliases(reading, program.args, inner);
  if (shell.length > 0) readCode(reading, shell, inner);
  for (const word of foreign) readEmbeddedCode(reading, added, word, inner);
  if (command.length > 0) addRun(reading, { words: [...command], start: added.start, outputs: [], input: added.input }, inner);
  for (const word of scriptsRunBy(reading, added, program)) {
    if (!isInterpreter(program.name)) readCode(reading, [word], inner);
    else readEmbeddedCode(reading, added, word, inner);
  }
}

/** `alias get='curl …'`: from now on a command of that name. */
function readAliases(reading: ReadingState, words: readonly Word[], place: ReadingContext): void {
  for (const word of words) {
    const [, name, code] = /^([\w.-]{1,100})=(.+)$/s.exec(word.text) ?? [];
    if (name === undefined || code === undefined) continue;
    const from = reading.runs.length;
    readCode(reading, [{ ...word, text: code }], place);
    reading.functions.set(name, [from, reading.runs.length]);
  }
}

function readEmbeddedCode(reading: ReadingState, run: Invocation, word: Word, place: ReadingContext): void {
  word.isCode = true;
  run.foreign.push(word.text);
  for (const text of commandsInEmbeddedCode(word.text)) readText(reading, text, { ...quoted(place, word), notes: false });
}

/** Expansions in double quotes are already recorded; those in single quotes are recorded now. */
function readCode(reading: ReadingState, words: readonly Word[], place: ReadingContext): void {
  const [first] = words;
  if (first === undefined) return;
  const isLiteral = words.every(({ literal }) => literal);
  for (const word of words) word.isCode = true;
  const text = words.length === 1 ? first.text : words.map((word) => word.text).join(" ");
  readText(reading, text, { ...quoted(place, first), notes: place.notes && isLiteral });
}

function quoted(place: ReadingContext, { start }: Word): ReadingContext {
  return { ...place, fixed: place.fixed ?? start, nesting: place.nesting + 1 };
}
