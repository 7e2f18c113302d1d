/** Values as readable text. Values marked or named as secret never leave this file in plain text. */
import { isInternal, isObject, splitUrn } from "../../../../provider/pulumi-wire";
import { formOf, secretText } from "./forms";
import type { Shown } from "./report";

/** Marks the cut of a shortened text, before the number of omitted characters. */
export const cutMark = " … (";
/** Ends the note about a cut at the start of a text; the rest of a value may follow. */
export const cutEnd = ") … ";

/** Kept characters of one text: 32 times the limit of Linux for one argument of a command. */
export const longestValue = 4 * 1024 * 1024;

export const none: Shown = { kind: "none", text: "" };
const secret: Shown = { kind: "secret", text: secretText };
export const unknown: Shown = { kind: "unknown", text: "known after apply" };

/** A complete value, with objects and lists in a short notation similar to JSON. */
export function show(value: unknown): Shown {
  if (value === undefined || value === null) return none;
  const form = formOf(value);
  if (form === "secret") return secret;
  if (form === "unknown") return unknown;
  return { kind: "text", text: typeof value === "string" ? value : notation(value) };
}

/** Two different values: as JSON if they would look the same (`1` and `"1"`, a tab and a space, two encodings of `é`). */
export function showBoth(a: unknown, b: unknown): [Shown, Shown] {
  const [old, next] = [show(a), show(b)];
  if (old.kind !== "text" || next.kind !== "text" || printed(old.text) !== printed(next.text)) return [old, next];
  const quoted = (value: unknown, shown: Shown): Shown =>
    typeof value === "string" ? { ...shown, text: inAscii(JSON.stringify(value)) } : shown;
  return [quoted(a, old), quoted(b, next)];
}

/** Without invisible differences. */
export const printed = (text: string): string => text.replace(/\s+/g, " ").trim().normalize("NFC");

/** Other characters as their codes, if normalization changes the text. */
function inAscii(text: string): string {
  if (text.normalize("NFC") === text) return text;
  return text.replace(/[^\x20-\x7e]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** Shortens two different texts: only their common start and end are cut if that is sufficient. */
export function clipBoth(old: string, next: string, most = longestValue): [string, string] {
  if (old.length <= most && next.length <= most) return [old, next];
  const head = Math.max(0, commonStart(old, next) - keptAround);
  const tail = Math.max(0, commonEnd(old, next, head) - keptAround);
  const cut = (text: string): string => {
    const from = /[\uDC00-\uDFFF]/.test(text.charAt(head)) ? head - 1 : head;
    const front = from > 0 ? `(${from} characters that stay${cutEnd}` : "";
    return front + clip(text.slice(from), Math.min(most, Math.max(1, text.length - from - tail)));
  };
  return [cut(old), cut(next)];
}

/** Kept common characters around a difference. */
const keptAround = 1_000;

function commonStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  return at;
}

/** The same for the end, without the first `head` characters. */
function commonEnd(a: string, b: string, head: number): number {
  const most = Math.min(a.length, b.length) - head;
  let length = 0;
  while (length < most && a.charCodeAt(a.length - 1 - length) === b.charCodeAt(b.length - 1 - length)) length += 1;
  return length;
}

export function clip(text: string, most = longestValue): string {
  if (text.length <= most) return text;
  let cut = text.slice(0, most);
  if (/[\uD800-\uDBFF]$/.test(cut)) cut = cut.slice(0, -1);
  return `${cut}${cutMark}${text.length - cut.length} more characters)`;
}

function notation(value: unknown): string {
  switch (formOf(value)) {
    case "secret":
      return secretText;
    case "unknown":
      return "(known after apply)";
    case "asset":
    case "archive":
      return assetText(value);
    case "reference":
      return isObject(value) ? `resource ${splitUrn(String(value.urn ?? "")).name}` : "resource";
    default:
      break;
  }
  if (typeof value === "string") return JSON.stringify(value);
  if (value === null || typeof value !== "object") return String(value);
  if (Array.isArray(value)) return `[${value.map(notation).join(", ")}]`;
  const parts = Object.entries(value)
    .filter(([key, item]) => !isInternal(key) && item !== undefined)
    .map(([key, item]) => `${/^[\w$-]+$/.test(key) ? key : JSON.stringify(key)}: ${notation(item)}`);
  return parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`;
}

function assetText(value: unknown): string {
  if (!isObject(value)) return "file";
  const where = [value.path, value.uri].find((part) => typeof part === "string");
  const hash = typeof value.hash === "string" ? value.hash.slice(0, 12) : "";
  return `file${typeof where === "string" ? ` ${where}` : ""}${hash ? ` (${hash})` : ""}`;
}
