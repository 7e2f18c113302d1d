/** Text of other people, made harmless: nothing invisible, nothing that turns the direction of reading, nothing that a renderer would act on. */

/** Control, format (direction, zero width, tags) and line separator characters, lone surrogates, and letters that look like nothing. */
const unseen = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u115f\u1160\u3164\uffa0]/gu;

/** Most text has nothing to look for. */
const plain = /^[\x20-\x7e\n\t]*$/;

/** Several lines: what cannot be seen is written as its code, such as `\u202e`. */
export function visible(text: string): string {
  if (plain.test(text)) return text;
  return text.replaceAll("\r\n", "\n").replace(unseen, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** For hosts that keep no emoji and nothing beyond U+FFFF: each is written as its code, such as `\u{1f680}`. */
export function withoutEmoji(text: string): string {
  if (plain.test(text)) return text;
  return text.replace(emoji, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

const emoji = /[\u{10000}-\u{10ffff}]|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u20e3|\ufe0f/gu;

/** The same in one line; line breaks show as a sign. */
export function oneLine(text: string): string {
  return visible(text).replaceAll("\n", "⏎").replaceAll("\t", " ").trim();
}

/** A code span that its text cannot leave: more backticks around than in a row inside. */
export function codeSpan(text: string): string {
  const line = oneLine(text);
  if (line === "") return "`(empty)`";
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** A code span for a cell of a table, where a bar would end the cell even inside the span; renderers disagree on a bar after a backslash. */
export function codeCell(text: string): string {
  return codeSpan(text.replace(/\\(?=\|)/g, "\\ ")).replaceAll("|", "\\|");
}

/** A fenced block that its text cannot leave. */
export function fenced(text: string, language: string): string[] {
  const body = visible(text).split("\n");
  const longest = Math.max(2, ...body.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)));
  const fence = "`".repeat(longest + 1);
  return [`${fence}${language}`, ...body, fence];
}

/** For hosts that may or may not render Markdown: plain text as it is when nothing in it could be taken as markup, else a code span. */
export function plainOrCode(text: string): string {
  const line = oneLine(text);
  if (propertyPath.test(line)) return line;
  const harmless =
    /^(?:[\p{L}\p{N} ,;:./=+()"'?!%>、。，：；（）？！-]|(?<=[\p{L}\p{N}])_(?=[\p{L}\p{N}])|(?<= )\*(?= |$))*$/u.test(line);
  return harmless && !/:\/\/|www\.|^[-+>#=*]|^\d+[.)]/i.test(line) ? line : codeSpan(line);
}

/** Brackets with a number or a quoted name inside make no link. */
const propertyPath = /^[A-Za-z]\w*(?:\.[A-Za-z]\w*|\[\d+\]|\["[\p{L}\p{N} ,;:./()-]+"\])+$/u;

export function escapeHtml(text: string): string {
  const clean = visible(text);
  let out = "";
  let from = 0;
  for (let at = 0; at < clean.length; at += 1) {
    const entity = entityOf(clean.charCodeAt(at));
    if (entity === undefined) continue;
    out += clean.slice(from, at) + entity;
    from = at + 1;
  }
  return from === 0 ? clean : out + clean.slice(from);
}

function entityOf(code: number): string | undefined {
  switch (code) {
    case 38:
      return "&amp;";
    case 60:
      return "&lt;";
    case 62:
      return "&gt;";
    case 34:
      return "&quot;";
    case 39:
      return "&#39;";
    default:
      return undefined;
  }
}

/** A link of our own making: only http and https, nothing that closes a Markdown link or an HTML attribute. */
export function safeUrl(url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  try {
    const parsed = new URL(url);
    if (parsed.protocol !== "https:" && parsed.protocol !== "http:") return undefined;
    return parsed.href.replace(/[()<>"'`\\|\s[\]]/g, (character) =>
      encodeURIComponent(character).replace(/[()']/g, (c) => `%${c.charCodeAt(0).toString(16)}`),
    );
  } catch {
    return undefined;
  }
}
