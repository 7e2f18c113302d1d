/**
 * Reads a shell command as far as the rules need it: commands, their words, pipes, quoting, substitutions and expansions. It runs in
 * one pass over the text and gives up on nothing: what it does not understand is text.
 */
export interface Script {
  commands: Command[];
  /** Every parameter expansion, also those in nested substitutions. */
  expansions: Expansion[];
}

export interface Command {
  words: Word[];
  /** The command whose output this one reads. */
  from?: Command;
}

export interface Word {
  /** Without quotes and escapes; expansions and substitutions as written. */
  text: string;
  start: number;
  /** Whether all of it is literal: nothing expands in it. */
  literal: boolean;
  /** Commands of `$(…)` and backticks in this word. */
  substituted: Command[];
  /** Commands of `<(…)`, which the word names as a file. */
  asFile: Command[];
  /** An assignment before the program: `NAME=value`. */
  assigns: boolean;
}

export interface Expansion {
  name: string;
  start: number;
  quoted: boolean;
  word: Word;
  command: Command;
}

const deepest = 40;
const separators = new Set(["\n", ";", "&", "|", "(", ")"]);
/** Words that stand before a command without being one. */
const keywords = new Set(["if", "then", "else", "elif", "do", "while", "until", "!", "{", "}", "fi", "done", "esac", "time"]);

interface Reader {
  readonly source: string;
  position: number;
  readonly expansions: Expansion[];
  /** Delimiters of here-documents whose text begins at the next line. */
  pending: { end: string; literal: boolean }[];
}

const remembered = new Map<string, Script>();

/** Several rules read the same command; the last few are kept. */
export function readShell(source: string): Script {
  const known = remembered.get(source);
  if (known) return known;
  const reader: Reader = { source, position: 0, expansions: [], pending: [] };
  const script = { commands: readCommands(reader, undefined, 0), expansions: reader.expansions };
  if (remembered.size >= 32) remembered.clear();
  remembered.set(source, script);
  return script;
}

/** Reads until `end` (a closing bracket or backtick) or the end of the text. Commands of nested brackets are among the result. */
function readCommands(reader: Reader, end: string | undefined, depth: number): Command[] {
  const commands: Command[] = [];
  let command: Command = { words: [] };
  const finish = (pipe: boolean) => {
    if (command.words.length > 0) commands.push(command);
    command = pipe && command.words.length > 0 ? { words: [], from: command } : { words: [] };
  };
  while (reader.position < reader.source.length) {
    const char = reader.source[reader.position] ?? "";
    if (char === end) break;
    if (char === "(" && depth < deepest) {
      finish(false);
      reader.position++;
      for (const nested of readNested(reader, ")", depth)) commands.push(nested);
    } else if (separators.has(char)) {
      const pipe = readSeparator(reader, char);
      // A pipe at the end of a line goes on in the next one.
      if (char !== "\n" || command.words.length > 0) finish(pipe);
    } else if (char === " " || char === "\t" || char === "\r") {
      reader.position++;
    } else if (char === "#") {
      skipComment(reader);
    } else if (char === "\\" && reader.source[reader.position + 1] === "\n") {
      reader.position += 2;
    } else if (char === "<" || char === ">") {
      readRedirection(reader, command, depth);
    } else {
      const word = readWord(reader, command, end, depth);
      word.assigns = (command.words.at(-1)?.assigns ?? true) && isAssignment(word.text);
      if (command.words.length > 0 || !keywords.has(word.text)) command.words.push(word);
    }
  }
  finish(false);
  return commands;
}

export function isAssignment(text: string): boolean {
  return /^[A-Za-z_]\w*\+?=/.test(text);
}

function readNested(reader: Reader, end: string, depth: number): Command[] {
  const commands = readCommands(reader, end, depth + 1);
  reader.position++;
  return commands;
}

/** Passes `;`, `&&`, `|` and their kin; true for a pipe. */
function readSeparator(reader: Reader, char: string): boolean {
  const next = reader.source[reader.position + 1];
  const doubled = next === char && char !== "\n" && char !== "(" && char !== ")";
  reader.position += doubled || (char === "|" && next === "&") ? 2 : 1;
  if (char === "\n") skipHereDocuments(reader);
  return char === "|" && !doubled;
}

function skipComment(reader: Reader): void {
  const line = reader.source.indexOf("\n", reader.position);
  reader.position = line === -1 ? reader.source.length : line;
}

function readRedirection(reader: Reader, command: Command, depth: number): void {
  const { source } = reader;
  const rest = source.slice(reader.position, reader.position + 3);
  if (/^[<>]\(/.test(rest) && depth < deepest) {
    const start = reader.position;
    reader.position += 2;
    const commands = readNested(reader, ")", depth);
    const word = {
      text: source.slice(start, reader.position),
      start,
      literal: false,
      substituted: [],
      asFile: commands,
      assigns: false,
    };
    command.words.push(word);
    return;
  }
  if (rest === "<<<") {
    reader.position += 3;
    skipSpaces(reader);
    const word = readWord(reader, command, undefined, depth);
    command.from = { words: [{ ...word, text: "<<<" }] };
    return;
  }
  if (rest.startsWith("<<")) {
    reader.position += rest[2] === "-" ? 3 : 2;
    skipSpaces(reader);
    const raw = /^[^\s;&|<>()]+/.exec(source.slice(reader.position, reader.position + 100))?.[0] ?? "";
    reader.position += raw.length;
    if (raw !== "") reader.pending.push({ end: raw.replace(/["'\\]/g, ""), literal: /["'\\]/.test(raw) });
    return;
  }
  reader.position++;
  while (reader.source[reader.position] === ">" || reader.source[reader.position] === "&") reader.position++;
  skipSpaces(reader);
  if (/[^\s;|&()<>]/.test(reader.source[reader.position] ?? " ")) readWord(reader, command, undefined, depth);
}

function skipSpaces(reader: Reader): void {
  while (reader.source[reader.position] === " " || reader.source[reader.position] === "\t") reader.position++;
}

/** The text of a here-document is data, not commands. */
function skipHereDocuments(reader: Reader): void {
  for (const { end } of reader.pending) {
    while (reader.position < reader.source.length) {
      const line = reader.source.indexOf("\n", reader.position);
      const stop = line === -1 ? reader.source.length : line;
      const text = reader.source.slice(reader.position, stop);
      reader.position = Math.min(stop + 1, reader.source.length);
      if (text.trim() === end) break;
    }
  }
  reader.pending = [];
}

function readWord(reader: Reader, command: Command, end: string | undefined, depth: number): Word {
  const word: Word = { text: "", start: reader.position, literal: true, substituted: [], asFile: [], assigns: false };
  const pieces: string[] = [];
  while (reader.position < reader.source.length) {
    const char = reader.source[reader.position] ?? "";
    if (char === end || char === " " || char === "\t" || char === "\r" || char === "<" || char === ">" || separators.has(char))
      break;
    pieces.push(readPiece(reader, word, command, char, false, depth));
  }
  if (reader.position === word.start) reader.position++; // Never stand still, whatever the text is.
  word.text = pieces.join("");
  return word;
}

/** One character, escape, quoted stretch, expansion or substitution. */
function readPiece(reader: Reader, word: Word, command: Command, char: string, quoted: boolean, depth: number): string {
  const { source, position } = reader;
  if (char === "\\") {
    reader.position += 2;
    const next = source[position + 1] ?? "";
    if (next === "\n") return "";
    return quoted && !'$`"\\'.includes(next) ? `\\${next}` : next;
  }
  if (char === "'" && !quoted) return readSingleQuoted(reader);
  if (char === '"' && !quoted) return readDoubleQuoted(reader, word, command, depth);
  if (char === "`" && depth < deepest) {
    reader.position++;
    addSubstituted(word, readNested(reader, "`", depth));
    return source.slice(position, reader.position);
  }
  if (char === "$") return readDollar(reader, word, command, quoted, depth);
  reader.position++;
  return char;
}

/** One by one: spreading a very long list into a call would overflow the stack. */
function addSubstituted(word: Word, commands: readonly Command[]): void {
  for (const command of commands) word.substituted.push(command);
  word.literal = false;
}

function readSingleQuoted(reader: Reader): string {
  const close = reader.source.indexOf("'", reader.position + 1);
  const stop = close === -1 ? reader.source.length : close;
  const text = reader.source.slice(reader.position + 1, stop);
  reader.position = stop + 1;
  return text;
}

function readDoubleQuoted(reader: Reader, word: Word, command: Command, depth: number): string {
  const pieces: string[] = [];
  reader.position++;
  while (reader.position < reader.source.length) {
    const char = reader.source[reader.position] ?? "";
    if (char === '"') break;
    pieces.push(readPiece(reader, word, command, char, true, depth));
  }
  reader.position++;
  return pieces.join("");
}

function readDollar(reader: Reader, word: Word, command: Command, quoted: boolean, depth: number): string {
  const { source, position } = reader;
  const ahead = source.slice(position, position + 3);
  if (ahead === "$((") {
    const close = source.indexOf("))", position);
    reader.position = close === -1 ? source.length : close + 2;
    word.literal = false;
    return source.slice(position, reader.position);
  }
  if (ahead.startsWith("$(") && depth < deepest) {
    reader.position += 2;
    addSubstituted(word, readNested(reader, ")", depth));
    return source.slice(position, reader.position);
  }
  const name = /^\$(?:\{([A-Za-z_]\w*)([^}]{0,500})\}|([A-Za-z_]\w*))/.exec(source.slice(position, position + 700));
  if (name === null) {
    reader.position++;
    return "$";
  }
  reader.position += name[0].length;
  word.literal = false;
  const shellQuotes = name[2] === "@Q";
  reader.expansions.push({ name: name[1] ?? name[3] ?? "", start: position, quoted: quoted || shellQuotes, word, command });
  return name[0];
}
