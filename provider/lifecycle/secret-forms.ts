/** The forms in which a secret may appear: verbatim, encoded for URLs, JSON, shells and headers, and parts that are as sensitive. */

/** Longer texts, such as files, are searched verbatim only. */
const longest = 20_000;
/** Shorter pieces of base64 occur in ordinary texts. */
const shortestPiece = 8;
/** A shorter part of a secret, such as a line or a query value, is not treated as secret by itself. */
const shortestPart = 6;

const remembered = new Map<string, readonly string[]>();

/** Every form of a secret, the longest first. */
export function formsOf(secret: string): readonly string[] {
  const known = remembered.get(secret);
  if (known) return known;
  const forms = secret.length > longest ? [secret] : [secret, ...partsOf(secret)].flatMap(written);
  const distinct = [...new Set(forms)].filter((form) => form !== "").sort((one, other) => other.length - one.length);
  if (remembered.size >= 500) remembered.clear();
  if (secret.length <= longest) remembered.set(secret, distinct);
  return distinct;
}

function written(text: string): string[] {
  const json = inJson(text);
  const url = inUrl(text);
  const bytes = Buffer.from(text);
  return [
    text,
    json,
    inJson(json),
    inAscii(json),
    url,
    url.replaceAll("%20", "+"),
    url.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    url.replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`),
    encodeUri(text),
    text.replaceAll("'", "'\\''"),
    ...inHtml(text),
    ...(text.length < 3 ? [] : [bytes.toString("hex"), bytes.toString("hex").toUpperCase(), ...inBase64(bytes)]),
  ];
}

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);
const inAscii = (text: string): string =>
  text.replace(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, "\ufffd");
const inUrl = (text: string): string => encodeURIComponent(wellFormed(text));
const encodeUri = (text: string): string => encodeURI(wellFormed(text));
function inHtml(text: string): string[] {
  const tags = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const quoted = tags.replaceAll('"', "&quot;");
  return [tags, quoted, ...["&#39;", "&#x27;", "&apos;"].map((quote) => quoted.replaceAll("'", quote))];
}

/** Base64 of the text, and the part that is independent of surrounding bytes, as in `Basic user:secret`. */
function inBase64(bytes: Buffer): string[] {
  const complete = bytes.toString("base64").replaceAll("=", "");
  const inside = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString("base64")
      .replaceAll("=", "");
    const cutBehind = (before + bytes.length) % 3 === 0 ? 0 : 1;
    return text.slice(before === 0 ? 0 : before + 1, text.length - cutBehind);
  });
  return [complete, ...inside.filter((piece) => piece.length >= shortestPiece)].flatMap((text) => [
    text,
    text.replaceAll("+", "-").replaceAll("/", "_"),
  ]);
}

/** Lines of a key, values of a JSON text, the password or token in a URL, decoded base64. */
function partsOf(secret: string): string[] {
  const lines = /[\r\n]/.test(secret) ? secret.split(/[\r\n]+/).map((line) => line.trim()) : [];
  const parts = [secret.trim(), ...lines, ...addressParts(secret), ...jsonParts(secret), ...decoded(secret)];
  return parts.filter((part) => part !== secret && part.length >= shortestPart && !/^-+(BEGIN|END)\b/.test(part));
}

function addressParts(text: string): string[] {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text) || !URL.canParse(text)) return [];
  const { username, password, searchParams, pathname, hash } = new URL(text);
  const last = pathname.split("/").at(-1) ?? "";
  const values = [...searchParams.values(), ...(last.length >= 16 ? [last] : []), hash.slice(1)];
  return [...(password === "" ? [username] : [password]), ...values].flatMap((part) => [part, decodeUri(part)]);
}

function decodeUri(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function jsonParts(text: string): string[] {
  if (!/^\s*[{[]/.test(text)) return [];
  try {
    return textsIn(JSON.parse(text)).flatMap((part) => [part, ...addressParts(part)]);
  } catch {
    return [];
  }
}

function decoded(text: string): string[] {
  if (text.length < 12 || text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return [];
  const clear = Buffer.from(text, "base64").toString();
  if (/[\ufffd\p{Cc}]/u.test(clear.replace(/[\t\r\n]/g, ""))) return [];
  return [clear, ...clear.split(/[\r\n]+/).map((line) => line.trim())];
}

/** Strings and numbers at any depth of a value; booleans are never secret. */
export function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "number" || typeof value === "bigint") return [String(value)];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
