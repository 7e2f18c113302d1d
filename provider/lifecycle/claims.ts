/**
 * Which resource owns what in this run of the engine, across provider processes: each explicit provider has its own. Every
 * process appends to its own file in a folder named after the engine's address, which all processes of a run share.
 */
import { closeSync, mkdirSync, openSync, readdirSync, readSync, rmSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { isAlive } from "../shared/is-alive";

export interface Claims {
  add(key: string, urn: string): void;
  drop(key: string, urn: string): void;
  /** The resources that own it, in any process. */
  holders(key: string): string[];
}

/** Shared folder of the processes of this run; `name` separates unrelated claims. */
export interface SharedFolder {
  readonly folder: string;
  readonly name: string;
}

/** Without a usable folder, this process knows only its own claims. */
export function openClaims(shared: SharedFolder | undefined): Claims {
  const own = new Owners();
  const others = shared ? otherProcesses(shared) : () => [];
  const write = shared ? writer(shared) : () => {};
  return {
    add(key, urn) {
      own.add(key, urn);
      write(["+", key, urn]);
    },
    drop(key, urn) {
      own.drop(key, urn);
      write(["-", key, urn]);
    },
    holders: (key) => [own, ...others()].flatMap((table) => table.of(key)),
  };
}

class Owners {
  private readonly known = new Map<string, Set<string>>();

  add(key: string, urn: string): void {
    const urns = this.known.get(key) ?? new Set<string>();
    this.known.set(key, urns.add(urn));
  }
  drop(key: string, urn: string): void {
    this.known.get(key)?.delete(urn);
  }
  of(key: string): string[] {
    return [...(this.known.get(key) ?? [])];
  }
}

const fileOf = ({ name }: SharedFolder, pid: number) => `${pid}-${name}.jsonl`;

function writer(shared: SharedFolder): (line: readonly string[]) => void {
  let file: number | undefined;
  let works = true;
  return (line) => {
    if (!works) return;
    try {
      file ??= open(shared);
      writeSync(file, `${JSON.stringify(line)}\n`);
    } catch {
      works = false;
    }
  };
}

function open(shared: SharedFolder): number {
  mkdirSync(shared.folder, { recursive: true, mode: 0o700 });
  removeEnded(join(shared.folder, ".."));
  // A file left by a process with the same id belongs to another run.
  return openSync(join(shared.folder, fileOf(shared, process.pid)), "w", 0o600);
}

/** Reads what other processes have appended since the last read, up to the last complete line. */
function otherProcesses(shared: SharedFolder): () => Owners[] {
  const known = new Map<string, { table: Owners; read: number }>();
  return () => {
    const files = filesIn(shared.folder).filter(
      ({ file, pid }) => file === fileOf(shared, pid) && pid !== process.pid && isAlive(pid),
    );
    return files.map(({ file }) => {
      const other = known.get(file) ?? { table: new Owners(), read: 0 };
      known.set(file, other);
      const text = textFrom(join(shared.folder, file), other.read);
      const complete = text.subarray(0, text.lastIndexOf("\n") + 1);
      other.read += complete.length;
      for (const line of complete.toString().split("\n").slice(0, -1)) take(other.table, line);
      return other.table;
    });
  };
}

function take(table: Owners, line: string): void {
  // Written by `add` and `drop` of another process.
  const [what, key = "", urn = ""] = JSON.parse(line) as string[];
  if (what === "+") table.add(key, urn);
  else table.drop(key, urn);
}

/** Nothing if the file has been removed in the meantime. */
function textFrom(path: string, start: number): Buffer {
  let file: number | undefined;
  try {
    file = openSync(path, "r");
    const text = Buffer.alloc(Math.max(0, statSync(path).size - start));
    return text.subarray(0, readSync(file, text, 0, text.length, start));
  } catch {
    return Buffer.alloc(0);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function filesIn(folder: string): { file: string; pid: number }[] {
  try {
    return readdirSync(folder).map((file) => ({ file, pid: Number.parseInt(file, 10) }));
  } catch {
    return [];
  }
}

/** Folders of runs whose processes have all ended. */
function removeEnded(runs: string): void {
  for (const run of readdirSync(runs)) {
    const folder = join(runs, run);
    try {
      const isNew = Date.now() - statSync(folder).mtimeMs < 60_000;
      if (!isNew && !filesIn(folder).some(({ pid }) => isAlive(pid))) rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another process is removing it.
    }
  }
}
