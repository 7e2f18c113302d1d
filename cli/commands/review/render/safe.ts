/** Sanitizes external text: no invisible characters, no changes of the writing direction, no markup. */

/** Control, format (direction, zero width, tags) and line separator characters, lone surrogates, and invisible letters. */
const unseen = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u115f\u1160\u3164\uffa0]/gu;

/** Fast path for most text. */
const plain = /^[\x20-\x7e\n\t]*$/;

/** Multi-line text: invisible characters are written as their code, such as `\u202e`. */
export function visible(text: string): string {
  if (plain.test(text)) return text;
  return text.replaceAll("\r\n", "\n").replace(unseen, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** For hosts that store no emoji and nothing beyond U+FFFF: each such character is written as its code, such as `\u{1f680}`. */
export function withoutEmoji(text: string): string {
  if (plain.test(text)) return text;
  return text.replace(emoji, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

const emoji = /[\u{10000}-\u{10ffff}]|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u20e3|\ufe0f/gu;

/** The same in one line; line breaks are shown as a symbol. */
export function oneLine(text: string): string {
  return visible(text).replaceAll("\n", "⏎").replaceAll("\t", " ").trim();
}

/** A code span that its text cannot close: its delimiters have more backticks than any sequence inside. */
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

/** A fenced block that its text cannot close. */
export function fenced(text: string, language: string): string[] {
  const body = visible(text).split("\n");
  const longest = Math.max(2, ...body.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)));
  const fence = "`".repeat(longest + 1);
  return [`${fence}${language}`, ...body, fence];
}

/** For hosts that may or may not render Markdown: plain text is unchanged if it cannot be interpreted as markup, otherwise a code span. */
export function plainOrCode(text: string): string {
  const line = oneLine(text);
  if (propertyPath.test(line)) return line;
  const harmless =
    /^(?:[\p{L}\p{N} ,;:./=+()"'?!%>、。，：；（）？！-]|(?<=[\p{L}\p{N}])_(?=[\p{L}\p{N}])|(?<= )\*(?= |$))*$/u.test(line);
  return harmless && !/:\/\/|www\.|^[-+>#=*]|^\d+[.)]/i.test(line) ? line : codeSpan(line);
}

/** Brackets with a number or a quoted name are not a link. */
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

/** URL of a generated link: only http and https, without characters that close a Markdown link or an HTML attribute. */
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
