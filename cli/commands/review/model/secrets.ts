import { credentialsInText } from "../../../../policies/secrets/credentials";
import { isObject, isUnknown, isUrn, signatureKey, signatures } from "../../../../provider/pulumi-wire";
/**
 * What must never be shown. Values arrive marked (the engine's secret form), named (a password by its name) or not marked at all: a
 * secret that appears marked in one place of a log may stand in clear in an error, a policy's message or another resource's input.
 * So every marked value is remembered, and all text of a report is scrubbed of the remembered values at its end.
 */

export const secretText = "[secret]";

/** How the engine writes a marked value that it does not tell; what holds more than this may hold the value as well. */
export const veiled = `${signatureKey}":"${signatures.secret}","ciphertext":"${secretText}"}`;

export type Form = "secret" | "unknown" | "asset" | "archive" | "reference" | "plain";

/** What kind of value this is in the engine's own encoding. */
export function formOf(value: unknown): Form {
  if (typeof value === "string") {
    if (value.length === secretText.length) return value === secretText ? "secret" : "plain";
    return value.length === 36 && isUnknown(value) ? "unknown" : "plain";
  }
  if (!isObject(value) || value[signatureKey] === undefined) return "plain";
  const form = value[signatureKey];
  if (form === signatures.output) return value.secret === true ? "secret" : value.value === undefined ? "unknown" : "plain";
  if (form === signatures.asset) return "asset";
  if (form === signatures.archive) return "archive";
  if (form === signatures.reference) return "reference";
  // Marked with a form that nobody knows: the safe reading.
  return "secret";
}

/** Stands where a text was shortened, before the number of characters that are left out. */
export const cutMark = " … (";
/** Ends the note of what was cut from the start of a text; the rest of a value may be right of it. */
export const cutEnd = ") … ";

/** A shorter value is too common to be struck from all text ("main", "true"); where it is marked it is hidden all the same. */
const shortest = 6;

export interface Secrets {
  /** Remembers every marked value inside a tree of properties. */
  learn(value: unknown): void;
  /** Remembers a value that is secret as a whole, such as a secret setting of a stack. */
  add(value: unknown): void;
  /** Remembers the values that a debug message of the SDK prints in clear beside the secret form. */
  learnFromDebug(message: string): void;
  /** The text without any remembered value, without credentials in URLs and without what looks like a key. */
  scrub(text: string): string;
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
  const scrub = (text: string): string => {
    if (text.length < shortest) return text;
    find ??= known.size === 0 ? (clear) => clear : finder(known);
    const plain = find(text);
    // The names in a URN stand on their own beside it.
    return isUrn(plain) ? plain : scrubByLooks(plain);
  };
  return { learn, add: addTree, learnFromDebug, scrub };
}

/** What only its name calls secret may be a plain word ("default"), which is hidden in its place but not struck from all text. */
function worthKnowing(plaintext: unknown): boolean {
  return typeof plaintext === "string" && plaintext.length >= 12 && /[^a-z"]/.test(plaintext);
}

/** A secret as it stands in other text: as it is, in JSON, in a URL, in base64, and line by line. */
function spellings(value: string): string[] {
  const trimmed = value.trim();
  const wellFormed = Buffer.from(value).toString();
  const json = JSON.stringify(value).slice(1, -1);
  const all = [value, trimmed, json, JSON.stringify(json).slice(1, -1), encodeURI(wellFormed)];
  const percent = encodeURIComponent(wellFormed);
  all.push(
    percent,
    percent.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    percent.replaceAll("%20", "+"),
  );
  const hex = Buffer.from(value).toString("hex");
  all.push(hex, hex.toUpperCase(), ...inBase64(value));
  if (trimmed.includes("\n")) all.push(...trimmed.split(/\r?\n/).map((line) => line.trim()));
  // A secret that is a document: its parts are secret as well.
  if (/^[[{]/.test(trimmed)) collectText(parsed(trimmed), all);
  return [...new Set(all)];
}

/** Also behind other text, as in `user:secret`: without the characters that hold a part of what stands before or behind. */
function inBase64(value: string): string[] {
  const all: string[] = [];
  for (const before of [0, 1, 2]) {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(value)]);
    const text = bytes.toString("base64").replace(/=+$/, "");
    const whole = before === 0 ? 0 : before + 1;
    const end = bytes.length % 3 === 0 ? text.length : text.length - 1;
    all.push(text.slice(whole), text.slice(whole, end));
  }
  return all.flatMap((text) => [text, text.replaceAll("+", "-").replaceAll("/", "_")]);
}

function collectText(value: unknown, into: string[]): void {
  if (typeof value === "string") into.push(value);
  else if (typeof value === "object" && value !== null) for (const item of Object.values(value)) collectText(item, into);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** The values that belong to a secret form at `at`: JSON or JavaScript notation, or a protobuf message printed as an array. */
function beside(message: string, at: number): string[] {
  const window = message.slice(Math.max(0, at - 2_000), at + 20_000);
  const from = Math.min(at, 2_000);
  const found: string[] = [];
  const after = window.slice(from + signatures.secret.length);
  const printed = /^,(?:,)*value,,,(.*?)(?=,[A-Za-z_$][\w$-]*,{2,}|,{4,}|$)/s.exec(after)?.[1];
  if (printed !== undefined) found.push(printed, ...printed.split(","));
  for (const side of [after.slice(0, 20_000), window.slice(0, from)]) {
    const quoted = /["']?(?:value|plaintext)["']?\s*[:=]\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/s.exec(side)?.[1];
    if (quoted !== undefined) {
      const inner = parsed(quoted.startsWith("'") ? `"${quoted.slice(1, -1).replace(/"/g, '\\"')}"` : quoted);
      const text = typeof inner === "string" ? inner : quoted.slice(1, -1);
      found.push(text);
      const deeper = parsed(text);
      if (typeof deeper === "string") found.push(deeper);
      else collectText(deeper, found);
    }
  }
  return found;
}

/** One pass over a text for any number of values: a table of their first characters skips almost every place. */
function finder(known: ReadonlySet<string>): (text: string) => string {
  const starts = new Uint8Array(65_536);
  const byStart = new Map<string, string[]>();
  for (const value of known) {
    starts[hash(value, 0)] = 1;
    const start = value.slice(0, shortest);
    byStart.set(
      start,
      [...(byStart.get(start) ?? []), value].sort((a, b) => b.length - a.length),
    );
  }
  const longest = Math.max(...[...known].map((value) => value.length));
  const candidates = (text: string, at: number): string[] =>
    starts[hash(text, at)] === 1 ? (byStart.get(text.slice(at, at + shortest)) ?? []) : [];
  const whole = (text: string): string => {
    let out = "";
    let from = 0;
    for (let at = 0; at + shortest <= text.length; at += 1) {
      const match = candidates(text, at).find((value) => text.startsWith(value, at));
      if (match === undefined) continue;
      out += text.slice(from, at) + secretText;
      from = at + match.length;
      at = from - 1;
    }
    return from === 0 ? text : out + text.slice(from);
  };
  /** Where a text was shortened, the first part of a value may be left of it. */
  const beforeCut = (text: string, cut: number): number => {
    for (let at = Math.max(0, cut - longest); at + shortest <= cut; at += 1) {
      const rest = text.slice(at, cut);
      if (candidates(text, at).some((value) => value.startsWith(rest))) return at;
    }
    return cut;
  };
  const afterCut = (text: string, cut: number): number => {
    let most = cut;
    for (const value of known)
      for (let length = Math.min(value.length - 1, text.length - cut); length >= shortest && cut + length > most; length -= 1)
        if (text.startsWith(value.slice(-length), cut)) most = cut + length;
    return most;
  };
  return (text) => {
    let out = whole(text);
    for (let cut = out.indexOf(cutEnd); cut >= 0; cut = out.indexOf(cutEnd, cut + cutEnd.length)) {
      const from = cut + cutEnd.length;
      const to = afterCut(out, from);
      if (to > from) out = out.slice(0, from) + secretText + out.slice(to);
    }
    for (let cut = out.indexOf(cutMark); cut >= 0; cut = out.indexOf(cutMark, cut + cutMark.length)) {
      const from = beforeCut(out, cut);
      if (from === cut) continue;
      out = out.slice(0, from) + secretText + out.slice(cut);
      cut = from + secretText.length;
    }
    return out;
  };
}

function hash(text: string, at: number): number {
  return (
    (text.charCodeAt(at) * 31 + text.charCodeAt(at + 1) * 17 + text.charCodeAt(at + 2) * 7 + text.charCodeAt(at + 3)) & 0xffff
  );
}

/** Credentials that announce themselves by their looks, wherever they stand. Each keeps what a reader needs to find the place. */
const looks: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, secretText],
  [/([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@:]{0,200}:[^\s/@]{1,400}@/gi, `$1${secretText}@`],
  [/([?&](?:access_token|token|key|sign|signature|secret|password)=)[^&\s"'`<>]+/gi, `$1${secretText}`],
  [
    /\b((?:password|passwd|secret|token|api[_-]?key|access[_-]?key|secret[_-]?key)["']?\s*[=:]\s*["']?)(?!\[secret\])[^\s"',;]{6,}/gi,
    `$1${secretText}`,
  ],
];
const shortestLook = 6;
const looksQuickly = /-----BEGIN|:\/\/|passw|secret|token|key|sign/i;

/** What only its form gives away: by the formats that the policies know, and more readily beside a name that tells. */
function scrubByLooks(text: string): string {
  if (text.length < shortestLook) return text;
  let out = text;
  for (const value of credentialsOf(text)) out = out.replaceAll(value, secretText);
  return looksQuickly.test(out) ? looks.reduce((rest, [pattern, to]) => rest.replace(pattern, to), out) : out;
}

/** Texts repeat in the resources of a stack. */
const remembered = new Map<string, readonly string[]>();
const longestRemembered = 80;

function credentialsOf(text: string): readonly string[] {
  if (text.length < 12 || !/[^A-Za-z ()]/.test(text)) return [];
  if (text.length > longestRemembered) return credentialsInText(text);
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const found = credentialsInText(text);
  if (remembered.size >= 5_000) remembered.clear();
  remembered.set(text, found);
  return found;
}

/** Every text of a report without what is known to be secret: the one place through which all of it passes. Changes the value itself. */
export function scrubAll<T>(value: T, secrets: Secrets): T {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) for (let index = 0; index < value.length; index += 1) scrubItem(value, index, secrets);
  else for (const key in value) scrubItem(value as Record<string, unknown>, key, secrets);
  return value;
}

/** Words of our own, and names that the engine made of others that are scrubbed themselves. */
const ours = new Set<unknown>(["kind", "sign", "operation", "state"]);

function scrubItem<Key extends string | number>(holder: Record<Key, unknown>, key: Key, secrets: Secrets): void {
  const item = holder[key];
  if (ours.has(key)) return;
  if (typeof item === "string") {
    const text = secrets.scrub(item);
    if (text !== item) holder[key] = text;
  } else if (typeof item === "object") scrubAll(item, secrets);
}
