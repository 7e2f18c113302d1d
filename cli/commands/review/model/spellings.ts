/** Encodings of a secret in other text, and secrets in plain text next to their mark. */
import { signatures } from "../../../../provider/pulumi-wire";

/** Encodings of a secret in other text: verbatim, in one case, in JSON, in a URL, in base64, and line by line. */
export function spellings(value: string): string[] {
  const trimmed = value.trim();
  const json = JSON.stringify(value).slice(1, -1);
  const all = [
    value,
    trimmed,
    trimmed.toUpperCase(),
    trimmed.toLowerCase(),
    json,
    JSON.stringify(json).slice(1, -1),
    ...inAddresses(value),
    ...inMarkup(value),
  ];
  // JSON as written by Go.
  all.push(json.replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`));
  const hex = Buffer.from(value).toString("hex");
  all.push(hex, hex.toUpperCase(), ...inBase64(value));
  if (trimmed.includes("\n")) all.push(...trimmed.split(/\r?\n/).map((line) => line.trim()));
  // The parts of a secret document are secret, too.
  if (/^[[{]/.test(trimmed)) collectText(parsed(trimmed), all);
  return [...new Set(all)];
}

/** In a path or a query: languages differ in the characters that they do not encode, in the case of digits and in the encoding of spaces. */
function inAddresses(value: string): string[] {
  const wellFormed = Buffer.from(value).toString();
  const percent = encodeURIComponent(wellFormed);
  const strict = percent.replace(/[!'()*~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const all = [percent, percent.replaceAll("'", "%27"), strict, strict.replaceAll("%7E", "~")];
  const small = all.map((text) => text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()));
  return [encodeURI(wellFormed), ...[...all, ...small].flatMap((text) => [text, text.replaceAll("%20", "+")])];
}

/** In HTML and XML. */
function inMarkup(value: string): string[] {
  if (!/[&<>"']/.test(value)) return [];
  const plain = value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return [
    plain,
    plain.replaceAll('"', "&quot;").replaceAll("'", "&#39;"),
    plain.replaceAll('"', "&#34;").replaceAll("'", "&#39;"),
    plain.replaceAll('"', "&quot;").replaceAll("'", "&#x27;"),
    plain.replaceAll('"', "&quot;").replaceAll("'", "&apos;"),
  ];
}

/** Also within other text, as in `user:secret`: without the characters that also encode parts of the adjacent text. */
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

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** The values that belong to a secret form at `at`: JSON or JavaScript notation, or a protobuf message printed as an array. */
export function beside(message: string, at: number): string[] {
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
