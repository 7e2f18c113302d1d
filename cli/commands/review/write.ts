/** Text in pieces to a file, without ever holding the whole. */
import { closeSync, openSync, writeSync } from "node:fs";

/** Bytes that go out together. */
const bufferSize = 1024 * 1024;
/** UTF-8 takes no more bytes for a UTF-16 unit. */
const mostBytes = 3;

/** Throws as the file system does; what was written until then stays. */
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

/** A pipe or a full disk may take less than it is given. */
function writeAll(open: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(open, bytes, at);
}
