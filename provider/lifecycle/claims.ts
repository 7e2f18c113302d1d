/**
 * Which resource has what in this run of the engine, also where several processes serve it: each explicit provider is one. Every process
 * adds lines to a file of its own, in a folder named by the engine's address, which all processes of a run are started with.
 */
import { closeSync, mkdirSync, openSync, readdirSync, readSync, rmSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";

export interface Claims {
  add(key: string, urn: string): void;
  drop(key: string, urn: string): void;
  /** The resources that have it, in whichever process. */
  holders(key: string): string[];
}

/** Where the processes of this run meet; `name` keeps apart what has nothing to do with each other. */
export interface Meeting {
  readonly folder: string;
  readonly name: string;
}

/** Without a place to meet, or where it cannot be used, this process knows its own only. */
export function openClaims(meeting: Meeting | undefined): Claims {
  const own = new Table();
  const others = meeting ? otherProcesses(meeting) : () => [];
  const write = meeting ? writer(meeting) : () => {};
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

class Table {
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

const fileOf = ({ name }: Meeting, pid: number) => `${pid}-${name}.jsonl`;

function writer(meeting: Meeting): (line: readonly string[]) => void {
  let file: number | undefined;
  let works = true;
  return (line) => {
    if (!works) return;
    try {
      file ??= open(meeting);
      writeSync(file, `${JSON.stringify(line)}\n`);
    } catch {
      works = false;
    }
  };
}

function open(meeting: Meeting): number {
  mkdirSync(meeting.folder, { recursive: true, mode: 0o700 });
  removeEnded(join(meeting.folder, ".."));
  // What a process of the same number left here is of another run.
  return openSync(join(meeting.folder, fileOf(meeting, process.pid)), "w", 0o600);
}

/** Reads what other processes of the run have added since it last looked, up to the last line that is complete. */
function otherProcesses(meeting: Meeting): () => Table[] {
  const known = new Map<string, { table: Table; read: number }>();
  return () => {
    const files = filesIn(meeting.folder).filter(
      ({ file, pid }) => file === fileOf(meeting, pid) && pid !== process.pid && isAlive(pid),
    );
    return files.map(({ file }) => {
      const other = known.get(file) ?? { table: new Table(), read: 0 };
      known.set(file, other);
      const text = textFrom(join(meeting.folder, file), other.read);
      const complete = text.subarray(0, text.lastIndexOf("\n") + 1);
      other.read += complete.length;
      for (const line of complete.toString().split("\n").slice(0, -1)) take(other.table, line);
      return other.table;
    });
  };
}

function take(table: Table, line: string): void {
  const [what, key = "", urn = ""] = JSON.parse(line) as string[];
  if (what === "+") table.add(key, urn);
  else table.drop(key, urn);
}

/** Nothing, where the file has gone meanwhile. */
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

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
