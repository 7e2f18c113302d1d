/**
 * Reads a log of JSON values from a stream: one per line, over several lines, in a list, or after other text. Keeps one value at
 * a time in memory, and counts unreadable lines.
 */
import { encodingOf, jsonValues, withoutColours } from "../../../lib/json";

export interface LineCounts {
  lines: number;
  /** Unreadable lines that look like JSON or are between values. */
  unread: number;
  /** The log ends in the middle of a value. */
  cut: boolean;
}

/** A longer line is not a Pulumi event; it is skipped and counted as unreadable. */
const longestLine = 256 * 1024 * 1024;
const newline = 0x0a;

/**
 * Calls `each` for every JSON object or list, with its text; a line for which `skip` returns true is counted, but neither decoded
 * nor parsed. Chunks may split lines and characters anywhere.
 */
export async function readJsonLines(
  chunks: AsyncIterable<Uint8Array | string>,
  each: (value: unknown, text: string) => void,
  skip: (line: Buffer) => boolean = () => false,
): Promise<LineCounts> {
  const layout = createLayout(each);
  let rest: Buffer[] = [];
  let restLength = 0;
  let tooLong = false;

  const line = (bytes: Buffer): void => {
    if (!layout.isInside() && skip(bytes)) layout.skipped();
    else
      layout.line(
        withoutColours(bytes.toString("utf8"))
          .replace(/^\uFEFF/, "")
          .trim(),
      );
  };
  for await (const chunk of inUtf8(chunks)) {
    const bytes = toBuffer(chunk);
    let from = 0;
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, from)) {
      const part = bytes.subarray(from, end);
      if (tooLong) layout.unreadable();
      else line(rest.length > 0 ? Buffer.concat([...rest, part]) : part);
      rest = [];
      restLength = 0;
      tooLong = false;
      from = end + 1;
    }
    if (from < bytes.length && !tooLong) {
      rest.push(bytes.subarray(from));
      restLength += bytes.length - from;
      tooLong = restLength > longestLine;
      if (tooLong) rest = [];
    }
  }
  if (tooLong) layout.unreadable();
  else if (rest.length > 0) line(Buffer.concat(rest));
  return layout.end();
}

interface Layout {
  /** A line without space around it. */
  line(text: string): void;
  skipped(): void;
  unreadable(): void;
  /** Between the first and the last line of a value. */
  isInside(): boolean;
  end(): LineCounts;
}

function createLayout(each: (value: unknown, text: string) => void): Layout {
  const counts: LineCounts = { lines: 0, unread: 0, cut: false };
  /** Lines of an incomplete value, and the number of its open brackets. */
  let open: string[] = [];
  let depth = 0;
  /** Brackets of a list around the values. */
  let lists = 0;
  let values = 0;
  /** Text lines since the last value: between two values they may be a damaged value. */
  let words = 0;

  const found = (value: unknown, text: string): void => {
    if (values > 0) counts.unread += words;
    words = 0;
    values += 1;
    each(value, text);
  };
  const damaged = (): void => {
    counts.unread += open.length;
    open = [];
  };
  const several = (text: string): boolean => {
    const all = jsonValues(text);
    for (const value of all.values) found(value, text);
    return all.values.length > 0 && all.otherLines === 0 && !all.cut;
  };
  const close = (): void => {
    // More closing than opening brackets: the end of a list around the values.
    lists += depth;
    const text = open.join("\n").slice(0, depth || undefined);
    const value = parse(text);
    if (value !== undefined) found(value, text);
    else if (!several(text)) counts.unread += open.length;
    open = [];
  };
  const inside = (text: string): void => {
    // An event that starts inside a value: the value is damaged.
    if (startsEvent.test(text)) {
      damaged();
      outside(text);
      return;
    }
    open.push(text);
    depth += depthOf(text);
    if (depth <= 0) close();
  };
  const outside = (text: string): void => {
    const value = parse(text);
    if (value !== undefined) {
      found(value, text);
      return;
    }
    if (/^[[\],]+$/.test(text)) {
      lists += depthOf(text);
      return;
    }
    const around = depthOf(text);
    if (around > 0 && /^\[\s*[{[]/.test(text)) {
      lists += 1;
      outside(text.slice(1).trim());
      return;
    }
    if (around < 0 && text.endsWith("]") && lists > 0) {
      lists -= 1;
      outside(text.slice(0, -1).trim());
      return;
    }
    const start = text.search(/[{[]\s*(?:["{[\]}]|$)/);
    const rest = start < 0 ? "" : text.slice(start);
    const behindWords = start > 0 ? parse(rest) : undefined;
    if (behindWords !== undefined) found(behindWords, rest);
    else if (rest !== "" && depthOf(rest) > 0) {
      open = [rest];
      depth = depthOf(rest);
    } else if (rest === "" || !several(text)) {
      if (looksLikeJson.test(text)) counts.unread += 1;
      else words += 1;
    }
  };
  return {
    line: (text) => {
      if (text === "") return;
      counts.lines += 1;
      if (open.length > 0) inside(text);
      else outside(text);
    },
    skipped: () => {
      counts.lines += 1;
      values += 1;
    },
    unreadable: () => {
      counts.lines += 1;
      counts.unread += 1;
    },
    isInside: () => open.length > 0,
    end: () => {
      counts.cut = open.length > 0 || lists > 0;
      // The complete values of a truncated list.
      if (open.length > 0) for (const value of jsonValues(open.join("\n")).values) found(value, open.join("\n"));
      return counts;
    },
  };
}

const startsEvent = /^\{"(?:sequence|timestamp|[a-zA-Z]+Event)":/;
const looksLikeJson = /\{"|"\s*:|"\s*[}\]]|^[{}\]],?$/;

/** Opening minus closing brackets; JSON strings do not contain line breaks. */
function depthOf(text: string): number {
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
    if (token === "{" || token === "[") depth += 1;
    else if (token === "}" || token === "]") depth -= 1;
  }
  return depth;
}

/** PowerShell writes UTF-16, recognized by the first two bytes. */
async function* inUtf8(chunks: AsyncIterable<Uint8Array | string>): AsyncIterable<Uint8Array | string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let first: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (first === undefined) {
      yield decoder === undefined ? chunk : decoder.decode(toBuffer(chunk), { stream: true });
      continue;
    }
    first = Buffer.concat([first, toBuffer(chunk)]);
    if (first.length < 2) continue;
    const encoding = encodingOf(first);
    if (encoding !== "utf-8") decoder = new TextDecoder(encoding);
    yield decoder === undefined ? first : decoder.decode(first, { stream: true });
    first = undefined;
  }
  if (first !== undefined && first.length > 0) yield first;
}

function toBuffer(chunk: Uint8Array | string): Buffer {
  return typeof chunk === "string" ? Buffer.from(chunk) : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

/** An object or a list; in a multi-line list a comma follows it. */
function parse(text: string): unknown {
  if (!text.startsWith("{") && !text.startsWith("[")) return undefined;
  try {
    return JSON.parse(text.endsWith(",") ? text.slice(0, -1) : text) as unknown;
  } catch {
    return undefined;
  }
}
