/**
 * Values that must never be shown. They arrive marked (the engine's secret form), named (a password by its name) or unmarked: a
 * secret that is marked in one place of a log may appear in plain text in an error, a policy's message or another resource's input.
 * So every marked value is remembered, and finally removed from all text of the report.
 */
import { isObject, isUnknown, isUrn, signatureKey, signatures } from "../../../../provider/pulumi-wire";
import { formOf, secretText } from "./forms";
import { credentialsInLines, mayLookLikeOne, scrubByLooks } from "./looks";
import type { DiffLine } from "./report";
import { beside, parsed, spellings } from "./spellings";
import { finder, shortest } from "./strike";

export interface Secrets {
  /** Remembers every marked value inside a tree of properties. */
  learn(value: unknown): void;
  /** Remembers a value that is entirely secret, such as a secret setting of a stack. */
  add(value: unknown): void;
  /** Remembers the values that a debug message of the SDK prints in plain text next to the secret form. */
  learnFromDebug(message: string): void;
  /** Removes remembered values from the text. */
  strike(text: string): string;
  /** Removes remembered values, credentials in URLs and values in the format of a key from the text. */
  scrub(text: string): string;
  /** The same for related texts, such as the lines of one script. */
  scrubTogether(texts: readonly string[]): readonly string[];
}

export function createSecrets(): Secrets {
  const known = new Set<string>();
  let find: ((text: string) => string) | undefined;

  const add = (value: string): void => {
    for (const form of spellings(value)) {
      if (form.length >= shortest && form !== secretText && !isUnknown(form) && !known.has(form)) {
        known.add(form);
        find = undefined;
      }
    }
  };
  const addTree = (value: unknown): void => {
    if (typeof value === "string") add(value);
    else if (typeof value === "number" || typeof value === "bigint") add(String(value));
    else if (Array.isArray(value)) value.forEach(addTree);
    else if (isObject(value)) Object.values(value).forEach(addTree);
  };
  const learn = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if (Array.isArray(value)) {
      for (const item of value) learn(item);
      return;
    }
    const record = value as Record<string, unknown>;
    if (record[signatureKey] !== undefined && formOf(record) === "secret") {
      if (record.named === true && !worthKnowing(record.plaintext)) return;
      if (typeof record.plaintext === "string") addTree(parsed(record.plaintext));
      addTree(record.value);
      return;
    }
    for (const key in record) if (typeof record[key] === "object") learn(record[key]);
  };
  const learnFromDebug = (message: string): void => {
    for (let at = message.indexOf(signatures.secret); at >= 0; at = message.indexOf(signatures.secret, at + 1)) {
      for (const value of beside(message, at)) add(value);
    }
  };
  const strike = (text: string): string => {
    find ??= known.size === 0 ? (clear) => clear : finder(known);
    return text.length < shortest ? text : find(text);
  };
  const scrub = (text: string): string => {
    const plain = strike(text);
    // The names in a URN are also reported separately.
    return plain.length < shortest || isUrn(plain) ? plain : scrubByLooks(plain);
  };
  const scrubTogether = (texts: readonly string[]): readonly string[] => {
    if (!mayLookLikeOne(texts.join("\n"))) return known.size === 0 ? texts : texts.map(strike);
    const found = credentialsInLines(texts);
    return texts.map((text) => scrub(found.reduce((rest, value) => rest.replaceAll(value, secretText), text)));
  };
  return { learn, add: addTree, learnFromDebug, strike, scrub, scrubTogether };
}

/** A value that is secret only by name may be a common word ("default"), which is masked in place but not in all text. */
function worthKnowing(plaintext: unknown): boolean {
  return typeof plaintext === "string" && plaintext.length >= 12 && /[^a-z"]/.test(plaintext);
}

/** Removes known secrets from every text of a report, which all passes through here. Modifies the value in place. */
export function scrubAll<T>(value: T, secrets: Secrets): T {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) for (let index = 0; index < value.length; index += 1) scrubItem(value, index, secrets);
  else for (const key in value) scrubItem(value as Record<string, unknown>, key, secrets);
  return value;
}

/** Fixed texts of this module, and names that the engine derives from other scrubbed names. */
const ours = new Set<unknown>(["kind", "sign", "operation", "state"]);

function scrubItem<Key extends string | number>(holder: Record<Key, unknown>, key: Key, secrets: Secrets): void {
  const item = holder[key];
  if (ours.has(key)) return;
  if (typeof item === "string") {
    const text = secrets.scrub(item);
    if (text !== item) holder[key] = text;
  } else if (key === "lines" && Array.isArray(item)) scrubLines(item as DiffLine[], secrets);
  else if (Array.isArray(item) && item.every((one) => typeof one === "string")) holder[key] = secrets.scrubTogether(item);
  else if (typeof item === "object") scrubAll(item, secrets);
}

/** Each side separately: before and after the change. */
function scrubLines(lines: readonly DiffLine[], secrets: Secrets): void {
  if (!mayLookLikeOne(lines.map(({ text }) => text).join("\n"))) {
    for (const line of lines) line.text = secrets.strike(line.text);
    return;
  }
  for (const other of ["+", "-"]) {
    const side = lines.filter(({ sign }) => sign !== other);
    const texts = secrets.scrubTogether(side.map(({ text }) => text));
    for (const [index, line] of side.entries()) line.text = texts[index] ?? line.text;
  }
}
