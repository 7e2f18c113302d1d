/**
 * Reads JSON from a file or a command's output: UTF-8 or UTF-16 (PowerShell), with or without a byte order mark, one value or
 * several, possibly with other lines around them.
 */
import { readFileSync } from "node:fs";
import { CliError } from "./terminal";

export interface JsonText {
  values: unknown[];
  /** Lines outside any value. */
  otherLines: number;
  /** The text ends inside a value. */
  cut: boolean;
}

export function decodeText(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const encoding = encodingOf(buffer);
  return new TextDecoder(encoding).decode(buffer);
}

/** Zero bytes identify UTF-16 without a byte order mark, because JSON begins with ASCII. */
export function encodingOf(start: Buffer): "utf-8" | "utf-16le" | "utf-16be" {
  if (start.length < 2) return "utf-8";
  const [first, second] = start;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return "utf-16le";
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return "utf-16be";
  return "utf-8";
}

/** CI systems write colours around lines; within JSON, the character that starts one is always escaped. */
export function withoutColours(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with a control character
  return text.includes("\u001b") ? text.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, "") : text;
}

/** Every JSON object and list in the text. */
export function jsonValues(coloured: string): JsonText {
  const text = withoutColours(coloured);
  const whole = parse(text.replace(/^\uFEFF/, ""));
  if (whole !== undefined) return { values: [whole], otherLines: 0, cut: false };
  const found: JsonText = { values: [], otherLines: 0, cut: false };
  let rest = "";
  for (let at = 0; at < text.length; ) {
    const start = nextStart(text, at);
    if (start < 0) {
      rest += text.slice(at);
      break;
    }
    rest += text.slice(at, start);
    const end = endOf(text, start);
    const value = end === undefined ? undefined : parse(text.slice(start, end));
    if (end !== undefined && value !== undefined) {
      found.values.push(value);
      at = end;
    } else {
      // No value starts here: the rest of the line is other text, unless the text ends inside a value.
      if (end === undefined && /^[{[]\s*(?:["[{\]}]|$)/.test(text.slice(start, start + 200))) found.cut = true;
      const line = text.indexOf("\n", start);
      const next = found.cut || line < 0 ? text.length : line;
      rest += text.slice(start, next);
      at = next;
    }
  }
  found.otherLines = found.cut ? 0 : rest.split("\n").filter((line) => line.replace(/[\uFEFF\s,]/g, "") !== "").length;
  return found;
}

function nextStart(text: string, from: number): number {
  const found = /[{[]/g;
  found.lastIndex = from;
  return found.exec(text)?.index ?? -1;
}

/** Index after the bracket that closes the one at `start`; undefined if the text ends before it. */
function endOf(text: string, start: number): number | undefined {
  const token = /"(?:[^"\\]|\\.)*"|[{}[\]]/gs;
  token.lastIndex = start;
  let depth = 0;
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    if (found[0] === "{" || found[0] === "[") depth += 1;
    else if (found[0] === "}" || found[0] === "]") depth -= 1;
    if (depth === 0) return token.lastIndex;
  }
  return undefined;
}

function parse(text: string): unknown {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What a text should contain, for the error message. */
export interface Wanted<T> {
  /** Source of the text: a file name, or `pulumi stack export`. */
  source: string;
  /** "a state", "a preview". */
  what: string;
  /** What to do if the text contains none. */
  advice: string;
  /** The value if it is the expected one; undefined otherwise. */
  take(value: unknown): T | undefined;
}

/** The first value in the text that is the expected one. */
export function jsonOf<T>(text: string, wanted: Wanted<T>): T {
  const { values, cut } = jsonValues(text);
  for (const value of values) {
    const taken = wanted.take(value);
    if (taken !== undefined) return taken;
  }
  const why = text.trim() === "" ? "it is empty" : cut ? "it ends inside a JSON value" : describe(values);
  throw new CliError(`${wanted.source} does not hold ${wanted.what}: ${why}\n  ${wanted.advice}`);
}

function describe(values: unknown[]): string {
  const [first] = values;
  if (first === undefined) return "it holds no JSON";
  if (Array.isArray(first)) return "it holds a list";
  const keys = Object.keys(first as object).slice(0, 5);
  return keys.length === 0 ? "it holds an empty object" : `it holds an object with ${keys.join(", ")}`;
}

export function readTextFile(file: string): string {
  try {
    return decodeText(readFileSync(file));
  } catch (error) {
    throw new CliError(`${file} cannot be read: ${reasonOf(error)}`);
  }
}

/** "no such file", without the system call and path that Node.js adds. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /^[A-Z]+: ([^,]+),/.exec(message)?.[1] ?? message;
}

export function readJsonFile<T>(file: string, wanted: Omit<Wanted<T>, "source">): T {
  return jsonOf(readTextFile(file), { source: file, ...wanted });
}
