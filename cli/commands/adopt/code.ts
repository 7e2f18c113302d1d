/**
 * Expressions of the generated program and their layout: Prettier's defaults (80 columns, two spaces, double quotes, trailing
 * commas) for the few forms used here, so that a formatter changes nothing.
 */

import { textWidth } from "../../lib/terminal";

/** Text that is written verbatim: a name, or `config.requireSecret("x")`. */
export class Name {
  constructor(readonly text: string) {}
}

/** `callee(arguments)`, or `new callee(arguments)` when the callee begins with "new ". */
export class Call {
  constructor(
    readonly callee: string,
    readonly args: Code[],
  ) {}
}

/** An object with `...base` before or between its own keys: entries in order; a spread has no key. */
export class Merge {
  constructor(readonly entries: [key: string | undefined, value: Code][]) {}
}

/** A value of the program. Plain values are written as literals; `undefined` entries of objects are left out. */
export type Code = null | undefined | boolean | number | string | Name | Call | Merge | Code[] | { [key: string]: Code };

const maxWidth = 80;
/** After keys of up to this many characters a line break saves no space. */
const shortKey = 4;

/** The expression, broken into lines where it does not fit after `column` with `rest` characters following it. */
export function printCode(code: Code, indent = 0, column = indent, rest = 1): string {
  const flat = printFlat(code);
  if (!flat.includes("\n") && column + textWidth(flat) + rest <= maxWidth && !mustBreak(code)) return flat;
  if (code instanceof Call) return printCall(code, indent, column, rest);
  if (typeof code === "string" && isLines(code)) return `${printItems(lines(code), indent, "[", "]")}.join("\\n")`;
  if (Array.isArray(code)) return code.length === 0 ? flat : printItems(code, indent, "[", "]");
  if (hasEntries(code)) return printEntries(entriesOf(code), indent);
  return flat;
}

function printCall(call: Call, indent: number, column: number, rest: number): string {
  const last = call.args.at(-1);
  const others = call.args.slice(0, -1);
  const huggable = hasEntries(last) || (Array.isArray(last) && last.length > 0);
  const othersFit = others.every((arg) => !hasEntries(arg) && !Array.isArray(arg) && !mustBreak(arg));
  if (huggable && othersFit) {
    const head = `${call.callee}(${others.map((arg) => `${printFlat(arg)}, `).join("")}`;
    if (column + textWidth(head) + 1 <= maxWidth) return `${head}${printCode(last, indent, maxWidth, rest + 1)})`;
  }
  return printItems(call.args, indent, `${call.callee}(`, ")");
}

function printItems(items: Code[], indent: number, open: string, close: string): string {
  const inner = indent + 2;
  const body = items.map((item) => `${" ".repeat(inner)}${printCode(item, inner)},\n`).join("");
  return `${open}\n${body}${" ".repeat(indent)}${close}`;
}

function printEntries(entries: [string | undefined, Code][], indent: number): string {
  const inner = indent + 2;
  const pad = " ".repeat(inner);
  const body = entries.map(([key, value]) => {
    if (key === undefined) return `${pad}...${printCode(value, inner, inner + 3)},\n`;
    if (isShorthand(key, value)) return `${pad}${key},\n`;
    const head = `${pad}${printKey(key)}: `;
    const text = printCode(value, inner, textWidth(head));
    const fits = text.includes("\n") || textWidth(head) + textWidth(text) + 1 <= maxWidth;
    const moves = !fits && breaksAfterColon(value) && textWidth(printKey(key)) > shortKey;
    return moves ? `${head.trimEnd()}\n${pad}  ${text},\n` : `${head}${text},\n`;
  });
  return `{\n${body.join("")}${" ".repeat(indent)}}`;
}

/** Whether the value moves to the line after its colon when it is too long. */
export function breaksAfterColon(value: Code): boolean {
  return (typeof value === "string" && !isLines(value)) || value instanceof Name;
}

function printFlat(code: Code): string {
  if (code === undefined) return "undefined";
  if (code === null || typeof code === "boolean" || typeof code === "number") return String(code);
  if (typeof code === "string") return isLines(code) ? `[${lines(code).map(quote).join(", ")}].join("\\n")` : quote(code);
  if (code instanceof Name) return code.text;
  if (code instanceof Call) return `${code.callee}(${code.args.map(printFlat).join(", ")})`;
  if (Array.isArray(code)) return `[${code.map(printFlat).join(", ")}]`;
  const entries = entriesOf(code);
  if (entries.length === 0) return "{}";
  const parts = entries.map(([key, value]) => {
    if (key === undefined) return `...${printFlat(value)}`;
    return isShorthand(key, value) ? key : `${printKey(key)}: ${printFlat(value)}`;
  });
  return `{ ${parts.join(", ")} }`;
}

/** Multi-line text is written line by line, so that one changed line of a script is one line of a diff. */
function isLines(text: string): boolean {
  return /\n./s.test(text);
}

function lines(text: string): string[] {
  return text.split("\n");
}

/** Prettier always breaks a list of two or more objects (or lists) that have two or more members each. */
function mustBreak(code: Code): boolean {
  if (Array.isArray(code)) {
    const all = (test: (item: Code) => boolean) => code.length > 1 && code.every(test);
    return (
      all((item) => hasEntries(item) && entriesOf(item).length > 1) ||
      all((item) => Array.isArray(item) && item.length > 1) ||
      code.some(mustBreak)
    );
  }
  if (code instanceof Call) return code.args.some(mustBreak);
  return hasEntries(code) && entriesOf(code).some(([, value]) => mustBreak(value));
}

function hasEntries(code: Code): code is Merge | { [key: string]: Code } {
  return typeof code === "object" && code !== null && !Array.isArray(code) && !(code instanceof Name) && !(code instanceof Call);
}

function entriesOf(code: Merge | { [key: string]: Code }): [string | undefined, Code][] {
  const entries: [string | undefined, Code][] = code instanceof Merge ? code.entries : Object.entries(code);
  return entries.filter(([, value]) => value !== undefined);
}

function isShorthand(key: string, value: Code): boolean {
  return value instanceof Name && value.text === key;
}

/** Basic-plane letters only: formatters quote all others. */
const identifier = /^(?!.*[\u{10000}-\u{10ffff}])[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

export function printKey(key: string): string {
  // As a plain key this would set the object's prototype.
  if (key === "__proto__") return '["__proto__"]';
  return identifier.test(key) ? key : quote(key);
}

/** Double quotes, unless the text has more double than single quotes. */
export function quote(text: string): string {
  const doubles = text.split('"').length;
  const singles = text.split("'").length;
  const json = JSON.stringify(text).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
  if (doubles <= singles) return json;
  return `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
