/** Follows a growing log: reads the next piece until the build has ended and everything has been read. */
import { setTimeout as sleep } from "node:timers/promises";
import { buildResult } from "./build-result";
import { CodeArtsError } from "./errors";
import type { CallOptions } from "./operation";
import type { Call } from "./types";

export interface LogPiece {
  log?: string;
  start_offset?: string;
  end_offset?: string;
  has_more?: boolean;
}

export interface LogSource {
  operation: string;
  read(start: number): Promise<LogPiece>;
  hasEnded(): Promise<boolean>;
}

/** Pause after an empty read; it grows while nothing new arrives. */
const firstPause = 500;
const longestPause = 5_000;

/** `client.logs.follow`. */
export function logFollower(call: Call) {
  return (jobId: string, buildNo: number, options: CallOptions = {}): AsyncGenerator<string, void, undefined> => {
    const path = { job_id: jobId, build_no: buildNo };
    const record = () => call("getBuildRecordInfo", { path }, options);
    const source = {
      operation: "getRealTimeLog",
      read: (start: number) => call("getRealTimeLog", { path, query: { size: "1000", start_offset: start } }, options),
      hasEnded: async () => {
        const { status, finish_time } = await record();
        return buildResult(String(status ?? ""), finish_time) !== undefined;
      },
    };
    return followLog(source, options);
  };
}

export async function* followLog(
  source: LogSource,
  { signal, onProgress }: CallOptions,
): AsyncGenerator<string, void, undefined> {
  let offset = 0;
  let transferred = 0;
  let pause = firstPause;
  let ended = false;
  for (;;) {
    const piece = await source.read(offset);
    const text = piece.log ?? "";
    const next = nextOffset(piece, offset, text);
    if (text !== "" && next > offset) {
      offset = next;
      pause = firstPause;
      transferred += Buffer.byteLength(text);
      onProgress?.({ transferred });
      yield text;
      continue;
    }
    // The service may report the end of the log too early: one more read after the build's end gets the last lines.
    if (ended) return;
    if (piece.has_more !== true) ended = await source.hasEnded();
    if (ended) continue;
    await wait(pause, source.operation, signal);
    pause = Math.min(pause * 1.5, longestPause);
  }
}

/**
 * First unread offset. Whether end_offset is inclusive is not documented, so it is derived from the piece's length: counted in
 * lines, characters or bytes, one of them fits with or without the end.
 */
function nextOffset(piece: LogPiece, asked: number, text: string): number {
  const start = Number(piece.start_offset ?? asked);
  const end = Number(piece.end_offset ?? Number.NaN);
  if (text === "") return asked;
  const lines = text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
  if (!Number.isFinite(end)) return start + lines;
  const counts = [lines, text.length, Buffer.byteLength(text)];
  return counts.includes(end - start + 1) ? end + 1 : end;
}

async function wait(milliseconds: number, operation: string, signal: AbortSignal | undefined): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => {
    const facts = { kind: "cancelled", code: "ABORT_ERR", operation, cause: signal?.reason } as const;
    throw new CodeArtsError({ ...facts, message: `${operation} was cancelled while following the log.` });
  });
}
