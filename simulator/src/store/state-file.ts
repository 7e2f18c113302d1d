/**
 * State that survives a kill at any moment. The file is a journal: one line per request that changed something, with a checksum, written
 * before the request is answered. A last line without an end is a request that was never answered, and is dropped. A file that is damaged
 * elsewhere is kept aside under another name. Now and then the journal is written anew from what is left, beside it, and moved into place.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { crc32 } from "node:zlib";
import type { Store } from "./store";
import type { RowChange } from "./table";

const header = { format: "codearts-simulator-state", version: 1 };
const rowsPerLine = 200;
const leastCompaction = 8 * 1024 * 1024;

export interface StateFile {
  /** Where a damaged file was put; absent when there was none. */
  keptAside?: string;
  close(): void;
}

type Line = [table: string, id: string, row?: object][];

function lineOf(value: unknown): string {
  const text = JSON.stringify(value);
  return `${crc32(text).toString(16).padStart(8, "0")} ${text}\n`;
}

function parseLine(line: Buffer): unknown {
  const body = line.subarray(9);
  if (Number.parseInt(line.toString("latin1", 0, 8), 16) !== crc32(body)) throw new Error("checksum");
  return JSON.parse(body.toString());
}

function writeAll(file: number, text: string): number {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
  return bytes.length;
}

/** Calls back with every whole line; returns the length of these. */
function readLines(path: string, onLine: (line: Buffer, number: number) => void): number {
  const file = openSync(path, "r");
  const chunk = Buffer.alloc(4 * 1024 * 1024);
  let rest: Buffer[] = [];
  let [whole, number] = [0, 0];
  try {
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) {
      let from = 0;
      for (let end = chunk.indexOf(10); end >= 0 && end < read; end = chunk.indexOf(10, from)) {
        const line = Buffer.concat([...rest, chunk.subarray(from, end)]);
        onLine(line, number);
        rest = [];
        number += 1;
        whole += line.length + 1;
        from = end + 1;
      }
      if (from < read) rest.push(Buffer.from(chunk.subarray(from, read)));
    }
  } finally {
    closeSync(file);
  }
  return whole;
}

function isHeader(value: unknown): boolean {
  return JSON.stringify(value) === JSON.stringify(header);
}

function isLine(value: unknown): value is Line {
  return Array.isArray(value) && value.every((entry) => Array.isArray(entry) && typeof entry[0] === "string");
}

/** Loads the file into the store; returns the length of what was good. Throws when the file is damaged. */
function load(path: string, store: Store): number {
  store.replace([]);
  const whole = readLines(path, (line, number) => {
    const value = parseLine(line);
    if (number === 0) {
      if (!isHeader(value)) throw new Error("not a state file of this version");
    } else if (isLine(value)) store.apply(value.map(([table, id, row]) => ({ table, id, row })));
    else throw new Error("not a line of a state file");
  });
  if (whole === 0 && statSync(path).size > 0) throw new Error("no whole line");
  return whole;
}

function freeName(path: string): string {
  for (let number = 1; ; number += 1) if (!existsSync(`${path}.damaged-${number}`)) return `${path}.damaged-${number}`;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Two simulators must not write one file. A lock whose owner is gone does not count. */
function lock(path: string): void {
  const owner = existsSync(path) ? Number(readFileSync(path, "utf8")) : 0;
  if (owner > 0 && owner !== process.pid && isRunning(owner)) {
    const message = `The state file is in use by the simulator with process ID ${owner}; stop that one or choose another file.`;
    throw Object.assign(new Error(message), { code: "EBUSY" });
  }
  writeFileSync(path, String(process.pid));
}

/** Writes the whole state beside the file and moves it into place; returns its size. */
function compact(path: string, store: Store): number {
  const next = `${path}.next`;
  const file = openSync(next, "w", 0o600);
  let bytes = writeAll(file, lineOf(header));
  let line: Line = [];
  const flush = () => {
    if (line.length > 0) bytes += writeAll(file, lineOf(line));
    line = [];
  };
  for (const { table, id, row } of store.snapshot()) {
    line.push(row ? [table, id, row] : [table, id]);
    if (line.length >= rowsPerLine) flush();
  }
  flush();
  fsyncSync(file);
  closeSync(file);
  renameSync(next, path);
  const folder = openSync(dirname(path) || ".", "r");
  fsyncSync(folder);
  closeSync(folder);
  return bytes;
}

/** Loads the file into the store, and from then on writes every change to it. */
export function openStateFile(path: string, store: Store): StateFile {
  lock(`${path}.lock`);
  let keptAside: string | undefined;
  let good = 0;
  try {
    if (existsSync(path)) good = load(path, store);
  } catch {
    keptAside = freeName(path);
    renameSync(path, keptAside);
    store.replace([]);
  }
  let size = good > 0 && good < leastCompaction ? good : compact(path, store);
  let compacted = size;
  let file = openSync(path, "r+");
  ftruncateSync(file, size);
  closeSync(file);
  file = openSync(path, "a", 0o600);
  const rewrite = () => {
    closeSync(file);
    size = compact(path, store);
    compacted = size;
    file = openSync(path, "a", 0o600);
  };
  store.onReplace = rewrite;
  store.onCommit = (changes: RowChange[]) => {
    size += writeAll(file, lineOf(changes.map(({ table, id, row }) => (row ? [table, id, row] : [table, id]))));
    if (size >= leastCompaction && size >= 2 * compacted) rewrite();
  };
  return {
    keptAside,
    close() {
      store.onCommit = () => {};
      store.onReplace = () => {};
      fsyncSync(file);
      closeSync(file);
      rmSync(`${path}.lock`, { force: true });
    },
  };
}
