/** Writes text to a file in pieces, without keeping all of it in memory. */
import { closeSync, openSync, writeSync } from "node:fs";

/** Bytes per write. */
const bufferSize = 1024 * 1024;
/** Maximum UTF-8 bytes per UTF-16 unit. */
const mostBytes = 3;

/** Throws the file system's error; data written before that stays. */
export function writePieces(file: string, pieces: Iterable<string>): void {
  const open = openSync(file, "w");
  try {
    const buffer = Buffer.allocUnsafe(bufferSize);
    let filled = 0;
    for (const piece of pieces) {
      if (filled + piece.length * mostBytes > bufferSize) {
        writeAll(open, buffer.subarray(0, filled));
        filled = 0;
      }
      if (piece.length * mostBytes > bufferSize) writeAll(open, Buffer.from(piece));
      else filled += buffer.write(piece, filled);
    }
    writeAll(open, buffer.subarray(0, filled));
  } finally {
    closeSync(open);
  }
}

/** A pipe or a full disk may accept less than requested. */
function writeAll(open: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(open, bytes, at);
}
