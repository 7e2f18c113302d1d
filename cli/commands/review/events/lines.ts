/** Reads a log of one JSON value a line from a stream, without ever holding more than one line. */
import { encodingOf } from "../../../lib/json";

export interface LineCounts {
  lines: number;
  /** Lines that are no JSON, apart from a last line that was cut off. */
  notJson: number;
  /** The log ends in the middle of a line. */
  cut: boolean;
}

/** A single line longer than this is no event of Pulumi's; it is skipped and counted as not JSON. */
const longestLine = 256 * 1024 * 1024;
const newline = 0x0a;

/**
 * Calls `each` for every JSON value, with the text of its line; a whole line for which `skip` says so is counted, and neither made text nor
 * parsed. Chunks may split lines and characters anywhere.
 */
export async function readJsonLines(
  chunks: AsyncIterable<Uint8Array | string>,
  each: (value: unknown, line: string) => void,
  skip: (line: Buffer) => boolean = () => false,
): Promise<LineCounts> {
  const counts: LineCounts = { lines: 0, notJson: 0, cut: false };
  let rest: Buffer[] = [];
  let restLength = 0;
  let skipping = false;

  const line = (bytes: Buffer, last: boolean): void => {
    if (!last && skip(bytes)) {
      counts.lines += 1;
      return;
    }
    const text = bytes
      .toString("utf8")
      .replace(/^\uFEFF/, "")
      .trim();
    if (text === "") return;
    counts.lines += 1;
    const value = parse(text);
    if (value !== undefined) each(value, text);
    else if (last && text.startsWith("{")) counts.cut = true;
    else counts.notJson += 1;
  };

  for await (const chunk of inUtf8(chunks)) {
    const bytes = toBuffer(chunk);
    let from = 0;
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, from)) {
      const part = bytes.subarray(from, end);
      if (skipping) counts.notJson += 1;
      else line(rest.length > 0 ? Buffer.concat([...rest, part]) : part, false);
      rest = [];
      restLength = 0;
      skipping = false;
      from = end + 1;
    }
    if (from < bytes.length && !skipping) {
      rest.push(bytes.subarray(from));
      restLength += bytes.length - from;
      if (restLength > longestLine) {
        rest = [];
        restLength = 0;
        skipping = true;
      }
    }
  }
  if (skipping) counts.cut = true;
  else if (rest.length > 0) line(Buffer.concat(rest), true);
  return counts;
}

/** PowerShell writes UTF-16, which the first two bytes show. */
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

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
