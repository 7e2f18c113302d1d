/** Downloads: bytes as a stream, with errors of ours. */
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { readDownloadFailure } from "./answer";
import { type NetworkContext, networkError } from "./network-error";
import type { Progress } from "./operation";
import type { Outgoing, Transport } from "./transport";

export interface Download {
  /** The bytes as they arrive. Read it to the end or destroy it: an open stream keeps a connection. */
  stream: Readable;
  /** Size in bytes, if the service sends it and the body is not compressed. */
  size?: number;
  /** Name from Content-Disposition. */
  fileName?: string;
  contentType?: string;
  /** All bytes at once. */
  bytes(): Promise<Buffer>;
}

export async function openDownload(
  transport: Transport,
  outgoing: Outgoing,
  context: NetworkContext,
  onProgress?: (progress: Progress) => void,
): Promise<Download> {
  const { status, headers, stream } = await transport.open(outgoing, onProgress);
  const isJson = /\bjson\b/.test(headers["content-type"] ?? "");
  let source: Readable = stream;
  if (status < 200 || status >= 300 || isJson) {
    const body = await buffer(stream);
    readDownloadFailure({ status, headers, body }, context);
    source = Readable.from([body], { objectMode: false });
  }
  const guarded = Readable.from(guard(source, context), { objectMode: false });
  const isPlain = headers["content-encoding"] === undefined && headers["content-length"] !== undefined;
  return {
    stream: guarded,
    size: isPlain ? Number(headers["content-length"]) : undefined,
    fileName: fileNameOf(headers["content-disposition"]),
    contentType: headers["content-type"],
    bytes: () => buffer(guarded),
  };
}

/** A broken stream ends with a CodeArtsError. */
async function* guard(source: AsyncIterable<Buffer>, context: NetworkContext): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of source) yield chunk;
  } catch (error) {
    throw networkError(error, context);
  }
}

function fileNameOf(disposition: string | undefined): string | undefined {
  if (disposition === undefined) return undefined;
  const extended = /filename\*=(?:UTF-8|utf-8)''([^;]+)/.exec(disposition)?.[1];
  if (extended !== undefined) return decodeURIComponent(extended);
  return /filename="?([^";]+)"?/.exec(disposition)?.[1];
}
